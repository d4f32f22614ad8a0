//! Content streams: the colours of screens become inks, and black text is printed over what is under it.

use std::collections::BTreeSet;

use lopdf::Object;
use lopdf::content::Operation;

use super::inks::Inks;
use super::reals;

/// The graphics states that switch printing over on and off, as pages know them.
pub(super) const OVER: &str = "VitrineOver";
pub(super) const NOT_OVER: &str = "VitrineNotOver";

/// Which names of colour spaces are of which kind, in one stream.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    pub(super) rgb: BTreeSet<Vec<u8>>,
    pub(super) grey: BTreeSet<Vec<u8>>,
}

/// In which space colours are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Rgb,
    Grey,
    Inks,
}

/// The same drawing in the four inks.
pub(super) fn in_inks(
    operations: Vec<Operation>,
    spaces: &Spaces,
    inks: &Inks,
    rgb: bool,
) -> Vec<Operation> {
    // Fill and stroke, and what they were before each `q`.
    let mut given = [Given::Inks; 2];
    let mut saved = Vec::new();
    let mut mixed = Vec::with_capacity(operations.len());
    for operation in operations {
        let (side, word) = match operation.operator.as_str() {
            word @ ("cs" | "sc" | "scn" | "rg" | "g" | "k") => (0, word),
            "CS" => (1, "cs"),
            "SC" => (1, "sc"),
            "SCN" => (1, "scn"),
            "RG" => (1, "rg"),
            "G" => (1, "g"),
            "K" => (1, "k"),
            "q" => {
                saved.push(given);
                (0, "")
            }
            "Q" => {
                given = saved.pop().unwrap_or(given);
                (0, "")
            }
            _ => (0, ""),
        };
        let with = |colour: [f32; 4]| Operation::new(["k", "K"][side], reals(colour));
        let replaced = match (word, given[side]) {
            ("rg", _) if !rgb => three(&operation).map(|colour| inks.of_colour(colour)),
            ("g", _) => one(&operation).map(Inks::of_grey),
            ("sc" | "scn", Given::Rgb) => three(&operation).map(|colour| inks.of_colour(colour)),
            ("sc" | "scn", Given::Grey) => one(&operation).map(Inks::of_grey),
            ("cs", _) => {
                given[side] = match operation.operands.first() {
                    Some(Object::Name(name)) if !rgb && spaces.rgb.contains(name) => Given::Rgb,
                    Some(Object::Name(name)) if spaces.grey.contains(name) => Given::Grey,
                    _ => Given::Inks,
                };
                // A space begins with its black.
                (given[side] != Given::Inks).then_some([0.0, 0.0, 0.0, 1.0])
            }
            _ => None,
        };
        if matches!(word, "rg" | "g" | "k") {
            given[side] = Given::Inks;
        }
        mixed.push(replaced.map_or(operation, with));
    }
    mixed
}

/// The same drawing with text of pure black printed over its ground, so that no white edges show where plates shift.
/// Other shapes leave their ground out, as ever.
pub(super) fn with_black_text_over(operations: Vec<Operation>) -> Vec<Operation> {
    let switch = |name: &str| Operation::new("gs", vec![Object::Name(name.as_bytes().to_vec())]);
    let (mut black, mut over) = (false, false);
    let mut saved = Vec::new();
    let mut switched = Vec::with_capacity(operations.len() + operations.len() / 8);
    for operation in operations {
        match operation.operator.as_str() {
            "q" => saved.push((black, over)),
            "Q" => (black, over) = saved.pop().unwrap_or((black, over)),
            "k" => black = is_black(&operation),
            "g" | "rg" | "cs" | "sc" | "scn" => black = false,
            "BT" | "Tj" | "TJ" | "'" | "\"" if black != over => {
                switched.push(switch(if black { OVER } else { NOT_OVER }));
                over = black;
            }
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "Do" | "sh" | "BI" if over => {
                switched.push(switch(NOT_OVER));
                over = false;
            }
            _ => {}
        }
        switched.push(operation);
    }
    switched
}

fn is_black(operation: &Operation) -> bool {
    let parts: Vec<f32> = floats(operation);
    parts == [0.0, 0.0, 0.0, 1.0]
}

fn floats(operation: &Operation) -> Vec<f32> {
    operation
        .operands
        .iter()
        .filter_map(|operand| operand.as_float().ok())
        .collect()
}

fn three(operation: &Operation) -> Option<[f32; 3]> {
    floats(operation).try_into().ok()
}

fn one(operation: &Operation) -> Option<f32> {
    match floats(operation).as_slice() {
        &[grey] => Some(grey),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use lopdf::content::{Content, Operation};

    use super::{Spaces, in_inks, with_black_text_over};
    use crate::paper::press::Intent;
    use crate::paper::press::inks::Inks;

    fn operations(text: &str) -> Vec<Operation> {
        Content::decode(text.as_bytes())
            .expect("it is a content stream")
            .operations
    }

    /// The operators with their operands, whole numbers without their `.0`.
    fn text(operations: Vec<Operation>) -> String {
        let bytes = Content { operations }.encode().expect("it can be written");
        let text = String::from_utf8(bytes).expect("it is ASCII");
        text.replace('\n', " ").replace(".0 ", " ")
    }

    #[test]
    fn colours_of_screens_become_inks_and_inks_stay() {
        let inks = Inks::of(&Intent::default()).expect("the default profile is whole");
        let spaces = Spaces {
            rgb: [b"c0".to_vec()].into(),
            grey: [b"c1".to_vec()].into(),
        };
        let mixed = |drawing: &str| text(in_inks(operations(drawing), &spaces, &inks, false));
        assert_eq!(mixed("/c0 cs 0 0 0 scn f"), "0 0 0 1 k 0 0 0 1 k f");
        assert_eq!(mixed("/c1 CS 1 SCN S"), "0 0 0 1 K 0 0 0 0 K S");
        assert_eq!(mixed("1 0 0 0 k f"), "1 0 0 0 k f");
        assert_eq!(mixed("1 1 1 rg f"), "0 0 0 0 k f");
        assert_eq!(mixed("q /c0 cs Q 0.5 scn"), "q 0 0 0 1 k Q 0.5 scn");
        assert!(!mixed("/c0 cs 0 0.6 0.2 scn f").contains("scn"));
    }

    #[test]
    fn where_colours_of_screens_may_stay_they_stay() {
        let inks = Inks::of(&Intent::default()).expect("the default profile is whole");
        let spaces = Spaces {
            rgb: [b"c0".to_vec()].into(),
            ..Spaces::default()
        };
        let drawing = "/c0 cs 0 0.6 0.2 scn f";
        assert_eq!(
            text(in_inks(operations(drawing), &spaces, &inks, true)),
            drawing
        );
    }

    #[test]
    fn black_text_is_printed_over_and_nothing_else_is() {
        let over = |drawing: &str| text(with_black_text_over(operations(drawing)));
        assert_eq!(
            over("0 0 0 1 k BT (a) Tj ET 0 0 9 9 re f"),
            "0 0 0 1 k /VitrineOver gs BT (a) Tj ET 0 0 9 9 re /VitrineNotOver gs f"
        );
        assert_eq!(over("0 0 0 0.9 k BT (a) Tj ET"), "0 0 0 0.9 k BT (a) Tj ET");
        assert_eq!(
            over("q 0 0 0 1 k BT (a) Tj ET Q BT (b) Tj ET"),
            "q 0 0 0 1 k /VitrineOver gs BT (a) Tj ET Q BT (b) Tj ET"
        );
    }
}
