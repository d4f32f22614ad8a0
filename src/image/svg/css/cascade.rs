//! The values of an element: of all declarations that apply, the one that wins for each property. Entry point:
//! [`Cascade::element`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::Node;

use super::math::DrawingViewport;
use super::property::{self, KnownValue, ValueContext};
use super::selector::{Specificity, Steps};
use super::sheet::{self, CssDeclaration, CssLayer, StyleSheet};
use super::variables::{Variables, has_references, references};
use super::{Lost, place, transform};

/// Names of geometry, which only some elements have as properties.
const GEOMETRY: [&str; 10] = [
    "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "d",
];
/// Properties that are a part of `transform`, in the order in which they apply.
pub(super) const TRANSFORMS: [&str; 3] = ["translate", "rotate", "scale"];

/// All rules of a document.
pub(super) struct Cascade {
    sheet: StyleSheet,
    steps: Steps,
    /// Custom properties that parts get from the elements that use them, which cannot be drawn.
    passed_to_parts: BTreeSet<String>,
}

/// What is around an element.
#[derive(Clone)]
pub(super) struct Surroundings {
    pub(super) variables: Variables,
    pub(super) viewport: Option<DrawingViewport>,
    /// Whether it is a part that may be used elsewhere.
    pub(super) is_part: bool,
}

/// The resolved values of an element.
#[derive(Default)]
pub(super) struct ElementStyle {
    pub(super) attributes: BTreeMap<String, String>,
    /// Properties that are no attributes, in their order.
    pub(super) styles: Vec<(String, String)>,
    /// Names of attributes of the element that are resolved, and replaced by these.
    pub(super) replaced: BTreeSet<String>,
    pub(super) variables: Variables,
}

/// Where a declaration is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Attribute,
    Sheet,
    Style,
}

struct AppliedDeclaration {
    declaration: CssDeclaration,
    origin: Origin,
    layer: Option<CssLayer>,
    specificity: Specificity,
}

impl Cascade {
    pub(super) fn new(sheet: StyleSheet, root: Node<'_, '_>) -> Self {
        let mut cascade = Self {
            sheet,
            steps: Steps::new(),
            passed_to_parts: BTreeSet::new(),
        };
        let uses = root
            .descendants()
            .filter(|node| node.is_element() && node.tag_name().name() == "use");
        let passed = uses
            .flat_map(|node| cascade.entries(node))
            .map(|entry| entry.declaration.name)
            .filter(|name| name.starts_with("--"))
            .collect();
        cascade.passed_to_parts = passed;
        cascade
    }

    /// Whether the style sheets are so complicated that they were not read to the end.
    pub(super) fn is_too_complicated(&self) -> bool {
        self.steps.are_used_up()
    }

    /// The initial values of custom properties.
    pub(super) fn initial_variables(&self) -> Variables {
        Variables::initial(self.sheet.initial.clone())
    }

