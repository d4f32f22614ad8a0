//! Everything that is drawn on the pages, forms and tiles within them included.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::paper::press::matrix::{IDENTITY, times};
use crate::paper::press::resources::{self, Space, space};
use crate::paper::press::{followed, name_of, numbers};

/// How deep forms may lie in each other: more is a circle.
const DEPTH_AT_MOST: usize = 24;

/// What was found on the pages; pages count from 1.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Pages with colours of screens, or of other spaces than the four inks.
    pub(super) foreign: BTreeMap<&'static str, BTreeSet<usize>>,
    /// The greatest sum of inks of one colour, in per cent, and where.
    pub(super) most_ink: (f32, usize),
    /// Pages with text in a black of several inks.
    pub(super) mixed_black_text: BTreeSet<usize>,
    /// Pages with text of pure black that leaves its ground out.
    pub(super) knocked_out_text: BTreeSet<usize>,
    /// How often text of pure black was shown.
    pub(super) black_texts: usize,
    /// The thinnest line, in points, and where.
    pub(super) thinnest: Option<(f32, usize)>,
    /// The dots an inch of each picture at its printed size, and where.
    pub(super) pictures: Vec<(f32, usize)>,
    /// The fonts in use.
    pub(super) fonts: BTreeSet<ObjectId>,
}

impl Drawn {
    pub(super) fn of(document: &Document) -> Self {
        let mut drawn = Self::default();
        for (at, page) in document.page_iter().enumerate() {
            let Ok(dictionary) = document.get_dictionary(page) else {
                continue;
            };
            let mut walk = Walk {
                document,
                drawn: &mut drawn,
                page: at + 1,
                depth: 0,
            };
            let state = State::default();
            walk.draw(
                &document.get_page_content(page),
                resources::of(document, dictionary),
                state,
            );
        }
        drawn
    }
}

/// What holds where something is drawn.
#[derive(Debug, Clone)]
struct State {
    /// From the drawing's units to points.
    matrix: [f32; 6],
    /// Fill and stroke: the inks, from 0 to 1; none where a gradient or another ink is set.
    inks: [Option<[f32; 4]>; 2],
    space: [Space; 2],
    width: f32,
    over: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            inks: [Some([0.0, 0.0, 0.0, 1.0]); 2],
            space: [Space::Grey; 2],
            width: 1.0,
            over: false,
        }
    }
}

