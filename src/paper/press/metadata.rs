//! Metadata of PDF/X-4: output intent, document information, XMP. Entry point: [`declare`].

use lopdf::{
    Dictionary, Document, Object, Stream, StringFormat, decode_text_string, dictionary, text_string,
};

use super::{PressJob, error_message, resolve};
use crate::text::escape;

/// The registry of the names of printing conditions.
const REGISTRY: &str = "http://www.color.org";
/// The name of the standard.
pub(super) const VERSION: &str = "PDF/X-4";

/// Declares the output intent and, if the printing condition is known, PDF/X-4. Removes what only screen editions need.
pub(super) fn declare(document: &mut Document, job: &PressJob<'_>) -> Result<(), String> {
    let intent = output_intent(document, job)?;
    let info = info(document);
    let is_known = job.intent.is_known;
    let metadata = xmp(document, &info, is_known);
    let mut entries = Dictionary::new();
    for (key, value) in [
        ("Title", &info.title),
        ("Author", &info.author),
        ("Creator", &info.creator),
        ("Producer", &info.producer),
        ("CreationDate", &info.date),
        ("ModDate", &info.date),
    ] {
        if !value.is_empty() {
            entries.set(key, text(value));
        }
    }
    entries.set("Trapped", "False");
    if is_known {
        entries.set("GTS_PDFXVersion", text(VERSION));
    }
    let entries = document.add_object(entries);
    document.trailer.set("Info", entries);
    let metadata = document.add_object(metadata);
    let catalog = document.catalog_mut().map_err(error_message)?;
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("Metadata", metadata);
    for key in [
        "StructTreeRoot",
        "MarkInfo",
        "Names",
        "Dests",
        "Outlines",
        "PageMode",
        "OpenAction",
        "AA",
    ] {
        catalog.remove(key.as_bytes());
    }
    document.version = "1.6".to_owned();
    Ok(())
}

fn output_intent(document: &mut Document, job: &PressJob<'_>) -> Result<lopdf::ObjectId, String> {
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text(&job.intent.condition),
        "Info" => text(&job.intent.description()),
    };
    if job.intent.condition != "Custom" {
        intent.set("RegistryName", text(REGISTRY));
    }
    if job.intent.is_known {
        let profile = job.intent.profile().to_vec();
        let mut profile = Stream::new(dictionary! { "N" => 4 }, profile);
        profile.compress().map_err(error_message)?;
        intent.set("DestOutputProfile", document.add_object(profile));
    } else {
        // Only the name of the condition is known; the description is that of another profile.
        intent.set("Info", text(&job.intent.condition));
    }
    Ok(document.add_object(intent))
}

/// The document information that Typst writes.
struct DocumentInfo {
    title: String,
    author: String,
    creator: String,
    producer: String,
    /// In the format of PDFs: `D:20261123`.
    date: String,
    /// Thirty-two hexadecimal digits that depend on the content.
    id: String,
}

fn info(document: &Document) -> DocumentInfo {
    let info = document
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| resolve(document, info).as_dict().ok());
    let value_of = |key: &[u8]| {
        let value = info.and_then(|info| info.get(key).ok());
        value
            .and_then(|value| decode_text_string(value).ok())
            .unwrap_or_default()
    };
    let id = document.trailer.get(b"ID").ok().and_then(|id| {
        let first = id.as_array().ok()?.first()?.as_str().ok()?;
        Some(
            first
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>(),
        )
    });
    let date = value_of(b"CreationDate");
    DocumentInfo {
        title: value_of(b"Title"),
        author: value_of(b"Author"),
        creator: concat!("Vitrine ", env!("CARGO_PKG_VERSION")).to_owned(),
        producer: value_of(b"Creator"),
        date: full_date(&date),
        id: format!("{:0<32}", id.unwrap_or_default())[..32].to_owned(),
    }
}

/// A text string, without hexadecimal notation.
fn text(text: &str) -> Object {
    match text_string(text) {
        Object::String(bytes, _) => Object::String(bytes, StringFormat::Literal),
        other => other,
    }
}

/// A date to the second, in UTC.
fn full_date(date: &str) -> String {
    let digits: String = date.chars().filter(char::is_ascii_digit).take(14).collect();
    let day = if digits.len() < 8 {
        "20000101"
    } else {
        &digits[..8]
    };
    format!(
        "D:{:0<14}Z",
        format!("{day}{}", digits.get(8..).unwrap_or(""))
    )
}

/// `D:20261123000000Z` as `2026-11-23T00:00:00Z`.
fn iso_date(date: &str) -> String {
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or("00");
    format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(2, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14),
        part(14, 16)
    )
}

/// The document information as XMP.
fn xmp(document: &Document, info: &DocumentInfo, is_pdfx: bool) -> Stream {
    let lang = document.catalog().ok().and_then(|catalog| {
        let lang = catalog.get(b"Lang").ok()?.as_str().ok()?;
        Some(String::from_utf8_lossy(lang).into_owned())
    });
    let lang = lang.map_or(String::new(), |lang| {
        format!(
            "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n",
            escape(&lang)
        )
    });
    let author = match info.author.as_str() {
        "" => String::new(),
        author => format!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escape(author)
        ),
    };
    let version = if is_pdfx {
        format!("<pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion>\n")
    } else {
        String::new()
    };
    let (title, date, id) = (escape(&info.title), iso_date(&info.date), &info.id);
    let id = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-");
    let (creator, producer) = (escape(&info.creator), escape(&info.producer));
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         {author}{lang}\
         <xmp:CreatorTool>{creator}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n\
         <xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
         <pdf:Producer>{producer}</pdf:Producer>\n\
         <pdf:Trapped>False</pdf:Trapped>\n\
         <xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>\n\
         <xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n\
         <xmpMM:VersionID>1</xmpMM:VersionID>\n\
         {version}\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    );
    // Uncompressed, for programs that search for XMP without parsing the PDF.
    Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        packet.into_bytes(),
    )
    .with_compression(false)
}

#[cfg(test)]
mod tests {
    use lopdf::decode_text_string;

    use super::{full_date, iso_date, text};

    #[test]
    fn dates_have_seconds() {
        assert_eq!(full_date("D:20261123"), "D:20261123000000Z");
        assert_eq!(full_date("D:20261123141500+01'00"), "D:20261123141500Z");
        assert_eq!(iso_date("D:20261123141500Z"), "2026-11-23T14:15:00Z");
        assert_eq!(full_date(""), "D:20000101000000Z");
    }

    #[test]
    fn text_strings_can_be_decoded() {
        for letters in ["Catalogue", "Élan & Œuvre", "北京"] {
            assert_eq!(decode_text_string(&text(letters)).unwrap(), letters);
        }
    }
}
