//! The visible area of each gradient; its domain may be many times larger. Built by [`VisibleAreas::new`].

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::paper::press::colour::is_form_or_tile;
use crate::paper::press::resources::{self, named};
use crate::paper::press::transform::{IDENTITY, times, within};
use crate::paper::press::{as_name, numbers, object_ids};

/// The visible area of a gradient's plane.
#[derive(Debug, Clone, Copy)]
pub(super) struct VisibleArea {
    /// Left, bottom, right, top.
    pub(super) area: [f32; 4],
    /// The length of a unit along each axis, in points.
    pub(super) scale: [f32; 2],
}

/// The visible areas of all gradients.
#[derive(Debug, Default)]
pub(super) struct VisibleAreas(BTreeMap<ObjectId, VisibleArea>);

impl VisibleAreas {
    pub(super) fn new(document: &Document) -> Self {
        let mut areas = Self::default();
        for page in document.page_iter() {
            if let Ok(dictionary) = document.get_dictionary(page) {
                let content = || Some(document.get_page_content(page));
                areas.add_used(document, dictionary, b"MediaBox", content);
            }
        }
        for id in object_ids(document) {
            if let Ok(Object::Stream(stream)) = document.get_object(id)
                && is_form_or_tile(&stream.dict)
            {
                let content = || stream.get_plain_content().ok();
                areas.add_used(document, &stream.dict, b"BBox", content);
            }
        }
        areas
    }

    /// The visible area of a shading, or of a pattern that contains one.
    pub(super) fn of(&self, id: ObjectId) -> Option<VisibleArea> {
        self.0.get(&id).copied()
    }

    /// Adds the gradients that a page, form or tile uses.
    fn add_used(
        &mut self,
        document: &Document,
        dictionary: &Dictionary,
        box_key: &[u8],
        content: impl FnOnce() -> Option<Vec<u8>>,
    ) {
        let area = dictionary.get(box_key).ok();
        let area = area.and_then(|area| numbers(document, area)?.try_into().ok());
        let Some((area, resources)) = area.zip(resources::of(document, dictionary)) else {
            return;
        };
        for (_, pattern) in named(document, resources, b"Pattern").into_iter().flatten() {
            let Ok((Some(id), Object::Dictionary(pattern))) = document.dereference(pattern) else {
                continue;
            };
            let shading = pattern.get(b"Shading").and_then(Object::as_reference);
            let matrix = pattern.get(b"Matrix").ok();
            let matrix = matrix.and_then(|matrix| numbers(document, matrix));
            let matrix = times(&matrix.unwrap_or_default(), IDENTITY);
            self.add(shading.unwrap_or(id), area, matrix);
        }
        if let Some(shadings) = named(document, resources, b"Shading")
            && let Some(content) = content()
        {
            self.add_painted(shadings, area, &content);
        }
    }

    /// Adds the gradients that are painted directly, not with a pattern: those of masks.
    fn add_painted(&mut self, shadings: &Dictionary, area: [f32; 4], content: &[u8]) {
        let Ok(content) = Content::decode(content) else {
            return;
        };
        let mut matrix = IDENTITY;
        let mut saved = Vec::new();
        for operation in content.operations {
            match operation.operator.as_str() {
                "q" => saved.push(matrix),
                "Q" => matrix = saved.pop().unwrap_or(matrix),
                "cm" => {
                    let numbers = operation.operands.iter();
                    let numbers: Vec<f32> = numbers
                        .filter_map(|operand| operand.as_float().ok())
                        .collect();
                    matrix = times(&numbers, matrix);
                }
                "sh" => {
                    let name = operation.operands.first().and_then(as_name);
                    let shading = name.and_then(|name| shadings.get(name).ok());
                    if let Some(Ok(id)) = shading.map(Object::as_reference) {
                        self.add(id, area, matrix);
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, id: ObjectId, area: [f32; 4], matrix: [f32; 6]) {
        let Some(area) = within(area, matrix) else {
            return;
        };
        let [a, b, c, d, ..] = matrix;
        let scale = [a.hypot(b), c.hypot(d)];
        let visible = self.0.entry(id).or_insert(VisibleArea { area, scale });
        for side in 0..2 {
            visible.area[side] = visible.area[side].min(area[side]);
            visible.area[side + 2] = visible.area[side + 2].max(area[side + 2]);
            visible.scale[side] = visible.scale[side].max(scale[side]);
        }
    }
}
