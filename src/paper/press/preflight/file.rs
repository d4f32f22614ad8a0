//! The file as a whole: its version, what it says of itself, what it must not have, its fonts.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Check;
use super::walk::Drawn;
use crate::paper::press::metadata::VERSION;
use crate::paper::press::{Intent, followed, ids, name_of};

pub(super) fn format(document: &Document) -> Check {
    const SUBJECT: &str = "file";
    let version = &document.version;
    let remedy = "this is a fault of the program: report it";
    if document.is_encrypted() {
        return Check::failed(SUBJECT, "is encrypted", remedy);
    }
    if version.as_str() > "1.6" {
        return Check::failed(SUBJECT, format!("PDF {version} is newer than 1.6"), remedy);
    }
    if document.trailer.get(b"ID").is_err() {
        return Check::failed(SUBJECT, "has no identifier", remedy);
    }
    Check::passed(SUBJECT, format!("PDF {version}, not encrypted"))
}

pub(super) fn condition(document: &Document, intent: &Intent) -> Check {
    const SUBJECT: &str = "printing condition";
    let Some(declared) = output_intent(document) else {
        let remedy = "this is a fault of the program: report it";
        return Check::failed(SUBJECT, "there is no output intent", remedy);
    };
    let name = &intent.condition;
    let profile = declared
        .get(b"DestOutputProfile")
        .ok()
        .and_then(|profile| followed(document, profile).as_stream().ok())
        .and_then(|stream| stream.get_plain_content().ok());
    let Some(profile) = profile else {
        let finding = format!(
            "`{name}` is named, but no profile of it is there, so that the file is no {VERSION}; colours were mixed for coated paper (FOGRA39)"
        );
        let remedy = "ask the printer for the ICC profile, put it into `content/`, and name it in `[paper.press]` as `profile`";
        return Check::failed(SUBJECT, finding, remedy);
    };
    let is = |at: usize, word: &[u8]| profile.get(at..at + 4) == Some(word);
    if !is(12, b"prtr") || !is(16, b"CMYK") || !is(36, b"acsp") {
        let remedy = "name a profile of the printer's for CMYK in `[paper.press]`";
        return Check::failed(
            SUBJECT,
            "the profile is none of a press with four inks",
            remedy,
        );
    }
    Check::passed(
        SUBJECT,
        format!("{name}, with its profile “{}”", intent.description()),
    )
}

fn output_intent(document: &Document) -> Option<&Dictionary> {
    let intents = document.catalog().ok()?.get(b"OutputIntents").ok()?;
    let list = followed(document, intents).as_array().ok()?;
    list.iter()
        .filter_map(|intent| followed(document, intent).as_dict().ok())
        .find(|intent| intent.get(b"S").ok().and_then(name_of) == Some(b"GTS_PDFX"))
}

pub(super) fn identity(document: &Document, intent: &Intent) -> Check {
    const SUBJECT: &str = "declaration";
    let packet = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Metadata"))
        .ok()
        .and_then(|metadata| followed(document, metadata).as_stream().ok())
        .and_then(|stream| stream.get_plain_content().ok());
    let packet = String::from_utf8_lossy(&packet.unwrap_or_default()).into_owned();
    let info = document.trailer.get(b"Info").ok();
    let info = info.and_then(|info| followed(document, info).as_dict().ok());
    let missing_words: Vec<&str> = [
        "dc:title",
        "xmp:CreateDate",
        "xmp:ModifyDate",
        "xmp:MetadataDate",
        "xmpMM:DocumentID",
        "xmpMM:RenditionClass",
        "xmpMM:VersionID",
        "pdf:Trapped",
    ]
    .into_iter()
    .filter(|word| !packet.contains(&format!("<{word}>")))
    .collect();
    let missing_keys: Vec<&str> = ["Title", "CreationDate", "ModDate", "Trapped"]
        .into_iter()
        .filter(|key| info.is_none_or(|info| !info.has(key.as_bytes())))
        .collect();
    if !missing_words.is_empty() || !missing_keys.is_empty() {
        let missing = [missing_words, missing_keys].concat().join(", ");
        let remedy = "give the book a title and a date: `set document(…)` in the theme";
        return Check::failed(SUBJECT, format!("the metadata lacks {missing}"), remedy);
    }
    if !intent.is_known {
        // What it lacks was said with the printing condition.
        return Check::passed(
            SUBJECT,
            format!("does not call itself {VERSION}, and is none"),
        );
    }
    if !packet.contains(&format!("<pdfxid:GTS_PDFXVersion>{VERSION}</")) {
        let remedy = "this is a fault of the program: report it";
        return Check::failed(SUBJECT, format!("does not call itself {VERSION}"), remedy);
    }
    Check::passed(
        SUBJECT,
        format!("{VERSION}, with title, dates and identifier"),
    )
}

