//! The words of a text, folded exactly as the page folds what is typed: `letters.js` says why, and
//! `tests/browser/words.json` holds both to the same words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in small letters without accents.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = joined(&fold(text));
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(|word| without_article(word).to_owned())
        .collect()
}

fn fold(text: &str) -> String {
    let small = text.to_lowercase();
    let mut folded = String::with_capacity(small.len());
    for letter in small.nfkd().filter(|&it| !is_combining_mark(it)) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ة' => folded.push('ه'),
            'ى' => folded.push('ي'),
            'ـ' => {}
            plain => folded.push(plain),
        }
    }
    folded
}

/// "s.a.r.l." and "a/s" as one word each.
fn joined(text: &str) -> String {
    if !text.contains(['.', '/']) {
        return text.to_owned();
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
    joined
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
    use super::words;

    #[test]
    fn words_are_those_that_the_page_makes() {
        let file = include_str!("../../../../tests/browser/words.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(file).unwrap();
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }
}
