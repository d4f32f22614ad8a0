//! Walk through the content streams of all pages, with the forms and tiles that they use. Entry point:
//! [`DrawingSummary::new`].

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::paper::press::resources::{self, ColourSpace, space};
use crate::paper::press::transform::{IDENTITY, times};
use crate::paper::press::{as_name, numbers, resolve};

/// The maximum nesting of forms; beyond it, they form a cycle.
const MAX_DEPTH: usize = 24;

/// A summary of what the pages draw. Pages count from 1.
#[derive(Debug, Default)]
pub(super) struct DrawingSummary {
    /// The pages with colours that are neither CMYK nor grey, by colour space.
    pub(super) not_cmyk: BTreeMap<&'static str, BTreeSet<usize>>,
    /// The maximum ink coverage of a colour, in per cent, and its page.
    pub(super) max_ink: (f32, usize),
    /// The pages with text in a black of several inks.
    pub(super) mixed_black_text: BTreeSet<usize>,
    /// The pages with text of pure black that knocks out its background.
    pub(super) knocked_out_text: BTreeSet<usize>,
    /// The width of the thinnest line, in points, and its page.
    pub(super) thinnest: Option<(f32, usize)>,
    /// The resolution of each picture at its printed size, in dpi, and its page.
    pub(super) pictures: Vec<(f32, usize)>,
    /// The fonts in use.
    pub(super) fonts: BTreeSet<ObjectId>,
}

impl DrawingSummary {
    pub(super) fn new(document: &Document) -> Self {
        let mut summary = Self::default();
        for (number, page) in (1..).zip(document.page_iter()) {
            let Ok(dictionary) = document.get_dictionary(page) else {
                continue;
            };
            let mut walker = ContentWalker {
                document,
                summary: &mut summary,
                page: number,
                depth: 0,
            };
            let state = GraphicsState::default();
            walker.draw(
                &document.get_page_content(page),
                resources::of(document, dictionary),
                state,
            );
        }
        summary
    }
}

/// The graphics state.
#[derive(Debug, Clone)]
struct GraphicsState {
    /// From user space to points.
    matrix: [f32; 6],
    /// Fill and stroke colour in CMYK, from 0 to 1; `None` for a gradient or a spot colour.
    inks: [Option<[f32; 4]>; 2],
    space: [ColourSpace; 2],
    width: f32,
    overprints: bool,
}

impl Default for GraphicsState {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            inks: [Some([0.0, 0.0, 0.0, 1.0]); 2],
            space: [ColourSpace::Grey; 2],
            width: 1.0,
            overprints: false,
        }
    }
}

struct ContentWalker<'a> {
    document: &'a Document,
    summary: &'a mut DrawingSummary,
    page: usize,
    depth: usize,
}

