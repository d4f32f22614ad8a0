//! All that a PDF says, in its pages and beside them: to find out whether something is in it.

use lopdf::{Dictionary, Document, Object};

/// The texts of the pages, of bookmarks, notes and descriptions, and all streams, decompressed.
///
/// # Errors
///
/// If it is no PDF that can be read: then nothing can be said of it.
pub fn words(pdf: &[u8]) -> Result<String, String> {
    let document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        return Err("it is encrypted".to_owned());
    }
    let mut text = String::new();
    for page in document.get_pages().keys() {
        let words = document.extract_text(&[*page]);
        text += &words.map_err(|error| format!("page {page}: {error}"))?;
        text.push('\n');
    }
    for object in document.objects.values() {
        collect(object, &mut text);
    }
    dictionary(&document.trailer, &mut text);
    Ok(text)
}

fn collect(object: &Object, text: &mut String) {
    match object {
        Object::String(bytes, _) => {
            *text += &decoded(bytes);
            text.push('\n');
        }
        Object::Array(items) => items.iter().for_each(|item| collect(item, text)),
        Object::Dictionary(entries) => dictionary(entries, text),
        Object::Stream(stream) => {
            dictionary(&stream.dict, text);
            // What cannot be decompressed is a picture, which has no text.
            let content = stream.get_plain_content();
            let bytes = content.as_deref().unwrap_or(&stream.content);
            *text += &String::from_utf8_lossy(bytes);
            text.push('\n');
        }
        _ => {}
    }
}

fn dictionary(entries: &Dictionary, text: &mut String) {
    entries.iter().for_each(|(_, value)| collect(value, text));
}

/// A string of a PDF: UTF-16 where it says so, else a byte a letter.
fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units = wide
                .chunks_exact(2)
                .map(|two| u16::from_be_bytes([two[0], two[1]]));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        None => match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    }
}
