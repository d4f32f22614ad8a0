//! The page on its sheet: where it is cut, how far its colours run over the cut, and what stands around it.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::content::{NOT_OVER, OVER};
use super::marks::{self, EVERY_PLATE};
use super::{Job, MM, colour, numbers, reals, words};

/// A page's boxes: left, bottom, right, top, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Boxes {
    /// The sheet.
    pub(super) media: [f32; 4],
    /// As far as colours go.
    pub(super) bleed: [f32; 4],
    /// The page when it is cut.
    pub(super) trim: [f32; 4],
}

impl Boxes {
    /// The boxes that a page has; what it does not say is as large as what is around it.
    pub(super) fn of(document: &Document, page: &Dictionary) -> Option<Self> {
        let box_of = |key: &[u8]| -> Option<[f32; 4]> {
            numbers(document, page.get(key).ok()?)?.try_into().ok()
        };
        let media = box_of(b"MediaBox")?;
        let bleed = box_of(b"BleedBox").unwrap_or(media);
        Some(Self {
            media,
            bleed,
            trim: box_of(b"TrimBox").unwrap_or(bleed),
        })
    }

    /// The boxes that the printer wants: the trim stays.
    fn for_press(self, bleed: f32, room: f32) -> Self {
        let Self { media, trim, .. } = self;
        let grown = |by: f32| [trim[0] - by, trim[1] - by, trim[2] + by, trim[3] + by];
        let wanted = grown(bleed);
        // No colour goes farther than the page was drawn.
        let bleed = [
            wanted[0].max(media[0]),
            wanted[1].max(media[1]),
            wanted[2].min(media[2]),
            wanted[3].min(media[3]),
        ];
        let media = [
            bleed[0] - room,
            bleed[1] - room,
            bleed[2] + room,
            bleed[3] + room,
        ];
        Self { media, bleed, trim }
    }
}

/// Gives every page its boxes, its marks, and what printing black over its ground needs.
pub(super) fn lay_out(document: &mut Document, job: &Job<'_>) -> Result<(), String> {
    let shared = Shared::new(document);
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let room = if job.settings.marks { marks::ROOM } else { 0.0 };
    let bleed = job.settings.bleed as f32 * MM;
    for (at, &id) in pages.iter().enumerate() {
        let page = document.get_dictionary(id).map_err(words)?;
        let boxes = Boxes::of(document, page)
            .ok_or("a page has no size")?
            .for_press(bleed, room);
        let mut contents = Vec::new();
        if job.settings.marks {
            contents.push(add(document, marks::of(&boxes, job, at + 1, pages.len()))?);
        }
        // What runs beyond the bleed was cut off by the sheet's edge before; now it would show among the marks.
        let [left, bottom, right, top] = boxes.bleed;
        let (width, height) = (right - left, top - bottom);
        let clip = format!("q {left:.3} {bottom:.3} {width:.3} {height:.3} re W n\n");
        contents.push(add(document, clip)?);
        contents.extend(document.get_page_contents(id));
        contents.push(shared.unclip);
        give_resources(document, id, &shared)?;
        let page = document.get_dictionary_mut(id).map_err(words)?;
        let list = contents.into_iter().map(Object::Reference);
        page.set("Contents", list.collect::<Vec<_>>());
        page.set("MediaBox", reals(boxes.media));
        page.set("BleedBox", reals(boxes.bleed));
        page.set("TrimBox", reals(boxes.trim));
        // Links are for screens; PDF/X forbids them on what is printed.
        for key in ["CropBox", "ArtBox", "Annots", "StructParents", "Tabs", "AA"] {
            page.remove(key.as_bytes());
        }
    }
    Ok(())
}

/// What all pages refer to.
struct Shared {
    unclip: ObjectId,
    over: ObjectId,
    not_over: ObjectId,
    every_plate: ObjectId,
}

impl Shared {
    fn new(document: &mut Document) -> Self {
        let unclip = Stream::new(Dictionary::new(), b"\nQ\n".to_vec());
        let tint = document.add_object(dictionary! {
            "FunctionType" => 2,
            "Domain" => vec![0.into(), 1.into()],
            "C0" => vec![Object::Integer(0); 4],
            "C1" => vec![Object::Integer(1); 4],
            "N" => 1,
        });
        let every_plate: Vec<Object> = vec![
            "Separation".into(),
            "All".into(),
            "DeviceCMYK".into(),
            tint.into(),
        ];
        Self {
            unclip: document.add_object(unclip),
            // Mode 1: inks of which there is none do not wipe out what is under them.
            over: document.add_object(
                dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 },
            ),
            not_over: document.add_object(
                dictionary! { "Type" => "ExtGState", "OP" => false, "op" => false, "OPM" => 0 },
            ),
            every_plate: document.add_object(every_plate),
        }
    }
}

fn add(document: &mut Document, drawing: String) -> Result<ObjectId, String> {
    let mut stream = Stream::new(Dictionary::new(), Vec::new());
    colour::replace(&mut stream, drawing.into_bytes())?;
    Ok(document.add_object(stream))
}

/// Adds the shared names to a page's resources, which pages may share as well.
fn give_resources(document: &mut Document, page: ObjectId, shared: &Shared) -> Result<(), String> {
    let dictionary = document.get_dictionary(page).map_err(words)?;
    let resources = super::resources::of(document, dictionary);
    let mut resources = resources.cloned().unwrap_or_default();
    for (kind, names) in [
        (
            "ExtGState",
            vec![(OVER, shared.over), (NOT_OVER, shared.not_over)],
        ),
        ("ColorSpace", vec![(EVERY_PLATE, shared.every_plate)]),
    ] {
        let known = super::resources::named(document, &resources, kind.as_bytes());
        let mut known = known.cloned().unwrap_or_default();
        for (name, id) in names {
            known.set(name, id);
        }
        resources.set(kind, known);
    }
    let page = document.get_dictionary_mut(page).map_err(words)?;
    page.set("Resources", resources);
    Ok(())
}