impl<'a> ContentWalker<'a> {
    fn draw(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        mut state: GraphicsState,
    ) {
        let Ok(content) = Content::decode(content) else {
            return;
        };
        let mut saved: Vec<GraphicsState> = Vec::new();
        for operation in content.operations {
            let floats = || -> Vec<f32> {
                let operands = operation.operands.iter();
                operands
                    .filter_map(|operand| operand.as_float().ok())
                    .collect()
            };
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.matrix = times(&floats(), state.matrix),
                "w" => state.width = floats().first().copied().unwrap_or(state.width),
                "gs" => self.graphics_state(resources, &operation, &mut state),
                "Tf" => self.font(resources, &operation),
                "rg" | "g" | "k" | "cs" | "sc" | "scn" => {
                    self.colour(resources, &operation, &operation.operator, 0, &mut state);
                }
                "RG" | "G" | "K" | "CS" | "SC" | "SCN" => {
                    let word = operation.operator.to_lowercase();
                    self.colour(resources, &operation, &word, 1, &mut state);
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    self.painted(&state, 0);
                    self.text(&state);
                }
                "f" | "F" | "f*" => self.painted(&state, 0),
                "S" | "s" => self.stroked(&state),
                "B" | "B*" | "b" | "b*" => {
                    self.painted(&state, 0);
                    self.stroked(&state);
                }
                "sh" => self.shading(resources, &operation),
                "Do" => self.object(resources, &operation, &state),
                _ => {}
            }
        }
    }

    fn named(
        &self,
        resources: Option<&'a Dictionary>,
        kind: &[u8],
        operation: &Operation,
    ) -> Option<(Option<ObjectId>, &'a Object)> {
        let name = operation.operands.iter().find_map(as_name)?;
        let object = resources::named(self.document, resources?, kind)?
            .get(name)
            .ok()?;
        self.document.dereference(object).ok()
    }

    fn graphics_state(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        state: &mut GraphicsState,
    ) {
        let named = self.named(resources, b"ExtGState", operation);
        let Some(Ok(dictionary)) = named.map(|(_, object)| object.as_dict()) else {
            return;
        };
        if let Ok(overprints) = dictionary.get(b"op").and_then(Object::as_bool) {
            state.overprints = overprints;
        }
        // A soft mask is a form, too.
        let mask = dictionary
            .get(b"SMask")
            .map(|mask| resolve(self.document, mask));
        if let Ok(Ok(mask)) = mask.map(Object::as_dict)
            && let Ok(Object::Stream(form)) =
                mask.get(b"G").map(|form| resolve(self.document, form))
        {
            self.form(
                &form.dict,
                form.get_plain_content().ok(),
                resources,
                &GraphicsState::default(),
            );
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        if let Some((Some(id), _)) = self.named(resources, b"Font", operation) {
            self.summary.fonts.insert(id);
        }
    }

    fn colour(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        word: &str,
        side: usize,
        state: &mut GraphicsState,
    ) {
        let operands = operation.operands.iter();
        let floats: Vec<f32> = operands
            .filter_map(|operand| operand.as_float().ok())
            .collect();
        state.space[side] = match word {
            "rg" => ColourSpace::Rgb,
            "g" => ColourSpace::Grey,
            "k" => ColourSpace::Cmyk,
            "cs" => match self.named(resources, b"ColorSpace", operation) {
                Some((_, object)) => space(self.document, object),
                None => operation
                    .operands
                    .first()
                    .map_or(ColourSpace::Other, |name| space(self.document, name)),
            },
            _ => state.space[side],
        };
        state.inks[side] = match (state.space[side], floats.as_slice()) {
            (ColourSpace::Cmyk, &[cyan, magenta, yellow, black]) => {
                Some([cyan, magenta, yellow, black])
            }
            (ColourSpace::Grey, &[grey]) => Some([0.0, 0.0, 0.0, 1.0 - grey]),
            _ => None,
        };
        if state.space[side] == ColourSpace::Pattern && word == "scn" {
            self.pattern(resources, operation);
        }
    }

    /// Records that something is filled (side 0) or stroked (side 1).
    fn painted(&mut self, state: &GraphicsState, side: usize) {
        self.record_space(state.space[side]);
        if let Some(inks) = state.inks[side] {
            let total = inks.iter().sum::<f32>() * 100.0;
            if total > self.summary.max_ink.0 {
                self.summary.max_ink = (total, self.page);
            }
        }
    }

    fn record_space(&mut self, space: ColourSpace) {
        let name = match space {
            ColourSpace::Rgb => "RGB",
            ColourSpace::Other => "neither CMYK nor grey",
            _ => return,
        };
        self.summary
            .not_cmyk
            .entry(name)
            .or_default()
            .insert(self.page);
    }

    fn text(&mut self, state: &GraphicsState) {
        let Some([cyan, magenta, yellow, black]) = state.inks[0] else {
            return;
        };
        if black > 0.8 && cyan + magenta + yellow > 0.0 {
            self.summary.mixed_black_text.insert(self.page);
        } else if black == 1.0 {
            // In forms, such as drawings with text, knocking out does no harm.
            if !state.overprints && self.depth == 0 {
                self.summary.knocked_out_text.insert(self.page);
            }
        }
    }

    fn stroked(&mut self, state: &GraphicsState) {
        self.painted(state, 1);
        let [a, b, c, d, ..] = state.matrix;
        let width = state.width * (a * d - b * c).abs().sqrt();
        if self
            .summary
            .thinnest
            .is_none_or(|(thinnest, _)| width < thinnest)
        {
            self.summary.thinnest = Some((width, self.page));
        }
    }

    fn shading(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        if let Some((_, object)) = self.named(resources, b"Shading", operation) {
            self.gradient(object);
        }
    }

    fn gradient(&mut self, shading: &'a Object) {
        let dictionary = match shading {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            _ => return,
        };
        if let Ok(colours) = dictionary.get(b"ColorSpace") {
            self.record_space(space(self.document, colours));
        }
    }

    fn pattern(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        match self.named(resources, b"Pattern", operation) {
            Some((_, Object::Dictionary(pattern))) => {
                if let Ok(shading) = pattern.get(b"Shading") {
                    self.gradient(resolve(self.document, shading));
                }
            }
            Some((_, Object::Stream(tile))) => {
                let content = tile.get_plain_content().ok();
                self.form(&tile.dict, content, resources, &GraphicsState::default());
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        state: &GraphicsState,
    ) {
        let Some((_, Object::Stream(stream))) = self.named(resources, b"XObject", operation) else {
            return;
        };
        match stream.dict.get(b"Subtype").ok().and_then(as_name) {
            Some(b"Form") => {
                let content = stream.get_plain_content().ok();
                self.form(&stream.dict, content, resources, state);
            }
            Some(b"Image") => self.picture(&stream.dict, state),
            _ => self.record_space(ColourSpace::Other),
        }
    }

    fn form(
        &mut self,
        dictionary: &'a Dictionary,
        content: Option<Vec<u8>>,
        outer: Option<&'a Dictionary>,
        state: &GraphicsState,
    ) {
        let Some(content) = content.filter(|_| self.depth < MAX_DEPTH) else {
            return;
        };
        let mut state = state.clone();
        if let Some(matrix) = dictionary
            .get(b"Matrix")
            .ok()
            .and_then(|matrix| numbers(self.document, matrix))
        {
            state.matrix = times(&matrix, state.matrix);
        }
        self.depth += 1;
        let resources = resources::of(self.document, dictionary).or(outer);
        self.draw(&content, resources, state);
        self.depth -= 1;
    }

    fn picture(&mut self, dictionary: &Dictionary, state: &GraphicsState) {
        if let Ok(colours) = dictionary.get(b"ColorSpace") {
            self.record_space(space(self.document, colours));
        }
        let pixels = |key: &[u8]| {
            dictionary
                .get(key)
                .and_then(Object::as_float)
                .unwrap_or(0.0)
        };
        // A picture fills the unit square of user space.
        let [a, b, c, d, ..] = state.matrix;
        let (width, height) = (a.hypot(b), c.hypot(d));
        if width > 0.0 && height > 0.0 {
            let dpi = (pixels(b"Width") / width).min(pixels(b"Height") / height) * 72.0;
            self.summary.pictures.push((dpi, self.page));
        }
    }
}
