// The digits in which the index writes numbers: the characters that JSON writes as they are.

export const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&\'()*+,-./:;<=>?@[]^_`{|}~';
export const DIGIT = new Uint8Array(128);
for (let at = 0; at < DIGITS.length; at += 1) DIGIT[DIGITS.charCodeAt(at)] = at;
