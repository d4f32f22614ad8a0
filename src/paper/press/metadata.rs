//! What a PDF says of itself: the printing condition it is made for, and that it is PDF/X-4.

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::{Job, followed, words};
use crate::text::escape;

/// The registry in which printing conditions have their names.
const REGISTRY: &str = "http://www.color.org";
/// What files of the kind call it.
pub(super) const VERSION: &str = "PDF/X-4";

/// Declares the output intent and, where the printing condition is known, PDF/X-4; drops what only screens need.
pub(super) fn declare(document: &mut Document, job: &Job<'_>) -> Result<(), String> {
    let intent = intent(document, job)?;
    let info = info(document);
    let known = job.intent.is_known;
    let metadata = metadata(document, &info, known);
    let mut written = Dictionary::new();
    for (key, value) in [
        ("Title", &info.title),
        ("Author", &info.author),
        ("Creator", &info.creator),
        ("Producer", &info.producer),
        ("CreationDate", &info.date),
        ("ModDate", &info.date),
    ] {
        if !value.is_empty() {
            written.set(key, text(value));
        }
    }
    written.set("Trapped", "False");
    if known {
        written.set("GTS_PDFXVersion", text(VERSION));
    }
    let written = document.add_object(written);
    document.trailer.set("Info", written);
    let metadata = document.add_object(metadata);
    let catalog = document.catalog_mut().map_err(words)?;
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

fn intent(document: &mut Document, job: &Job<'_>) -> Result<lopdf::ObjectId, String> {
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
        profile.compress().map_err(words)?;
        intent.set("DestOutputProfile", document.add_object(profile));
    } else {
        // What is known of the condition is its name alone: the description is of another one.
        intent.set("Info", text(&job.intent.condition));
    }
    Ok(document.add_object(intent))
}

/// What Typst wrote about the book.
struct Info {
    title: String,
    author: String,
    creator: String,
    producer: String,
    /// As PDFs write it: `D:20261123`.
    date: String,
    /// Thirty-two hexadecimal digits that change with the book.
    id: String,
}

fn info(document: &Document) -> Info {
    let info = document
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| followed(document, info).as_dict().ok());
    let of = |key: &[u8]| {
        let value = info.and_then(|info| info.get(key).ok());
        value
            .and_then(|value| value.as_str().ok())
            .map(plain)
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
    let date = of(b"CreationDate");
    Info {
        title: of(b"Title"),
        author: of(b"Author"),
        creator: concat!("Vitrine ", env!("CARGO_PKG_VERSION")).to_owned(),
        producer: of(b"Creator"),
        date: full_date(&date),
        id: format!("{:0<32}", id.unwrap_or_default())[..32].to_owned(),
    }
}

/// A text of a PDF: UTF-16 with its mark, else bytes.
fn plain(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(bytes) => {
            let pairs = bytes.chunks_exact(2);
            let units: Vec<u16> = pairs
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A text for a PDF: ASCII as it is, anything else as UTF-16.
fn text(text: &str) -> Object {
    let bytes = if text.is_ascii() {
        text.as_bytes().to_vec()
    } else {
        let mut bytes = vec![0xfe, 0xff];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        bytes
    };
    Object::String(bytes, StringFormat::Literal)
}

/// A date to the second, in Greenwich.
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

/// The same as XMP.
fn metadata(document: &Document, info: &Info, is_pdfx: bool) -> Stream {
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
    let version = match is_pdfx {
        true => format!("<pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion>\n"),
        false => String::new(),
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
    // Programs that know nothing of PDFs look for it in plain text.
    Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        packet.into_bytes(),
    )
    .with_compression(false)
}

#[cfg(test)]
mod tests {
    use super::{full_date, iso_date, plain, text};

    #[test]
    fn dates_are_written_to_the_second() {
        assert_eq!(full_date("D:20261123"), "D:20261123000000Z");
        assert_eq!(full_date("D:20261123141500+01'00"), "D:20261123141500Z");
        assert_eq!(iso_date("D:20261123141500Z"), "2026-11-23T14:15:00Z");
        assert_eq!(full_date(""), "D:20000101000000Z");
    }

    #[test]
    fn texts_of_any_letters_come_back() {
        for letters in ["Catalogue", "Élan & Œuvre", "北京"] {
            let lopdf::Object::String(bytes, _) = text(letters) else {
                panic!("it is a text");
            };
            assert_eq!(plain(&bytes), letters);
        }
    }
}
