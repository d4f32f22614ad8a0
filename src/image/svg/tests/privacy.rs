//! What cannot be seen of an SVG is not published: names of its parts, hidden parts, and data of embedded pictures.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use resvg::tiny_skia::{Pixmap, Transform};
use usvg::Tree;

use super::super::embedded::EmbeddedPictures;
use super::super::{read, visible};
use super::{data, published, svg, unbase64};

const RECT: &str = "<rect width=\"40\" height=\"20\" fill=\"#124\"/>";

/// A drawing with private words wherever an SVG may have some.
fn private_drawing() -> String {
    let picture = image_with_comments();
    let inner = svg(&format!(
        "<!--CANARY--><title>CANARY</title><g id=\"CANARY\">{RECT}{picture}</g>"
    ));
    let inner = format!(
        "<image width=\"9\" height=\"9\" xlink:href=\"{}\"/>",
        data("image/svg+xml", inner.as_bytes())
    );
    svg(&format!(
        "<!--CANARY--><?CANARY CANARY?><title id=\"CANARY1\">CANARY</title><desc>CANARY</desc>\
         <metadata xmlns:x=\"CANARY\" x:y=\"CANARY\">CANARY<x:z CANARY=\"CANARY\"/></metadata>\
         <style>.CANARY{{fill:red;--CANARY:CANARY}}@font-face{{font-family:CANARY}}/*CANARY*/</style>\
         <defs id=\"CANARY2\"><linearGradient id=\"CANARY3\"><stop offset=\"0\" stop-color=\"red\" id=\"CANARY4\"/>\
         <stop offset=\"1\"/></linearGradient><linearGradient id=\"CANARY5\"><stop/></linearGradient>\
         <clipPath id=\"CANARY6\"><path id=\"CANARY7\" d=\"M0 0H40V20H0z\"/></clipPath>\
         <mask id=\"CANARY8\"><rect id=\"CANARY9\" width=\"40\" height=\"20\" fill=\"#fff\"/></mask>\
         <pattern id=\"CANARY10\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><circle r=\"3\"/></pattern>\
         <marker id=\"CANARY11\"><circle r=\"1\"/></marker><symbol id=\"CANARY12\"><circle r=\"1\"/></symbol>\
         <filter id=\"CANARY13\"><feFlood result=\"CANARY14\"/><feGaussianBlur in=\"SourceGraphic\" stdDeviation=\".1\" \
         result=\"CANARY15\"/><feMerge><feMergeNode in=\"CANARY14\"/><feMergeNode in=\"CANARY15\"/></feMerge>\
         <feFlood id=\"CANARY16\" result=\"CANARY17\"/></filter></defs>\
         <g id=\"CANARY16\" inkscape:label=\"CANARY\" xmlns:inkscape=\"CANARY\" data-x=\"CANARY\" class=\"CANARY\" \
         opacity=\".5\" aria-label=\"CANARY\" style=\"-CANARY:CANARY\"><path class=\"CANARY\" id=\"CANARY18\" d=\"M1 1h9v9z\"/></g>\
         <rect width=\"40\" height=\"20\" fill=\"url(#CANARY3)\" clip-path=\"url(#CANARY6)\" mask=\"url(#CANARY8)\"/>\
         <rect width=\"40\" height=\"20\" fill=\"url(#CANARY10)\" filter=\"url(#CANARY13)\"/>\
         <path marker-start=\"url(#CANARY11)\" d=\"M9 9h9v9\"/><use id=\"CANARY19\" xlink:href=\"#CANARY12\"/>\
         <text y=\"9\" font-family=\"CANARY\" id=\"CANARY20\"><tspan id=\"CANARY21\">Shown</tspan></text>\
         <path id=\"CANARY22\" d=\"M0 0h9\"/><text><textPath xlink:href=\"#CANARY22\">Shown</textPath></text>\
         <a xlink:href=\"#CANARY\" xlink:title=\"CANARY\"><circle r=\"1\"/></a><foreignObject>CANARY</foreignObject>\
         <switch><g systemLanguage=\"CANARY\"/><g id=\"CANARY23\">{RECT}</g></switch>{picture}{inner}"
    ))
}

/// Pictures of every kind, with private data.
fn image_with_comments() -> String {
    let pixels = RgbImage::from_fn(9, 9, |x, y| image::Rgb([20 * x as u8, 20 * y as u8, 9]));
    let mut images = String::new();
    for (format, mime) in [
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Gif, "image/gif"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let mut bytes = Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, format).unwrap();
        let mut bytes = bytes.into_inner();
        match format {
            ImageFormat::Jpeg => {
                bytes.splice(
                    2..2,
                    *b"\xff\xe1\0\x10Exif\0\0CANARY\0\0\xff\xfe\0\x08CANARY",
                );
            }
            ImageFormat::Png => {
                // Programs do not check the sum of what they skip.
                bytes.splice(33..33, *b"\0\0\0\x08tEXtC\0CANARY\x69\x3a\x4f\x14");
            }
            _ => {}
        }
        bytes.extend(b"CANARY");
        images += &format!(
            "<image id=\"CANARY\" width=\"9\" height=\"9\" xlink:href=\"{}\"/>",
            data(mime, &bytes)
        );
    }
    images
}

/// The text, and that of everything within it, decoded.
fn decoded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut all = text.clone();
    for part in text.split("base64,").skip(1) {
        let end = part.find('"').unwrap();
        all.push('\n');
        all += &decoded(&unbase64(part[..end].trim()));
    }
    all
}

