//! Texts reduced to their letters and words, for the search. Entry points: [`forms`], then [`letters`] and [`words`].

mod escapes;

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::legacy::{corrected, texts_of};
use crate::text::fold;
use crate::text::url::percent_decode;

/// The fewest characters of Base64 that are decoded: a name or an address of the shortest kind.
const MIN_BASE64: usize = 16;
/// The fewest characters of a line of Base64 that goes on in the next line.
const MIN_BASE64_LINE: usize = 60;

/// The letters and digits of a text, in lowercase and without accents.
pub(super) fn letters(text: &str) -> String {
    let mut letters = fold(text);
    letters.retain(char::is_alphanumeric);
    if letters.contains('ς') {
        return letters.replace('ς', "σ");
    }
    letters
}

/// The words of a text in lowercase and without accents, with a space before and after each.
pub(super) fn words(text: &str) -> String {
    let mut words = String::from(" ");
    for c in fold(text).chars().map(small_sigma) {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

fn small_sigma(c: char) -> char {
    if c == 'ς' { 'σ' } else { c }
}

/// A text under each reading: plain, JSON or vCard, HTML with and without tags, URL, quoted-printable, RTF, CSS, letters
/// that were read in the wrong encoding, and what is encoded in Base64. Each has the line breaks of the text.
pub(super) fn forms(text: &str) -> Vec<Cow<'_, str>> {
    let mut forms = readings(text);
    if let Some(decoded) = decode_base64(text) {
        forms.extend(
            readings(&decoded)
                .into_iter()
                .map(|form| form.into_owned().into()),
        );
    }
    forms
}

fn readings(text: &str) -> Vec<Cow<'_, str>> {
    let mut forms = vec![Cow::Borrowed(text)];
    if text.contains('\\') {
        push_escapes(text, &mut forms);
    }
    let mut plain = if text.contains('&') {
        Cow::Owned(resolve_entities(text))
    } else {
        Cow::Borrowed(text)
    };
    // Escaped again, by a program that did not know.
    let is_escaped_twice = text.contains("&amp;") && has_entities(&plain);
    if is_escaped_twice {
        plain = resolve_entities(&resolve_entities(&plain)).into();
    }
    if text.contains('<') || is_escaped_twice {
        forms.push(strip_tags(&plain).into());
    }
    if text.contains('&') {
        forms.push(plain);
    }
    if text.contains('%') {
        let decoded = percent_decode(text);
        if decoded.contains('\u{fffd}') && !text.contains('\u{fffd}') {
            push_texts(texts_of(escapes::bytes_after(text, b'%')), &mut forms);
        }
        forms.push(decoded);
    }
    // Of mails and old vCards.
    let has_soft_breaks = text.contains("=\r\n") || text.contains("=\n");
    if has_soft_breaks || escapes::has_high_bytes(text, b'=') {
        push_texts(texts_of(escapes::bytes_after(text, b'=')), &mut forms);
    }
    if !text.is_ascii() {
        forms.extend(corrected(text).map(Cow::Owned));
    }
    forms
}

fn push_texts(texts: Vec<String>, forms: &mut Vec<Cow<'_, str>>) {
    forms.extend(texts.into_iter().map(Cow::Owned));
}

/// The readings of a text with backslashes.
fn push_escapes(text: &str, forms: &mut Vec<Cow<'_, str>>) {
    let plain = unescape(text);
    // Such as HTML in JSON.
    if plain.matches('&').count() > text.matches('&').count() {
        forms.push(strip_tags(&resolve_entities(&plain)).into());
    }
    if !plain.is_ascii() {
        forms.extend(corrected(&plain).map(Cow::Owned));
    }
    forms.push(plain.into());
    if escapes::is_rtf(text) {
        for text in texts_of(escapes::rtf(text)) {
            forms.push(resolve_entities(&text).into());
        }
    }
    forms.extend(escapes::css(text).map(Cow::Owned));
    if let Some(bytes) = escapes::octal(text) {
        push_texts(texts_of(bytes), forms);
    }
}

