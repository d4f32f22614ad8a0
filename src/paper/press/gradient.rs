//! Gradients: their colours are mixed step by step, since inks do not change as light does. The only door to hayro, which
//! works out the colours.

mod visible_area;

use std::ops::RangeInclusive;

use hayro_interpret::Function;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object as Parsed, ObjectIdentifier};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use self::visible_area::{Part, Seen};
use super::inks::Inks;
use super::matrix::IDENTITY;
use super::resources::{Space, space};
use super::{ids, numbers, words};

/// In how many steps a gradient from one point or circle to another is mixed; between them the inks change evenly.
const STEPS: usize = 257;
/// The steps of a gradient that is repeated over the page: as fine as a press prints the edge between two repetitions,
/// in points, and not so many that they make the file large.
const FINE: f32 = 0.1;
const REPEATED: RangeInclusive<usize> = 512..=8192;
/// The same along each side of a gradient that goes round a point.
const FINE_ROUND: f32 = 0.4;
const ROUND: RangeInclusive<usize> = 64..=512;

/// Makes the colours of all gradients inks; those of a kind that cannot be mixed stay as they are.
pub(super) fn in_inks(document: &mut Document, pdf: Vec<u8>, inks: &Inks) -> Result<(), String> {
    let mut gradients = ids(document);
    gradients.retain(|&id| {
        let gradient = document.get_dictionary(id).ok().and_then(shading);
        let colours = gradient.and_then(|gradient| gradient.get(b"ColorSpace").ok());
        colours.is_some_and(|it| matches!(space(document, it), Space::Rgb | Space::Grey))
    });
    if gradients.is_empty() {
        return Ok(());
    }
    let source =
        Pdf::new(pdf).map_err(|error| format!("the PDF's gradients cannot be read: {error:?}"))?;
    let seen = Seen::of(document);
    for id in gradients {
        let gradient = Gradient::of(document, &source, id, inks);
        let Some((mut changed, function)) = gradient.and_then(|it| it.mixed(seen.part(id))) else {
            continue;
        };
        if let Some(mut function) = function {
            function.compress().map_err(words)?;
            changed.set("Function", document.add_object(function));
        }
        if let Ok(Object::Dictionary(object)) = document.get_object_mut(id) {
            match object.get_mut(b"Shading") {
                Ok(within) => *within = Object::Dictionary(changed),
                Err(_) => *object = changed,
            }
        }
    }
    Ok(())
}

/// The dictionary of a gradient: an object by itself, or within a pattern.
fn shading(object: &Dictionary) -> Option<&Dictionary> {
    let within = object.get(b"Shading").and_then(Object::as_dict);
    Some(within.unwrap_or(object)).filter(|it| it.has(b"ShadingType"))
}

/// A gradient, and what works out its colours.
struct Gradient<'a> {
    dictionary: &'a Dictionary,
    kind: i64,
    /// Grey is not mixed: masks are of it, whose tones no ink has.
    grey: bool,
    /// From and to, of each number that the function takes.
    domain: Vec<f32>,
    /// One, or one for each component.
    functions: Vec<Function>,
    inks: &'a Inks,
}

impl<'a> Gradient<'a> {
    fn of(document: &'a Document, source: &Pdf, id: ObjectId, inks: &'a Inks) -> Option<Self> {
        let dictionary = shading(document.get_dictionary(id).ok()?)?;
        let list = |key: &[u8]| numbers(document, dictionary.get(key).ok()?);
        let kind = dictionary.get(b"ShadingType").ok()?.as_i64().ok()?;
        let takes = match kind {
            // Typst gives all others their place by the pattern alone.
            1 if list(b"Matrix").is_none_or(|matrix| matrix == IDENTITY) => 2,
            2 | 3 => 1,
            _ => return None,
        };
        Some(Self {
            dictionary,
            kind,
            grey: space(document, dictionary.get(b"ColorSpace").ok()?) == Space::Grey,
            domain: list(b"Domain").unwrap_or_else(|| [0.0, 1.0].repeat(takes)),
            functions: functions(source, id)?,
            inks,
        })
        .filter(|gradient| gradient.domain.len() == 2 * takes)
    }

