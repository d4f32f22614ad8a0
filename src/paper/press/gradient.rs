//! Conversion of gradients to CMYK. Entry point: [`convert`]. Colours are sampled step by step, since CMYK does not
//! interpolate as RGB does. The only module that uses hayro, which evaluates the colour functions.

mod visible_area;

use std::ops::RangeInclusive;

use hayro_interpret::Function;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object as Parsed, ObjectIdentifier};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use self::visible_area::{VisibleArea, VisibleAreas};
use super::cmyk::CmykConverter;
use super::resources::{ColourSpace, space};
use super::transform::IDENTITY;
use super::{error_message, numbers, object_ids};

/// The number of samples of a gradient from one point or circle to another; between them the inks are interpolated.
const SAMPLES: usize = 257;
/// The sampling of a gradient that is repeated over the page: the step in points, as fine as a press prints the edge
/// between two repetitions, and limits of the number of samples, so that the file stays small.
const REPEATED_STEP: f32 = 0.1;
const REPEATED_SAMPLES: RangeInclusive<usize> = 512..=8192;
/// The sampling along each side of a gradient in two dimensions, such as a conic one.
const PLANE_STEP: f32 = 0.4;
const PLANE_SAMPLES: RangeInclusive<usize> = 64..=512;

/// Converts all gradients; those of an unsupported kind stay as they are.
pub(super) fn convert(
    document: &mut Document,
    pdf: Vec<u8>,
    converter: &CmykConverter,
) -> Result<(), String> {
    let mut gradients = object_ids(document);
    gradients.retain(|&id| {
        let gradient = document.get_dictionary(id).ok().and_then(shading);
        let colours = gradient.and_then(|gradient| gradient.get(b"ColorSpace").ok());
        colours.is_some_and(|colours| {
            matches!(
                space(document, colours),
                ColourSpace::Rgb | ColourSpace::Grey
            )
        })
    });
    if gradients.is_empty() {
        return Ok(());
    }
    let source = Pdf::new(pdf).map_err(|_| "the gradients of the PDF cannot be read".to_owned())?;
    let visible_areas = VisibleAreas::new(document);
    for id in gradients {
        let gradient = Gradient::new(document, &source, id, converter);
        let Some((mut changed, function)) =
            gradient.and_then(|gradient| gradient.converted(visible_areas.of(id)))
        else {
            continue;
        };
        if let Some(mut function) = function {
            function.compress().map_err(error_message)?;
            changed.set("Function", document.add_object(function));
        }
        if let Ok(Object::Dictionary(object)) = document.get_object_mut(id) {
            match object.get_mut(b"Shading") {
                Ok(shading) => *shading = Object::Dictionary(changed),
                Err(_) => *object = changed,
            }
        }
    }
    Ok(())
}

/// The dictionary of a gradient: the object itself, or inside a pattern.
fn shading(object: &Dictionary) -> Option<&Dictionary> {
    let inner = object.get(b"Shading").and_then(Object::as_dict);
    Some(inner.unwrap_or(object)).filter(|shading| shading.has(b"ShadingType"))
}

/// A gradient with its colour functions.
struct Gradient<'a> {
    dictionary: &'a Dictionary,
    kind: i64,
    /// Whether it is grey. Grey is not converted: it is used by masks.
    is_grey: bool,
    /// The start and end of each input of the functions.
    domain: Vec<f32>,
    /// One, or one per component.
    functions: Vec<Function>,
    converter: &'a CmykConverter,
}

impl<'a> Gradient<'a> {
    fn new(
        document: &'a Document,
        source: &Pdf,
        id: ObjectId,
        converter: &'a CmykConverter,
    ) -> Option<Self> {
        let dictionary = shading(document.get_dictionary(id).ok()?)?;
        let list = |key: &[u8]| numbers(document, dictionary.get(key).ok()?);
        let kind = dictionary.get(b"ShadingType").ok()?.as_i64().ok()?;
        let inputs = match kind {
            // Typst positions all others by the matrix of the pattern.
            1 if list(b"Matrix").is_none_or(|matrix| matrix == IDENTITY) => 2,
            2 | 3 => 1,
            _ => return None,
        };
        Some(Self {
            dictionary,
            kind,
            is_grey: space(document, dictionary.get(b"ColorSpace").ok()?) == ColourSpace::Grey,
            domain: list(b"Domain").unwrap_or_else(|| [0.0, 1.0].repeat(inputs)),
            functions: functions(source, id)?,
            converter,
        })
        .filter(|gradient| gradient.domain.len() == 2 * inputs)
    }

