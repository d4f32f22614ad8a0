//! The words of a text, folded exactly as the page folds what is typed: `letters.js` says why, and
//! `tests/browser/words.json` holds both to the same words.

use std::borrow::Cow;

use crate::text::fold;

/// A text in small letters without accents, for [`words`].
pub(super) fn folded(text: &str) -> String {
    let folded = fold(text);
    match joined(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(joined) => joined,
    }
}

/// The words of a folded text.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(without_article)
}

/// "s.a.r.l." and "a/s" as one word each.
fn joined(text: &str) -> Cow<'_, str> {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    if !pairs.any(|(joint, letter)| is_joint(joint) && letter.is_alphabetic()) {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let is = |at: usize, kind: fn(char) -> bool| letters.get(at).is_some_and(|&it| kind(it));
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let begins = is(at, char::is_alphabetic) && (at == 0 || !is(at - 1, char::is_alphanumeric));
        let mut end = at;
        while begins && is(end + 1, is_joint) && is(end + 2, char::is_alphabetic) {
            end += 2;
        }
        // The last of them may be the beginning of a longer word.
        if end > at && is(end + 1, char::is_alphanumeric) {
            end -= 2;
        }
        joined.extend(letters[at..=end].iter().step_by(2));
        at = end + 1 + usize::from(end > at && letters.get(end + 1) == Some(&'.'));
    }
    Cow::Owned(joined)
}

fn is_joint(letter: char) -> bool {
    matches!(letter, '.' | '/')
}

/// A word without the Arabic article, which is often left out.
fn without_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().take(3).filter(|it| it.is_alphabetic()).count() == 3 => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, words};

    #[test]
    fn words_are_those_that_the_page_makes() {
        let file = include_str!("../../../../tests/browser/words.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(file).unwrap();
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            let folded = folded(&text);
            assert_eq!(words(&folded).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
