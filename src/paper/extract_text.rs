//! Text extraction from a PDF, to search it for traces of a record. Entry point: [`extract_text`].

use lopdf::{Dictionary, Document, Object, decode_text_string};

/// The text of the pages, of bookmarks, annotations and metadata, and all streams, decompressed.
///
/// # Errors
///
/// If the PDF cannot be read, and so cannot be searched.
pub fn extract_text(pdf: &[u8]) -> Result<String, String> {
    let document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        return Err("it is encrypted".to_owned());
    }
    let mut text = String::new();
    for page in document.get_pages().keys() {
        text += &document
            .extract_text(&[*page])
            .map_err(|error| format!("page {page}: {error}"))?;
        text.push('\n');
    }
    for object in document.objects.values() {
        collect(object, &mut text);
    }
    collect_values(&document.trailer, &mut text);
    Ok(text)
}

fn collect(object: &Object, text: &mut String) {
    match object {
        Object::String(bytes, _) => {
            *text += &decode(object, bytes);
            text.push('\n');
        }
        Object::Array(items) => items.iter().for_each(|item| collect(item, text)),
        Object::Dictionary(entries) => collect_values(entries, text),
        Object::Stream(stream) => {
            collect_values(&stream.dict, text);
            // A stream that cannot be decompressed is a picture, which has no text.
            let content = stream.get_plain_content();
            let bytes = content.as_deref().unwrap_or(&stream.content);
            *text += &String::from_utf8_lossy(bytes);
            text.push('\n');
        }
        _ => {}
    }
}

fn collect_values(entries: &Dictionary, text: &mut String) {
    entries.iter().for_each(|(_, value)| collect(value, text));
}

/// A string of a PDF. Some programs write UTF-8 without its mark, which the standard does not allow.
fn decode(object: &Object, bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode_text_string(object)
            .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()),
    }
}
