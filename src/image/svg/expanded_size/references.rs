//! References of elements to others, as the parser follows them. Entry point: [`ElementsById`].
//!
//! What is found here that the parser does not follow only makes a check stricter; what the parser follows and is not found
//! here could exhaust its stack.

use std::collections::BTreeMap;

use usvg::roxmltree::{Attribute, Document, Node};

/// Properties with references that elements inherit.
const INHERITED: [&str; 5] = ["fill", "stroke", "marker-start", "marker-mid", "marker-end"];
/// Elements that are drawn with the properties that they inherit.
const DRAWN: [&str; 11] = [
    "circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "text", "textPath",
    "tspan", "use",
];

/// The elements of a document by what refers to them.
pub(super) struct ElementsById<'a, 'input> {
    /// All elements that have an id: of several, the parser takes the first or the last.
    ids: BTreeMap<&'a str, Vec<Node<'a, 'input>>>,
}

impl<'a, 'input> ElementsById<'a, 'input> {
    pub(super) fn new(document: &'a Document<'input>) -> Self {
        let mut ids: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for node in document.descendants().filter(Node::is_element) {
            for id in node.attributes().filter(|it| it.name() == "id") {
                ids.entry(id.value()).or_default().push(node);
            }
        }
        Self { ids }
    }

    /// The elements that an element refers to.
    pub(super) fn own(&self, node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        node.attributes().flat_map(|it| self.targets(it)).collect()
    }

    /// The elements that those around an element refer to in properties that it inherits.
    pub(super) fn inherited(&self, node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        if !DRAWN.contains(&node.tag_name().name()) {
            return Vec::new();
        }
        let nearest = INHERITED.iter().filter_map(|property| {
            let mut around = node.ancestors();
            around.find_map(|it| it.attributes().find(|it| it.name() == *property))
        });
        nearest.flat_map(|it| self.targets(it)).collect()
    }

    fn targets(&self, attribute: Attribute<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
        let value = attribute.value();
        let is_link = attribute.name() == "href";
        let link = value.trim_start().strip_prefix('#').filter(|_| is_link);
        let link = link.and_then(|id| id.split(' ').next());
        let ids = urls(value).chain(link);
        ids.flat_map(|id| self.ids.get(id).into_iter().flatten().copied())
    }
}

/// The ids in `url(#…)`, with or without quotation marks.
fn urls(css: &str) -> impl Iterator<Item = &str> {
    css.split("url(").skip(1).filter_map(|target| {
        let target = target.trim_start();
        let quote = target.chars().next().filter(|it| matches!(it, '"' | '\''));
        let id = match quote {
            Some(quote) => target[1..].split(quote).next()?.trim(),
            None => target.split([' ', ')']).next()?,
        };
        id.strip_prefix('#')
    })
}

/// An element in messages.
pub(super) fn name(node: Node<'_, '_>) -> String {
    let element = node.tag_name().name();
    match node.attribute("id") {
        Some(id) => format!("its <{element}> with the id `{id}`"),
        None => format!("a <{element}> of it"),
    }
}

#[cfg(test)]
mod tests {
    use super::urls;

    #[test]
    fn references_are_read_as_the_parser_reads_them() {
        let ids = |css| urls(css).collect::<Vec<_>>();
        assert_eq!(ids("url(#a)"), ["a"]);
        assert_eq!(ids("url( #a ) red"), ["a"]);
        assert_eq!(ids("url('#a)b') url(\" #c \")"), ["a)b", "c"]);
        assert_eq!(ids("blur(2) url(a.svg#b)"), [""; 0]);
    }
}
