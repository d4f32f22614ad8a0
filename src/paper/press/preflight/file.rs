//! Checks of the file as a whole: version, output intent, metadata, forbidden parts, fonts.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::PreflightCheck;
use super::walk::DrawingSummary;
use crate::paper::press::metadata::VERSION;
use crate::paper::press::{OutputIntent, as_name, object_ids, resolve};

pub(super) fn format(document: &Document) -> PreflightCheck {
    const SUBJECT: &str = "file";
    let version = &document.version;
    let remedy = "this is a bug in Vitrine: report it";
    if document.is_encrypted() {
        return PreflightCheck::failed(SUBJECT, "is encrypted", remedy);
    }
    if version.as_str() > "1.6" {
        return PreflightCheck::failed(SUBJECT, format!("PDF {version} is newer than 1.6"), remedy);
    }
    if document.trailer.get(b"ID").is_err() {
        return PreflightCheck::failed(SUBJECT, "has no identifier", remedy);
    }
    PreflightCheck::passed(SUBJECT, format!("PDF {version}, not encrypted"))
}

pub(super) fn condition(document: &Document, intent: &OutputIntent) -> PreflightCheck {
    const SUBJECT: &str = "printing condition";
    let Some(declared) = output_intent(document) else {
        let remedy = "this is a bug in Vitrine: report it";
        return PreflightCheck::failed(SUBJECT, "no output intent", remedy);
    };
    let name = &intent.condition;
    let profile = declared
        .get(b"DestOutputProfile")
        .ok()
        .and_then(|profile| resolve(document, profile).as_stream().ok())
        .and_then(|stream| stream.get_plain_content().ok());
    let Some(profile) = profile else {
        let finding = format!(
            "no ICC profile for `{name}`, so the file is not {VERSION}; colours are converted for coated paper (FOGRA39)"
        );
        let remedy = "ask the printer for the ICC profile, copy it to `content/`, and set `profile` in `[paper.press]`";
        return PreflightCheck::failed(SUBJECT, finding, remedy);
    };
    let is = |offset: usize, word: &[u8]| profile.get(offset..offset + 4) == Some(word);
    if !is(12, b"prtr") || !is(16, b"CMYK") || !is(36, b"acsp") {
        let remedy = "set `profile` in `[paper.press]` to a CMYK profile of the printer";
        return PreflightCheck::failed(
            SUBJECT,
            "the ICC profile is not a CMYK output profile",
            remedy,
        );
    }
    PreflightCheck::passed(
        SUBJECT,
        format!("{name}, with its profile “{}”", intent.description()),
    )
}

fn output_intent(document: &Document) -> Option<&Dictionary> {
    let intents = document.catalog().ok()?.get(b"OutputIntents").ok()?;
    let list = resolve(document, intents).as_array().ok()?;
    list.iter()
        .filter_map(|intent| resolve(document, intent).as_dict().ok())
        .find(|intent| intent.get(b"S").ok().and_then(as_name) == Some(b"GTS_PDFX"))
}

