//! How much of each gradient is seen: its domain may be many times as large as what is drawn with it.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::paper::press::colour::is_drawing;
use crate::paper::press::matrix::{IDENTITY, times, within};
use crate::paper::press::resources::{self, named};
use crate::paper::press::{ids, name_of, numbers};

/// The part of a gradient's plane that is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Left, bottom, right, top.
    pub(super) area: [f32; 4],
    /// How long a step along each axis becomes.
    pub(super) scale: [f32; 2],
}

/// The seen parts of all gradients.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<ObjectId, Part>);

impl Seen {
    pub(super) fn of(document: &Document) -> Self {
        let mut seen = Self::default();
        for page in document.page_iter() {
            if let Ok(dictionary) = document.get_dictionary(page) {
                let content = || Some(document.get_page_content(page));
                seen.look(document, dictionary, b"MediaBox", content);
            }
        }
        for id in ids(document) {
            if let Ok(Object::Stream(stream)) = document.get_object(id)
                && is_drawing(&stream.dict)
            {
                let content = || stream.get_plain_content().ok();
                seen.look(document, &stream.dict, b"BBox", content);
            }
        }
        seen
    }

    /// The seen part of a shading, or of a pattern that has one within.
    pub(super) fn part(&self, id: ObjectId) -> Option<Part> {
        self.0.get(&id).copied()
    }

    fn look(
        &mut self,
        document: &Document,
        dictionary: &Dictionary,
        edges: &[u8],
        content: impl FnOnce() -> Option<Vec<u8>>,
    ) {
        let area = dictionary.get(edges).ok();
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
            self.painted(shadings, area, &content);
        }
    }

    /// The gradients that are painted as such, not with a pattern: those of masks.
    fn painted(&mut self, shadings: &Dictionary, area: [f32; 4], content: &[u8]) {
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
                    let numbers: Vec<f32> = numbers.filter_map(|it| it.as_float().ok()).collect();
                    matrix = times(&numbers, matrix);
                }
                "sh" => {
                    let name = operation.operands.first().and_then(name_of);
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
        let part = self.0.entry(id).or_insert(Part { area, scale });
        for side in 0..2 {
            part.area[side] = part.area[side].min(area[side]);
            part.area[side + 2] = part.area[side + 2].max(area[side + 2]);
            part.scale[side] = part.scale[side].max(scale[side]);
        }
    }
}
