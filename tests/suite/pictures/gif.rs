//! GIFs with a secret.

use std::io::Cursor;

use gif::{Encoder, Frame, Repeat};

use super::Hidden;
use super::secret::{RARE, SECRET};

/// Colours of the palette: four that occur, then the secret.
fn palette(secret: bool) -> Vec<u8> {
    let mut palette = vec![200, 30, 40, 10, 20, 90, 0, 90, 0, 255, 255, 255];
    palette.extend(if secret { SECRET } else { &[] });
    palette.resize(128 * 3, 0);
    palette
}

/// A GIF of two frames; the comment is inserted before the first of them.
fn gif(palette: &[u8], insertion: &[u8]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = Encoder::new(&mut bytes, 24, 24, palette).unwrap();
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..2 {
        let pixels: Vec<u8> = (0..24 * 24)
            .map(|at| ((at / 5 + number) % 4) as u8)
            .collect();
        encoder
            .write_frame(&Frame::from_indexed_pixels(24, 24, pixels, None))
            .unwrap();
    }
    drop(encoder);
    let mut bytes = bytes.into_inner();
    let start = 13 + palette.len();
    bytes.splice(start..start, insertion.iter().copied());
    bytes
}

fn extension(label: u8, head: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x21, label];
    for block in [head, SECRET] {
        if !block.is_empty() {
            bytes.push(block.len() as u8);
            bytes.extend(block);
        }
    }
    bytes.push(0);
    bytes
}

pub(super) fn all() -> Vec<Hidden> {
    let mut list = Vec::new();
    let mut hide = |place: &str, bytes: Vec<u8>| list.push(Hidden::new("gif", place, bytes));
    let plain = palette(false);
    hide("a comment", gif(&plain, &extension(0xfe, &[])));
    hide("XMP", gif(&plain, &extension(0xff, b"XMP DataXMP")));
    hide(
        "an application",
        gif(&plain, &extension(0xff, b"KANARIEN1.0")),
    );
    hide("a text", gif(&plain, &extension(0x01, &[0; 12])));
    hide("colours that no pixel has", gif(&palette(true), &[]));
    let behind = [gif(&plain, &[]), SECRET.to_vec()].concat();
    hide("behind the end", behind);
    let mut tail = gif(&plain, &[]);
    // Before the empty block that ends the last frame.
    let end = tail.len() - 2;
    tail.splice(end..end, [&[RARE.len() as u8][..], &RARE].concat());
    hide("behind the pixels", tail);
    list
}
