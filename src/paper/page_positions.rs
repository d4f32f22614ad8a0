//! What the other volumes of a book must know of one that is set: the pages of its entries and headings.

use typst::foundations::{Content, Label, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::model::HeadingElem;
use typst_layout::{PagedDocument, PagedIntrospector};

/// The label of the marks that entries leave.
const ENTRY: &str = "entry";
/// Headings below are not in the contents.
const LOWEST: usize = 2;

/// Where the parts of a set volume stand; pages count from 1 in the volume itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Landmarks {
    /// How many pages there are; 0 if it is not set yet.
    pub(super) pages: usize,
    /// The ids of the partners in it.
    pub(super) entries: Vec<(String, usize)>,
    pub(super) headings: Vec<Heading>,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    pub(super) level: usize,
    pub(super) name: String,
    /// "12 partners".
    pub(super) note: Option<String>,
    pub(super) label: Option<String>,
    pub(super) page: usize,
}

pub(super) fn of(document: &PagedDocument) -> Landmarks {
    let introspector = document.introspector();
    let mut landmarks = Landmarks {
        pages: document.pages().len(),
        ..Landmarks::default()
    };
    for element in introspector.elements().all() {
        let Some(page) = page(introspector, element) else {
            continue;
        };
        if let Some(id) = entry(element) {
            landmarks.entries.push((id, page));
        } else if let Some(heading) = heading(element, page) {
            landmarks.headings.push(heading);
        }
    }
    landmarks
}

fn page(introspector: &PagedIntrospector, element: &Content) -> Option<usize> {
    introspector.page(element.location()?).map(usize::from)
}

fn name_of(label: Label) -> String {
    label.resolve().as_str().to_owned()
}

fn entry(element: &Content) -> Option<String> {
    let mark = element.to_packed::<MetadataElem>()?;
    if name_of(element.label()?) != ENTRY {
        return None;
    }
    match &mark.value {
        Value::Dict(values) => match values.get("id").ok()? {
            Value::Str(id) => Some(id.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn heading(element: &Content, page: usize) -> Option<Heading> {
    let heading = element.to_packed::<HeadingElem>()?;
    let styles = StyleChain::default();
    let level = heading.resolve_level(styles).get();
    if level > LOWEST || !heading.outlined.get(styles) {
        return None;
    }
    let note = heading.supplement.get_cloned(styles).custom().flatten();
    let note = note.and_then(|note| match note {
        typst::model::Supplement::Content(note) => Some(note.plain_text().to_string()),
        typst::model::Supplement::Func(_) => None,
    });
    Some(Heading {
        level,
        name: heading.body.plain_text().to_string(),
        note: note.filter(|note| !note.is_empty()),
        label: element.label().map(name_of),
        page,
    })
}
