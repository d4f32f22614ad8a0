//! Animations with a secret in every place that is not a frame: it is not published, and frames and times stay.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::LoopCount;
use image::{AnimationDecoder, DynamicImage, Frames, ImageFormat, Rgba, RgbaImage};

use super::jpeg::exif;
use super::png::{chunk, header, png};
use super::secret::{self, SECRET, assert_clean, profile, zipped};
use super::webp;

/// Side of the pictures, in pixels.
const SIDE: u32 = 24;
const RED: [u8; 4] = [200, 30, 40, 255];
const BLUE: [u8; 4] = [20, 40, 200, 255];
const GREEN: [u8; 4] = [30, 160, 60, 255];
const YELLOW: [u8; 4] = [230, 200, 20, 255];

/// A frame: a square of one colour, whose first pixel is transparent if `pierced`.
struct Square {
    place: u32,
    side: u32,
    colour: [u8; 4],
    pierced: bool,
}

const SQUARES: [Square; 4] = [
    square(0, SIDE, RED, false),
    square(2, 4, BLUE, true),
    square(0, 2, GREEN, false),
    square(6, 2, YELLOW, false),
];

const fn square(place: u32, side: u32, colour: [u8; 4], pierced: bool) -> Square {
    Square {
        place,
        side,
        colour,
        pierced,
    }
}

impl Square {
    fn image(&self) -> RgbaImage {
        RgbaImage::from_fn(self.side, self.side, |x, y| {
            match self.pierced && x + y == 0 {
                true => Rgba([77, 78, 79, 0]),
                false => Rgba(self.colour),
            }
        })
    }

    fn draw(&self, canvas: &mut RgbaImage) {
        for (x, y, pixel) in self.image().enumerate_pixels() {
            if pixel[3] > 0 {
                canvas.put_pixel(self.place + x, self.place + y, *pixel);
            }
        }
    }
}

/// What is seen of the squares: the second leaves a hole, and the third stays in a WebP only, which cannot take it back.
fn expected(stays: bool) -> Vec<RgbaImage> {
    let [red, blue, green, yellow] = &SQUARES;
    let mut first = RgbaImage::new(SIDE, SIDE);
    red.draw(&mut first);
    let mut second = first.clone();
    blue.draw(&mut second);
    let mut holed = first.clone();
    for x in 2..6 {
        for y in 2..6 {
            holed.put_pixel(x, y, Rgba([0; 4]));
        }
    }
    let mut third = holed.clone();
    green.draw(&mut third);
    let mut last = if stays { third.clone() } else { holed };
    yellow.draw(&mut last);
    vec![first, second, third, last]
}

/// The frames, without the colours of transparent pixels, and their times in milliseconds.
fn decoded(frames: Frames<'_>) -> (Vec<RgbaImage>, Vec<u32>) {
    let frames = frames.map(|frame| {
        let frame = frame.unwrap();
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let mut image = frame.into_buffer();
        for pixel in image.pixels_mut().filter(|pixel| pixel[3] == 0) {
            pixel.0 = [0; 4];
        }
        (image, numerator / denominator)
    });
    frames.unzip()
}

fn of_png(bytes: &[u8]) -> (Vec<RgbaImage>, Vec<u32>) {
    let decoder = PngDecoder::new(Cursor::new(bytes)).unwrap();
    decoded(decoder.apng().unwrap().into_frames())
}

