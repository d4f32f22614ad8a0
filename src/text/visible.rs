//! Texts from outside on their way to a terminal, a log or another program: what would control it is shown instead.
//! Entry points: [`visible`], [`visible_line`], [`visible_in_color`], [`escape_json`].

use std::borrow::Cow;

/// Whether a character controls a terminal or the order of the text around it: control characters, and the overrides and
/// isolates of the bidirectional algorithm, with which a text can be shown as another one. Unicode's line ends belong to
/// them: some logs begin a line there.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of one or more lines, with control characters as `\u{1b}`. Line feeds and tabs stay.
///
/// ```
/// # use vitrine::text::visible;
/// assert_eq!(visible("a\u{1b}[2J\n\u{202e}b"), "a\\u{1b}[2J\n\\u{202e}b");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| !matches!(c, '\n' | '\t'))
}

/// A text in one line, with control characters as `\u{1b}`: a line feed is `\n`, so that a name cannot begin another
/// line.
///
/// ```
/// # use vitrine::text::visible_line;
/// assert_eq!(visible_line("a\n::error::b"), "a\\n::error::b");
/// ```
pub fn visible_line(text: &str) -> Cow<'_, str> {
    shown(text, |_| true)
}

/// Like [`visible`], for a text with colours of the program, which stay.
///
/// ```
/// # use vitrine::text::visible_in_color;
/// assert_eq!(visible_in_color("\u{1b}[1;31ma\u{1b}[0m\u{1b}[2J"), "\u{1b}[1;31ma\u{1b}[0m\\u{1b}[2J");
/// ```
pub fn visible_in_color(text: &str) -> Cow<'_, str> {
    let mut rest = text;
    let mut colored = String::new();
    while let Some(start) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(start);
        colored += &visible(before);
        let end = color_length(sequence).unwrap_or(0);
        colored.push_str(&sequence[..end]);
        if end == 0 {
            colored += &visible_line("\u{1b}");
        }
        rest = &sequence[end.max(1)..];
    }
    if colored.is_empty() {
        return visible(rest);
    }
    Cow::Owned(colored + &visible(rest))
}

/// The length of the escape sequence for a colour with which a text begins.
fn color_length(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    codes[end..].starts_with('m').then_some(end + 3)
}

/// A JSON document with control characters as escapes: it has the same meaning, and can be printed.
///
/// ```
/// # use vitrine::text::escape_json;
/// assert_eq!(escape_json("\"a\u{9b}b\"".to_owned()), "\"a\\u009bb\"");
/// ```
pub fn escape_json(json: String) -> String {
    // Between values there are only spaces and line feeds; others are inside texts.
    let is_inside = |c: char| is_control(c) && !matches!(c, '\n' | '\t' | '\r');
    if !json.contains(is_inside) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_inside(c) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn shown(text: &str, is_shown: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_shown = |c: char| is_control(c) && is_shown(c);
    let Some(first) = text.find(is_shown) else {
        return Cow::Borrowed(text);
    };
    let (unchanged, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(unchanged);
    for c in rest.chars() {
        match c {
            '\n' if is_shown(c) => shown.push_str("\\n"),
            '\t' if is_shown(c) => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            c if is_shown(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::{escape_json, visible, visible_in_color, visible_line};

    #[test]
    fn nothing_that_controls_a_terminal_is_left() {
        let controls = (0..=0x9f).chain([0x2028, 0x202a, 0x202e, 0x2066, 0x2069]);
        for control in controls
            .filter_map(char::from_u32)
            .filter(|c| c.is_control() || *c > '\u{ff}')
        {
            let text = format!("a{control}b");
            assert!(!visible_line(&text).contains(control), "{control:?}");
            let stays = matches!(control, '\n' | '\t');
            assert_eq!(visible(&text).contains(control), stays, "{control:?}");
            assert_eq!(
                visible_in_color(&text).contains(control),
                stays,
                "{control:?}"
            );
            let json = serde_json::to_string(&text).unwrap();
            let escaped = escape_json(json);
            assert!(!escaped.contains(control), "{control:?}");
            assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
    }

    #[test]
    fn only_colors_stay_in_a_colored_text() {
        for (text, shown) in [
            (
                "\u{1b}[0m\u{1b}[1;33mé\u{1b}[m",
                "\u{1b}[0m\u{1b}[1;33mé\u{1b}[m",
            ),
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
            ("\u{1b}[2J\u{1b}[1", "\\u{1b}[2J\\u{1b}[1"),
            ("\u{1b}", "\\u{1b}"),
            ("é\u{1b}é\n", "é\\u{1b}é\n"),
        ] {
            assert_eq!(visible_in_color(text), shown);
        }
        assert_eq!(visible_line("a\r\n\tb"), "a\\r\\n\\tb");
    }
}
