use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::{Coding, PictureCheck, check, for_paper, for_web};
use crate::model::{PictureKind, PictureUse};

/// An SVG of 100 by 100 with this content.
fn svg(content: &str) -> Vec<u8> {
    let names = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    format!("<svg {names} viewBox=\"0 0 100 100\">{content}</svg>").into_bytes()
}

const SQUARE: &str = "<path fill=\"red\" d=\"M0 0H100V100H0Z\"/>";

fn cleaned(bytes: &[u8]) -> (String, Vec<String>) {
    let PictureCheck {
        picture, dropped, ..
    } = check("logo.svg", bytes).unwrap();
    (String::from_utf8(picture.bytes.to_vec()).unwrap(), dropped)
}

fn refused(bytes: &[u8]) -> String {
    check("logo", bytes).unwrap_err()
}

/// A picture of a red disc on a background.
fn disc(width: u32, height: u32, ground: [u8; 4]) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let from = |at: u32, length: u32| (f64::from(at) + 0.5) / f64::from(length) - 0.5;
        let inside = from(x, width).hypot(from(y, height)) <= 0.5;
        Rgba(if inside { [200, 0, 0, 255] } else { ground })
    })
}

fn encoded(image: RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::from(image);
    let image = if format == ImageFormat::Jpeg {
        image.into_rgb8().into()
    } else {
        image
    };
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn decoded(bytes: &[u8]) -> RgbaImage {
    image::load_from_memory(bytes).unwrap().into_rgba8()
}

#[test]
fn writes_an_svg_anew_without_what_could_run_or_load() {
    let (text, dropped) = cleaned(&svg(&format!(
        "{SQUARE}<script>a()</script><g onclick=\"b()\" onload=\"c()\"><a href=\"https://d.example\"><circle r=\"5\"/></a></g>\
         <image href=\"https://e.example/f.png\" width=\"5\" height=\"5\"/>\
         <image xlink:href=\"file:///etc/passwd\" width=\"5\" height=\"5\"/>\
         <use href=\"g.svg#h\"/><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">i</p></foreignObject>\
         <style>@import url(https://j.example);</style><set attributeName=\"x\"/>"
    )));
    for gone in [
        "script", "onclick", "example", "passwd", "foreign", "import", "href", "set ",
    ] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    assert!(
        text.contains("<path fill=\"#ff0000\" d=\"m0 0h100v100h-100z\"/>"),
        "{text}"
    );
    assert_eq!(
        dropped,
        [
            "a script",
            "a piece of a web page (foreignObject)",
            "an animation",
            "a link",
            "2 pictures that are in other files",
            "a part that is in another file",
            "a style sheet that is in another file",
            "2 event handlers (onclick, onload)",
        ]
    );
    assert_eq!(cleaned(text.as_bytes()).1, Vec::<String>::new());
}

#[test]
fn cleans_svgs_inside_of_svgs() {
    // <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>a()</script><path d='M0 0h9v9'/></svg>
    let inner = "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCA5IDknPjxzY3JpcHQ+YSgpPC9zY3JpcHQ+PHBhdGggZD0nTTAgMGg5djknLz48L3N2Zz4=";
    let image =
        format!("<image width=\"90\" height=\"90\" href=\"data:image/svg+xml;base64,{inner}\"/>");
    let (text, _) = cleaned(&svg(&format!("{SQUARE}{image}")));
    assert!(
        text.contains("<image") || text.matches("<path").count() > 1,
        "{text}"
    );
    assert!(!text.contains(&inner[100..140]), "{text}");
}

#[test]
fn reads_svgs_as_ugly_as_they_come() {
    let latin1 = "<?xml version=\"1.0\" encoding=\"utf-8\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><!--\u{e9}--><path d=\"M0 0H9V9\"/></svg>";
    let latin1: Vec<u8> = latin1.chars().map(|c| c as u8).collect();
    let utf16 = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0H9V9\"/></svg>";
    let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let illustrator = "<!DOCTYPE svg [<!ENTITY ns_svg \"http://www.w3.org/2000/svg\"><!ENTITY ns_ai \"http://ns.adobe.com/ai/\">]>\
        <svg xmlns=\"&ns_svg;\" xmlns:i=\"&ns_ai;\" viewBox=\"0 0 9 9\"><switch><foreignObject requiredExtensions=\"&ns_ai;\"/><g i:extraneous=\"self\"><path d=\"M0 0H9V9\"/></g></switch></svg>";
    let with_mark = [b"\xef\xbb\xbf".as_slice(), &svg(SQUARE)].concat();
    for bytes in [latin1, utf16, illustrator.into(), with_mark] {
        let (text, dropped) = cleaned(&bytes);
        assert!(text.contains("<path"), "{text}");
        assert_eq!(dropped, Vec::<String>::new());
    }
}

#[test]
fn takes_the_size_from_what_there_is() {
    let size = |attributes: &str| {
        let text = format!(
            "<svg {attributes} xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0H80V40H0Z\"/></svg>"
        );
        let picture = check("logo.svg", text.as_bytes()).unwrap().picture;
        (picture.width, picture.height)
    };
    assert_eq!(size("viewBox=\"0 0 80 40\""), (80, 40));
    assert_eq!(
        size("width=\"100%\" height=\"100%\" viewBox=\"0 0 80 40\""),
        (80, 40)
    );
    assert_eq!(
        size("width=\"160\" height=\"80\" viewBox=\"0 0 80 40\""),
        (160, 80)
    );
    assert_eq!(size(""), (80, 40));
    // Too small for its shape to be visible in whole pixels.
    assert_eq!(
        size("width=\"4\" height=\"2\" viewBox=\"0 0 80 40\""),
        (64, 32)
    );
}

#[test]
fn cuts_margins_off() {
    let small = "<path d=\"M40 45H60V55H40Z\"/>";
    let (text, _) = cleaned(&svg(small));
    assert!(text.contains("viewBox=\"40 45 20 10\""), "{text}");
    let (text, _) = cleaned(&svg(&format!("{SQUARE}{small}")));
    assert!(text.contains("viewBox=\"0 0 100 100\""), "{text}");

    for (ground, trimmed) in [
        ([0, 0, 0, 0], (20, 10)),
        ([255, 255, 255, 255], (20, 10)),
        ([0, 0, 90, 255], (60, 40)),
    ] {
        let mut image = RgbaImage::from_pixel(60, 40, Rgba(ground));
        image::imageops::overlay(&mut image, &disc(20, 10, ground), 7, 9);
        let picture = check("logo.png", &encoded(image, ImageFormat::Png))
            .unwrap()
            .picture;
        assert_eq!((picture.width, picture.height), trimmed);
        let web = decoded(&for_web(&picture, PictureUse::Logo));
        assert_eq!(web.dimensions(), trimmed);
    }
    // White letters on a transparent background are no margin.
    let mut image = RgbaImage::from_pixel(60, 40, Rgba([0; 4]));
    image::imageops::overlay(
        &mut image,
        &RgbaImage::from_pixel(30, 30, Rgba([255; 4])),
        2,
        2,
    );
    let picture = check("logo.png", &encoded(image, ImageFormat::Png))
        .unwrap()
        .picture;
    assert_eq!((picture.width, picture.height), (30, 30));
}

#[test]
fn sets_text_that_is_not_outlined_in_the_font_of_the_theme() {
    let (text, dropped) = cleaned(&svg(
        "<text y=\"50\" font-family=\"Nobody's\">Kerguelen</text>",
    ));
    assert!(
        text.contains("<path") && !text.contains("Kerguelen"),
        "{text}"
    );
    assert_eq!(
        dropped,
        ["the font of the text “Kerguelen”, whose letters are no outlines"]
    );
}

#[test]
fn knows_colours_and_references_that_only_browsers_know() {
    let fills = |path: &str| {
        let (text, _) = cleaned(&svg(path));
        text.contains("fill=\"#ff4f00\"")
    };
    assert!(fills(
        "<path style=\"fill:#FF4F00;fill:color(display-p3 1 0.2 0);fill-opacity:1\" d=\"M0 0H100V100\"/>"
    ));
    assert!(fills(
        "<path fill=\"color(display-p3 1 0.31 0)\" d=\"M0 0H100V100\"/>"
    ));
    let (text, dropped) = cleaned(&svg(&format!(
        "{SQUARE}<path fill=\"url('other')\" d=\"M0 0H9V9\"/>"
    )));
    assert!(!text.contains("#000000"), "{text}");
    assert_eq!(dropped, ["a style that is in another file"]);
}

#[test]
fn keeps_paths_exact_whatever_their_scale() {
    let (text, _) = cleaned(&svg(
        "<path d=\"M0 0 L100 100 C10.5 -.5 0.25 0.75 0 50 Q1 2 3 4 h5 v-5 z m1 1 l.5 .5\"/>",
    ));
    assert!(
        text.contains("d=\"m0 0l100 100c-89.5-100.5-99.75-99.25-100-50q1-48 3-46h5v-5zm1 1l.5.5\""),
        "{text}"
    );
    let (text, _) = cleaned(&svg(
        "<path transform=\"scale(3.543307e-5)\" d=\"M0 0H2800000V2800000Z\"/>",
    ));
    assert!(text.contains("0.00003543307"), "{text}");
    let (text, _) = cleaned(&svg(
        "<path transform=\"scale(10000)\" d=\"M0 0H.01V.0012345Z\"/>",
    ));
    assert!(text.contains("m0 0h.01v.001235z"), "{text}");
}

#[test]
fn refuses_svgs_that_unpack_to_more_than_memory_holds() {
    let entity = "x".repeat(100_000);
    let references = "&a;".repeat(1_000);
    let bomb = format!(
        "<!DOCTYPE svg [<!ENTITY a '{entity}'>]><svg xmlns='http://www.w3.org/2000/svg'><text>{references}</text></svg>"
    );
    assert!(refused(bomb.as_bytes()).contains("8 MB"));
    let nested = "<!DOCTYPE svg [<!ENTITY a 'b'><!ENTITY c '&a;'>]><svg xmlns='http://www.w3.org/2000/svg'/>";
    assert!(refused(nested.as_bytes()).contains("entities"));
    let outside = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>";
    assert!(refused(outside.as_bytes()).contains("cannot be read"));

    let twice = |element: &str| {
        let chain = (1..30).map(|at| {
            let below = at - 1;
            format!("<{element} id=\"a{at}\"><use href=\"#a{below}\"/><path class=\"c{below}\" d=\"M0 0H9V9\"/></{element}>")
        });
        let rules = (0..30).map(|at| format!(".c{at}{{mask:url(#a{at})}}"));
        svg(&format!(
            "<style>{}</style><defs><{element} id=\"a0\">{SQUARE}</{element}>{}</defs><use href=\"#a29\"/>{SQUARE}",
            rules.collect::<String>(),
            chain.collect::<String>(),
        ))
    };
    for element in ["g", "mask"] {
        assert!(
            refused(&twice(element)).contains("too many elements"),
            "{element}"
        );
    }
    for radius in ["9e30", "1E+12", "99999999999999"] {
        let arc = format!("<path d=\"M0 0a{radius} {radius} 0 0 1 9 9\"/>");
        assert!(refused(&svg(&arc)).contains("too large"), "{radius}");
    }
    let deep = format!("{}{SQUARE}{}", "<g>".repeat(50_000), "</g>".repeat(50_000));
    assert!(refused(&svg(&deep)).contains("deep"));
}

#[test]
fn refuses_rasters_that_unpack_to_more_than_memory_holds() {
    let mut bytes = encoded(disc(2, 2, [0; 4]), ImageFormat::Png);
    for (side, expected) in [(60_000u32, "too large"), (16_000, "16000 × 16000 pixels")] {
        bytes[16..20].copy_from_slice(&side.to_be_bytes());
        bytes[20..24].copy_from_slice(&side.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert!(refused(&bytes).contains(expected), "{}", refused(&bytes));
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn says_what_a_file_is_that_is_no_picture() {
    assert_eq!(refused(b""), "the file is empty");
    assert_eq!(
        refused(b"%PDF-1.7"),
        "the file is a PDF; save it as SVG or PNG"
    );
    assert!(refused(b"<!doctype html><html>404</html>").contains("web page"));
    assert!(refused(b"hello").contains("not a picture"));
    assert!(refused(b"<svg").contains("cannot be read"));
    assert!(refused(&svg("")).contains("nothing"));
}

#[test]
fn finds_pictures_on_which_nothing_can_be_seen() {
    let is_blank = |bytes: &[u8]| check("logo", bytes).unwrap().is_blank;
    let white = RgbaImage::from_pixel(40, 20, Rgba([255; 4]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        assert!(is_blank(&encoded(white.clone(), format)), "{format:?}");
        let ground = [255; 4];
        assert!(!is_blank(&encoded(disc(40, 20, ground), format)));
    }
    // A thin line is enough.
    let mut line = RgbaImage::from_pixel(2000, 2000, Rgba([255; 4]));
    (0..2000).for_each(|x| line.put_pixel(x, 700, Rgba([0, 0, 0, 255])));
    assert!(!is_blank(&encoded(line, ImageFormat::Png)));
    let transparent = RgbaImage::from_pixel(40, 20, Rgba([9, 9, 9, 0]));
    assert!(refused(&encoded(transparent, ImageFormat::Png)).contains("transparent"));
    assert!(is_blank(&svg(SQUARE.replace("red", "#fff").as_str())));
    for hidden in [
        "fill=\"none\"",
        "opacity=\"0\"",
        "fill=\"transparent\"",
        "fill-opacity=\"0\"",
        "display=\"none\"",
    ] {
        let drawing = format!("<path {hidden} d=\"M0 0H100V100H0Z\"/>");
        assert!(refused(&svg(&drawing)).contains("nothing"), "{hidden}");
    }
    let small = "<path d=\"M5 5h.01v.01h-.01z\"/>";
    assert!(check("logo.svg", &svg(small)).is_ok());
}

#[test]
fn finds_damaged_rasters() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
    ] {
        let bytes = encoded(disc(64, 64, [0, 0, 90, 255]), format);
        assert!(check("logo", &bytes).is_ok(), "{format:?}");
        for part in [2, 3] {
            let cut = &bytes[..bytes.len() * (part - 1) / part];
            assert!(
                refused(cut).contains("damaged"),
                "{format:?}: {}",
                refused(cut)
            );
        }
    }
}

#[test]
fn makes_rasters_fit_and_never_larger() {
    let ground = [0, 0, 90, 255];
    for (format, expected) in [
        (ImageFormat::Png, PictureKind::Png),
        (ImageFormat::Jpeg, PictureKind::Jpeg),
        (ImageFormat::Gif, PictureKind::Gif),
        (ImageFormat::WebP, PictureKind::Webp),
    ] {
        let wide = check("logo.x", &encoded(disc(1200, 300, ground), format))
            .unwrap()
            .picture;
        assert_eq!(wide.kind, expected);
        let web = for_web(&wide, PictureUse::Logo);
        assert_eq!(decoded(&web).dimensions(), (480, 120));
        let (paper, extension) = for_paper(&wide, 100, Coding::AsItIs);
        assert_eq!(decoded(&paper).dimensions(), (100, 25));
        let kind = image::guess_format(&paper).unwrap();
        assert!(kind.extensions_str().contains(&extension), "{extension}");
        assert_eq!(image::guess_format(&web).unwrap(), kind);
        assert_eq!(web, for_web(&wide, PictureUse::Logo));

        let small = check("logo.x", &encoded(disc(48, 12, ground), format))
            .unwrap()
            .picture;
        assert_eq!(
            decoded(&for_web(&small, PictureUse::Logo)).dimensions(),
            (48, 12)
        );
    }
}

#[test]
fn leaves_no_rim_around_transparent_logos() {
    let bytes = encoded(disc(1000, 1000, [255, 255, 255, 0]), ImageFormat::Png);
    let picture = check("logo.png", &bytes).unwrap().picture;
    let web = decoded(&for_web(&picture, PictureUse::Logo));
    assert_eq!(web.dimensions(), (240, 240));
    for pixel in web.pixels().filter(|pixel| pixel[3] > 16) {
        assert!(pixel[0].abs_diff(200) <= 12 && pixel[1] <= 12, "{pixel:?}");
    }
}

#[test]
fn takes_out_what_cameras_and_programs_wrote() {
    let secret = b"Secret\0where it was taken";
    let mut png = encoded(disc(9, 9, [0, 0, 90, 255]), ImageFormat::Png);
    let mut text = b"tEXt".to_vec();
    text.extend(secret);
    let mut chunk = (secret.len() as u32).to_be_bytes().to_vec();
    chunk.extend(&text);
    chunk.extend(crc32(&text).to_be_bytes());
    png.splice(33..33, chunk);
    let mut jpeg = encoded(disc(9, 9, [0, 0, 90, 255]), ImageFormat::Jpeg);
    let mut comment = vec![0xff, 0xfe, 0, secret.len() as u8 + 2];
    comment.extend(secret);
    jpeg.splice(2..2, comment);
    jpeg.extend(secret);
    for bytes in [png, jpeg] {
        let picture = check("logo", &bytes).unwrap().picture;
        for written in [
            for_web(&picture, PictureUse::Logo),
            for_paper(&picture, 100, Coding::AsItIs).0,
        ] {
            assert_eq!(decoded(&written).dimensions(), (9, 9));
            assert!(!written.windows(6).any(|part| part == b"Secret"));
        }
    }
}
