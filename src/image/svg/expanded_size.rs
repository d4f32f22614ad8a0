//! Size of an SVG after all references are expanded: a small file can repeat parts of parts more often than memory can
//! hold, and refer to parts of parts more deeply than the stack can. Entry points: [`check_depth`], [`check`] and
//! [`check_references`].

mod curves;
mod references;

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::MAX_DEPTH;
use curves::{enlargement, has_huge_number, roots_of_sizes};
use references::ElementsById;

/// The maximum weight: 100,000 elements, ten times those of the largest drawings seen, or 16 MB of paths, or 10,000
/// letters. It takes a few seconds.
const MAX_WEIGHT: u64 = 1_000_000;
/// The weight of an element.
const ELEMENT: usize = 10;
/// How many bytes of a path, a list or an embedded picture have the weight 1.
const BYTES: usize = 16;
/// The weight of an arc, which becomes many curves.
const ARC: usize = 8;
/// The weight of a letter: it is laid out, and becomes an outline.
const LETTER: usize = 100;
/// How many letters have the weight 1 that are laid out once more for each part of their text.
const LETTERS_OF_PART: usize = 5;
/// The sum, over all curves, of the square roots of their sizes in units: a curve is divided into about this many parts, even
/// if it is drawn much smaller, or far outside of the drawing.
const MAX_ROOTS_OF_SIZES: f64 = 15_000_000.0;
/// How many masks may be within each other: the time that the writer takes doubles with each.
const MAX_MASKS: usize = 12;
/// How many references are followed.
const MAX_REFERENCES: usize = 4_000_000;

/// Rejects a document whose elements are nested too deeply.
pub(super) fn check_depth(document: &Document<'_>) -> Result<(), String> {
    let too_deep = |node: Node<'_, '_>| node.ancestors().nth(MAX_DEPTH).is_some();
    if document.descendants().any(too_deep) {
        return Err(DrawingExcess::Depth.message());
    }
    Ok(())
}

/// Rejects a document if its elements, including everything they refer to, are nested too deeply, or refer to each other in
/// a circle.
pub(super) fn check_references(document: &Document<'_>) -> Result<(), String> {
    check_masks(measure(document)?)
}

/// Rejects a document if its elements, including everything they refer to, are too many or nested too deeply, or refer to
/// each other in a circle. Its styles are attributes.
pub(super) fn check(document: &Document<'_>) -> Result<(), String> {
    check_depth(document)?;
    let paths = document
        .descendants()
        .filter_map(|node| node.attribute("d"));
    if paths.into_iter().any(has_huge_number) {
        return Err("the SVG has a path with numbers that are too large; save it again".to_owned());
    }
    let measures = measure(document)?;
    if measures.weight > MAX_WEIGHT {
        return Err(DrawingExcess::Size.message());
    }
    check_masks(measures)?;
    if measures.roots_of_sizes > MAX_ROOTS_OF_SIZES {
        return Err(
            "the curves of the SVG are too many, or too large; simplify it, or save it as PNG"
                .to_owned(),
        );
    }
    Ok(())
}

fn check_masks(measures: Measures) -> Result<(), String> {
    if measures.masks <= MAX_MASKS {
        return Ok(());
    }
    Err(format!(
        "the SVG has more than {MAX_MASKS} masks within each other; save it as PNG"
    ))
}

fn measure(document: &Document<'_>) -> Result<Measures, String> {
    let mut scale = Scale {
        references: ElementsById::new(document),
        known: BTreeMap::new(),
        followed: 0,
    };
    let measures = scale.measure(document.root_element(), 0);
    measures.map_err(|excess| excess.message())
}

/// What a drawing has too much of.
enum DrawingExcess {
    Size,
    Depth,
    /// An element, by its id or name, refers to itself, directly or over others.
    Circle(String),
}

impl DrawingExcess {
    fn message(&self) -> String {
        match self {
            Self::Size => super::TOO_MANY.to_owned(),
            Self::Depth => format!(
                "the elements of the SVG are nested more than {MAX_DEPTH} deep; save it again"
            ),
            Self::Circle(element) => format!(
                "the SVG cannot be drawn, since {element} refers to itself, directly or over others; remove that reference, or save it as PNG"
            ),
        }
    }
}

