// Words as people type them and as they are written: folded, without legal forms, with one typo.

/** What companies are called for the register; nobody searches for it. */
export const LEGAL_FORMS = new Set(
  `ab ag aps as asbl bv bvba cv doo eeig eg ek ev eurl gbr gie gmbh inc kft kg kgaa lda limited llc llp lp ltd nv ohg oy oyj
   plc pte pty sa sarl sas sasu sc sca scop scrl sccl se sia sl slu snc spa sprl spzoo srl sro ug vof vzw zoo`.split(/\s+/),
);

/** Letters that no decomposition makes plain; the Arabic ones are written in either way. */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ة: 'ه', ى: 'ي', ـ: '' };

/** Small letters without accents. */
export function fold(text) {
  const small = text.toLowerCase();
  // Most names have nothing to fold, and a large catalogue has many names.
  if (/^[\x00-\x7f]*$/.test(small)) return small;
  return small
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþıħŧةىـ]/g, (letter) => LETTERS[letter]);
}

/** The words of a text, folded. */
export function words(text) {
  let folded = fold(text);
  // "S.A.R.L." and "A/S" are one word; an apostrophe parts an article from its noun.
  if (/[./]/.test(folded)) {
    folded = folded.replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])\.?/gu, (form) => form.replace(/[./]/g, ''));
  }
  const found = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  // The Arabic article is a part of its word, and often left out.
  return found.map((word) => word.replace(/^ال(?=\p{L}{3})/u, ''));
}

/** The words by which a company is found: without legal forms, unless it has no other name. */
export function nameWords(text) {
  const all = words(text);
  const kept = all.filter((word) => !LEGAL_FORMS.has(word));
  return kept.length > 0 ? kept : all;
}

/** Whether `word` begins with `typed`, but for one letter left out, put in, changed, or swapped with the next. */
export function beginsAlmost(word, typed) {
  const end = typed.length;
  let at = 0;
  while (at < end && word.charCodeAt(at) === typed.charCodeAt(at)) at += 1;
  // All that comes before the first difference may be taken as right; behind it, nothing else may differ.
  if (at >= end - 1) return true;
  const here = word.charCodeAt(at);
  const next = word.charCodeAt(at + 1);
  const typedHere = typed.charCodeAt(at);
  const typedNext = typed.charCodeAt(at + 1);
  return (
    (next === typedNext && word.startsWith(typed.slice(at + 1), at + 1)) ||
    (here === typedNext && word.startsWith(typed.slice(at + 1), at)) ||
    (next === typedHere && word.startsWith(typed.slice(at), at + 1)) ||
    (next === typedHere && here === typedNext && word.startsWith(typed.slice(at + 2), at + 2))
  );
}
