//! Content streams: conversion of colours to CMYK, and overprinting of black text. Entry points: [`convert`] and
//! [`overprint_black_text`].

use std::collections::BTreeSet;

use lopdf::Object;
use lopdf::content::Operation;

use super::cmyk::CmykConverter;
use super::reals;

/// The names of the graphics states that switch overprinting on and off.
pub(super) const OVERPRINT: &str = "VitrineOver";
pub(super) const NO_OVERPRINT: &str = "VitrineNotOver";

/// The names of colour spaces in one stream, by kind.
#[derive(Debug, Default)]
pub(super) struct ColourSpaceNames {
    pub(super) rgb: BTreeSet<Vec<u8>>,
    pub(super) grey: BTreeSet<Vec<u8>>,
}

/// The colour space of operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SourceSpace {
    Rgb,
    Grey,
    Cmyk,
}

/// Converts the colours of a content stream to CMYK; with `rgb`, RGB colours stay.
pub(super) fn convert(
    operations: Vec<Operation>,
    spaces: &ColourSpaceNames,
    converter: &CmykConverter,
    rgb: bool,
) -> Vec<Operation> {
    // The spaces of fill and stroke, now and before each `q`.
    let mut source = [SourceSpace::Cmyk; 2];
    let mut saved = Vec::new();
    let mut converted = Vec::with_capacity(operations.len());
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
                saved.push(source);
                (0, "")
            }
            "Q" => {
                source = saved.pop().unwrap_or(source);
                (0, "")
            }
            _ => (0, ""),
        };
        let cmyk = |colour: [f32; 4]| Operation::new(["k", "K"][side], reals(colour));
        let replaced = match (word, source[side]) {
            ("rg", _) if !rgb => three(&operation).map(|colour| converter.rgb_to_cmyk(colour)),
            ("g", _) => one(&operation).map(CmykConverter::from_grey),
            ("sc" | "scn", SourceSpace::Rgb) => {
                three(&operation).map(|colour| converter.rgb_to_cmyk(colour))
            }
            ("sc" | "scn", SourceSpace::Grey) => one(&operation).map(CmykConverter::from_grey),
            ("cs", _) => {
                source[side] = match operation.operands.first() {
                    Some(Object::Name(name)) if !rgb && spaces.rgb.contains(name) => {
                        SourceSpace::Rgb
                    }
                    Some(Object::Name(name)) if spaces.grey.contains(name) => SourceSpace::Grey,
                    _ => SourceSpace::Cmyk,
                };
                // The initial colour of a space is black.
                (source[side] != SourceSpace::Cmyk).then_some([0.0, 0.0, 0.0, 1.0])
            }
            _ => None,
        };
        if matches!(word, "rg" | "g" | "k") {
            source[side] = SourceSpace::Cmyk;
        }
        converted.push(replaced.map_or(operation, cmyk));
    }
    converted
}

/// Makes text of pure black overprint its background, so that no white edges appear when plates shift. Other shapes knock
/// out their background, as usual.
pub(super) fn overprint_black_text(operations: Vec<Operation>) -> Vec<Operation> {
    let switch = |name: &str| Operation::new("gs", vec![Object::Name(name.as_bytes().to_vec())]);
    let (mut is_black, mut overprints) = (false, false);
    let mut saved = Vec::new();
    let mut result = Vec::with_capacity(operations.len() + operations.len() / 8);
    for operation in operations {
        match operation.operator.as_str() {
            "q" => saved.push((is_black, overprints)),
            "Q" => (is_black, overprints) = saved.pop().unwrap_or((is_black, overprints)),
            "k" => is_black = is_pure_black(&operation),
            "g" | "rg" | "cs" | "sc" | "scn" => is_black = false,
            "BT" | "Tj" | "TJ" | "'" | "\"" if is_black != overprints => {
                result.push(switch(if is_black { OVERPRINT } else { NO_OVERPRINT }));
                overprints = is_black;
            }
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "Do" | "sh" | "BI"
                if overprints =>
            {
                result.push(switch(NO_OVERPRINT));
                overprints = false;
            }
            _ => {}
        }
        result.push(operation);
    }
    result
}

fn is_pure_black(operation: &Operation) -> bool {
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

    use super::{ColourSpaceNames, convert, overprint_black_text};
    use crate::paper::press::OutputIntent;
    use crate::paper::press::cmyk::CmykConverter;

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
    fn converts_rgb_and_grey_and_keeps_cmyk() {
        let converter =
            CmykConverter::new(&OutputIntent::default()).expect("the default profile is whole");
        let spaces = ColourSpaceNames {
            rgb: [b"c0".to_vec()].into(),
            grey: [b"c1".to_vec()].into(),
        };
        let converted =
            |drawing: &str| text(convert(operations(drawing), &spaces, &converter, false));
        assert_eq!(converted("/c0 cs 0 0 0 scn f"), "0 0 0 1 k 0 0 0 1 k f");
        assert_eq!(converted("/c1 CS 1 SCN S"), "0 0 0 1 K 0 0 0 0 K S");
        assert_eq!(converted("1 0 0 0 k f"), "1 0 0 0 k f");
        assert_eq!(converted("1 1 1 rg f"), "0 0 0 0 k f");
        assert_eq!(converted("q /c0 cs Q 0.5 scn"), "q 0 0 0 1 k Q 0.5 scn");
        assert!(!converted("/c0 cs 0 0.6 0.2 scn f").contains("scn"));
    }

    #[test]
    fn keeps_rgb_if_the_settings_allow_it() {
        let converter =
            CmykConverter::new(&OutputIntent::default()).expect("the default profile is whole");
        let spaces = ColourSpaceNames {
            rgb: [b"c0".to_vec()].into(),
            ..ColourSpaceNames::default()
        };
        let drawing = "/c0 cs 0 0.6 0.2 scn f";
        assert_eq!(
            text(convert(operations(drawing), &spaces, &converter, true)),
            drawing
        );
    }

    #[test]
    fn overprints_black_text_and_nothing_else() {
        let overprinted = |drawing: &str| text(overprint_black_text(operations(drawing)));
        assert_eq!(
            overprinted("0 0 0 1 k BT (a) Tj ET 0 0 9 9 re f"),
            "0 0 0 1 k /VitrineOver gs BT (a) Tj ET 0 0 9 9 re /VitrineNotOver gs f"
        );
        assert_eq!(
            overprinted("0 0 0 0.9 k BT (a) Tj ET"),
            "0 0 0 0.9 k BT (a) Tj ET"
        );
        assert_eq!(
            overprinted("q 0 0 0 1 k BT (a) Tj ET Q BT (b) Tj ET"),
            "q 0 0 0 1 k /VitrineOver gs BT (a) Tj ET Q BT (b) Tj ET"
        );
    }
}
