//! WebP files with a secret.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::Hidden;
use super::jpeg::exif;
use super::secret::{SECRET, profile};

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_le_bytes();
    let padding = &[0][..content.len() % 2];
    [name, &length[..], content, padding].concat()
}

fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let content = [b"WEBP".to_vec(), chunks.concat()].concat();
    [b"RIFF", &(content.len() as u32).to_le_bytes()[..], &content].concat()
}

pub(super) fn all() -> Vec<Hidden> {
    let picture = RgbImage::from_fn(24, 24, |x, y| Rgb([200, (x * 9) as u8, (y * 3) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::from(picture);
    picture.write_to(&mut bytes, ImageFormat::WebP).unwrap();
    let data = bytes.into_inner().split_off(12);
    let mut list = Vec::new();
    let mut hide = |place: &str, bytes: Vec<u8>| list.push(Hidden::new("webp", place, bytes));
    let extended = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 23, 0, 0, 23, 0, 0]);
    let with = |flags: u8, name: &[u8; 4], content: &[u8]| {
        webp(&[extended(flags), chunk(name, content), data.clone()])
    };
    hide("profile", with(0x20, b"ICCP", &profile(true)));
    hide("a damaged profile", with(0x20, b"ICCP", SECRET));
    hide("an unknown chunk", with(0, b"KANA", SECRET));
    for (flags, name, content) in [
        (0x08, b"EXIF", exif(1)),
        (0x04, b"XMP ", SECRET.to_vec()),
        (0, b"KANA", SECRET.to_vec()),
    ] {
        let bytes = webp(&[extended(flags), data.clone(), chunk(name, &content)]);
        hide(&String::from_utf8_lossy(name), bytes);
    }
    let behind = [webp(&[extended(0), data.clone()]), SECRET.to_vec()].concat();
    hide("behind the end", behind);
    let parameters = [&[0; 6][..], &[23, 0, 0, 23, 0, 0, 100, 0, 0, 0]].concat();
    let frame = [parameters, data, chunk(b"KANA", SECRET)].concat();
    let animated = [extended(2), chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &frame)];
    hide("a frame", webp(&animated));
    list
}
