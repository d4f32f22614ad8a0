//! Rasters with something private in every place that is not the picture: it is in no output. Rasters that would take
//! much memory or time: a message.

mod animations;
mod gif;
mod jpeg;
mod png;
pub(crate) mod secret;
mod webp;

use std::fs;

use vitrine::commands::{self, PaperOptions, Progress};
use vitrine::diagnostic::{Format, Style, render};
use vitrine::image::{self, Coding};
use vitrine::model::PictureUse;
use vitrine::paper::Medium;

use self::secret::{SECRET, assert_clean, profile};
use crate::project::{Project, files, options, repository};

/// A raster with the secret in a place that its name describes.
struct Hidden {
    place: String,
    extension: &'static str,
    bytes: Vec<u8>,
}

impl Hidden {
    fn new(extension: &'static str, place: impl Into<String>, bytes: Vec<u8>) -> Self {
        let place = format!("{extension}: {}", place.into());
        assert!(
            !secret::found(&bytes).is_empty(),
            "there is no secret in {place}"
        );
        Self {
            place,
            extension,
            bytes,
        }
    }
}

fn all() -> Vec<Hidden> {
    let mut all = jpeg::all();
    all.extend(png::all());
    all.extend(gif::all());
    all.extend(webp::all());
    all
}

/// Rasters with the secret, with their extensions: one of each format.
pub(crate) fn hidden_in_rasters() -> Vec<(&'static str, Vec<u8>)> {
    let first = |mut of_format: Vec<Hidden>| {
        let hidden = of_format.swap_remove(0);
        (hidden.extension, hidden.bytes)
    };
    [jpeg::all(), png::all(), gif::all(), webp::all()]
        .map(first)
        .into()
}

#[test]
fn nothing_but_the_picture_is_published() {
    for hidden in all() {
        let place = &hidden.place;
        let picture = match image::check("logo", &hidden.bytes) {
            Ok(checked) => checked.picture,
            Err(reason) => panic!("{place}: {reason}"),
        };
        for used in [PictureUse::Logo, PictureUse::Illustration] {
            assert_clean(place, &image::for_web(&picture, used));
        }
        for coding in [Coding::AsItIs, Coding::Lossless] {
            let (bytes, _) = image::for_paper(&picture, 400, coding);
            assert_clean(place, &bytes);
        }
        let of_theme =
            image::of_theme(&hidden.bytes).unwrap_or_else(|why| panic!("{place}: {why}"));
        let of_theme = of_theme.expect("it is a raster");
        assert_clean(place, &of_theme);
        // What is written can be read, and looks the same.
        let again = image::check("logo", &of_theme).unwrap().picture;
        assert_eq!(
            (again.kind, again.width, again.height),
            (picture.kind, picture.width, picture.height),
            "{place}"
        );
        if !image::for_web(&picture, PictureUse::Logo).starts_with(b"\xff\xd8") {
            assert_eq!(
                image::for_paper(&again, 400, Coding::Lossless),
                image::for_paper(&picture, 400, Coding::Lossless),
                "{place}"
            );
        }
    }
}

#[test]
fn nothing_but_the_picture_is_in_the_website_and_the_paper() {
    let mut project = Project::base().file("themes/own/theme.toml", "name = \"Own\"\n");
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(settings, format!("theme = \"own\"\n{text}")).unwrap();
    let mut page = String::from("+++\ntitle = \"About\"\n+++\n");
    for (number, hidden) in all().into_iter().enumerate() {
        if number % 3 > 0 {
            continue;
        }
        let name = format!("picture-{number}.{}", hidden.extension);
        project = project.file(&format!("themes/own/assets/{name}"), &hidden.bytes);
        if number % 9 == 0 {
            page += &format!("\n![A disc](/images/{name})\n");
            let record = format!(
                "name = \"Partner {number}\"\ntypes = [\"integrator\"]\nlogo = \"{name}\"\n"
            );
            project = project
                .file(&format!("content/images/{name}"), &hidden.bytes)
                .file(&format!("partners/partner-{number}.toml"), record)
                .file(&format!("partners/{name}"), &hidden.bytes);
        }
    }
    let project = project.file("content/pages/about.en.md", page);
    let loaded = commands::build(project.path(), &options(), None, &Progress::silent()).unwrap();
    let messages = render(
        &loaded.diagnostics,
        &loaded.sources,
        Format::Short,
        Style::Plain,
    );
    assert!(!messages.contains("error["), "{messages}");
    let press = project.path().join("public/press.pdf");
    let wanted = PaperOptions {
        medium: Medium::Press,
        lang: None,
        country: None,
        partner: None,
        size: None,
        preflight: false,
        output: Some(press),
    };
    commands::paper(project.path(), &options(), &wanted, &Progress::silent()).unwrap();
    let public = project.path().join("public");
    let mut pictures = 0;
    for path in files(&public) {
        let name = path.to_str().unwrap();
        pictures += usize::from(name.ends_with(".jpg") || name.ends_with(".png"));
        assert_clean(name, &fs::read(public.join(&path)).unwrap());
    }
    assert!(pictures > 30, "{pictures}");
}

#[test]
fn every_secret_is_found_wherever_it_is() {
    let zipped = secret::zipped(SECRET);
    let profile = profile(true);
    for bytes in [SECRET, &zipped, &secret::zipped(&zipped), &profile] {
        assert!(std::panic::catch_unwind(|| assert_clean("a file", bytes)).is_err());
    }
    for form in secret::forms() {
        assert!(!secret::found(&form).is_empty());
    }
}

