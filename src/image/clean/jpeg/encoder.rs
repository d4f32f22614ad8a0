//! Writing of coefficients as one scan: [`put`].

use super::bits::BitWriter;
use super::coefficients::Plane;
use super::frame::Frame;
use super::huffman::Encoder;
use super::{marker, put as put_segment};

/// The longest first and other coefficients of pictures of eight bits, in bits.
const LONGEST: [u32; 2] = [11, 10];
/// Sixteen zeros.
const ZEROS: u8 = 0xf0;
/// No more coefficients.
const END: u8 = 0;

/// A symbol and the bits behind it.
struct CodedNumber {
    /// The first or the other coefficients: 0 or 1.
    class: usize,
    /// The number of the table: the first component has its own.
    table: usize,
    symbol: u8,
    bits: u32,
    length: u32,
}

/// Writes tables, frame and scan of a picture; absent if it has coefficients that pictures of eight bits do not have.
pub(super) fn put(
    bytes: &mut Vec<u8>,
    frame: &Frame,
    planes: &[Plane],
    is_rgb: bool,
) -> Option<()> {
    let mut frequencies = [[[0u32; 256]; 2]; 2];
    codes(frame, planes, |code| {
        frequencies[code.class][code.table][usize::from(code.symbol)] += 1;
    })?;
    let encoders = frequencies.map(|class| class.map(|table| Encoder::new(&table)));
    let ids = if is_rgb { b"RGB" } else { b"\x01\x02\x03" };

    for (number, plane) in (0u8..).zip(planes) {
        put_segment(
            bytes,
            marker::DQT,
            &[&[number][..], &plane.quantization].concat(),
        );
    }
    let mut header = vec![8];
    header.extend(frame.height.to_be_bytes());
    header.extend(frame.width.to_be_bytes());
    header.push(planes.len() as u8);
    for ((component, number), id) in frame.components.iter().zip(0u8..).zip(ids) {
        let factors = component.across << 4 | component.down;
        header.extend([*id, factors as u8, number]);
    }
    put_segment(bytes, marker::SOF0, &header);
    for (class, encoders) in (0u8..).zip(&encoders) {
        for (number, encoder) in (0u8..).zip(encoders).take(planes.len()) {
            put_segment(bytes, marker::DHT, &encoder.content(class, number));
        }
    }
    let mut header = vec![planes.len() as u8];
    for (number, id) in (0u8..).zip(ids).take(planes.len()) {
        let table = number.min(1);
        header.extend([*id, table << 4 | table]);
    }
    header.extend([0, 63, 0]);
    put_segment(bytes, marker::SOS, &header);

    let mut bits = BitWriter::default();
    codes(frame, planes, |code| {
        encoders[code.class][code.table].put(code.symbol, &mut bits);
        bits.put(code.bits, code.length);
    })?;
    bytes.extend(bits.finish());
    Some(())
}

/// All codes of a picture, in their order.
fn codes(frame: &Frame, planes: &[Plane], mut each: impl FnMut(&CodedNumber)) -> Option<()> {
    let mut predictions = [0i32; 3];
    for group in 0..frame.group_rows * frame.group_columns {
        let (row, column) = (group / frame.group_columns, group % frame.group_columns);
        for (index, (component, plane)) in frame.components.iter().zip(planes).enumerate() {
            let (across, down) = (component.across, component.down);
            for part in 0..across * down {
                let (row, column) = (row * down + part / across, column * across + part % across);
                let code = |class: usize, symbol: u8, bits: u32, length: u32| CodedNumber {
                    class,
                    table: index.min(1),
                    symbol,
                    bits,
                    length,
                };
                // Beside the picture, blocks are as short as possible.
                let Some([first, others @ ..]) = plane.block(row, column) else {
                    each(&code(0, 0, 0, 0));
                    each(&code(1, END, 0, 0));
                    continue;
                };
                let first = i32::from(*first);
                let (bits, length) = coded(first - predictions[index], 0)?;
                predictions[index] = first;
                each(&code(0, length as u8, bits, length));
                let mut zeros = 0u8;
                let used = others
                    .iter()
                    .rposition(|&other| other != 0)
                    .map_or(0, |last| last + 1);
                for &other in &others[..used] {
                    if other == 0 {
                        zeros += 1;
                        continue;
                    }
                    while zeros > 15 {
                        each(&code(1, ZEROS, 0, 0));
                        zeros -= 16;
                    }
                    let (bits, length) = coded(i32::from(other), 1)?;
                    each(&code(1, zeros << 4 | length as u8, bits, length));
                    zeros = 0;
                }
                if used < others.len() {
                    each(&code(1, END, 0, 0));
                }
            }
        }
    }
    Some(())
}

/// The bits of a number, and how many: negative ones begin with a zero.
fn coded(number: i32, class: usize) -> Option<(u32, u32)> {
    let length = 32 - number.unsigned_abs().leading_zeros();
    if length > LONGEST[class] {
        return None;
    }
    let bits = if number < 0 { number - 1 } else { number };
    Some((bits as u32 & ((1 << length) - 1), length))
}
