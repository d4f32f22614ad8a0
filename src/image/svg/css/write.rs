//! Writes a drawing whose styles are resolved: without style sheets, each element with its values as attributes. Entry
//! point: [`document`].

use std::collections::BTreeSet;

use usvg::roxmltree::{Attribute, Document, Node};

use super::Lost;
use super::cascade::{Cascade, ElementStyle, Surroundings};
use super::math::DrawingViewport;
use super::sheet::StyleSheet;
use crate::text::escape;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The longest drawing, in bytes: each element may have the value of a variable, which may be long.
const MAX_BYTES: usize = 4 * super::super::MAX_BYTES;

/// Message for a drawing that takes too many steps.
const TOO_COMPLICATED: &str = "the style sheet of the SVG is too complicated; save it again with attributes instead of styles, or as PNG";

/// The drawing, in which there is nothing that could be read in two ways: each id once, each property as an attribute
/// without `inherit`, no names of other namespaces.
pub(super) fn document(
    document: &Document<'_>,
    sheet: StyleSheet,
    lost: &mut Lost,
) -> Result<String, String> {
    let root = document.root_element();
    let cascade = Cascade::new(sheet, root);
    let surroundings = Surroundings {
        variables: cascade.initial_variables(),
        viewport: None,
        is_part: false,
    };
    let mut writer = DrawingWriter {
        cascade,
        lost,
        ids: BTreeSet::new(),
        text: String::new(),
    };
    writer.element(root, &surroundings);
    if writer.cascade.is_too_complicated() || writer.text.len() > MAX_BYTES {
        return Err(TOO_COMPLICATED.to_owned());
    }
    Ok(writer.text)
}

struct DrawingWriter<'a> {
    cascade: Cascade,
    lost: &'a mut Lost,
    /// The ids of the elements that were written.
    ids: BTreeSet<String>,
    text: String,
}

impl DrawingWriter<'_> {
    /// Writes an element and what it contains. Documents are checked to be nested no deeper than the stack holds.
    fn element(&mut self, node: Node<'_, '_>, around: &Surroundings) {
        let name = node.tag_name().name();
        // The parser skips elements of drawing programs, too.
        if !matches!(node.tag_name().namespace(), None | Some(SVG)) || name == "style" {
            return;
        }
        if self.cascade.is_too_complicated() || self.text.len() > MAX_BYTES {
            return;
        }
        let style = self.cascade.element(node, around, self.lost);
        self.text.push('<');
        self.text.push_str(name);
        if node.parent_element().is_none() {
            self.attribute("xmlns", SVG);
            self.attribute("xmlns:xlink", XLINK);
        }
        self.attributes(node, &style);
        self.text.push('>');
        let inside = Surroundings {
            variables: style.variables.clone(),
            viewport: viewport(node).or(around.viewport),
            is_part: around.is_part
                || ["defs", "symbol"].contains(&name)
                || node.attribute("id").is_some(),
        };
        for child in node.children() {
            if child.is_element() {
                self.element(child, &inside);
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.text.push_str(&escape(text));
            }
        }
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    fn attributes(&mut self, node: Node<'_, '_>, style: &ElementStyle) {
        for attribute in node.attributes() {
            let name = attribute.name();
            let is_resolved = match attribute.namespace() {
                None => {
                    name == "style"
                        || name == "class"
                        || style.replaced.contains(name)
                        || style.attributes.contains_key(name)
                }
                _ => false,
            };
            if is_resolved {
                continue;
            }
            let is_other_id = name == "id" && !self.is_first(attribute);
            if is_other_id || attribute.value().trim() == "inherit" {
                continue;
            }
            match (attribute.namespace(), name) {
                (None, _) => self.attribute(name, attribute.value()),
                (Some(XLINK), "href") => self.attribute("xlink:href", attribute.value()),
                (Some(XML), "space") => self.attribute("xml:space", attribute.value()),
                (Some(_), _) => {}
            }
        }
        for (name, value) in &style.attributes {
            self.attribute(name, value);
        }
        if !style.styles.is_empty() {
            let declarations = style.styles.iter();
            let css: String = declarations
                .map(|(name, value)| format!("{name}:{value};"))
                .collect();
            self.attribute("style", &css);
        }
    }

    /// Whether an id is the one that browsers go by: that of the first element that has it. The parser goes by the last, and by
    /// ids of other namespaces.
    fn is_first(&mut self, id: Attribute<'_, '_>) -> bool {
        id.namespace().is_none() && self.ids.insert(id.value().to_owned())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        // Parsers turn these characters into spaces.
        for (index, part) in escape(value).split(['\n', '\r', '\t']).enumerate() {
            if index > 0 {
                self.text.push_str("&#10;");
            }
            self.text.push_str(part);
        }
        self.text.push('"');
    }
}

/// The viewport that an element establishes.
fn viewport(node: Node<'_, '_>) -> Option<DrawingViewport> {
    if !["svg", "symbol"].contains(&node.tag_name().name()) {
        return None;
    }
    let numbers = |text: &str| -> Vec<f64> {
        text.split([' ', ',', '\n', '\t'])
            .filter_map(|number| number.parse().ok())
            .collect()
    };
    let view_box = node.attribute("viewBox").map(numbers).unwrap_or_default();
    let side = |name| {
        let text = node.attribute(name)?;
        text.trim().trim_end_matches("px").parse::<f64>().ok()
    };
    let (width, height) = match view_box.as_slice() {
        [_, _, width, height] => (*width, *height),
        _ => (side("width")?, side("height")?),
    };
    Some(DrawingViewport { width, height })
}
