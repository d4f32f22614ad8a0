//! Tokens of a text for the search index. Entry points: [`fold`], then [`tokens`].
//!
//! The page folds what is typed in exactly the same way (`tokenize.js`, which gives the reasons);
//! `tests/browser/words.json` holds both to the same tokens.

use std::borrow::Cow;

use crate::text;

/// A text in lowercase without accents, for [`tokens`].
pub(super) fn fold(text: &str) -> String {
    let folded = text::fold(text);
    match join_abbreviations(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(joined) => joined,
    }
}

/// The words of a folded text, Arabic ones without their article.
pub(super) fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(without_article)
}

/// "s.a.r.l." and "a/s" as one word each.
fn join_abbreviations(text: &str) -> Cow<'_, str> {
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
        // The last letter may be the beginning of a longer word.
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
    use super::{fold, tokens};

    #[test]
    fn tokens_equal_those_of_the_script() {
        let file = include_str!("../../../../tests/browser/words.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(file).unwrap();
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            let folded = fold(&text);
            assert_eq!(tokens(&folded).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
