//! Shortening texts for one line of output: [`truncate`], [`truncate_at_word`].

use unicode_normalization::char::is_combining_mark;

/// A text of at most `max` characters, followed by "…" if something was cut off. A letter keeps its accents.
///
/// ```
/// # use vitrine::text::truncate;
/// assert_eq!(truncate("Kerguelen Conseil", 9), "Kerguelen…");
/// assert_eq!(truncate("Kerguelen", 9), "Kerguelen");
/// ```
pub fn truncate(text: &str, max: usize) -> String {
    match limit(text, max) {
        Some(limit) => format!("{}…", &text[..limit]),
        None => text.to_owned(),
    }
}

/// A text in one line of at most `max` characters, cut between words, followed by "…" if something was cut off.
///
/// ```
/// # use vitrine::text::truncate_at_word;
/// assert_eq!(truncate_at_word("advice,\n and more", 9), "advice…");
/// ```
pub fn truncate_at_word(text: &str, max: usize) -> String {
    let line = single_line(text);
    let Some(limit) = limit(&line, max) else {
        return line;
    };
    let end = line[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", line[..end].trim_end_matches([',', ';', ':', ' ']))
}

/// A text with a single space for each run of whitespace, and none at either end.
pub fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where to cut a text that has more than `max` characters.
fn limit(text: &str, max: usize) -> Option<usize> {
    text.char_indices()
        .skip(max)
        .find(|&(_, c)| !is_combining_mark(c))
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::{truncate, truncate_at_word};

    #[test]
    fn only_longer_texts_are_cut() {
        assert_eq!(truncate("été", 3), "été");
        assert_eq!(truncate("étés", 3), "été…");
        assert_eq!(truncate("e\u{301}te\u{301}s", 1), "e\u{301}…");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let short = truncate_at_word(&"word ".repeat(80), 180);
        assert!(short.ends_with("word…") && short.chars().count() <= 181);
        assert_eq!(truncate_at_word("  short\n text ", 180), "short text");
        assert_eq!(truncate_at_word("unbreakable", 5), "unbre…");
    }
}
