//! WebP files with a secret.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::Hidden;
use super::jpeg::exif;
use super::secret::{SECRET, profile};

/// The chunk of a picture of 24 × 24 pixels with losses.
const LOSSY: &[u8] = b"\x56\x50\x38\x20\x64\x00\x00\x00\xb0\x03\x00\x9d\x01\x2a\x18\x00\x18\x00\x3f\x01\x6e\xb0\x50\x3f\xa6\
    \xa5\x22\xb0\x0c\x03\xf0\x20\x09\x66\x2a\xbc\x51\xe3\x11\xc9\xd3\x85\x80\xd9\xcc\xd0\x00\xfe\xdb\x0f\
    \xed\x44\xff\x16\x7f\xd1\x70\xbe\x9a\xd0\x32\x7f\xc0\x42\xc4\xf9\x03\xeb\x8f\xd4\x8f\x3b\xdd\x85\xb0\
    \xd7\x5b\x8f\xcf\x93\xfc\x88\x96\x1d\x14\x86\x5f\x4a\xd6\xfd\xee\x75\xde\xe8\x0c\x68\x01\x08\xe6\x7d\
    \xfa\xe8\x3a\x96\x48\xf8\x00\x00";

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_le_bytes();
    let padding = &[0][..content.len() % 2];
    [name, &length[..], content, padding].concat()
}

pub(super) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
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
    let frame_data = data.clone();
    let frame = [parameters.clone(), data, chunk(b"KANA", SECRET)].concat();
    let animated = [extended(2), chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &frame)];
    hide("a frame", webp(&animated));
    let lossless = &frame_data;
    let tailed = |data: &[u8], name: &[u8; 4]| {
        let (_, rest) = data.split_at(4);
        let (length, content) = rest.split_at(4);
        let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
        chunk(name, &[&content[..length], SECRET].concat())
    };
    let behind_data = tailed(lossless, b"VP8L");
    hide("behind the data", webp(std::slice::from_ref(&behind_data)));
    let lossy = tailed(LOSSY, b"VP8 ");
    hide(
        "behind the data with losses",
        webp(std::slice::from_ref(&lossy)),
    );
    let alpha = chunk(b"ALPH", &[&[0][..], &[255; 24 * 24], SECRET].concat());
    hide(
        "behind the transparency",
        webp(&[extended(0x10), alpha, LOSSY.to_vec()]),
    );
    let second = chunk(b"VP8L", &[b"/", SECRET].concat());
    hide(
        "a second picture",
        webp(&[extended(0), lossless.clone(), second]),
    );
    let frame = [parameters, behind_data].concat();
    hide(
        "behind the data of a frame",
        webp(&[extended(2), chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &frame)]),
    );
    list
}

#[test]
fn colours_of_transparent_pixels_are_not_published() {
    let picture = RgbaImage::from_fn(24, 24, |x, y| {
        Rgba([77, 133, 201, if (x + y) % 2 == 0 { 0 } else { 255 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    let still = DynamicImage::from(picture);
    still.write_to(&mut bytes, ImageFormat::WebP).unwrap();
    let still = bytes.into_inner();
    let parameters = [&[0; 6][..], &[23, 0, 0, 23, 0, 0, 100, 0, 0, 0]].concat();
    let frame = [&parameters, &still[12..]].concat();
    let header = chunk(b"VP8X", &[0x12, 0, 0, 0, 23, 0, 0, 23, 0, 0]);
    let animated = webp(&[header, chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &frame)]);
    for bytes in [still, animated] {
        let clean = vitrine::image::of_theme(&bytes).unwrap().unwrap();
        let mut decoder = image::codecs::webp::WebPDecoder::new(Cursor::new(&clean)).unwrap();
        // A frame is drawn on a ground.
        let _ = decoder.set_background_color(Rgba([0; 4]));
        let pixels = DynamicImage::from_decoder(decoder).unwrap().to_rgba8();
        assert!(pixels.pixels().any(|pixel| pixel[3] == 255));
        let hidden = pixels.pixels().filter(|pixel| pixel[3] == 0);
        assert!(hidden.clone().count() > 0);
        assert!(hidden.into_iter().all(|pixel| pixel.0 == [0; 4]));
    }
}
