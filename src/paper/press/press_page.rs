//! Sheets: page boxes, bleed, printer's marks, and resources for overprinting. Entry point: [`lay_out`].

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::content::{NO_OVERPRINT, OVERPRINT};
use super::marks::{self, EVERY_PLATE};
use super::page_boxes::PageBoxes;
use super::{MM, PressJob, colour, error_message, reals};

/// Gives every page its boxes, its marks, and the graphics states for overprinting.
pub(super) fn lay_out(document: &mut Document, job: &PressJob<'_>) -> Result<(), String> {
    let shared = SharedObjects::new(document);
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let margin = if job.settings.marks {
        marks::MARGIN
    } else {
        0.0
    };
    let bleed = job.settings.bleed as f32 * MM;
    for (number, &id) in (1..).zip(&pages) {
        let page = document.get_dictionary(id).map_err(error_message)?;
        let boxes = PageBoxes::new(document, page)
            .ok_or("a page has no size")?
            .for_press(bleed, margin);
        let mut contents = Vec::new();
        if job.settings.marks {
            contents.push(add_content(
                document,
                marks::draw(&boxes, job, number, pages.len()),
            )?);
        }
        // Content beyond the bleed was outside the sheet before; now it would overlap the marks.
        let [left, bottom, right, top] = boxes.bleed;
        let (width, height) = (right - left, top - bottom);
        let clip = format!("q {left:.3} {bottom:.3} {width:.3} {height:.3} re W n\n");
        contents.push(add_content(document, clip)?);
        contents.extend(document.get_page_contents(id));
        contents.push(shared.unclip);
        add_resources(document, id, &shared)?;
        let page = document.get_dictionary_mut(id).map_err(error_message)?;
        let list = contents.into_iter().map(Object::Reference);
        page.set("Contents", list.collect::<Vec<_>>());
        page.set("MediaBox", reals(boxes.media));
        page.set("BleedBox", reals(boxes.bleed));
        page.set("TrimBox", reals(boxes.trim));
        // PDF/X forbids annotations, such as links, on the printed page.
        for key in ["CropBox", "ArtBox", "Annots", "StructParents", "Tabs", "AA"] {
            page.remove(key.as_bytes());
        }
    }
    Ok(())
}

/// The objects that all pages share.
struct SharedObjects {
    unclip: ObjectId,
    overprint: ObjectId,
    no_overprint: ObjectId,
    every_plate: ObjectId,
}

impl SharedObjects {
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
            // Mode 1: components of zero do not knock out the background.
            overprint: document.add_object(
                dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 },
            ),
            no_overprint: document.add_object(
                dictionary! { "Type" => "ExtGState", "OP" => false, "op" => false, "OPM" => 0 },
            ),
            every_plate: document.add_object(every_plate),
        }
    }
}

fn add_content(document: &mut Document, content: String) -> Result<ObjectId, String> {
    let mut stream = Stream::new(Dictionary::new(), Vec::new());
    colour::replace(&mut stream, content.into_bytes())?;
    Ok(document.add_object(stream))
}

/// Adds the shared objects to a page's resources. Pages may share a dictionary, so it is copied.
fn add_resources(
    document: &mut Document,
    page: ObjectId,
    shared: &SharedObjects,
) -> Result<(), String> {
    let dictionary = document.get_dictionary(page).map_err(error_message)?;
    let resources = super::resources::of(document, dictionary);
    let mut resources = resources.cloned().unwrap_or_default();
    for (kind, names) in [
        (
            "ExtGState",
            vec![
                (OVERPRINT, shared.overprint),
                (NO_OVERPRINT, shared.no_overprint),
            ],
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
    let page = document.get_dictionary_mut(page).map_err(error_message)?;
    page.set("Resources", resources);
    Ok(())
}