#[test]
fn publishes_no_names_and_no_data_of_programs() {
    let (text, _) = published(&private_drawing());
    let all = decoded(text.as_bytes());
    assert!(all.matches("<image").count() >= 9, "{all}");
    for part in [
        "<linearGradient",
        "<clipPath",
        "<mask",
        "<pattern",
        "<filter",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    if let Some(start) = all.to_ascii_uppercase().find("CANARY") {
        let from = start.saturating_sub(300);
        panic!(
            "{}",
            String::from_utf8_lossy(&all.as_bytes()[from..start + 100])
        );
    }
    // Names are letters, and each reference has its target.
    let document = usvg::roxmltree::Document::parse(&text).unwrap();
    let ids: Vec<_> = document
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    assert!(
        ids.iter()
            .all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase())),
        "{ids:?}"
    );
    for reference in text.split("url(#").skip(1) {
        assert!(
            ids.contains(&reference.split(')').next().unwrap()),
            "{reference}"
        );
    }
}

#[test]
fn publishes_nothing_that_cannot_be_seen() {
    let secret = "<path d=\"M3 3h7.77v7.77z\"";
    let filter = "<filter id=\"f\"><feOffset dx=\"30\"/></filter>";
    let clip = "<clipPath id=\"c\"><rect x=\"30\" width=\"10\" height=\"20\"/></clipPath>";
    let cases = [
        format!("{secret} display=\"none\"/>"),
        format!("{secret} visibility=\"hidden\"/>"),
        format!("{secret} opacity=\"0\"/>"),
        format!("<g opacity=\"0\">{secret}/></g>"),
        format!("{secret} fill=\"none\"/>"),
        format!("{secret} fill-opacity=\"0\"/>"),
        format!("{secret} transform=\"translate(60)\"/>"),
        format!("<g transform=\"translate(-60)\">{secret}/></g>"),
        format!("<g transform=\"translate(0 -60)\"><g>{secret} opacity=\".5\"/></g></g>"),
        format!("{clip}<g clip-path=\"url(#c)\">{secret}/></g>"),
        format!("<defs>{secret} id=\"s\"/></defs>"),
        format!("<mask id=\"m\">{secret}/></mask>"),
        format!("<mask id=\"m\"><rect width=\"9\" height=\"9\" fill=\"#fff\"/>{secret} visibility=\"hidden\"/></mask><g mask=\"url(#m)\"><circle r=\"3\"/></g>"),
        format!("{filter}<g transform=\"translate(-500)\"><g filter=\"url(#f)\">{secret}/></g></g>"),
        "<linearGradient id=\"g\"><stop offset=\".777\"/><stop offset=\"1\" stop-color=\"red\"/></linearGradient><path fill=\"url(#g)\" d=\"M60 60h9v9\"/>".to_owned(),
    ];
    for case in cases {
        let (text, _) = published(&svg(&format!("{RECT}{case}")));
        assert!(
            !text.contains("7.77") && !text.contains(".777"),
            "{case}: {text}"
        );
    }
    let shown = [
        format!("{secret}/>"),
        format!("{filter}<g filter=\"url(#f)\"><g transform=\"translate(-9)\">{secret}/></g></g>"),
        format!("<g transform=\"translate(36)\">{secret}/></g>"),
        format!(
            "<path fill=\"none\" stroke=\"red\" stroke-width=\"9\" d=\"M-3 3h-7.77\"/><circle r=\"3\"/>{secret} fill=\"none\" stroke=\"red\"/>"
        ),
    ];
    for case in shown {
        let (text, _) = published(&svg(&format!("{RECT}{case}")));
        assert!(text.contains("7.77"), "{case}: {text}");
    }
}

/// The pixels of a part of a drawing.
fn pixels(tree: &Tree, part: usvg::Rect) -> Pixmap {
    let scale = 160.0 / part.width().max(part.height());
    let side = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut pixels = Pixmap::new(side(part.width()), side(part.height())).unwrap();
    let transform = Transform::from_translate(-part.x(), -part.y()).post_scale(scale, scale);
    resvg::render(tree, transform, &mut pixels.as_mut());
    pixels
}

#[test]
fn what_is_published_looks_as_what_was_given() {
    let seeds = format!("{}/tests/fuzz/seeds/svg", env!("CARGO_MANIFEST_DIR"));
    let mut drawings: Vec<(String, Vec<u8>)> = std::fs::read_dir(seeds)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    drawings.push(("private".to_owned(), private_drawing().into_bytes()));
    drawings.sort();
    let mut compared = 0;
    for (name, bytes) in drawings {
        let Ok(check) = super::super::super::check("logo.svg", &bytes) else {
            continue;
        };
        let Ok((given, _)) = read(&bytes, &EmbeddedPictures::default().options()) else {
            continue;
        };
        let text = String::from_utf8(check.picture.bytes.to_vec()).unwrap();
        let (new, _) = read(text.as_bytes(), &EmbeddedPictures::default().options()).unwrap();
        let part = visible(&given);
        let seen = new.size().to_rect(0.0, 0.0).unwrap();
        let (given, new) = (pixels(&given, part), pixels(&new, seen));
        let size = |pixels: &Pixmap| {
            (
                pixels.width().abs_diff(new.width()),
                pixels.height().abs_diff(new.height()),
            )
        };
        assert!(size(&given).0 <= 1 && size(&given).1 <= 1, "{name}");
        if (given.width(), given.height()) != (new.width(), new.height()) {
            continue;
        }
        let differences = given
            .data()
            .iter()
            .zip(new.data())
            .filter(|(one, other)| one.abs_diff(**other) > 24);
        let differences = differences.count();
        assert!(
            differences * 200 <= given.data().len(),
            "{name}: {differences}"
        );
        compared += 1;
    }
    assert!(compared >= 8, "{compared}");
}
