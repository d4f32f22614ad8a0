//! Text extraction from a PDF, to search it for traces of a record. Entry point: [`extract_text`].

mod content;
mod fonts;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{
    DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream,
    decode_text_string,
};

use content::ContentFacts;
use fonts::Font;

/// What a PDF contains.
#[derive(Debug, Default)]
pub struct PdfText {
    /// The text of pages, stamps, annotations and form fields, of bookmarks and metadata, and of all other streams.
    pub text: String,
    /// The files that are attached.
    pub files: Vec<Vec<u8>>,
    /// Why a part of it could not be read.
    pub problem: Option<String>,
    /// How many bytes were decompressed.
    pub decompressed: u64,
}

/// The text of a PDF, of which at most `limit` bytes are decompressed.
///
/// # Errors
///
/// If the PDF cannot be read at all.
pub fn extract_text(pdf: &[u8], limit: u64) -> Result<PdfText, String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // The streams of objects are decompressed by the library, each up to a limit.
    let streams = pdf.windows(7).filter(|bytes| bytes == b"/ObjStm").count();
    let options = LoadOptions {
        max_decompressed_size: Some(limit / streams.max(1)),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(pdf, options).map_err(message(limit))?;
    let mut reader = PdfReader {
        document: &document,
        limit,
        left: limit,
        result: PdfText::default(),
        fonts: BTreeMap::new(),
        forms: BTreeMap::new(),
    };
    reader.read();
    let mut result = reader.result;
    result.decompressed = (limit - reader.left) as u64;
    Ok(result)
}

fn message(limit: usize) -> impl Fn(Error) -> String {
    move |error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            format!("its content has more than {} MB", limit >> 20)
        }
        error => error.to_string(),
    }
}

/// A PDF that is read.
struct PdfReader<'a> {
    document: &'a Document,
    limit: usize,
    /// How many bytes may still be decompressed.
    left: usize,
    result: PdfText,
    /// The fonts of text, by the address of their dictionaries.
    fonts: BTreeMap<*const Dictionary, Font<'a>>,
    /// What the forms contain: parts of pages, stamps and the looks of annotations.
    forms: BTreeMap<ObjectId, ContentFacts>,
}

impl<'a> PdfReader<'a> {
    fn read(&mut self) {
        let document = self.document;
        if document.trailer.has(b"Encrypt") || document.was_encrypted() {
            self.problem("it is encrypted");
        }
        if document.xref_recovery.is_some() {
            self.problem("it is damaged");
        }
        if document.revision_count() > 1 {
            self.problem("it keeps earlier versions of itself");
        }
        let (mut attached, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for object in document.objects.values() {
            self.strings(object, &mut attached);
        }
        self.dictionary(&document.trailer, &mut attached);
        let mut pages = Vec::new();
        for page in document.page_iter() {
            let ids = document.get_page_contents(page);
            pages.push(self.page(page, &ids));
            shown.extend(ids);
        }
        for (id, object) in &document.objects {
            let Object::Stream(stream) = object else {
                continue;
            };
            if attached.contains(id) || stream.dict.has_type(b"EmbeddedFile") {
                let file = self.decompress(stream);
                self.result.files.extend(file);
            } else if is_form(&stream.dict) {
                let resources = self.resources_of(&stream.dict);
                if !resources.is_empty() && !self.forms.contains_key(id) {
                    let facts = self.form(stream, &resources, 0);
                    self.forms.insert(*id, facts);
                }
            } else if !shown.contains(id) && has_text(&stream.dict) {
                let bytes = self.decompress(stream).unwrap_or_default();
                self.result.text += &String::from_utf8_lossy(&bytes);
                self.result.text.push('\n');
            }
        }
        for (index, facts) in pages.iter().enumerate() {
            let facts = self.with_forms(facts);
            if !facts.has_letters && (facts.has_pictures || facts.has_drawings()) {
                self.problem(&format!("page {} is a picture", index + 1));
            }
        }
        if self.fonts.values().any(Font::is_unreadable) {
            self.problem("its fonts do not say which letters they show");
        }
    }

    fn problem(&mut self, reason: &str) {
        let problem = &mut self.result.problem;
        problem.get_or_insert_with(|| reason.to_owned());
    }

    /// The content of a stream; absent if it cannot be decompressed.
    fn decompress(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        match stream.get_plain_content_with_limit(self.left) {
            Ok(content) => {
                self.left -= content.len().min(self.left);
                Some(content)
            }
            Err(error) => {
                if matches!(error, Error::Decompress(_)) {
                    self.left = 0;
                }
                self.problem(&message(self.limit)(error));
                None
            }
        }
    }

    /// Adds the strings of an object, and the streams that are attached files.
    fn strings(&mut self, object: &Object, attached: &mut BTreeSet<ObjectId>) {
        match object {
            Object::String(bytes, _) => {
                self.result.text += &decode(object, bytes);
                self.result.text.push('\n');
            }
            Object::Array(items) => items.iter().for_each(|item| self.strings(item, attached)),
            Object::Dictionary(entries) => self.dictionary(entries, attached),
            Object::Stream(stream) => self.dictionary(&stream.dict, attached),
            _ => {}
        }
    }

    fn dictionary(&mut self, entries: &Dictionary, attached: &mut BTreeSet<ObjectId>) {
        for (key, value) in entries {
            if key == b"EF"
                && let Ok((_, Object::Dictionary(files))) = self.document.dereference(value)
            {
                let files = files.iter();
                attached.extend(files.filter_map(|(_, file)| file.as_reference().ok()));
            }
            self.strings(value, attached);
        }
    }

    /// The resources of a form; those of form fields may be in the catalogue.
    fn resources_of(&self, form: &'a Dictionary) -> Vec<&'a Dictionary> {
        let document = self.document;
        let own = form.get_deref(b"Resources", document);
        let fields = || {
            let fields = document.catalog()?.get_deref(b"AcroForm", document)?;
            fields.as_dict()?.get_deref(b"DR", document)
        };
        let resources = own.or_else(|_| fields()).and_then(Object::as_dict);
        resources.into_iter().collect()
    }
}

/// Whether a stream is drawn like a page: a form, or a pattern.
fn is_form(dict: &Dictionary) -> bool {
    let subtype = dict.get(b"Subtype").and_then(Object::as_name);
    matches!(subtype, Ok(b"Form")) || dict.has(b"PatternType")
}

/// Whether a stream may contain text: no picture, font, or list of objects, which are read already.
fn has_text(dict: &Dictionary) -> bool {
    let subtype = dict.get(b"Subtype").and_then(Object::as_name);
    let is_picture = matches!(subtype, Ok(b"Image"));
    let is_font =
        dict.has(b"Length1") || matches!(subtype, Ok(b"Type1C" | b"CIDFontType0C" | b"OpenType"));
    let is_list = dict.has_type(b"ObjStm") || dict.has_type(b"XRef");
    !is_picture && !is_font && !is_list
}

/// A string of a PDF. Some programs write UTF-8 without its mark, which the standard does not allow.
fn decode(object: &Object, bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode_text_string(object)
            .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()),
    }
}
