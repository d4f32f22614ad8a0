//! What of an SVG is published after the parser has written it again: what can be seen, with neutral names and compact
//! paths. Entry point: [`reduced`].
//!
//! ```text
//!  <defs> gradients, masks, filters … </defs>     those that are referred to by what is seen
//!  <g>, <path>, <image>                           those that can be seen: they correspond to the parser's tree
//!  id, result                                     a, b, c … if something refers to them, otherwise none
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use usvg::roxmltree::{Attribute, Document, Node};
use usvg::{Group, Opacity, Path, Rect, Transform, Tree};

use super::compact;

/// How far outside of the visible part something is kept, as a part of its longer side: soft edges reach over it.
const MARGIN: f32 = 0.01;
/// Inputs of filters that are no results of their parts.
const INPUTS: [&str; 2] = ["SourceGraphic", "SourceAlpha"];

/// The written SVG with what can be seen of its tree; `visible` is the part that is shown.
pub(super) fn reduced(text: &str, tree: &Tree, visible: Rect) -> Result<String, String> {
    let document = Document::parse(text).map_err(|error| {
        format!("the SVG cannot be written again ({error}); save it again as a plain SVG")
    })?;
    let root = document.root_element();
    let mut hidden = Hidden::default();
    let drawn = root
        .children()
        .filter(|child| child.is_element() && !child.has_tag_name("defs"));
    hidden.children(drawn, tree.root(), padded(visible));
    let references = References::new(root, &mut hidden);
    let mut edits = Edits::default();
    let (written, left_out) = elements(root, &hidden.elements);
    for node in left_out {
        edits.remove(node.range());
    }
    for node in written {
        for attribute in node.attributes() {
            match attribute.name() {
                "id" => match references.names.get(attribute.value()) {
                    Some(name) => edits.replace(attribute.range_value(), name.clone()),
                    // With the space before it.
                    None => edits.remove(attribute.range().start - 1..attribute.range().end),
                },
                "d" => {
                    if let Some(shorter) = compact::shorter(attribute.value()) {
                        edits.replace(attribute.range_value(), shorter);
                    }
                }
                _ => {
                    if let Some(value) = references.renamed(attribute) {
                        edits.replace(attribute.range_value(), value);
                    }
                }
            }
        }
        if node.has_tag_name("filter") {
            edits.rename_results(node);
        }
    }
    Ok(compact::without_defaults(&edits.applied(text)))
}

/// The elements that are written, in their order, and those that are left out with what is inside them.
fn elements<'a, 'input>(
    root: Node<'a, 'input>,
    hidden: &BTreeSet<usize>,
) -> (Vec<Node<'a, 'input>>, Vec<Node<'a, 'input>>) {
    let (mut written, mut left_out) = (Vec::new(), Vec::new());
    let mut rest = vec![root];
    while let Some(node) = rest.pop() {
        if hidden.contains(&number(&node)) {
            left_out.push(node);
        } else if node.is_element() {
            written.push(node);
            rest.extend(node.children().rev());
        }
    }
    (written, left_out)
}

/// The number of an element in its document.
fn number(node: &Node<'_, '_>) -> usize {
    node.id().get_usize()
}

/// Elements that cannot be seen. All that is inside of one is not seen, either.
#[derive(Default)]
struct Hidden {
    /// Their numbers.
    elements: BTreeSet<usize>,
}

impl Hidden {
    /// Finds out which of these elements are hidden, each of which was written for a part of the group; whether all are.
    /// `shown` is the part that can be seen, if it is known.
    fn children<'a, 'input: 'a>(
        &mut self,
        elements: impl Iterator<Item = Node<'a, 'input>>,
        group: &Group,
        shown: Option<Rect>,
    ) -> bool {
        let mut all = true;
        for (element, part) in elements.zip(group.children()) {
            if self.part(element, part, shown) {
                self.elements.insert(number(&element));
            } else {
                all = false;
            }
        }
        all
    }

    fn part(&mut self, element: Node<'_, '_>, part: &usvg::Node, shown: Option<Rect>) -> bool {
        match part {
            usvg::Node::Path(path) => {
                is_unpainted(path) || is_outside(path.abs_stroke_bounding_box(), shown)
            }
            usvg::Node::Image(image) => {
                !image.is_visible() || is_outside(image.abs_bounding_box(), shown)
            }
            usvg::Node::Group(group) => self.group(element, group, shown),
            usvg::Node::Text(text) => self.group(element, text.flattened(), shown),
        }
    }

    fn group(&mut self, element: Node<'_, '_>, group: &Group, shown: Option<Rect>) -> bool {
        let outside = is_outside(group.abs_layer_bounding_box().to_rect(), shown);
        if outside || group.opacity().get() == 0.0 {
            return true;
        }
        let has_filters = !group.filters().is_empty();
        // A filter may move what is outside to where it is seen.
        let shown = shown.filter(|_| !has_filters);
        let clipped = shown.and_then(|shown| match clip_box(group) {
            Some(clip) => common(shown, clip),
            None => Some(shown),
        });
        if shown.is_some() && clipped.is_none() {
            return true;
        }
        let children = element.children().filter(Node::is_element);
        // A filter draws without anything to be filtered, too.
        self.children(children, group, clipped) && !has_filters
    }
}

/// Whether a path has no colour.
fn is_unpainted(path: &Path) -> bool {
    let fill = path.fill().map(|fill| fill.opacity());
    let stroke = path.stroke().map(|stroke| stroke.opacity());
    let is_clear = |opacity: Option<Opacity>| opacity.is_none_or(|opacity| opacity.get() == 0.0);
    !path.is_visible() || (is_clear(fill) && is_clear(stroke))
}

