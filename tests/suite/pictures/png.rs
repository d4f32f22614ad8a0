//! PNGs with a secret.

use flate2::Crc;
use vitrine::model::PictureUse;

use super::Hidden;
use super::jpeg::exif;
use super::secret::{RARE, SECRET, profile, zipped};

/// Side of the pictures, in pixels.
const SIDE: usize = 24;
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(name);
    sum.update(content);
    let length = (content.len() as u32).to_be_bytes();
    [&length, &name[..], content, &sum.sum().to_be_bytes()].concat()
}

pub(super) fn header(width: u32, height: u32, depth: u8, colours: u8) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&size[..], &[depth, colours, 0, 0, 0]].concat())
}

/// A PNG of these chunks.
pub(super) fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat(), &chunk(b"IEND", &[])].concat()
}

/// The lines of a picture, with one pixel that differs in each; the last pixel is `corner`.
fn lines<const N: usize>(ground: [u8; N], other: [u8; N], corner: [u8; N]) -> Vec<u8> {
    let mut lines = Vec::new();
    for row in 0..SIDE {
        lines.push(0);
        for column in 0..SIDE {
            lines.extend(match (row, column) {
                (23, 23) => corner,
                _ if (row + column) % 5 == 0 => other,
                _ => ground,
            });
        }
    }
    lines
}

pub(super) fn all() -> Vec<Hidden> {
    let mut list = Vec::new();
    let mut hide = |place: &str, bytes: Vec<u8>| list.push(Hidden::new("png", place, bytes));
    let side = SIDE as u32;
    let rgb = lines([200, 30, 40], [10, 20, 90], [0, 90, 0]);
    let (head, data) = (header(side, side, 8, 2), chunk(b"IDAT", &zipped(&rgb)));
    let with =
        |name: &[u8; 4], content: &[u8]| png(&[head.clone(), chunk(name, content), data.clone()]);
    for name in [
        b"tIME", b"pHYs", b"sPLT", b"hIST", b"sBIT", b"bKGD", b"oFFs", b"vpAg", b"prVW", b"gAMA",
        b"cHRM", b"sRGB", b"caBX", b"mkBF", b"cICP", b"acTL",
    ] {
        hide(&String::from_utf8_lossy(name), with(name, SECRET));
    }
    hide("cHRM of its length", with(b"cHRM", &RARE.repeat(2)));
    hide("tEXt", with(b"tEXt", &[b"Author\0", SECRET].concat()));
    let packed = zipped(SECRET);
    hide(
        "zTXt",
        with(b"zTXt", &[b"Author\0\0".as_slice(), &packed].concat()),
    );
    hide(
        "iTXt",
        with(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET].concat()),
    );
    hide(
        "iTXt, packed",
        with(
            b"iTXt",
            &[b"Title\0\x01\0en\0\0".as_slice(), &packed].concat(),
        ),
    );
    hide("eXIf", with(b"eXIf", &exif(1)));
    let packed = zipped(&profile(true));
    hide(
        "profile",
        with(b"iCCP", &[b"RGB\0\0".as_slice(), &packed].concat()),
    );
    let packed = zipped(&profile(false));
    hide(
        "the name of a profile",
        with(
            b"iCCP",
            &[b"Kanarienvogel\0\0".as_slice(), &packed].concat(),
        ),
    );
    hide(
        "behind a profile",
        with(b"iCCP", &[b"RGB\0\0".as_slice(), &packed, SECRET].concat()),
    );
    hide(
        "a damaged profile",
        with(b"iCCP", &[b"RGB\0\0".as_slice(), SECRET].concat()),
    );

    let mut wrong = chunk(b"tEXt", &[b"Author\0", SECRET].concat());
    *wrong.last_mut().unwrap() ^= 1;
    hide(
        "a chunk with a wrong sum",
        png(&[head.clone(), wrong, data.clone()]),
    );
    hide(
        "behind the end",
        [png(&[head.clone(), data.clone()]), SECRET.to_vec()].concat(),
    );
    hide(
        "a text behind the data",
        png(&[
            head.clone(),
            data.clone(),
            chunk(b"tEXt", &[b"Author\0", SECRET].concat()),
        ]),
    );
    let long = chunk(b"IDAT", &[zipped(&rgb), SECRET.to_vec()].concat());
    hide("behind the stream", png(&[head.clone(), long]));
    hide(
        "another part of the data",
        png(&[head.clone(), data.clone(), chunk(b"IDAT", SECRET)]),
    );
    let more = chunk(b"IDAT", &zipped(&[&rgb[..], SECRET].concat()));
    hide("behind the last line", png(&[head.clone(), more]));
    let frame = [&0u32.to_be_bytes()[..], &zipped(SECRET)].concat();
    hide(
        "a frame",
        png(&[head.clone(), data.clone(), chunk(b"fdAT", &frame)]),
    );

    let indexes = chunk(b"IDAT", &zipped(&lines([0], [1], [2])));
    let palette = [&[200, 30, 40, 10, 20, 90, 0, 90, 0][..], SECRET].concat();
    let coloured = |palette: &[u8], rest: &[Vec<u8>]| {
        png(&[
            vec![header(side, side, 8, 3), chunk(b"PLTE", palette)],
            rest.to_vec(),
        ]
        .concat())
    };
    hide(
        "colours that no pixel has",
        coloured(&palette, std::slice::from_ref(&indexes)),
    );
    let alphas = chunk(b"tRNS", &[&[255, 255, 255][..], SECRET].concat());
    hide(
        "transparency that no pixel has",
        coloured(&palette[..9 + 81], &[alphas, indexes]),
    );
    list
}

#[test]
fn colours_of_erased_pixels_are_not_published() {
    let mut pixels = lines([200, 30, 40, 255], [10, 20, 90, 255], [0, 0, 0, 255]);
    for pixel in pixels[1..1 + 4 * SIDE].chunks_mut(4) {
        pixel.copy_from_slice(&[1, 2, 3, 0]);
    }
    let side = SIDE as u32;
    let bytes = png(&[header(side, side, 8, 6), chunk(b"IDAT", &zipped(&pixels))]);
    let picture = vitrine::image::check("logo", &bytes).unwrap().picture;
    let logo = vitrine::image::for_web(&picture, PictureUse::Logo);
    let of_theme = vitrine::image::of_theme(&bytes).unwrap().unwrap();
    for published in [logo, of_theme] {
        let pixels = image::load_from_memory(&published).unwrap().into_rgba8();
        assert!(pixels.pixels().any(|pixel| pixel[3] == 0));
        assert!(
            pixels
                .pixels()
                .all(|pixel| pixel[3] > 0 || pixel.0 == [0; 4])
        );
    }
}