/// What an element comes to, with everything inside it and everything it refers to.
#[derive(Clone, Copy, Default)]
struct Measures {
    weight: u64,
    roots_of_sizes: f64,
    /// How deep it is nested.
    reach: usize,
    /// How many masks are within each other.
    masks: usize,
}

impl Measures {
    fn add(&mut self, other: Measures, times: u64) {
        let more = other.weight.saturating_mul(times);
        self.weight = self.weight.saturating_add(more);
        self.roots_of_sizes += other.roots_of_sizes * times as f64;
        self.reach = self.reach.max(other.reach + 1);
        self.masks = self.masks.max(other.masks);
    }
}

struct Scale<'a, 'input> {
    references: ElementsById<'a, 'input>,
    /// The measures of elements that were measured; absent while one is being measured.
    known: BTreeMap<usize, Option<Measures>>,
    /// How many references were followed.
    followed: usize,
}

impl<'a, 'input> Scale<'a, 'input> {
    /// What is drawn for this element.
    fn measure(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Measures, DrawingExcess> {
        if depth > MAX_DEPTH {
            return Err(DrawingExcess::Depth);
        }
        match self.known.get(&node.id().get_usize()) {
            Some(Some(known)) if depth + known.reach <= MAX_DEPTH => return Ok(*known),
            Some(Some(_)) => return Err(DrawingExcess::Depth),
            Some(None) => return Err(DrawingExcess::Circle(references::name(node))),
            None => {}
        }
        self.known.insert(node.id().get_usize(), None);
        let mut measures = Measures {
            weight: own_weight(node),
            roots_of_sizes: roots_of_sizes(node),
            ..Measures::default()
        };
        for child in node.children().filter(Node::is_element) {
            measures.add(self.measure(child, depth + 1)?, 1);
        }
        for target in self.references.own(node) {
            let more = self.follow(target, depth)?;
            // A marker is drawn at each corner.
            let times = match target.tag_name().name() {
                "marker" => ["d", "points"]
                    .iter()
                    .filter_map(|name| node.attribute(*name))
                    .map(str::len)
                    .sum(),
                _ => 1,
            };
            measures.add(more, times as u64);
        }
        // What is inherited was counted where it is written.
        for target in self.references.inherited(node) {
            let more = self.follow(target, depth)?;
            measures.add(more, 0);
        }
        measures.roots_of_sizes *= enlargement(node).sqrt();
        measures.masks += usize::from(node.tag_name().name() == "mask");
        self.known.insert(node.id().get_usize(), Some(measures));
        Ok(measures)
    }

    fn follow(
        &mut self,
        target: Node<'a, 'input>,
        depth: usize,
    ) -> Result<Measures, DrawingExcess> {
        self.followed += 1;
        if self.followed > MAX_REFERENCES {
            return Err(DrawingExcess::Size);
        }
        self.measure(target, depth + 1)
    }
}

/// The weight of an element without what is inside it and what it refers to.
fn own_weight(node: Node<'_, '_>) -> u64 {
    let long = [
        "d",
        "points",
        "href",
        "x",
        "y",
        "dx",
        "dy",
        "rotate",
        "stroke-dasharray",
    ];
    let attributes = node.attributes();
    let bytes: usize = attributes
        .filter(|attribute| long.contains(&attribute.name()))
        .map(|attribute| attribute.value().len())
        .sum();
    let arcs = node.attribute("d").unwrap_or_default();
    let arcs = arcs.bytes().filter(|byte| matches!(byte, b'a' | b'A'));
    let mut weight = ELEMENT + bytes / BYTES + arcs.count() * ARC;
    if node.tag_name().name() == "text" {
        let (mut letters, mut parts) = (0usize, 0usize);
        for part in node.descendants() {
            parts += 1;
            let text = part.text().filter(|_| part.is_text()).unwrap_or_default();
            letters += text.split_whitespace().map(str::len).sum::<usize>();
        }
        weight += letters * LETTER + letters.saturating_mul(parts) / LETTERS_OF_PART;
    }
    weight as u64
}