    /// The same in inks, and its function if that is another.
    fn mixed(&self, seen: Option<Part>) -> Option<(Dictionary, Option<Stream>)> {
        let mut changed = self.dictionary.clone();
        let (colours, parts) = match self.grey {
            true => ("DeviceGray", 1),
            false => ("DeviceCMYK", 4),
        };
        changed.set("ColorSpace", colours);
        changed.remove(b"Background");
        if self.grey && self.kind != 1 {
            return Some((changed, None));
        }
        let axes = self.axes(seen)?;
        let domain = axes.iter().flat_map(|axis| [axis.from, axis.to]);
        let domain: Vec<Object> = domain.map(Object::Real).collect();
        if let ([along], 1) = (axes.as_slice(), self.kind) {
            // Every program draws this kind alike, and sharply; the other is drawn roughly by some.
            changed.set("ShadingType", 2);
            let line = [along.from, 0.0, along.to, 0.0].map(Object::Real);
            changed.set("Coords", line.to_vec());
            changed.set("Extend", vec![true.into(), true.into()]);
            changed.remove(b"Matrix");
        }
        changed.set("Domain", domain.clone());
        let sizes = axes.iter().map(|axis| Object::Integer(axis.steps as i64));
        let function = dictionary! {
            "FunctionType" => 0,
            "Domain" => domain,
            "Range" => [0, 1].repeat(parts).into_iter().map(Object::from).collect::<Vec<_>>(),
            "Size" => sizes.collect::<Vec<_>>(),
            "BitsPerSample" => 8,
        };
        let function = Stream::new(function, self.samples(&axes)?);
        Some((changed, Some(function)))
    }

    /// Along what the colours change, and in how many steps they are mixed.
    fn axes(&self, seen: Option<Part>) -> Option<Vec<Axis>> {
        let axis = |at: usize| Axis {
            from: self.domain[2 * at],
            to: self.domain[2 * at + 1],
            steps: STEPS,
        };
        if self.kind != 1 {
            return Some(vec![axis(0)]);
        }
        // What is not seen needs no steps.
        let seen_axis = |at: usize, fine: f32, steps: &RangeInclusive<usize>| {
            let all = axis(at);
            let (low, high, scale) = seen.map_or((all.from, all.to, 1.0), |part| {
                (part.area[at], part.area[at + 2], part.scale[at])
            });
            let (from, to) = (all.from.max(low), all.to.min(high));
            let (from, to) = if from < to {
                (from, to)
            } else {
                (all.from, all.to)
            };
            let wanted = ((to - from) * scale / fine).ceil() as usize;
            let steps = wanted.clamp(*steps.start(), *steps.end());
            Axis { from, to, steps }
        };
        Some(match self.is_straight()? {
            true => vec![seen_axis(0, FINE, &REPEATED)],
            false => vec![
                seen_axis(0, FINE_ROUND, &ROUND),
                seen_axis(1, FINE_ROUND, &ROUND),
            ],
        })
    }

    /// Whether the colours change along the first axis alone.
    fn is_straight(&self) -> Option<bool> {
        const LOOKS: usize = 32;
        let [left, right, bottom, top] = *self.domain.as_slice() else {
            return None;
        };
        let at = |step: usize, from: f32, to: f32| from + (to - from) * step as f32 / LOOKS as f32;
        for across in 0..=LOOKS {
            let x = at(across, left, right);
            let first = self.colour(&[x, bottom])?;
            for up in 1..=LOOKS {
                if self.colour(&[x, at(up, bottom, top)])? != first {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    /// The inks at each step, those along the first axis beside each other.
    fn samples(&self, axes: &[Axis]) -> Option<Vec<u8>> {
        let all = axes.iter().map(|axis| axis.steps).product();
        let mut samples = Vec::new();
        // What nothing depends on stays where it begins.
        let mut place: Vec<f32> = self.domain.iter().step_by(2).copied().collect();
        for step in 0..all {
            let mut left = step;
            for (number, axis) in place.iter_mut().zip(axes) {
                let share = (left % axis.steps) as f32 / (axis.steps - 1) as f32;
                *number = axis.from + share * (axis.to - axis.from);
                left /= axis.steps;
            }
            let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
            match *self.colour(&place)?.as_slice() {
                [grey] if self.grey => samples.push(byte(grey)),
                [red, green, blue] => {
                    samples.extend(self.inks.of_colour([red, green, blue]).map(byte));
                }
                _ => return None,
            }
        }
        Some(samples)
    }

    fn colour(&self, place: &[f32]) -> Option<Vec<f32>> {
        let mut colour = Vec::with_capacity(3);
        for function in &self.functions {
            colour.extend(function.eval(place.iter().copied().collect())?);
        }
        Some(colour)
    }
}

/// What a gradient's colours change along.
struct Axis {
    from: f32,
    to: f32,
    steps: usize,
}

/// The functions of the gradient that is this object, or is within it.
fn functions(source: &Pdf, id: ObjectId) -> Option<Vec<Function>> {
    let id = ObjectIdentifier::new(i32::try_from(id.0).ok()?, i32::from(id.1));
    let object: Dict<'_> = source.xref().get(id)?;
    let shading = object.get::<Dict<'_>>("Shading").unwrap_or(object);
    match shading.get("Function")? {
        Parsed::Array(list) => list.iter().map(|it| Function::new(&it)).collect(),
        function => Some(vec![Function::new(&function)?]),
    }
}
