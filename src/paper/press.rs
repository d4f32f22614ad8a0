//! A PDF as Typst writes it → the PDF that a printer takes: PDF/X-4 (ISO 15930-7).
//!
//! ```text
//!  PDF 1.6 ──colour──▶ four inks ──sheet──▶ boxes, marks ──identity──▶ output intent, metadata ──▶ PDF/X-4
//! ```
//!
//! Typst has no PDF/X, and no library has; so the file is finished object by object. The only door to lopdf, moxcms and hayro.

mod blend;
mod colour;
mod content;
mod gradient;
mod inks;
mod intent;
mod marks;
mod matrix;
mod metadata;
mod preflight;
mod resources;
mod sheet;
mod text_outlines;

use lopdf::{Document, Object, ObjectId, SaveOptions};

use self::inks::Inks;
pub(super) use self::intent::Intent;
pub(super) use self::preflight::PICTURES;
pub use self::preflight::{Check, Preflight, Verdict};
use super::world::Fonts;
use crate::model::PressSettings;

/// Points in a millimetre: the unit of PDFs.
const MM: f32 = 72.0 / 25.4;

/// What a book is finished with.
pub(super) struct Job<'a> {
    /// How the printer wants it.
    pub(super) settings: &'a PressSettings,
    /// The printing condition.
    pub(super) intent: &'a Intent,
    /// What the slug line says before the number of the page.
    pub(super) slug: String,
    /// With which letters.
    pub(super) fonts: &'a Fonts,
}

/// Makes a PDF fit for the press.
///
/// # Errors
///
/// In words, if the PDF is not one as Typst writes it, or the profile cannot be used.
pub(super) fn finish(pdf: Vec<u8>, job: &Job<'_>) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(&pdf).map_err(words)?;
    let inks = Inks::of(job.intent)?;
    if !job.settings.rgb {
        gradient::in_inks(&mut document, pdf, &inks)?;
    }
    colour::convert(&mut document, &inks, job.settings.rgb)?;
    sheet::lay_out(&mut document, job)?;
    metadata::declare(&mut document, job)?;
    document.prune_objects();
    document.renumber_objects();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .map_err(|error| words(error.into()))?;
    Ok(bytes)
}

/// Looks a finished PDF over as a printer's preflight does: reads the file, and takes nothing on trust.
pub(super) fn preflight(pdf: &[u8], settings: &PressSettings, intent: &Intent) -> Preflight {
    match Document::load_mem(pdf) {
        Ok(document) => preflight::of(&document, settings, intent),
        Err(error) => Preflight::unreadable(&words(error)),
    }
}

fn words(error: lopdf::Error) -> String {
    format!("the PDF cannot be finished for the press: {error}")
}

/// All objects' ids, so that they can be changed one after the other.
fn ids(document: &Document) -> Vec<ObjectId> {
    document.objects.keys().copied().collect()
}

/// The object, or the one that it refers to.
fn followed<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    match document.dereference(object) {
        Ok((_, found)) => found,
        Err(_) => object,
    }
}

/// An array of numbers.
fn numbers(document: &Document, object: &Object) -> Option<Vec<f32>> {
    let list = followed(document, object).as_array().ok()?;
    list.iter()
        .map(|item| followed(document, item).as_float().ok())
        .collect()
}

/// The same, rounded to a thousandth of a point, so that files stay small and the same.
fn reals(numbers: impl IntoIterator<Item = f32>) -> Vec<Object> {
    numbers
        .into_iter()
        .map(|number| Object::Real((number * 1000.0).round() / 1000.0))
        .collect()
}

fn name_of(object: &Object) -> Option<&[u8]> {
    object.as_name().ok()
}