/// Whether a text has an entity of a letter.
fn has_entities(text: &str) -> bool {
    text.match_indices('&').any(|(start, _)| {
        let name = text[start + 1..].bytes().take(12);
        let name = name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let end = start + 1 + name.count();
        end > start + 1 && text.as_bytes().get(end) == Some(&b';')
    })
}

/// Resolves the escapes of JSON and of vCards. `serde_json` cannot: a vCard or a script is not JSON.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            'n' | 'N' | 'r' | 't' => plain.push(' '),
            'x' => {
                let digits = rest.get(..2).filter(|digits| is_hexadecimal(digits));
                let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                plain.push(code.map_or('x', char::from));
                rest = &rest[digits.map_or(0, str::len)..];
            }
            'u' if rest.starts_with('{') => {
                let digits = rest[1..]
                    .split_once('}')
                    .filter(|(digits, _)| digits.len() <= 6);
                let code = digits.and_then(|(digits, _)| u32::from_str_radix(digits, 16).ok());
                plain.push(code.and_then(char::from_u32).unwrap_or(' '));
                rest = digits.map_or(rest, |(_, rest)| rest);
            }
            'u' => {
                let digits = rest.get(..4).filter(|digits| is_hexadecimal(digits));
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                plain.push(code.and_then(char::from_u32).unwrap_or(' '));
                rest = &rest[digits.map_or(0, str::len)..];
            }
            other => plain.push(other),
        }
    }
    plain.push_str(rest);
    plain
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn strip_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag || c == '\n' => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Resolves entities: numbers, and names of letters. Other names become spaces: they are punctuation, which the search
/// ignores.
fn resolve_entities(html: &str) -> String {
    /// Longer than `&#x10FFFF;`, and than the names of letters.
    const MAX_LENGTH: usize = 12;
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let end = rest.bytes().take(MAX_LENGTH).position(|byte| byte == b';');
        // A number ends without a semicolon too.
        let digits = rest.strip_prefix('#').map_or(0, |digits| {
            digits.bytes().take_while(u8::is_ascii_digit).count()
        });
        if digits > 0 && rest.as_bytes().get(digits + 1) != Some(&b';') {
            let code = rest[1..=digits].parse().ok().and_then(char::from_u32);
            plain.push(code.unwrap_or(' '));
            rest = &rest[digits + 1..];
            continue;
        }
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
            None => plain.push_str(letter_of_entity(name).unwrap_or(" ")),
        }
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain
}

/// The letters of a named entity without their accents: `o` for `ouml`.
fn letter_of_entity(name: &str) -> Option<&str> {
    const ACCENTS: [&str; 15] = [
        "acute", "grave", "circ", "uml", "tilde", "ring", "cedil", "caron", "slash", "ogon",
        "macr", "breve", "dot", "strok", "dblac",
    ];
    match name {
        "szlig" => return Some("ss"),
        "shy" | "zwnj" | "zwj" => return Some(""),
        "inodot" => return Some("i"),
        // Of what is escaped twice.
        "amp" => return Some("&"),
        _ => {}
    }
    let letters = name
        .strip_suffix("lig")
        .filter(|letters| letters.len() == 2);
    let letter = || {
        let letter = name.get(..1)?;
        ACCENTS.contains(&&name[1..]).then_some(letter)
    };
    letters.or_else(letter)
}

