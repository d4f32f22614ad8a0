//! JPEGs with a secret.

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::Hidden;
use super::secret::{RARE, SECRET, profile};
use crate::project::repository;

/// A JPEG of one scan, without metadata.
pub(super) fn plain() -> Vec<u8> {
    let picture = RgbImage::from_fn(48, 40, |x, y| {
        let inside = (x.abs_diff(24)).pow(2) + (y.abs_diff(20)).pow(2) < 300;
        Rgb(if inside {
            [200, 40, (x * 5) as u8]
        } else {
            [30, 90, 150]
        })
    });
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::from(picture);
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub(super) fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// The file with something inserted.
pub(super) fn with(bytes: &[u8], at: usize, insertion: &[u8]) -> Vec<u8> {
    [&bytes[..at], insertion, &bytes[at..]].concat()
}

pub(super) fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

/// EXIF data with an orientation, a position, and a text.
pub(super) fn exif(orientation: u16) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend(orientation.to_le_bytes());
    exif.extend(b"\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    exif.extend(b"\x01\0\x02\0\x05\0\x02\0\0\0\x38\0\0\0\0\0\0\0");
    exif.extend(RARE);
    exif.extend(SECRET);
    exif
}

pub(super) fn all() -> Vec<Hidden> {
    let plain = plain();
    let mut list = Vec::new();
    let mut hide = |place: &str, bytes: Vec<u8>| list.push(Hidden::new("jpg", place, bytes));
    let start = |content: &[u8]| with(&plain, 2, content);
    let end = plain.len() - 2;

    for number in 1..=15 {
        let marker = 0xe0 + number;
        hide(&format!("APP{number}"), start(&segment(marker, SECRET)));
    }
    for marker in [0xf0, 0xfd, 0xfe] {
        hide(
            &format!("marker {marker:x}"),
            start(&segment(marker, SECRET)),
        );
    }
    for (place, head) in [
        (
            "APP0 with a thumbnail",
            b"JFIF\0\x01\x01\0\0\x01\0\x01\x09\x03".as_slice(),
        ),
        ("a second thumbnail in APP0", b"JFXX\0\x10"),
        ("APP0 of an unknown name", b"AVI1"),
    ] {
        let content = [head, SECRET].concat();
        hide(place, start(&segment(0xe0, &content)));
        let first = usize::from(plain[5]);
        let replaced = [&plain[..2], &segment(0xe0, &content), &plain[4 + first..]].concat();
        hide(&format!("{place}, alone"), replaced);
    }
    for (place, marker, head) in [
        ("XMP", 0xe1, b"http://ns.adobe.com/xap/1.0/\0".as_slice()),
        (
            "extended XMP",
            0xe1,
            b"http://ns.adobe.com/xmp/extension/\0",
        ),
        ("a list of pictures", 0xe2, b"MPF\0"),
        ("FlashPix", 0xe2, b"FPXR\0"),
        (
            "Photoshop",
            0xed,
            b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x60",
        ),
        ("Adobe of a wrong length", 0xee, b"Adobe\0\x64\0\0\0\0\x01"),
    ] {
        hide(place, start(&segment(marker, &[head, SECRET].concat())));
    }
    for orientation in [0, 1, 9, u16::MAX] {
        let content = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
        let name = format!("EXIF with the orientation {orientation}");
        hide(&name, start(&segment(0xe1, &content)));
    }
    let content = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile(true)].concat();
    hide("colour profile", start(&segment(0xe2, &content)));
    let content = [b"ICC_PROFILE\0\x02\x02".as_slice(), SECRET].concat();
    hide(
        "a part of a colour profile",
        start(&segment(0xe2, &content)),
    );

    let table = [&[3][..], &RARE.repeat(4)].concat();
    hide(
        "a quantization table that is not used",
        start(&segment(0xdb, &table)),
    );
    let mut table = vec![0x13];
    table.extend([
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        SECRET.len() as u8,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    table.extend(SECRET);
    hide(
        "a code table that is not used",
        start(&segment(0xc4, &table)),
    );

    hide("behind the last block", with(&plain, end, SECRET));
    hide(
        "a comment behind the scan",
        with(&plain, end, &segment(0xfe, SECRET)),
    );
    hide(
        "a table behind the scan",
        with(
            &plain,
            end,
            &segment(0xdb, &[&[1][..], &RARE.repeat(4)].concat()),
        ),
    );
    let second = start(&segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(1)].concat()));
    hide("a second picture", [plain.as_slice(), &second].concat());
    hide(
        "an archive behind the end",
        [plain.as_slice(), b"PK\x03\x04", SECRET].concat(),
    );

    let scan = |bytes: &[u8], number: usize| {
        memchr::memmem::find_iter(bytes, b"\xff\xda")
            .nth(number)
            .unwrap()
    };
    let progressive = fs::read(repository().join("tests/logos/progressive.jpg")).unwrap();
    for number in 0..4 {
        let at = scan(&progressive, number);
        for marker in [0xe1, 0xe9, 0xee, 0xfe] {
            let name = format!("marker {marker:x} before scan {number}");
            hide(&name, with(&progressive, at, &segment(marker, SECRET)));
        }
    }
    for name in ["cmyk.jpg", "ycck.jpg"] {
        let inks = fs::read(repository().join("tests/logos").join(name)).unwrap();
        hide(name, with(&inks, 2, &segment(0xfe, SECRET)));
        let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile(true)].concat();
        hide(
            &format!("{name}, a profile of screens"),
            with(&inks, 2, &segment(0xe2, &profile)),
        );
    }
    list
}
