// Search tokens: `tokenize`, `nameTokens` (without legal forms), `fold`, `startsWithTypo`, `LEGAL_FORMS`. No DOM.
// The program that writes the index makes the same tokens (`site/directory/index/tokenize.rs`).

/** Legal forms of companies, which visitors do not search for. */
export const LEGAL_FORMS = new Set(
  `ab ag aps as asbl bv bvba cv doo eeig eg ek ev eurl gbr gie gmbh inc kft kg kgaa lda limited llc llp lp ltd nv ohg oy oyj
   plc pte pty sa sarl sas sasu sc sca scop scrl sccl se sia sl slu snc spa sprl spzoo srl sro ug vof vzw zoo`.split(/\s+/),
);

/** Letters without a Unicode decomposition, and Arabic letters with two usual spellings. */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ة: 'ه', ى: 'ي', ـ: '' };

/** The text in lowercase, without accents and invisible characters. */
export function fold(text) {
  const lowercase = text.toLowerCase();
  // Most names are ASCII, and a large catalogue has many names.
  if (/^[\x00-\x7f]*$/.test(lowercase)) return lowercase;
  return lowercase
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[ßæœøłđðþıħŧةىـ]/g, (letter) => LETTERS[letter]);
}

/** The words of a text, folded. */
export function tokenize(text) {
  let folded = fold(text);
  // "S.A.R.L." and "A/S" are one word; an apostrophe separates an article from its noun.
  if (/[./]/.test(folded)) {
    folded = folded.replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])\.?/gu, (form) => form.replace(/[./]/g, ''));
  }
  const tokens = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  // The Arabic article is written as part of the word, and often omitted.
  return tokens.map((token) => token.replace(/^ال(?=\p{L}{3})/u, ''));
}

/** The tokens of a company's name: without legal forms, unless the name has nothing else. */
export function nameTokens(name) {
  const all = tokenize(name);
  const distinctive = all.filter((token) => !LEGAL_FORMS.has(token));
  return distinctive.length > 0 ? distinctive : all;
}

/** Whether `word` starts with `typed`, allowing one letter to be missing, extra, wrong, or swapped with the next. */
export function startsWithTypo(word, typed) {
  const end = typed.length;
  let position = 0;
  while (position < end && word.charCodeAt(position) === typed.charCodeAt(position)) position += 1;
  // What comes before the first difference is right; after the typo, everything must be equal.
  if (position >= end - 1) return true;
  const letter = word.charCodeAt(position);
  const nextLetter = word.charCodeAt(position + 1);
  const typedLetter = typed.charCodeAt(position);
  const typedNext = typed.charCodeAt(position + 1);
  return (
    (nextLetter === typedNext && word.startsWith(typed.slice(position + 1), position + 1)) ||
    (letter === typedNext && word.startsWith(typed.slice(position + 1), position)) ||
    (nextLetter === typedLetter && word.startsWith(typed.slice(position), position + 1)) ||
    (nextLetter === typedLetter && letter === typedNext && word.startsWith(typed.slice(position + 2), position + 2))
  );
}
