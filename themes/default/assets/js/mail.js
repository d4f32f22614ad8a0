// Links that open the visitor's e-mail program with a finished message: `mailtoLink`, `wholeText`. No DOM.

/** Characters of a link: some e-mail programs and systems cut longer ones, or do not open them. */
export const LINK_LENGTH = 1900;

/** What a link that was too long ends with. */
const CUT = ' […]';

/** A message as one text: its lines, then the visitor's own words. */
export function wholeText({ lines, words = '' }) {
  return [lines.join('\n'), words.trim()].filter(Boolean).join('\n\n');
}

/**
 * A `mailto:` link with a message `{ subject, lines, words }`. `missing` is the number of characters at the end of the
 * message that the link has no room for.
 */
export function mailtoLink(address, message) {
  const letters = [...wholeText(message).toWellFormed()];
  const start = `mailto:${encode(address).replaceAll('%40', '@')}?subject=${encode(message.subject.toWellFormed())}&body=`;
  const link = (text) => start + encode(text.replaceAll('\n', '\r\n'));
  const whole = link(letters.join(''));
  if (whole.length <= LINK_LENGTH) return { href: whole, missing: 0 };
  let [fits, tooLong] = [0, letters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (link(letters.slice(0, middle).join('') + CUT).length <= LINK_LENGTH) fits = middle;
    else tooLong = middle;
  }
  return { href: link(letters.slice(0, fits).join('') + CUT), missing: letters.length - fits };
}

/** `encodeURIComponent` leaves characters that some e-mail programs take for the end of a link. */
function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
