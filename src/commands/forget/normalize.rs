//! Texts reduced to what they say.

use crate::text::url::percent_decode;

/// The letters and digits of a text, small.
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a text, small, with a blank before and after each.
pub(super) fn words(text: &str) -> String {
    let mut words = String::from(" ");
    // What only says where a line may end is no end of a word.
    for c in text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')) {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// A text as it may be meant: as it is, as JSON or a card, as HTML with and without its tags, as part of an address.
pub(super) fn forms(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    if text.contains('\\') {
        forms.push(without_escapes(text));
    }
    let plain = match text.contains('&') {
        true => with_entities_resolved(text),
        false => text.to_owned(),
    };
    if text.contains('<') {
        forms.push(without_tags(&plain));
    }
    if text.contains('&') {
        forms.push(plain);
    }
    if text.contains('%') {
        forms.push(percent_decode(text).into_owned());
    }
    forms
}

/// Line ends and the like as they are written in JSON and in cards.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N' | 'r' | 't') => plain.push(' '),
                Some('u') => {
                    let code: String = chars.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&code, 16).ok();
                    plain.push(code.and_then(char::from_u32).unwrap_or(' '));
                }
                Some(other) => plain.push(other),
                None => {}
            },
            c => plain.push(c),
        }
    }
    plain
}

fn without_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// The entities that a writer of HTML and XML uses: of marks, or by number.
fn with_entities_resolved(html: &str) -> String {
    /// The longest that is looked for: `&#x10FFFF;`.
    const LONGEST: usize = 10;
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let Some(end) = end else {
            plain.push('&');
            continue;
        };
        let name = &rest[..end];
        let code = match name.strip_prefix("#x").or(name.strip_prefix("#X")) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => name
                .strip_prefix('#')
                .and_then(|digits| digits.parse().ok()),
        };
        match code.and_then(char::from_u32) {
            Some(c) => plain.push(c),
            // All that have a name here are marks, which do not count.
            None => plain.push(' '),
        }
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain
}
