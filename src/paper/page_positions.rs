//! Pages of the entries and headings of a typeset volume, for the other volumes of its edition. Built by
//! [`PagePositions::new`].

use typst::foundations::{Content, Label, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::model::HeadingElem;
use typst_layout::{PagedDocument, PagedIntrospector};

/// The label of the metadata that each entry contains.
const ENTRY_LABEL: &str = "entry";
/// The lowest level of headings in the contents.
const CONTENTS_DEPTH: usize = 2;

/// The pages of a volume's entries and headings. Pages count from 1 in the volume itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PagePositions {
    /// The number of pages; 0 if the volume has not been typeset yet.
    pub(super) pages: usize,
    /// The ids of the partners, each with its page.
    pub(super) entries: Vec<(String, usize)>,
    pub(super) contents: Vec<ContentsLine>,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ContentsLine {
    pub(super) level: usize,
    pub(super) name: String,
    /// "12 partners".
    pub(super) note: Option<String>,
    pub(super) label: Option<String>,
    pub(super) page: usize,
}

impl PagePositions {
    pub(super) fn new(document: &PagedDocument) -> Self {
        let introspector = document.introspector();
        let mut positions = Self {
            pages: document.pages().len(),
            ..Self::default()
        };
        for element in introspector.elements().all() {
            let Some(page) = page(introspector, element) else {
                continue;
            };
            if let Some(id) = entry_id(element) {
                positions.entries.push((id, page));
            } else if let Some(line) = contents_line(element, page) {
                positions.contents.push(line);
            }
        }
        positions
    }
}

fn page(introspector: &PagedIntrospector, element: &Content) -> Option<usize> {
    introspector.page(element.location()?).map(usize::from)
}

fn label_name(label: Label) -> String {
    label.resolve().as_str().to_owned()
}

fn entry_id(element: &Content) -> Option<String> {
    let metadata = element.to_packed::<MetadataElem>()?;
    if label_name(element.label()?) != ENTRY_LABEL {
        return None;
    }
    match &metadata.value {
        Value::Dict(values) => match values.get("id").ok()? {
            Value::Str(id) => Some(id.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn contents_line(element: &Content, page: usize) -> Option<ContentsLine> {
    let heading = element.to_packed::<HeadingElem>()?;
    let styles = StyleChain::default();
    let level = heading.resolve_level(styles).get();
    if level > CONTENTS_DEPTH || !heading.outlined.get(styles) {
        return None;
    }
    let supplement = heading.supplement.get_cloned(styles).custom().flatten();
    let note = supplement.and_then(|supplement| match supplement {
        typst::model::Supplement::Content(note) => Some(note.plain_text().to_string()),
        typst::model::Supplement::Func(_) => None,
    });
    Some(ContentsLine {
        level,
        name: heading.body.plain_text().to_string(),
        note: note.filter(|note| !note.is_empty()),
        label: element.label().map(label_name),
        page,
    })
}
