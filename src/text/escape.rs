//! Escaping for HTML and XML: [`escape`].

use std::borrow::Cow;

use super::is_noncharacter;

/// Text as the content of an element or of an attribute in double quotes, in HTML or XML. Control characters and
/// noncharacters, which XML forbids, are dropped; line feeds and tabs stay.
///
/// ```
/// # use vitrine::text::escape;
/// assert_eq!(escape("Smith & <Sons>\u{7}"), "Smith &amp; &lt;Sons&gt;");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_characters(text, false)
}

/// Like [`escape`], with apostrophes escaped as well: also right for attributes in single quotes.
///
/// ```
/// # use vitrine::text::escape_apostrophes;
/// assert_eq!(escape_apostrophes("L'Étoile"), "L&#39;Étoile");
/// ```
pub fn escape_apostrophes(text: &str) -> Cow<'_, str> {
    escape_characters(text, true)
}

/// Like [`escape`], with what is between backticks as `<code>`, unless one of them has no partner.
///
/// ```
/// # use vitrine::text::escape_with_code;
/// assert_eq!(escape_with_code("unknown key `a<b`"), "unknown key <code>a&lt;b</code>");
/// ```
pub fn escape_with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text).into_owned();
    }
    let mut html = String::with_capacity(text.len() + 16);
    for (index, part) in parts.into_iter().enumerate() {
        if index % 2 == 0 {
            html.push_str(&escape(part));
        } else {
            html.extend(["<code>", &escape(part), "</code>"]);
        }
    }
    html
}

fn escape_characters(text: &str, apostrophes: bool) -> Cow<'_, str> {
    let replacement = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' if apostrophes => Some("&#39;"),
        '\n' | '\t' => None,
        c if c.is_control() || is_noncharacter(c) => Some(""),
        _ => None,
    };
    let Some(first) = text.find(|c| replacement(c).is_some()) else {
        return Cow::Borrowed(text);
    };
    let (unchanged, rest) = text.split_at(first);
    let mut escaped = String::with_capacity(text.len() + 16);
    escaped.push_str(unchanged);
    for c in rest.chars() {
        match replacement(c) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{escape, escape_apostrophes};

    #[test]
    fn markup_is_escaped_and_control_characters_are_dropped() {
        let text = "a < b & \"c\" > 'd'\u{0}\r\n\t\u{9f}\u{ffff}\u{1fffe}é";
        let escaped = "a &lt; b &amp; &quot;c&quot; &gt; 'd'\n\té";
        assert_eq!(escape(text), escaped);
        assert_eq!(escape_apostrophes(text), escaped.replace('\'', "&#39;"));
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(escape("L'Étoile du Nord"), Cow::Borrowed(_)));
    }
}
