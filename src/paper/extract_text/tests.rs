use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::extract_text;

const LIMIT: u64 = 1 << 20;
const HELVETICA: &[(&str, &str)] = &[
    ("Type", "Font"),
    ("Subtype", "Type1"),
    ("BaseFont", "Helvetica"),
    ("Encoding", "WinAnsiEncoding"),
];

#[test]
fn stamps_fields_and_attachments_are_read() {
    let mut document = Document::with_version("1.7");
    let resources = with_font(names(HELVETICA));
    let inner = form(
        &mut document,
        "BT /F 9 Tf (Zwickau) Tj ET",
        Some(resources.clone()),
    );
    let objects = dictionary! { "XObject" => dictionary! { "I" => inner } };
    let outer = form(&mut document, "/I Do", Some(objects));
    // Of a form field, which nothing paints.
    form(
        &mut document,
        "BT /F 9 Tf [(S\u{f6}h) -20 (ne)] TJ ET",
        Some(resources.clone()),
    );
    // Without own fonts.
    let plain = form(&mut document, "BT /F 9 Tf (Ottilie) Tj ET", None);
    let file = Stream::new(Dictionary::new(), b"id;name\n".to_vec());
    let file = document.add_object(file);
    let specification =
        dictionary! { "F" => text("list.csv"), "EF" => dictionary! { "F" => file } };
    document.add_object(specification);
    let mut resources = resources;
    resources.set("XObject", dictionary! { "O" => outer, "P" => plain });
    let pdf = with_page(document, "/O Do /P Do", resources);
    let read = extract_text(&pdf, LIMIT).unwrap();
    for text in ["Zwickau", "Söhne", "Ottilie", "list.csv"] {
        assert!(read.text.contains(text), "{text}: {read:?}");
    }
    assert_eq!(
        (read.files, read.problem),
        (vec![b"id;name\n".to_vec()], None)
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let problem = |content: &str, resources: Dictionary| {
        let pdf = with_page(Document::with_version("1.7"), content, resources);
        extract_text(&pdf, LIMIT).unwrap().problem
    };
    let shown = "BT /F 9 Tf (Zwickau) Tj ET";
    assert_eq!(problem(shown, with_font(names(HELVETICA))), None);
    let composite = names(&[
        ("Type", "Font"),
        ("Subtype", "Type0"),
        ("Encoding", "Identity-H"),
    ]);
    let mut embedded = names(&HELVETICA[..3]);
    embedded.set("FontDescriptor", dictionary! { "FontFile" => 1 });
    let mut differences = names(&HELVETICA[..3]);
    let glyphs = vec![Object::Integer(65), Object::Name(b"g17".to_vec())];
    differences.set("Encoding", dictionary! { "Differences" => glyphs });
    for font in [composite, embedded, differences] {
        let problem = problem(shown, with_font(font));
        assert!(problem.is_some_and(|problem| problem.contains("fonts")));
    }
    let picture = "BI /W 1 /H 1 /BPC 8 /CS /G ID a EI";
    let picture = problem(picture, Dictionary::new());
    assert_eq!(picture.as_deref(), Some("page 1 is a picture"));
    // A small PDF of much content.
    let mut document = Document::with_version("1.7");
    let mut large = Stream::new(Dictionary::new(), vec![b' '; 2 << 20]);
    large.compress().unwrap();
    document.add_object(large);
    let pdf = with_page(document, shown, with_font(names(HELVETICA)));
    let problem = extract_text(&pdf, LIMIT).unwrap().problem;
    assert_eq!(problem.as_deref(), Some("its content has more than 1 MB"));
}

fn names(entries: &[(&str, &str)]) -> Dictionary {
    let entries = entries.iter();
    entries
        .map(|(key, name)| {
            (
                key.as_bytes().to_vec(),
                Object::Name(name.as_bytes().to_vec()),
            )
        })
        .collect()
}

fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn with_font(font: Dictionary) -> Dictionary {
    dictionary! { "Font" => dictionary! { "F" => font } }
}

fn bytes(content: &str) -> Vec<u8> {
    content.chars().map(|c| c as u8).collect()
}

fn form(document: &mut Document, content: &str, resources: Option<Dictionary>) -> lopdf::ObjectId {
    let mut entries = names(&[("Type", "XObject"), ("Subtype", "Form")]);
    if let Some(resources) = resources {
        entries.set("Resources", resources);
    }
    document.add_object(Stream::new(entries, bytes(content)))
}

/// A PDF with a page.
fn with_page(mut document: Document, content: &str, resources: Dictionary) -> Vec<u8> {
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), bytes(content)));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "Contents" => content,
        "Resources" => resources,
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pdf
}