    /// The values of an element.
    pub(super) fn element(
        &self,
        node: Node<'_, '_>,
        around: &Surroundings,
        lost: &mut Lost,
    ) -> ElementStyle {
        let entries = self.entries(node);
        let mut by_name: BTreeMap<&str, Vec<(usize, &AppliedDeclaration)>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let names = match entry.declaration.name.as_str() {
                "marker" => &["marker-start", "marker-mid", "marker-end"][..],
                name => &[name][..],
            };
            for name in names {
                by_name.entry(name).or_default().push((index, entry));
            }
        }
        let declared = by_name
            .iter()
            .filter(|(name, _)| name.starts_with("--"))
            .filter_map(|(name, entries)| {
                Some((
                    (*name).to_owned(),
                    entries.last()?.1.declaration.value.clone(),
                ))
            });
        let declared: BTreeMap<String, String> = declared.collect();
        let mut style = ElementStyle {
            variables: around.variables.of_element(&declared, &self.steps),
            ..ElementStyle::default()
        };
        let of_attributes = entries
            .iter()
            .filter(|entry| entry.origin == Origin::Attribute);
        style.replaced = of_attributes
            .map(|entry| entry.declaration.name.clone())
            .collect();
        let mut winners = BTreeMap::new();
        for (name, entries) in &by_name {
            if let Some(winner) =
                self.winner(node, (name, entries), (&style.variables, around), lost)
            {
                winners.insert(*name, winner);
            }
        }
        place::place(node, winners, around, &mut style, lost);
        style
    }

    /// The declarations for an element, those that win last.
    fn entries(&self, node: Node<'_, '_>) -> Vec<AppliedDeclaration> {
        let tag = node.tag_name().name();
        let attributes = node.attributes().filter(|attribute| {
            let name = attribute.name();
            attribute.namespace().is_none()
                && property::is_passed_on(name)
                && !place::ONLY_STYLES.contains(&name)
                && name != "d"
                && (!GEOMETRY.contains(&name) || has_geometry(tag, name))
        });
        let mut entries: Vec<AppliedDeclaration> = attributes
            .map(|attribute| AppliedDeclaration {
                declaration: CssDeclaration {
                    name: attribute.name().to_owned(),
                    value: attribute.value().to_owned(),
                    is_important: false,
                },
                origin: Origin::Attribute,
                layer: None,
                specificity: [0; 3],
            })
            .collect();
        for rule in &self.sheet.rules {
            if self.steps.are_used_up() {
                break;
            }
            let matching = rule
                .selectors
                .iter()
                .filter(|one| one.matches(node, &self.steps));
            if let Some(specificity) = matching.map(|one| one.specificity()).max()
                && self.steps.take(4 * rule.declarations.len() as u64)
            {
                entries.extend(
                    rule.declarations
                        .iter()
                        .map(|declaration| AppliedDeclaration {
                            declaration: declaration.clone(),
                            origin: Origin::Sheet,
                            layer: Some(rule.layer.clone()),
                            specificity,
                        }),
                );
            }
        }
        let inline = node.attribute("style").map(sheet::declarations);
        entries.extend(
            inline
                .into_iter()
                .flatten()
                .map(|declaration| AppliedDeclaration {
                    declaration,
                    origin: Origin::Style,
                    layer: None,
                    specificity: [0; 3],
                }),
        );
        // The sort is stable: of equal declarations, the last wins.
        entries.sort_by(|one, other| {
            let key = |entry: &AppliedDeclaration| (entry.declaration.is_important, entry.origin);
            let layers = match one.declaration.is_important {
                false => one.layer.cmp(&other.layer),
                // Important declarations win in the opposite order of layers.
                true => Reverse(&one.layer).cmp(&Reverse(&other.layer)),
            };
            key(one)
                .cmp(&key(other))
                .then(layers)
                .then(one.specificity.cmp(&other.specificity))
        });
        entries
    }

    /// The value of a property, from the strongest declaration that browsers understand.
    fn winner(
        &self,
        node: Node<'_, '_>,
        (name, entries): (&str, &[(usize, &AppliedDeclaration)]),
        (variables, around): (&Variables, &Surroundings),
        lost: &mut Lost,
    ) -> Option<Winner> {
        if !is_relevant(node, name) {
            return None;
        }
        for (index, entry) in entries.iter().rev() {
            let written = &entry.declaration.value;
            let mut value = written.clone();
            if has_references(written) {
                if around.is_part
                    && references(written).any(|name| self.passed_to_parts.contains(name))
                {
                    lost.style(&format!("{name}: {written}"));
                }
                match variables.substituted(written, &self.steps) {
                    Some(substituted) => value = substituted,
                    // As if the property were not declared.
                    None => return None,
                }
            }
            let cx = ValueContext {
                viewport: around.viewport,
                unitless: entry.origin == Origin::Attribute,
            };
            let is_transform = name == "transform" || TRANSFORMS.contains(&name);
            let known = if is_transform && entry.origin == Origin::Attribute {
                KnownValue::Known(value.clone())
            } else if is_transform {
                transformed(name, &value, around.viewport)
            } else {
                property::known_value(name, &value, cx)
            };
            let is_root_size = node.parent_element().is_none() && GEOMETRY.contains(&name);
            match known {
                KnownValue::Known(known) => {
                    return Some(Winner {
                        value: known,
                        index: *index,
                        origin: entry.origin,
                    });
                }
                KnownValue::Unset => return None,
                KnownValue::Lost if !is_root_size => lost.style(&format!("{name}: {value}")),
                KnownValue::Lost | KnownValue::Invalid => {}
            }
        }
        None
    }
}

/// The value of a property.
pub(super) struct Winner {
    pub(super) value: String,
    /// The position of its declaration.
    pub(super) index: usize,
    pub(super) origin: Origin,
}

/// Whether a property of an element is looked at.
fn is_relevant(node: Node<'_, '_>, name: &str) -> bool {
    if name.starts_with("--") {
        return false;
    }
    if GEOMETRY.contains(&name) {
        return has_geometry(node.tag_name().name(), name);
    }
    match name {
        "background" | "background-color" => node.parent_element().is_none(),
        _ => true,
    }
}

/// Whether an attribute of an element is a property, too.
fn has_geometry(tag: &str, name: &str) -> bool {
    match name {
        "x" | "y" | "width" | "height" => ["rect", "image", "svg"].contains(&tag),
        "cx" | "cy" => ["circle", "ellipse"].contains(&tag),
        "r" => tag == "circle",
        "rx" | "ry" => ["rect", "ellipse"].contains(&tag),
        "d" => tag == "path",
        _ => false,
    }
}

fn transformed(name: &str, value: &str, viewport: Option<DrawingViewport>) -> KnownValue {
    let Some(value) = super::math::evaluated(value, None) else {
        return KnownValue::Lost;
    };
    let function = match name {
        "transform" => Some(value.clone()),
        name => transform::of_property(name, &value),
    };
    match value.to_ascii_lowercase().as_str() {
        "none" | "initial" | "unset" | "revert" => KnownValue::Unset,
        _ => function
            .and_then(|function| transform::attribute(&function, viewport))
            .map_or(KnownValue::Lost, KnownValue::Known),
    }
}