#[test]
fn rasters_that_would_take_much_memory_or_time_are_refused() {
    let refused = |bytes: &[u8]| image::check("logo", bytes).unwrap_err();
    let jpeg = jpeg::plain();
    let claims = |width: u16, height: u16| {
        let mut bytes = jpeg.clone();
        let frame = memchr::memmem::find(&bytes, b"\xff\xc0").unwrap();
        bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        bytes
    };
    assert!(refused(&claims(65_500, 65_500)).contains("too much to be read"));
    assert!(refused(&claims(16_000, 4_000)).contains("ends too early"));
    let scan = memchr::memmem::rfind(&jpeg, b"\xff\xda").unwrap();
    let end = jpeg.len() - 2;
    let scans = jpeg[scan..end].repeat(100);
    let many = jpeg::with(&jpeg, end, &scans);
    assert!(refused(&many).contains("101 scans"), "{}", refused(&many));
    let tables = jpeg::segment(0xdd, &[0, 0]).repeat(10_001);
    let many = jpeg::with(&jpeg, 2, &tables);
    assert!(refused(&many).contains("more than 10000 parts"));
    let profile = vec![0; 5 << 20];
    let parts: Vec<u8> = profile
        .chunks(65_000)
        .zip(1..)
        .flat_map(|(part, number)| {
            let head = [b"ICC_PROFILE\0".as_slice(), &[number, 81]].concat();
            jpeg::segment(0xe2, &[head.as_slice(), part].concat())
        })
        .collect();
    let large = jpeg::with(&jpeg, 2, &parts);
    assert!(refused(&large).contains("larger than 4 MB"));

    let png = |width, height, chunk: Vec<u8>| {
        png::png(&[
            png::header(width, height, 8, 2),
            chunk,
            png::chunk(b"IDAT", &secret::zipped(&[0; 1000])),
        ])
    };
    for (width, height, expected) in [
        (65_535, 65_535, "too large to be read"),
        (16_384, 8_192, "too much to be read"),
        (16_384, 4_096, "ends too early"),
        (u32::MAX, u32::MAX, "too large to be read"),
    ] {
        let reason = refused(&png(width, height, Vec::new()));
        assert!(reason.contains(expected), "{width}: {reason}");
    }
    let parts = png::chunk(b"IDAT", &[]).repeat(100_001);
    let reason = refused(&png(12, 12, parts));
    assert!(reason.contains("more than 100000 parts"), "{reason}");
    let bomb = [b"RGB\0\0".as_slice(), &secret::zipped(&profile)].concat();
    let reason = refused(&png(12, 12, png::chunk(b"iCCP", &bomb)));
    assert!(reason.contains("larger than 4 MB"), "{reason}");
}

#[test]
fn damaged_rasters_are_refused_or_shown_and_never_end_the_program() {
    let samples = [
        jpeg::plain(),
        fs::read(repository().join("tests/logos/progressive.jpg")).unwrap(),
    ]
    .into_iter()
    .chain(
        [png::all(), gif::all(), webp::all()]
            .into_iter()
            .flat_map(|all| all.into_iter().step_by(5).map(|hidden| hidden.bytes)),
    );
    for bytes in samples {
        let mut tried: Vec<Vec<u8>> = Vec::new();
        let step = bytes.len() / 15 + 1;
        for at in (0..bytes.len()).step_by(step) {
            tried.push(bytes[..at].to_vec());
            for change in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                tried.push(changed);
            }
        }
        for bytes in tried {
            if let Ok(checked) = image::check("logo", &bytes) {
                let web = image::for_web(&checked.picture, PictureUse::Logo);
                assert!(image::check("logo", &web).is_ok());
            }
            let _ = image::of_theme(&bytes);
        }
    }
}

#[test]
fn pictures_look_as_before() {
    // Turned by a quarter: the mark in the corner moves.
    let exif = [b"Exif\0\0".as_slice(), &jpeg::exif(6)].concat();
    let turned = jpeg::with(&jpeg::plain(), 2, &jpeg::segment(0xe1, &exif));
    let picture = image::check("logo", &turned).unwrap().picture;
    assert_eq!((picture.width, picture.height), (40, 48));
    for published in [
        image::for_web(&picture, PictureUse::Logo),
        image::of_theme(&turned).unwrap().unwrap(),
    ] {
        let published = image::check("logo", &published).unwrap().picture;
        assert_eq!((published.width, published.height), (40, 48));
    }
    // A JPEG that fits has exactly the same pixels, of one scan or of several.
    let progressive = fs::read(repository().join("tests/logos/progressive.jpg")).unwrap();
    for bytes in [jpeg::plain(), progressive] {
        let picture = image::check("logo", &bytes).unwrap().picture;
        let published = image::for_web(&picture, PictureUse::Logo);
        assert!(published.starts_with(b"\xff\xd8"));
        assert_eq!(jpeg::pixels(&published), jpeg::pixels(&bytes));
        assert!(published.len() < bytes.len() * 11 / 10);
    }
    // The colour profile of a picture has the same numbers.
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile(true)].concat();
    let profiled = jpeg::with(&jpeg::plain(), 2, &jpeg::segment(0xe2, &profile));
    let picture = image::check("logo", &profiled).unwrap().picture;
    let published = image::for_web(&picture, PictureUse::Logo);
    for number in [0x6fa2u32, 0x38f5, 0xb785, 0xb6cf] {
        let found = memchr::memmem::find(&published, &number.to_be_bytes());
        assert!(found.is_some(), "{number:x}");
    }
}
