//! Gradients: their colours are mixed step by step, since inks do not change as light does.

use lopdf::{Document, Object, Stream, dictionary};

use super::inks::Inks;
use super::{followed, numbers};

/// In how many steps a gradient is mixed; between them the inks change evenly.
const STEPS: usize = 33;

/// The gradient's function in inks; nothing if it is not made of straight pieces.
pub(super) fn in_inks(document: &Document, function: &Object, inks: &Inks) -> Option<Stream> {
    let last = STEPS - 1;
    let mut samples = Vec::with_capacity(STEPS * 4);
    for step in 0..STEPS {
        let at = step as f32 / last as f32;
        let colour = match *value(document, function, at)?.as_slice() {
            [grey] => Inks::of_grey(grey),
            [red, green, blue] => inks.of_colour([red, green, blue]),
            _ => return None,
        };
        samples.extend(colour.map(|part| (part * 255.0).round() as u8));
    }
    Some(Stream::new(
        dictionary! {
            "FunctionType" => 0,
            "Domain" => vec![0.into(), 1.into()],
            "Range" => [0, 1].repeat(4).into_iter().map(Object::from).collect::<Vec<_>>(),
            "Size" => vec![Object::Integer(STEPS as i64)],
            "BitsPerSample" => 8,
        },
        samples,
    ))
}

/// The value of an exponential function, or of a row of them, between 0 and 1.
fn value(document: &Document, function: &Object, at: f32) -> Option<Vec<f32>> {
    let function = followed(document, function).as_dict().ok()?;
    let list = |key: &[u8]| numbers(document, function.get(key).ok()?);
    match function.get(b"FunctionType").ok()?.as_i64().ok()? {
        2 => {
            let power = function.get(b"N").ok()?.as_float().ok()?;
            let (from, to) = (list(b"C0")?, list(b"C1")?);
            let share = at.powf(power);
            let between = |(from, to): (f32, f32)| from + share * (to - from);
            Some(from.into_iter().zip(to).map(between).collect())
        }
        3 => {
            let pieces = followed(document, function.get(b"Functions").ok()?)
                .as_array()
                .ok()?;
            let (bounds, encode) = (list(b"Bounds")?, list(b"Encode")?);
            let piece = bounds.iter().take_while(|&&bound| at >= bound).count();
            let piece = piece.min(pieces.len().checked_sub(1)?);
            let from = if piece == 0 { 0.0 } else { bounds[piece - 1] };
            let to = bounds.get(piece).copied().unwrap_or(1.0);
            let (low, high) = (*encode.get(2 * piece)?, *encode.get(2 * piece + 1)?);
            let share = if to > from {
                (at - from) / (to - from)
            } else {
                0.0
            };
            value(document, &pieces[piece], low + share * (high - low))
        }
        _ => None,
    }
}