struct Walk<'a> {
    document: &'a Document,
    drawn: &'a mut Drawn,
    page: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, mut state: State) {
        let Ok(content) = Content::decode(content) else {
            return;
        };
        let mut saved: Vec<State> = Vec::new();
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
                    self.used(&state, 0);
                    self.text(&state);
                }
                "f" | "F" | "f*" => self.used(&state, 0),
                "S" | "s" => self.stroked(&state),
                "B" | "B*" | "b" | "b*" => {
                    self.used(&state, 0);
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
        let name = operation.operands.iter().find_map(name_of)?;
        let object = resources::named(self.document, resources?, kind)?
            .get(name)
            .ok()?;
        self.document.dereference(object).ok()
    }

    fn graphics_state(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        state: &mut State,
    ) {
        let found = self.named(resources, b"ExtGState", operation);
        let Some(Ok(dictionary)) = found.map(|(_, object)| object.as_dict()) else {
            return;
        };
        if let Ok(over) = dictionary.get(b"op").and_then(Object::as_bool) {
            state.over = over;
        }
        // The mask of something half transparent is a drawing as well.
        let mask = dictionary
            .get(b"SMask")
            .map(|mask| followed(self.document, mask));
        if let Ok(Ok(mask)) = mask.map(Object::as_dict)
            && let Ok(Object::Stream(form)) =
                mask.get(b"G").map(|form| followed(self.document, form))
        {
            self.form(
                &form.dict,
                form.get_plain_content().ok(),
                resources,
                &State::default(),
            );
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        if let Some((Some(id), _)) = self.named(resources, b"Font", operation) {
            self.drawn.fonts.insert(id);
        }
    }

    fn colour(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        word: &str,
        side: usize,
        state: &mut State,
    ) {
        let operands = operation.operands.iter();
        let floats: Vec<f32> = operands
            .filter_map(|operand| operand.as_float().ok())
            .collect();
        state.space[side] = match word {
            "rg" => Space::Rgb,
            "g" => Space::Grey,
            "k" => Space::Cmyk,
            "cs" => match self.named(resources, b"ColorSpace", operation) {
                Some((_, object)) => space(self.document, object),
                None => operation
                    .operands
                    .first()
                    .map_or(Space::Other, |name| space(self.document, name)),
            },
            _ => state.space[side],
        };
        state.inks[side] = match (state.space[side], floats.as_slice()) {
            (Space::Cmyk, &[cyan, magenta, yellow, black]) => Some([cyan, magenta, yellow, black]),
            (Space::Grey, &[grey]) => Some([0.0, 0.0, 0.0, 1.0 - grey]),
            _ => None,
        };
        if state.space[side] == Space::Pattern && word == "scn" {
            self.pattern(resources, operation);
        }
    }

    /// Something was filled or stroked with the colour of this side.
    fn used(&mut self, state: &State, side: usize) {
        self.seen(state.space[side]);
        if let Some(inks) = state.inks[side] {
            let total = inks.iter().sum::<f32>() * 100.0;
            if total > self.drawn.most_ink.0 {
                self.drawn.most_ink = (total, self.page);
            }
        }
    }

    fn seen(&mut self, space: Space) {
        let name = match space {
            Space::Rgb => "RGB",
            Space::Other => "neither CMYK nor grey",
            _ => return,
        };
        self.drawn
            .foreign
            .entry(name)
            .or_default()
            .insert(self.page);
    }

    fn text(&mut self, state: &State) {
        let Some([cyan, magenta, yellow, black]) = state.inks[0] else {
            return;
        };
        if black > 0.8 && cyan + magenta + yellow > 0.0 {
            self.drawn.mixed_black_text.insert(self.page);
        } else if black == 1.0 {
            self.drawn.black_texts += 1;
            // In forms, such as drawings with letters, it does no harm.
            if !state.over && self.depth == 0 {
                self.drawn.knocked_out_text.insert(self.page);
            }
        }
    }

    fn stroked(&mut self, state: &State) {
        self.used(state, 1);
        let [a, b, c, d, ..] = state.matrix;
        let width = state.width * (a * d - b * c).abs().sqrt();
        if self
            .drawn
            .thinnest
            .is_none_or(|(thinnest, _)| width < thinnest)
        {
            self.drawn.thinnest = Some((width, self.page));
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
            self.seen(space(self.document, colours));
        }
    }

    fn pattern(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        match self.named(resources, b"Pattern", operation) {
            Some((_, Object::Dictionary(pattern))) => {
                if let Ok(shading) = pattern.get(b"Shading") {
                    self.gradient(followed(self.document, shading));
                }
            }
            Some((_, Object::Stream(tile))) => {
                let content = tile.get_plain_content().ok();
                self.form(&tile.dict, content, resources, &State::default());
            }
            _ => {}
        }
    }

    fn object(&mut self, resources: Option<&'a Dictionary>, operation: &Operation, state: &State) {
        let Some((_, Object::Stream(stream))) = self.named(resources, b"XObject", operation) else {
            return;
        };
        match stream.dict.get(b"Subtype").ok().and_then(name_of) {
            Some(b"Form") => {
                let content = stream.get_plain_content().ok();
                self.form(&stream.dict, content, resources, state);
            }
            Some(b"Image") => self.picture(&stream.dict, state),
            _ => self.seen(Space::Other),
        }
    }

    fn form(
        &mut self,
        dictionary: &'a Dictionary,
        content: Option<Vec<u8>>,
        around: Option<&'a Dictionary>,
        state: &State,
    ) {
        let Some(content) = content.filter(|_| self.depth < DEPTH_AT_MOST) else {
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
        let own = resources::of(self.document, dictionary).or(around);
        self.draw(&content, own, state);
        self.depth -= 1;
    }

    fn picture(&mut self, dictionary: &Dictionary, state: &State) {
        if let Ok(colours) = dictionary.get(b"ColorSpace") {
            self.seen(space(self.document, colours));
        }
        let pixels = |key: &[u8]| {
            dictionary
                .get(key)
                .and_then(Object::as_float)
                .unwrap_or(0.0)
        };
        // A picture fills the unit square.
        let [a, b, c, d, ..] = state.matrix;
        let (width, height) = (a.hypot(b), c.hypot(d));
        if width > 0.0 && height > 0.0 {
            let dots = (pixels(b"Width") / width).min(pixels(b"Height") / height) * 72.0;
            self.drawn.pictures.push((dots, self.page));
        }
    }
}