/// What is encoded in Base64, each at its line; absent if nothing is.
fn decode_base64(text: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let standard = GeneralPurpose::new(&STANDARD, config);
    let url_safe = GeneralPurpose::new(&URL_SAFE, config);
    let bytes = text.as_bytes();
    let (mut decoded, mut found, mut position) = (String::new(), false, 0);
    while position < bytes.len() {
        let run = &bytes[position..run_end(bytes, position)];
        position += run.len().max(1);
        if run.len() >= MIN_BASE64 {
            let mut digits = run.to_vec();
            digits.retain(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
            // One digit too many is not a byte.
            if digits.len() % 4 == 1 {
                digits.pop();
            }
            let content = standard
                .decode(&digits)
                .or_else(|_| url_safe.decode(&digits));
            if let Some(content) = content.ok().and_then(|content| plausible(&content)) {
                found = true;
                decoded.push_str(&content.replace(['\n', '\r'], " "));
                decoded.push(' ');
            }
            let lines = run.iter().filter(|byte| **byte == b'\n').count();
            decoded.extend(std::iter::repeat_n('\n', lines));
        } else if bytes[position - 1] == b'\n' {
            decoded.push('\n');
        }
    }
    found.then_some(decoded)
}

/// The end of the Base64 that begins at a position. Long lines of it go on in the next line.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let (mut end, mut line) = (start, 0);
    loop {
        match bytes.get(end) {
            Some(b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_') => line += 1,
            Some(b'=') if end > start => {}
            Some(b'\r') if line >= MIN_BASE64_LINE && bytes.get(end + 1) == Some(&b'\n') => {}
            Some(b'\n') if line >= MIN_BASE64_LINE => line = 0,
            _ => return end,
        }
        end += 1;
    }
}

/// Decoded bytes as text; absent if they are no text, as those of most long words and hashes.
fn plausible(bytes: &[u8]) -> Option<String> {
    /// More than any word or hash: a file.
    const MIN_FILE: usize = 512;
    match str::from_utf8(bytes) {
        Ok(text) if !text.chars().any(|c| c.is_control() && !c.is_whitespace()) => {
            Some(text.to_owned())
        }
        _ if bytes.len() >= MIN_FILE => {
            let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
            if bytes.iter().any(is_control) {
                return Some(String::from_utf8_lossy(bytes).replace('\0', ""));
            }
            Some(texts_of(bytes.to_vec()).join(" "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{forms, letters};

    #[test]
    fn every_escape_is_read() {
        for text in [
            r"{\rtf1\ansi Dear \b Gr\'fcn\b0 wald S\'f6hne}",
            r"{\rtf1\ansi Dear Gr\u252?nwald S\u246\'f6hne}",
            "Gr=FCnwald S=F6hne",
            "Gr=C3=BCnwald S=C3=B6hne",
            "=?iso-8859-1?Q?Gr=FCnwald_S=F6hne?=",
            "/Gr%FCnwald%20S%F6hne/",
            r"a='Gr\xfcnwald S\u{f6}hne'",
            r"a='Gr\xc3\xbcnwald S\xc3\xb6hne'",
            r"a{content:'Gr\fc nwald S\f6 hne'}",
            r#""Gr\303\274nwald S\303\266hne""#,
            "Gr&amp;uuml;nwald S&amp;amp;ouml;hne",
            "Gr&#252nwald S&#246hne",
            r#"{"x":"Gr\u0026uuml;nwald S\u0026ouml;hne"}"#,
            "GrÃ¼nwald SÃ¶hne",
            "GrÃƒÂ¼nwald SÃƒÂ¶hne",
        ] {
            let forms = forms(text);
            let found = forms
                .iter()
                .any(|form| letters(form).contains("grunwaldsohne"));
            assert!(found, "{text}: {forms:?}");
        }
    }

    /// A build has thousands of pages: each reading of one takes its time.
    #[test]
    fn ordinary_pages_have_few_readings() {
        for (text, count) in [
            ("Zwickau & Söhne", 2),
            ("<p>Zwickau &amp; Söhne, 5&nbsp;%</p>", 4),
            ("<a href=\"/a?b=c&amp;d=e\">Ünal</a>", 3),
            (r#"{"a": "b\nc"}"#, 2),
        ] {
            assert_eq!(forms(text).len(), count, "{text}");
        }
    }
}