/// The box outside of which a group is clipped, in units of the drawing.
fn clip_box(group: &Group) -> Option<Rect> {
    let clip = group.clip_path()?;
    let transform = Transform::default()
        .pre_concat(group.abs_transform())
        .pre_concat(clip.transform());
    padded(clip.root().bounding_box().transform(transform)?)
}

fn is_outside(bounds: Rect, shown: Option<Rect>) -> bool {
    shown.is_some_and(|shown| common(bounds, shown).is_none())
}

/// The part that two rectangles have in common, which may be a line.
fn common(one: Rect, other: Rect) -> Option<Rect> {
    Rect::from_ltrb(
        one.left().max(other.left()),
        one.top().max(other.top()),
        one.right().min(other.right()),
        one.bottom().min(other.bottom()),
    )
}

fn padded(rect: Rect) -> Option<Rect> {
    let margin = rect.width().max(rect.height()) * MARGIN;
    Rect::from_ltrb(
        rect.left() - margin,
        rect.top() - margin,
        rect.right() + margin,
        rect.bottom() + margin,
    )
}

/// References from what is seen to definitions.
struct References {
    /// The new names of what is referred to.
    names: BTreeMap<String, String>,
}

impl References {
    /// Follows all references. Definitions that nothing refers to are hidden, and hidden paths within others.
    fn new(root: Node<'_, '_>, hidden: &mut Hidden) -> Self {
        let defs = root.children().filter(|child| child.has_tag_name("defs"));
        let definitions: Vec<_> = defs
            .flat_map(|defs| defs.children())
            .filter(Node::is_element)
            .collect();
        let invisible = definitions
            .iter()
            .flat_map(Node::descendants)
            .filter(|node| node.attribute("visibility") == Some("hidden"));
        hidden.elements.extend(invisible.map(|node| number(&node)));
        let mut unused: BTreeMap<&str, Vec<Node<'_, '_>>> = BTreeMap::new();
        for definition in &definitions {
            let id = definition.attribute("id").unwrap_or_default();
            unused.entry(id).or_default().push(*definition);
        }
        let mut names = BTreeMap::new();
        let drawn = root.children().filter(|child| !child.has_tag_name("defs"));
        let mut rest: Vec<_> = drawn.collect();
        rest.reverse();
        while let Some(node) = rest.pop() {
            for element in elements(node, &hidden.elements).0 {
                for id in element.attributes().flat_map(targets) {
                    if !names.contains_key(id) {
                        names.insert(id.to_owned(), short_name(names.len()));
                        rest.extend(unused.remove(id).into_iter().flatten());
                    }
                }
            }
        }
        let unused = unused.into_values().flatten();
        hidden.elements.extend(unused.map(|node| number(&node)));
        let is_hidden = |node: &Node<'_, '_>| hidden.elements.contains(&number(node));
        if definitions.iter().all(is_hidden) {
            let defs = root.children().filter(|child| child.has_tag_name("defs"));
            let defs: Vec<_> = defs.map(|defs| number(&defs)).collect();
            hidden.elements.extend(defs);
        }
        Self { names }
    }

    /// The value of an attribute with its references renamed, if it has some.
    fn renamed(&self, attribute: Attribute<'_, '_>) -> Option<String> {
        let ids: Vec<&str> = targets(attribute).collect();
        if ids.is_empty() {
            return None;
        }
        let names = ids
            .iter()
            .map(|id| self.names.get(*id).map_or("", String::as_str));
        Some(if attribute.name() == "href" {
            names.map(|name| format!("#{name}")).collect()
        } else {
            let names: Vec<String> = names.map(|name| format!("url(#{name})")).collect();
            names.join(" ")
        })
    }
}

/// The ids that an attribute refers to, as the parser writes them: `#id`, or `url(#id) url(#id)`.
fn targets<'a>(attribute: Attribute<'a, '_>) -> impl Iterator<Item = &'a str> {
    let value = attribute.value();
    let link = value
        .strip_prefix('#')
        .filter(|_| attribute.name() == "href");
    let list = value
        .strip_prefix("url(#")
        .and_then(|rest| rest.strip_suffix(')'));
    let list = list.map(|list| list.split(") url(#"));
    link.into_iter().chain(list.into_iter().flatten())
}

/// `a` to `z`, `aa`, `ab` and so on.
fn short_name(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", short_name(more - 1)),
    }
}

/// Changes of parts of a text.
#[derive(Default)]
struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    fn remove(&mut self, range: Range<usize>) {
        self.replace(range, String::new());
    }

    /// Renames the results of the parts of a filter.
    fn rename_results(&mut self, filter: Node<'_, '_>) {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        for part in filter.descendants().skip(1) {
            for attribute in part.attributes() {
                let value = attribute.value();
                if !["in", "in2", "result"].contains(&attribute.name()) || INPUTS.contains(&value) {
                    continue;
                }
                let index = names.len();
                let name = names.entry(value).or_insert_with(|| short_name(index));
                self.0.push((attribute.range_value(), name.clone()));
            }
        }
    }

    fn applied(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut new = String::with_capacity(text.len());
        let mut done = 0;
        for (range, replacement) in self.0 {
            new.push_str(&text[done..range.start]);
            new.push_str(&replacement);
            done = range.end;
        }
        new.push_str(&text[done..]);
        new
    }
}
