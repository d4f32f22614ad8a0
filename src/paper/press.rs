//! A PDF from Typst → a PDF for the printing press: PDF/X-4 (ISO 15930-7). Entry points: [`finish`] and [`fn@preflight`].
//!
//! ```text
//!  PDF 1.6 ──colour──▶ CMYK ──sheet──▶ page boxes, marks ──metadata──▶ output intent, metadata ──▶ PDF/X-4
//! ```
//!
//! Neither Typst nor another library writes PDF/X, so the file is converted object by object. The only module that uses
//! moxcms and hayro, and with `extract_text` lopdf.

mod blend;
mod cmyk;
mod colour;
mod content;
mod gradient;
mod marks;
mod metadata;
mod output_intent;
mod page_boxes;
mod preflight;
mod press_page;
mod resources;
mod text_outlines;
mod transform;

use lopdf::{Document, Object, ObjectId, SaveOptions};

use self::cmyk::CmykConverter;
pub(super) use self::output_intent::OutputIntent;
pub(super) use self::preflight::PICTURES;
pub use self::preflight::{Preflight, PreflightCheck, PreflightOutcome};
use super::world::Fonts;
use crate::model::PressSettings;

/// Points per millimetre; the point is the unit of PDFs.
const MM: f32 = 72.0 / 25.4;

/// The parameters of a conversion.
pub(super) struct PressJob<'a> {
    /// The settings for the printer.
    pub(super) settings: &'a PressSettings,
    /// The printing condition.
    pub(super) intent: &'a OutputIntent,
    /// The slug line, without the number of the page.
    pub(super) slug: String,
    /// The fonts of the slug line.
    pub(super) fonts: &'a Fonts,
}

/// Converts a PDF to PDF/X-4.
///
/// # Errors
///
/// A message, if the PDF does not have the structure that Typst writes, or the ICC profile cannot be used.
pub(super) fn finish(pdf: Vec<u8>, job: &PressJob<'_>) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(&pdf).map_err(error_message)?;
    let converter = CmykConverter::new(job.intent)?;
    if !job.settings.rgb {
        gradient::convert(&mut document, pdf, &converter)?;
    }
    colour::convert(&mut document, &converter, job.settings.rgb)?;
    press_page::lay_out(&mut document, job)?;
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
        .map_err(|error| error_message(error.into()))?;
    Ok(bytes)
}

/// Checks a finished PDF as a printer's preflight does: it reads the file, independently of the conversion.
pub(super) fn preflight(pdf: &[u8], settings: &PressSettings, intent: &OutputIntent) -> Preflight {
    match Document::load_mem(pdf) {
        Ok(document) => Preflight::new(&document, settings, intent),
        Err(error) => Preflight::unreadable(&error_message(error)),
    }
}

fn error_message(error: lopdf::Error) -> String {
    format!("the PDF cannot be finished for the press: {error}")
}

/// The ids of all objects, so that objects can be changed one after the other.
fn object_ids(document: &Document) -> Vec<ObjectId> {
    document.objects.keys().copied().collect()
}

/// The object, or the target if it is a reference.
fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    match document.dereference(object) {
        Ok((_, target)) => target,
        Err(_) => object,
    }
}

/// An array of numbers.
fn numbers(document: &Document, object: &Object) -> Option<Vec<f32>> {
    let list = resolve(document, object).as_array().ok()?;
    list.iter()
        .map(|item| resolve(document, item).as_float().ok())
        .collect()
}

/// Numbers as PDF objects, rounded to a thousandth of a point, so that files are small and deterministic.
fn reals(numbers: impl IntoIterator<Item = f32>) -> Vec<Object> {
    numbers
        .into_iter()
        .map(|number| Object::Real((number * 1000.0).round() / 1000.0))
        .collect()
}

fn as_name(object: &Object) -> Option<&[u8]> {
    object.as_name().ok()
}