/// An animated PNG of the squares with the secret between, behind and inside of its chunks; `colours` is 2 or 6.
fn animated_png(colours: u8) -> Vec<u8> {
    let packed = zipped(SECRET);
    let secrets = |anywhere_only: bool| {
        let mut chunks = vec![
            chunk(b"tEXt", &[b"Author\0", SECRET].concat()),
            chunk(b"zTXt", &[b"Author\0\0".as_slice(), &packed].concat()),
            chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET].concat()),
            chunk(b"tIME", SECRET),
            chunk(b"kaNa", SECRET),
        ];
        if !anywhere_only {
            let profile = zipped(&profile(true));
            chunks.push(chunk(b"iCCP", &[b"RGB\0\0".as_slice(), &profile].concat()));
            chunks.push(chunk(b"eXIf", &exif(1)));
            for name in [b"sPLT", b"pHYs", b"bKGD", b"hIST", b"sBIT"] {
                chunks.push(chunk(name, SECRET));
            }
        }
        chunks.concat()
    };
    let mut chunks = vec![header(SIDE, SIDE, 8, colours)];
    chunks.push(chunk(b"acTL", &[0, 0, 0, 4, 0, 0, 0, 3]));
    chunks.push(secrets(false));
    // Numerator and denominator of the time, what is left of the frame, and how it is drawn.
    let controls: [(u16, u16, u8, u8); 4] = [
        (1, 10, 0, 0),
        (1, 30, 1, 1),
        (7, 0, 2, 0),
        (250, 1000, 0, 1),
    ];
    let mut number = 0u32;
    for (square, (numerator, denominator, dispose, blend)) in SQUARES.iter().zip(controls) {
        let numbers = [number, square.side, square.side, square.place, square.place];
        let numbers = numbers.map(u32::to_be_bytes).concat();
        let time = [numerator.to_be_bytes(), denominator.to_be_bytes()].concat();
        chunks.push(chunk(
            b"fcTL",
            &[&numbers[..], &time, &[dispose, blend]].concat(),
        ));
        number += 1;
        let mut lines = Vec::new();
        for row in square.image().rows() {
            lines.push(0);
            row.for_each(|pixel| lines.extend(&pixel.0[..if colours == 2 { 3 } else { 4 }]));
        }
        if colours == 6 {
            // Behind the last line.
            lines.extend(SECRET);
        }
        let stream = [zipped(&lines), SECRET.to_vec()].concat();
        if number == 1 {
            chunks.push(chunk(b"IDAT", &stream));
        } else {
            chunks.push(chunk(
                b"fdAT",
                &[&number.to_be_bytes()[..], &stream].concat(),
            ));
            number += 1;
        }
        chunks.push(secrets(true));
    }
    [png(&chunks), SECRET.to_vec()].concat()
}

#[test]
fn an_animated_png_keeps_its_frames_and_times_and_nothing_else() {
    for colours in [2, 6] {
        let bytes = animated_png(colours);
        assert!(!secret::found(&bytes).is_empty());
        let clean = vitrine::image::of_theme(&bytes).unwrap().unwrap();
        assert_clean("an animated PNG", &clean);
        let (frames, times) = of_png(&clean);
        assert_eq!(times, [100, 33, 70, 250], "{colours}");
        if colours == 6 {
            assert!(frames == expected(false), "the frames differ");
        }
        assert!(frames == of_png(&bytes).0, "the frames differ: {colours}");
        // It is repeated three times, as before.
        let control = memchr::memmem::find(&clean, b"acTL").unwrap();
        assert_eq!(clean[control + 4..control + 12], [0, 0, 0, 4, 0, 0, 0, 3]);
    }
}

#[test]
fn an_animated_webp_keeps_its_frames_and_times_and_nothing_else() {
    let number = |number: u32| number.to_le_bytes()[..3].to_vec();
    let frames = SQUARES.iter().zip([(100, 0), (33, 1), (70, 2), (250, 0)]);
    let frames = frames.map(|(square, (time, flags))| {
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::from(square.image());
        image.write_to(&mut bytes, ImageFormat::WebP).unwrap();
        let data = bytes.into_inner().split_off(12);
        let place = number(square.place / 2);
        let side = number(square.side - 1);
        let head = [&place[..], &place, &side, &side, &number(time), &[flags]].concat();
        let secrets = webp::chunk(b"KANA", SECRET);
        webp::chunk(b"ANMF", &[head, data, secrets].concat())
    });
    let frames: Vec<Vec<u8>> = frames.collect();
    let [third, last] = [&frames[2], &frames[3]].map(Clone::clone);
    // Some programs write a ground of a colour, which no browser shows.
    let control = webp::chunk(b"ANIM", &[9, 8, 7, 255, 3, 0]);
    let side = (SIDE - 1) as u8;
    let bytes = webp::webp(&[
        webp::chunk(b"VP8X", &[0x3e, 0, 0, 0, side, 0, 0, side, 0, 0]),
        webp::chunk(b"ICCP", &profile(true)),
        control,
        frames[0].clone(),
        webp::chunk(b"KANA", SECRET),
        frames[1].clone(),
        // A still picture among the frames.
        webp::chunk(b"VP8 ", SECRET),
        third,
        last,
        webp::chunk(b"EXIF", &exif(1)),
        webp::chunk(b"XMP ", SECRET),
    ]);
    let bytes = [bytes, SECRET.to_vec()].concat();
    let clean = vitrine::image::of_theme(&bytes).unwrap().unwrap();
    assert_clean("an animated WebP", &clean);
    let decoder = WebPDecoder::new(Cursor::new(&clean)).unwrap();
    assert!(matches!(decoder.loop_count(), LoopCount::Finite(count) if count.get() == 3));
    let (frames, times) = decoded(decoder.into_frames());
    assert_eq!(times, [100, 33, 70, 250]);
    for (index, (frame, expected)) in frames.iter().zip(expected(true)).enumerate() {
        assert!(*frame == expected, "frame {index} differs");
    }
    assert_eq!(frames.len(), 4);
}
