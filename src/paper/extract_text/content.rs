//! Contents of a PDF: the operators that draw pages and forms.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::fonts::Font;
use super::{PdfReader, is_form};

/// How deep forms without resources of their own are followed.
const MAX_DEPTH: usize = 16;
/// More curves than those of rules and frames: letters that are drawn.
const MAX_CURVES: usize = 200;

/// What a page or form draws.
#[derive(Debug, Default, Clone)]
pub(super) struct ContentFacts {
    pub(super) has_letters: bool,
    pub(super) has_pictures: bool,
    curves: usize,
    forms: BTreeSet<ObjectId>,
}

impl ContentFacts {
    pub(super) fn has_drawings(&self) -> bool {
        self.curves > MAX_CURVES
    }

    fn add(&mut self, other: &Self) {
        self.has_letters |= other.has_letters;
        self.has_pictures |= other.has_pictures;
        self.curves += other.curves;
    }
}

impl<'a> PdfReader<'a> {
    /// Reads a page with these streams of content.
    pub(super) fn page(&mut self, page: ObjectId, contents: &[ObjectId]) -> ContentFacts {
        let document = self.document;
        let Ok((own, ids)) = document.get_page_resources(page) else {
            self.problem("it is damaged");
            return ContentFacts::default();
        };
        let shared = ids
            .iter()
            .filter_map(|id| document.get_dictionary(*id).ok());
        let resources: Vec<&'a Dictionary> = own.into_iter().chain(shared).collect();
        let mut content = Vec::new();
        for id in contents {
            if let Ok(stream) = document.get_object(*id).and_then(Object::as_stream) {
                content.extend(self.decompress(stream).unwrap_or_default());
                content.push(b'\n');
            }
        }
        self.draw(&content, &resources, 0)
    }

    pub(super) fn form(
        &mut self,
        form: &'a Stream,
        resources: &[&'a Dictionary],
        depth: usize,
    ) -> ContentFacts {
        let content = self.decompress(form).unwrap_or_default();
        self.draw(&content, resources, depth)
    }

    /// What a page draws with all its forms.
    pub(super) fn with_forms(&self, page: &ContentFacts) -> ContentFacts {
        let mut all = page.clone();
        let mut known = page.forms.clone();
        let mut next: Vec<ObjectId> = known.iter().copied().collect();
        while let Some(form) = next.pop() {
            let Some(facts) = self.forms.get(&form) else {
                continue;
            };
            all.add(facts);
            next.extend(facts.forms.iter().filter(|form| known.insert(**form)));
        }
        all
    }

    fn draw(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: usize) -> ContentFacts {
        let mut facts = ContentFacts::default();
        let mut text = String::new();
        let mut font = None;
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else {
                self.problem("it is damaged");
                break;
            };
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    font = name.and_then(|name| self.font(name, resources));
                }
                "Tj" | "TJ" => self.show(operands, font, &mut text),
                "'" | "\"" => {
                    text.push('\n');
                    self.show(
                        &operands[operands.len().saturating_sub(1)..],
                        font,
                        &mut text,
                    );
                }
                "T*" | "ET" => text.push('\n'),
                "BI" => facts.has_pictures = true,
                "c" | "v" | "y" => facts.curves += 1,
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    self.external(name.unwrap_or(b""), resources, depth, &mut facts);
                }
                // Texts that replace what is drawn, of accessible documents.
                "BDC" | "DP" => {
                    let mut attached = BTreeSet::new();
                    operands
                        .iter()
                        .for_each(|operand| self.strings(operand, &mut attached));
                }
                _ => {}
            }
        }
        facts.has_letters |= text.contains(char::is_alphanumeric);
        self.result.text.push_str(&text);
        self.result.text.push('\n');
        facts
    }

    /// Draws a picture or a form.
    fn external(
        &mut self,
        name: &[u8],
        resources: &[&'a Dictionary],
        depth: usize,
        facts: &mut ContentFacts,
    ) {
        let Some((id, Object::Stream(stream))) = self.resource(b"XObject", name, resources) else {
            return;
        };
        if !is_form(&stream.dict) {
            facts.has_pictures = true;
        } else if stream.dict.has(b"Resources") {
            facts.forms.extend(id);
        } else if depth < MAX_DEPTH {
            let form = self.form(stream, resources, depth + 1);
            facts.add(&form);
            facts.forms.extend(form.forms);
        } else {
            self.problem(&format!("its forms are nested more than {MAX_DEPTH} deep"));
        }
    }

    /// A resource of a kind, such as a font, with its id.
    fn resource(
        &self,
        kind: &[u8],
        name: &[u8],
        resources: &[&'a Dictionary],
    ) -> Option<(Option<ObjectId>, &'a Object)> {
        let document = self.document;
        let mut found = resources.iter().filter_map(|resources| {
            let all = resources.get_deref(kind, document).ok()?.as_dict().ok()?;
            document.dereference(all.get(name).ok()?).ok()
        });
        found.next()
    }

    /// The font with a name, by its address.
    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Option<*const Dictionary> {
        let (_, font) = self.resource(b"Font", name, resources)?;
        let font = font.as_dict().ok()?;
        let address = std::ptr::from_ref(font);
        let (document, left) = (self.document, self.left);
        let known = self.fonts.entry(address);
        known.or_insert_with(|| Font::new(font, document, left));
        Some(address)
    }

    fn show(&mut self, operands: &[Object], font: Option<*const Dictionary>, text: &mut String) {
        let font = font.and_then(|font| self.fonts.get_mut(&font));
        let Some(font) = font else {
            self.problem("its text has no font");
            return;
        };
        show(operands, font, text);
    }
}

fn show(operands: &[Object], font: &mut Font<'_>, text: &mut String) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => font.decode(bytes, text),
            Object::Array(items) => {
                show(items, font, text);
                text.push(' ');
            }
            // A wide gap is a space.
            Object::Integer(gap) if *gap < -100 => text.push(' '),
            Object::Real(gap) if *gap < -100.0 => text.push(' '),
            _ => {}
        }
    }
}