pub(super) fn forbidden(document: &Document) -> Check {
    const SUBJECT: &str = "forbidden parts";
    let mut found = BTreeSet::new();
    for id in ids(document) {
        let dictionary = match document.get_object(id) {
            Ok(Object::Dictionary(dictionary)) => dictionary,
            Ok(Object::Stream(stream)) => {
                for filter in stream.filters().unwrap_or_default() {
                    if matches!(filter, b"LZWDecode" | b"JPXDecode" | b"Crypt") {
                        found.insert("a compression that is not allowed");
                    }
                }
                &stream.dict
            }
            _ => continue,
        };
        for (key, what) in [
            (b"Annots".as_slice(), "annotations"),
            (b"AA", "actions"),
            (b"OpenAction", "actions"),
            (b"JS", "scripts"),
            (b"EmbeddedFiles", "embedded files"),
            (b"EF", "embedded files"),
            (b"TR", "transfer curves"),
            (b"HTP", "halftones"),
            (b"OPI", "references to other files"),
            (b"Alternates", "alternate pictures"),
        ] {
            if dictionary.has(key) {
                found.insert(what);
            }
        }
        if dictionary.get(b"Subtype").ok().and_then(name_of) == Some(b"PS") {
            found.insert("PostScript");
        }
    }
    if found.is_empty() {
        return Check::passed(
            SUBJECT,
            "no annotations, actions, scripts, embedded or outside files",
        );
    }
    let found: Vec<&str> = found.into_iter().collect();
    Check::failed(
        SUBJECT,
        found.join(", "),
        "leave them out of the theme's paper for the press",
    )
}

pub(super) fn fonts(document: &Document, drawn: &Drawn) -> Check {
    const SUBJECT: &str = "fonts";
    let missing: BTreeSet<String> = drawn
        .fonts
        .iter()
        .filter(|id| !is_embedded(document, **id))
        .map(|id| base_name(document, *id))
        .collect();
    if missing.is_empty() {
        return Check::passed(SUBJECT, format!("{}, all embedded", drawn.fonts.len()));
    }
    let missing: Vec<String> = missing.into_iter().collect();
    let remedy = "put the fonts into `paper/fonts/` of the theme";
    Check::failed(
        SUBJECT,
        format!("not embedded: {}", missing.join(", ")),
        remedy,
    )
}

fn is_embedded(document: &Document, id: ObjectId) -> bool {
    let Ok(font) = document.get_dictionary(id) else {
        return false;
    };
    // The letters of such a font are drawings of its own.
    if font.get(b"Subtype").ok().and_then(name_of) == Some(b"Type3") {
        return true;
    }
    let described = font
        .get(b"DescendantFonts")
        .ok()
        .and_then(|list| followed(document, list).as_array().ok()?.first())
        .map_or(Some(font), |first| followed(document, first).as_dict().ok());
    let descriptor = described
        .and_then(|font| font.get(b"FontDescriptor").ok())
        .and_then(|descriptor| followed(document, descriptor).as_dict().ok());
    descriptor.is_some_and(|descriptor| {
        let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        keys.iter().any(|key| descriptor.has(key))
    })
}

fn base_name(document: &Document, id: ObjectId) -> String {
    let name = document
        .get_dictionary(id)
        .ok()
        .and_then(|font| font.get(b"BaseFont").ok().and_then(name_of));
    String::from_utf8_lossy(name.unwrap_or(b"?")).into_owned()
}
