//! Limits of texts, far beyond what anybody writes: longer ones, and letters with thousands of marks, exhaust the programs that
//! draw and search text. Entry points: [`TextLength::excess`] and [`overloaded_letter`].

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::is_invisible;

/// How long a text may be, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLength {
    /// Names, addresses and words.
    Line,
    /// Texts without markup.
    Plain,
    /// Texts in Markdown.
    Markdown,
}

impl TextLength {
    /// The largest number of characters.
    pub const fn limit(self) -> usize {
        match self {
            Self::Line => 2_000,
            Self::Plain => 20_000,
            Self::Markdown => 200_000,
        }
    }

    /// The number of characters of a text that is too long.
    ///
    /// ```
    /// # use vitrine::text::TextLength;
    /// assert_eq!(TextLength::Line.excess("Kerguelen Conseil"), None);
    /// assert_eq!(TextLength::Line.excess(&"a".repeat(2_001)), Some(2_001));
    /// ```
    pub fn excess(self, text: &str) -> Option<usize> {
        // Each character has at least one byte.
        if text.len() <= self.limit() {
            return None;
        }
        let length = text.chars().count();
        (length > self.limit()).then_some(length)
    }
}

/// The most characters that belong to one letter or sign beside the first. Unicode's Stream-Safe Text Format allows as many marks
/// (UAX #15, section 13); no language writes more than a dozen.
pub const MARKS_AT_MOST: usize = 30;

/// The first letter or sign with more marks and joined signs than [`MARKS_AT_MOST`], and how many it has.
///
/// ```
/// # use vitrine::text::overloaded_letter;
/// let letter = format!("Z{}", "\u{301}".repeat(31));
/// assert_eq!(overloaded_letter(&format!("Alba {letter}")), Some((5..5 + letter.len(), 31)));
/// assert_eq!(overloaded_letter("Ångström 👩‍👩‍👧‍👦"), None);
/// ```
pub fn overloaded_letter(text: &str) -> Option<(Range<usize>, usize)> {
    if text.is_ascii() {
        return None;
    }
    invisible_run(text).or_else(|| overloaded_cluster(text))
}

/// The most soft hyphens of a word: each is a place at which typesetting tries to break the line.
const SOFT_HYPHENS_AT_MOST: usize = 100;

/// A run of characters without a shape, of which no script needs more than a few, or a word that is all soft hyphens.
fn invisible_run(text: &str) -> Option<(Range<usize>, usize)> {
    let (mut run, mut hyphens) = (0, 0);
    for (index, c) in text.char_indices() {
        if c.is_whitespace() {
            hyphens = 0;
        }
        if !is_invisible(c) {
            run = 0;
            continue;
        }
        run += 1;
        hyphens += usize::from(c == '\u{ad}');
        let place = index..index + c.len_utf8();
        if run > MARKS_AT_MOST {
            let rest = text[place.end..].chars().take_while(|&c| is_invisible(c));
            return Some((place, run + rest.count()));
        }
        if hyphens > SOFT_HYPHENS_AT_MOST {
            let word = text[place.end..].split(char::is_whitespace).next();
            let rest = word.map_or(0, |word| word.matches('\u{ad}').count());
            return Some((place, hyphens + rest));
        }
    }
    None
}

fn overloaded_cluster(text: &str) -> Option<(Range<usize>, usize)> {
    text.grapheme_indices(true).find_map(|(start, cluster)| {
        // The shortest mark has two bytes.
        if cluster.len() <= 2 * MARKS_AT_MOST {
            return None;
        }
        let marks = cluster.chars().count() - 1;
        (marks > MARKS_AT_MOST).then(|| (start..start + cluster.len(), marks))
    })
}

/// Whether Unicode reserves a character for other uses than text: XML and many programs refuse texts with it.
///
/// ```
/// # use vitrine::text::is_noncharacter;
/// assert!(is_noncharacter('\u{fffe}') && is_noncharacter('\u{fdd0}') && !is_noncharacter('\u{fffd}'));
/// ```
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::{MARKS_AT_MOST, overloaded_letter};

    #[test]
    fn letters_and_signs_of_every_script_are_within_the_limit() {
        for text in [
            "Việt Nam",
            "हिन्दी क्ष्म्य",
            "བསྒྲུབས",
            "שָׁל֣וֹם",
            "👩🏽‍❤️‍💋‍👨🏿",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "각",
        ] {
            assert_eq!(overloaded_letter(text), None, "{text}");
        }
    }

    #[test]
    fn endless_marks_joiners_and_tags_are_found() {
        let many = 2 * MARKS_AT_MOST;
        for unit in ["\u{301}", "\u{fe0f}", "\u{e0061}", "\u{200d}👩", "\u{200d}"] {
            let text = format!("👩{}", unit.repeat(many));
            assert!(overloaded_letter(&text).is_some(), "{unit:?}");
        }
        assert!(overloaded_letter(&"क्".repeat(many)).is_some());
        assert!(overloaded_letter(&"a\u{ad}".repeat(many)).is_none());
        assert_eq!(
            overloaded_letter(&"a\u{ad}".repeat(150)).map(|(_, marks)| marks),
            Some(150)
        );
        assert!(overloaded_letter(&"\u{1100}".repeat(many)).is_some());
    }
}
