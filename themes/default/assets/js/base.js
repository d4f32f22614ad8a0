// The number base of the index: `DIGITS`, the characters that JSON writes unescaped, and `DIGIT_VALUES`, by character code.

export const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&\'()*+,-./:;<=>?@[]^_`{|}~';
export const DIGIT_VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) DIGIT_VALUES[DIGITS.charCodeAt(value)] = value;