    /// The gradient in CMYK, with its new function unless it keeps the old one.
    fn converted(&self, visible: Option<VisibleArea>) -> Option<(Dictionary, Option<Stream>)> {
        let mut changed = self.dictionary.clone();
        let (space, components) = if self.is_grey {
            ("DeviceGray", 1)
        } else {
            ("DeviceCMYK", 4)
        };
        changed.set("ColorSpace", space);
        changed.remove(b"Background");
        if self.is_grey && self.kind != 1 {
            return Some((changed, None));
        }
        let axes = self.axes(visible)?;
        let domain = axes.iter().flat_map(|axis| [axis.from, axis.to]);
        let domain: Vec<Object> = domain.map(Object::Real).collect();
        if let ([along], 1) = (axes.as_slice(), self.kind) {
            // All programs draw axial gradients precisely; some draw function-based ones roughly.
            changed.set("ShadingType", 2);
            let line = [along.from, 0.0, along.to, 0.0].map(Object::Real);
            changed.set("Coords", line.to_vec());
            changed.set("Extend", vec![true.into(), true.into()]);
            changed.remove(b"Matrix");
        }
        changed.set("Domain", domain.clone());
        let sizes = axes.iter().map(|axis| Object::Integer(axis.samples as i64));
        let function = dictionary! {
            "FunctionType" => 0,
            "Domain" => domain,
            "Range" => [0, 1].repeat(components).into_iter().map(Object::from).collect::<Vec<_>>(),
            "Size" => sizes.collect::<Vec<_>>(),
            "BitsPerSample" => 8,
        };
        let function = Stream::new(function, self.samples(&axes)?);
        Some((changed, Some(function)))
    }

    /// The axes along which the colours change, with their sampling.
    fn axes(&self, visible: Option<VisibleArea>) -> Option<Vec<SampledAxis>> {
        let axis = |index: usize| SampledAxis {
            from: self.domain[2 * index],
            to: self.domain[2 * index + 1],
            samples: SAMPLES,
        };
        if self.kind != 1 {
            return Some(vec![axis(0)]);
        }
        // The invisible part needs no samples.
        let visible_axis = |index: usize, step: f32, limits: &RangeInclusive<usize>| {
            let all = axis(index);
            let (low, high, scale) = visible.map_or((all.from, all.to, 1.0), |visible| {
                let area = visible.area;
                (area[index], area[index + 2], visible.scale[index])
            });
            let (from, to) = (all.from.max(low), all.to.min(high));
            let (from, to) = if from < to {
                (from, to)
            } else {
                (all.from, all.to)
            };
            let samples = ((to - from) * scale / step).ceil() as usize;
            let samples = samples.clamp(*limits.start(), *limits.end());
            SampledAxis { from, to, samples }
        };
        Some(if self.is_linear()? {
            vec![visible_axis(0, REPEATED_STEP, &REPEATED_SAMPLES)]
        } else {
            vec![
                visible_axis(0, PLANE_STEP, &PLANE_SAMPLES),
                visible_axis(1, PLANE_STEP, &PLANE_SAMPLES),
            ]
        })
    }

    /// Whether the colours change along the first axis alone.
    fn is_linear(&self) -> Option<bool> {
        const PROBES: usize = 32;
        let [left, right, bottom, top] = *self.domain.as_slice() else {
            return None;
        };
        let probe =
            |step: usize, from: f32, to: f32| from + (to - from) * step as f32 / PROBES as f32;
        for across in 0..=PROBES {
            let x = probe(across, left, right);
            let first = self.colour(&[x, bottom])?;
            for up in 1..=PROBES {
                if self.colour(&[x, probe(up, bottom, top)])? != first {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    /// The colours at each sample; samples along the first axis are adjacent.
    fn samples(&self, axes: &[SampledAxis]) -> Option<Vec<u8>> {
        let count = axes.iter().map(|axis| axis.samples).product();
        let mut samples = Vec::new();
        // An input without an axis keeps its first value.
        let mut inputs: Vec<f32> = self.domain.iter().step_by(2).copied().collect();
        for index in 0..count {
            let mut rest = index;
            for (number, axis) in inputs.iter_mut().zip(axes) {
                let fraction = (rest % axis.samples) as f32 / (axis.samples - 1) as f32;
                *number = axis.from + fraction * (axis.to - axis.from);
                rest /= axis.samples;
            }
            let byte = |component: f32| (component.clamp(0.0, 1.0) * 255.0).round() as u8;
            match *self.colour(&inputs)?.as_slice() {
                [grey] if self.is_grey => samples.push(byte(grey)),
                [red, green, blue] => {
                    samples.extend(self.converter.rgb_to_cmyk([red, green, blue]).map(byte));
                }
                _ => return None,
            }
        }
        Some(samples)
    }

    fn colour(&self, inputs: &[f32]) -> Option<Vec<f32>> {
        let mut colour = Vec::with_capacity(3);
        for function in &self.functions {
            colour.extend(function.eval(inputs.iter().copied().collect())?);
        }
        Some(colour)
    }
}

/// An axis along which the colours change.
struct SampledAxis {
    from: f32,
    to: f32,
    samples: usize,
}

/// The functions of the gradient that this object is or contains.
fn functions(source: &Pdf, id: ObjectId) -> Option<Vec<Function>> {
    let id = ObjectIdentifier::new(i32::try_from(id.0).ok()?, i32::from(id.1));
    let object: Dict<'_> = source.xref().get(id)?;
    let shading = object.get::<Dict<'_>>("Shading").unwrap_or(object);
    match shading.get("Function")? {
        Parsed::Array(list) => list
            .iter()
            .map(|function| Function::new(&function))
            .collect(),
        function => Some(vec![Function::new(&function)?]),
    }
}
