//! Texts reduced to their letters and words, for the search. Entry points: [`forms`], then [`letters`] and [`words`].

use crate::text::is_invisible;
use crate::text::url::percent_decode;

/// The letters and digits of a text, in lowercase.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text in lowercase, with a space before and after each.
pub(super) fn words(text: &str) -> String {
    let mut words = String::from(" ");
    // A soft hyphen or a zero-width space is inside a word.
    for c in text.chars().filter(|&c| !is_invisible(c)) {
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

/// A text under each reading: plain, JSON or vCard, HTML with and without tags, URL.
pub(super) fn forms(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    if text.contains('\\') {
        forms.push(unescape(text));
    }
    let plain = if text.contains('&') {
        resolve_entities(text)
    } else {
        text.to_owned()
    };
    if text.contains('<') {
        forms.push(strip_tags(&plain));
    }
    if text.contains('&') {
        forms.push(plain);
    }
    if text.contains('%') {
        forms.push(percent_decode(text).into_owned());
    }
    forms
}

/// Resolves the escapes of JSON and of vCards. `serde_json` cannot: a vCard or a script is not JSON.
fn unescape(text: &str) -> String {
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

fn strip_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Resolves numeric entities. Named ones become spaces: the output uses them only for punctuation, which the search
/// ignores.
fn resolve_entities(html: &str) -> String {
    /// The longest entity is `&#x10FFFF;`.
    const MAX_LENGTH: usize = 10;
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let end = rest.bytes().take(MAX_LENGTH).position(|byte| byte == b';');
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
        plain.push(code.and_then(char::from_u32).unwrap_or(' '));
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain
}