pub(super) fn declaration(document: &Document, intent: &OutputIntent) -> PreflightCheck {
    const SUBJECT: &str = "declaration";
    let packet = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Metadata"))
        .ok()
        .and_then(|metadata| resolve(document, metadata).as_stream().ok())
        .and_then(|stream| stream.get_plain_content().ok());
    let packet = String::from_utf8_lossy(&packet.unwrap_or_default()).into_owned();
    let info = document.trailer.get(b"Info").ok();
    let info = info.and_then(|info| resolve(document, info).as_dict().ok());
    let missing_elements: Vec<&str> = [
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
    if !missing_elements.is_empty() || !missing_keys.is_empty() {
        let missing = [missing_elements, missing_keys].concat().join(", ");
        let remedy = "set the title and the date with `set document(…)` in the theme";
        return PreflightCheck::failed(SUBJECT, format!("the metadata lacks {missing}"), remedy);
    }
    if !intent.is_known {
        // The check of the printing condition reports the reason.
        return PreflightCheck::passed(SUBJECT, format!("not declared as {VERSION}, and is not"));
    }
    if !packet.contains(&format!("<pdfxid:GTS_PDFXVersion>{VERSION}</")) {
        let remedy = "this is a bug in Vitrine: report it";
        return PreflightCheck::failed(SUBJECT, format!("not declared as {VERSION}"), remedy);
    }
    PreflightCheck::passed(
        SUBJECT,
        format!("{VERSION}, with title, dates and identifier"),
    )
}

pub(super) fn forbidden(document: &Document) -> PreflightCheck {
    const SUBJECT: &str = "forbidden parts";
    let mut found = BTreeSet::new();
    for id in object_ids(document) {
        let dictionary = match document.get_object(id) {
            Ok(Object::Dictionary(dictionary)) => dictionary,
            Ok(Object::Stream(stream)) => {
                for filter in stream.filters().unwrap_or_default() {
                    if matches!(filter, b"LZWDecode" | b"JPXDecode" | b"Crypt") {
                        found.insert("a forbidden compression");
                    }
                }
                &stream.dict
            }
            _ => continue,
        };
        for (key, part) in [
            (b"Annots".as_slice(), "annotations"),
            (b"AA", "actions"),
            (b"OpenAction", "actions"),
            (b"JS", "scripts"),
            (b"EmbeddedFiles", "embedded files"),
            (b"EF", "embedded files"),
            (b"TR", "transfer curves"),
            (b"HTP", "halftones"),
            (b"OPI", "references to external files"),
            (b"Alternates", "alternate pictures"),
        ] {
            if dictionary.has(key) {
                found.insert(part);
            }
        }
        if dictionary.get(b"Subtype").ok().and_then(as_name) == Some(b"PS") {
            found.insert("PostScript");
        }
    }
    if found.is_empty() {
        return PreflightCheck::passed(
            SUBJECT,
            "no annotations, actions, scripts, embedded or external files",
        );
    }
    let found: Vec<&str> = found.into_iter().collect();
    PreflightCheck::failed(
        SUBJECT,
        found.join(", "),
        "leave them out in the theme's press edition",
    )
}

pub(super) fn fonts(document: &Document, summary: &DrawingSummary) -> PreflightCheck {
    const SUBJECT: &str = "fonts";
    let missing: BTreeSet<String> = summary
        .fonts
        .iter()
        .filter(|id| !is_embedded(document, **id))
        .map(|id| base_name(document, *id))
        .collect();
    if missing.is_empty() {
        return PreflightCheck::passed(SUBJECT, format!("{}, all embedded", summary.fonts.len()));
    }
    let missing: Vec<String> = missing.into_iter().collect();
    let remedy = "add the fonts to `paper/fonts/` of the theme";
    PreflightCheck::failed(
        SUBJECT,
        format!("not embedded: {}", missing.join(", ")),
        remedy,
    )
}

fn is_embedded(document: &Document, id: ObjectId) -> bool {
    let Ok(font) = document.get_dictionary(id) else {
        return false;
    };
    // The glyphs of a Type 3 font are content streams in the file.
    if font.get(b"Subtype").ok().and_then(as_name) == Some(b"Type3") {
        return true;
    }
    let described = font
        .get(b"DescendantFonts")
        .ok()
        .and_then(|list| resolve(document, list).as_array().ok()?.first())
        .map_or(Some(font), |first| resolve(document, first).as_dict().ok());
    let descriptor = described
        .and_then(|font| font.get(b"FontDescriptor").ok())
        .and_then(|descriptor| resolve(document, descriptor).as_dict().ok());
    descriptor.is_some_and(|descriptor| {
        let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        keys.iter().any(|key| descriptor.has(key))
    })
}

fn base_name(document: &Document, id: ObjectId) -> String {
    let name = document
        .get_dictionary(id)
        .ok()
        .and_then(|font| font.get(b"BaseFont").ok().and_then(as_name));
    String::from_utf8_lossy(name.unwrap_or(b"?")).into_owned()
}
