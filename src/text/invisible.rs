//! Characters without a shape: [`is_invisible`], [`unwanted_character`].

use unicode_normalization::char::is_combining_mark;

/// Whether a character has no shape: it only controls how others are drawn or broken into lines. Unicode's property
/// Default_Ignorable_Code_Point.
///
/// ```
/// # use vitrine::text::is_invisible;
/// assert!(is_invisible('\u{ad}') && is_invisible('\u{200b}') && !is_invisible('\u{a0}'));
/// ```
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The first invisible character that the script of the text does not need: what is left of copying from a web page or a
/// layout program.
///
/// Joiners belong to words of Arabic and Indian scripts and to emoji, direction marks to texts with letters written from
/// right to left, variation selectors and tags to the sign before them.
///
/// ```
/// # use vitrine::text::unwanted_character;
/// assert_eq!(unwanted_character("Ker\u{200b}guelen"), Some('\u{200b}'));
/// assert_eq!(unwanted_character("می\u{200c}خواهم"), None);
/// ```
pub fn unwanted_character(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    let is_rtl = text.chars().any(is_right_to_left);
    let mut before = None;
    for c in text.chars() {
        let wanted = match c {
            _ if !is_invisible(c) => true,
            '\u{200c}' | '\u{200d}' => before.is_some_and(joins),
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}' => is_rtl,
            // The sign that the selector varies may have a joiner or another selector behind it.
            '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}' => {
                before.is_some_and(|sign| !sign.is_ascii_alphabetic() && !sign.is_whitespace())
            }
            '\u{180b}'..='\u{180f}' | '\u{17b4}' | '\u{17b5}' | '\u{115f}' | '\u{1160}' => true,
            _ => false,
        };
        if !wanted {
            return Some(c);
        }
        if !is_invisible(c) {
            before = Some(c);
        }
    }
    None
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a joiner may follow: letters of Arabic, Indian and Mongolian scripts, their marks, emoji.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
        || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::unwanted_character;

    #[test]
    fn characters_that_a_script_needs_are_wanted() {
        for text in [
            "Kerguelen",
            "क्\u{200d}ष",
            "می\u{200c}خواهم",
            "שלום\u{200f}!",
            "👩\u{200d}💻",
            "❤\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "辻\u{e0100}",
        ] {
            assert_eq!(unwanted_character(text), None, "{text:?}");
        }
    }

    #[test]
    fn remains_of_copying_are_unwanted() {
        for (text, found) in [
            ("Ker\u{200b}guelen", '\u{200b}'),
            ("\u{feff}Alba", '\u{feff}'),
            ("Data\u{ad}werk", '\u{ad}'),
            ("Alba\u{200e}", '\u{200e}'),
            ("Al\u{200d}ba", '\u{200d}'),
            ("Al\u{202e}ba", '\u{202e}'),
            ("a\u{2060}b", '\u{2060}'),
        ] {
            assert_eq!(unwanted_character(text), Some(found), "{text:?}");
        }
    }
}
