//! Escapes of formats that name letters by their numbers: RTF, CSS, C, mails and addresses.

/// Whether two hexadecimal digits follow a mark, of a byte that is no ASCII letter.
pub(super) fn has_high_bytes(text: &str, mark: u8) -> bool {
    let mut triples = text.as_bytes().windows(3);
    triples.any(|triple| {
        triple[0] == mark
            && matches!(triple[1], b'8'..=b'9' | b'A'..=b'F' | b'a'..=b'f')
            && triple[2].is_ascii_hexdigit()
    })
}

/// The bytes of a text, in which a mark and two hexadecimal digits are a byte, and a mark at the end of a line joins it
/// with the next.
pub(super) fn bytes_after(text: &str, mark: u8) -> Vec<u8> {
    let (text, mut bytes, mut position) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(byte) = text.get(position).copied() {
        position += 1;
        if byte != mark {
            bytes.push(byte);
        } else if let Some(code) = number(text, position, 2, 16) {
            bytes.extend(u8::try_from(code));
            position += 2;
        } else if text[position..].starts_with(b"\n") {
            position += 1;
        } else if text[position..].starts_with(b"\r\n") {
            position += 2;
        } else {
            bytes.push(byte);
        }
    }
    bytes
}

/// The number with exactly this number of digits at a position.
fn number(text: &[u8], start: usize, digits: usize, base: u32) -> Option<u32> {
    let digits = str::from_utf8(text.get(start..start + digits)?).ok()?;
    let is_digit = |c: char| c.is_digit(base);
    digits
        .chars()
        .all(is_digit)
        .then(|| u32::from_str_radix(digits, base).ok())?
}

/// Whether it may be RTF.
pub(super) fn is_rtf(text: &str) -> bool {
    text.contains("{\\rtf") || text.contains("\\par") || has_rtf_bytes(text)
}

fn has_rtf_bytes(text: &str) -> bool {
    let mut starts = text.match_indices("\\'");
    starts.any(|(start, _)| number(text.as_bytes(), start + 2, 2, 16).is_some())
}

/// The bytes of RTF without its control words; letters by their number are entities.
pub(super) fn rtf(text: &str) -> Vec<u8> {
    let (text, mut bytes, mut position) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(byte) = text.get(position).copied() {
        position += 1;
        match byte {
            b'{' | b'}' => {}
            b'\\' => position = control(text, position, &mut bytes),
            byte => bytes.push(byte),
        }
    }
    bytes
}

/// Reads what follows a backslash. A letter by its number is written as an entity, whatever the encoding.
fn control(text: &[u8], start: usize, bytes: &mut Vec<u8>) -> usize {
    let Some(first) = text.get(start).copied() else {
        return start;
    };
    if first == b'\'' {
        let code = number(text, start + 1, 2, 16);
        bytes.extend(code.and_then(|code| u8::try_from(code).ok()));
        return start + if code.is_some() { 3 } else { 1 };
    }
    if !first.is_ascii_alphabetic() {
        bytes.push(if first == b'~' { b' ' } else { first });
        return start + 1;
    }
    let count = |from: usize, is_part: fn(&u8) -> bool| {
        let part = text[from..].iter().take_while(|byte| is_part(byte));
        part.count()
    };
    let word = &text[start..start + count(start, u8::is_ascii_alphabetic)];
    let mut end = start + word.len();
    let is_negative = text.get(end) == Some(&b'-');
    let first_digit = end + usize::from(is_negative);
    let digits = count(first_digit, u8::is_ascii_digit);
    if digits > 0 {
        end = first_digit + digits;
    }
    let digits = str::from_utf8(&text[first_digit..first_digit + digits]).ok();
    let code: Option<u32> = digits.and_then(|digits| digits.parse().ok());
    if text.get(end) == Some(&b' ') {
        end += 1;
    }
    match (word, code) {
        (b"u", Some(code)) => {
            let code = if is_negative {
                0x1_0000_u32.saturating_sub(code)
            } else {
                code
            };
            bytes.extend(format!("&#{code};").bytes());
            // For programs that do not know the letter.
            end += match text.get(end..) {
                Some([b'\\', b'\'', ..]) => 4,
                Some([b'?', ..]) => 1,
                _ => 0,
            };
        }
        (b"par" | b"line" | b"tab" | b"cell" | b"row" | b"page", _) => bytes.push(b' '),
        _ => {}
    }
    end.min(text.len())
}

/// Resolves escapes of CSS, such as `\fc `; absent if it has none of a letter beyond ASCII.
pub(super) fn css(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let (mut rest, mut found) = (text, false);
    while let Some(start) = rest.find('\\') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit);
        let digits = digits.count();
        let code = u32::from_str_radix(&rest[..digits], 16).ok();
        let letter = code.and_then(char::from_u32).filter(|c| !c.is_control());
        match letter {
            Some(letter) if digits > 1 => {
                found |= !letter.is_ascii();
                plain.push(letter);
                rest = &rest[digits..];
                rest = rest.strip_prefix(' ').unwrap_or(rest);
            }
            _ => plain.push('\\'),
        }
    }
    plain.push_str(rest);
    found.then_some(plain)
}

/// The bytes of a text with escapes of C and git, such as `\303\274`; absent if it has none beyond ASCII.
pub(super) fn octal(text: &str) -> Option<Vec<u8>> {
    let (text, mut bytes, mut position) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    let mut found = false;
    while let Some(byte) = text.get(position).copied() {
        position += 1;
        let code = (byte == b'\\')
            .then(|| number(text, position, 3, 8))
            .flatten();
        match code.and_then(|code| u8::try_from(code).ok()) {
            Some(code) if code >= 0x80 => {
                found = true;
                bytes.push(code);
                position += 3;
            }
            _ => bytes.push(byte),
        }
    }
    found.then_some(bytes)
}
