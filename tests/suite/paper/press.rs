//! The press edition, checked with external tools.

use std::fs;
use std::path::PathBuf;

use super::{indexed, pages_of};
use crate::catalogue;
use crate::project::Project;
use crate::tools;
use vitrine::paper::Medium;

use super::editions::{EditionOptions, render_edition};

/// Points per millimetre.
const MM: f64 = 72.0 / 25.4;

fn pdf() -> PathBuf {
    catalogue::built()
        .path()
        .join("print/catalogue-en-press.pdf")
}

#[test]
fn external_tools_recognize_pdfx_4() {
    tools::qpdf(&["--check"], &pdf());
    assert!(tools::info(&pdf()).contains("PDF subtype:    PDF/X-4"));
    let info = tools::mutool("info", &pdf());
    assert!(info.contains("PDF-1.6"), "{info}");
    assert!(info.contains("GTS_PDFXVersion(PDF/X-4)"), "{info}");
}

#[test]
fn fonts_are_embedded() {
    let fonts = tools::fonts(&pdf());
    assert!(!fonts.is_empty());
    for font in &fonts {
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        assert_eq!(columns.get(4), Some(&"yes"), "not embedded: {font}");
    }
}

#[test]
fn pages_have_trim_bleed_and_margin_for_marks() {
    let boxes = |kind| tools::boxes(&pdf(), kind);
    let (trims, bleeds, sheets) = (boxes("TrimBox"), boxes("BleedBox"), boxes("MediaBox"));
    let count = trims.len();
    assert!(count > 40 && count.is_multiple_of(4), "{count} pages");
    let near = |a: f64, b: f64| (a - b).abs() < 0.05;
    for ((trim, bleed), sheet) in trims.iter().zip(&bleeds).zip(&sheets) {
        assert!(near(trim[2] - trim[0], 210.0 * MM), "{trim:?}");
        assert!(near(trim[3] - trim[1], 297.0 * MM), "{trim:?}");
        for side in 0..4 {
            let outwards = if side < 2 { -1.0 } else { 1.0 };
            let bled = (bleed[side] - trim[side]) * outwards;
            let room = (sheet[side] - bleed[side]) * outwards;
            assert!(near(bled, 3.0 * MM), "{bleed:?} {trim:?}");
            assert!(near(room, 10.0 * MM), "{sheet:?} {bleed:?}");
        }
    }
}

#[test]
fn it_has_neither_links_nor_rgb_colours() {
    let plain = tools::decompressed(&pdf());
    let plain = String::from_utf8_lossy(&plain);
    for word in [
        "/Annots",
        "/URI",
        "/DeviceRGB",
        "/CalRGB",
        "/N 3\n",
        "/JavaScript",
        "/DCTDecode",
    ] {
        assert!(!plain.contains(word), "unexpected {word}");
    }
    for word in [
        "/GTS_PDFX",
        "/DestOutputProfile",
        "/TrimBox",
        "/BleedBox",
        "/OPM 1",
    ] {
        assert!(plain.contains(word), "missing {word}");
    }
    let declared = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>";
    assert!(plain.contains(declared));
}

#[test]
fn index_pages_are_right() {
    let pages = pages_of(&pdf());
    for (name, page) in indexed(&pdf()) {
        let text = tools::visible(&pages[page - 1]);
        let name = tools::visible(&name);
        assert!(
            text.contains(&name),
            "`{name}` is not on page {page}:\n{text}"
        );
    }
}

#[test]
fn qr_codes_have_permanent_addresses() {
    let catalogue = catalogue::catalogue();
    let base = &catalogue.settings.base_url;
    for (medium, pdf) in [("press", pdf()), ("screen", super::pdf())] {
        let pages = indexed(&pdf);
        for id in ["kerguelen", "tessera-data", "nordlys-systems"] {
            let partner = catalogue.partners.find(id).unwrap();
            let name = &catalogue.partners[partner].name;
            let (_, page) = pages.iter().find(|(known, _)| known == name).unwrap();
            let address = format!("{base}/p/{id}/");
            let found = tools::codes(&pdf, *page);
            assert!(found.contains(&address), "{medium}, page {page}: {found:?}");
        }
    }
}

/// A project whose only colour is black: brand, tiers, logo.
pub(super) fn black() -> Project {
    let project = Project::base();
    let read = |path: &str| fs::read_to_string(project.path().join(path)).unwrap();
    let settings = read("content/catalogue.toml");
    let programme = "content/programmes/solutions/programme.toml";
    let tiers = read(programme).replace("[[tiers]]\n", "[[tiers]]\nprint_color = [0, 0, 0, 80]\n");
    assert!(tiers.contains("print_color"));
    // RGB black, filled and stroked.
    let logo = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="30" height="20" fill="#000"/><path d="M32 2v16" stroke="rgb(0,0,0)" stroke-width="2"/></svg>"##;
    let settings = format!("{settings}\n[paper]\nbrand = [0, 0, 0, 100]\n");
    project
        .file("content/catalogue.toml", settings)
        .file(programme, tiers)
        .file("partners/kerguelen.svg", logo)
}

/// The press edition of a project; it must pass the preflight.
pub(super) fn printed(project: &Project) -> PathBuf {
    let rendered = render_edition(
        project,
        EditionOptions {
            medium: Medium::Press,
            ..EditionOptions::default()
        },
    );
    assert!(
        rendered.summary.contains("PDF/X-4, 13 of 13 checks passed"),
        "{}",
        rendered.summary
    );
    rendered.pdf
}

#[test]
fn black_is_printed_with_black_ink_alone() {
    let project = black();
    let pdf = printed(&project);
    let plates = tools::plates(&pdf);
    assert_eq!(plates.len(), pages_of(&pdf).len());
    for (number, [cyan, magenta, yellow, _]) in (1..).zip(&plates) {
        let colours = cyan + magenta + yellow;
        assert_eq!(colours, 0.0, "page {number} has colours: {plates:?}");
    }
    let inked = plates.iter().filter(|plate| plate[3] > 0.0).count();
    assert!(inked * 2 > plates.len(), "{plates:?}");
}

#[test]
fn rgb_logos_are_converted_to_cmyk() {
    let logo = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
        <defs><linearGradient id="g"><stop offset="0" stop-color="#00a859"/><stop offset=".4" stop-color="#fc0"/><stop offset="1" stop-color="#00a859"/></linearGradient></defs>
        <rect width="40" height="20" fill="url(#g)"/><circle cx="20" cy="10" r="6" fill="#00a859" fill-opacity=".5"/></svg>"##;
    let project = black().file("partners/kerguelen.svg", logo);
    let pdf = printed(&project);
    let plates = tools::plates(&pdf);
    let coloured = plates
        .iter()
        .filter(|[cyan, _, yellow, _]| cyan + yellow > 0.0);
    assert_eq!(
        coloured.count(),
        1,
        "only the page of the entry: {plates:?}"
    );
}

/// A JPEG of one colour.
fn jpeg<P: image::PixelWithColorType<Subpixel = u8>>(pixel: P) -> Vec<u8> {
    let picture = image::ImageBuffer::from_pixel(600, 240, pixel);
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn jpegs_in_rgb_and_grey_are_converted_to_cmyk() {
    let record = fs::read_to_string(black().path().join("partners/kerguelen.toml")).unwrap();
    let record = record.replace("kerguelen.svg", "kerguelen.jpg");
    for (picture, pages) in [
        (jpeg(image::Rgb([0, 168, 89])), 1),
        (jpeg(image::Luma([90_u8])), 0),
    ] {
        let project = black()
            .without("partners/kerguelen.svg")
            .file("partners/kerguelen.toml", &record)
            .file("partners/kerguelen.jpg", picture);
        let pdf = printed(&project);
        let plain = tools::decompressed(&pdf);
        let plain = String::from_utf8_lossy(&plain);
        assert!(plain.contains("/Subtype /Image") && !plain.contains("/DeviceRGB"));
        assert!(!plain.contains("/DCTDecode"));
        let plates = tools::plates(&pdf);
        let coloured = plates.iter().filter(|it| it[0] + it[2] > 0.0);
        assert_eq!(coloured.count(), pages, "{plates:?}");
    }
}

#[test]
fn pngs_are_converted_to_cmyk() {
    let project = black();
    let record = fs::read_to_string(project.path().join("partners/kerguelen.toml")).unwrap();
    let record = record.replace("kerguelen.svg", "kerguelen.png");
    let project = project
        .without("partners/kerguelen.svg")
        .file("partners/kerguelen.toml", record)
        .file("partners/kerguelen.png", bands(600, 240));
    let pdf = printed(&project);
    let plain = tools::decompressed(&pdf);
    let plain = String::from_utf8_lossy(&plain);
    assert!(plain.contains("/Subtype /Image"));
    assert!(!plain.contains("/DeviceRGB") && !plain.contains("/N 3\n"));
    let plates = tools::plates(&pdf);
    let all = |plate: &&[f64; 4]| plate.iter().all(|share| *share > 0.0);
    assert_eq!(plates.iter().filter(all).count(), 1, "{plates:?}");
}

/// A project with a coloured logo and these press settings.
fn coloured(press: &str) -> Project {
    let project = black();
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let logo = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#00a859"/></svg>"##;
    let settings = format!("{settings}\n[paper.press]\n{press}\n");
    project
        .file("content/catalogue.toml", settings)
        .file("partners/kerguelen.svg", logo)
}

#[test]
fn the_configured_profile_is_the_output_intent() {
    let profile = crate::project::repository().join("src/paper/press/coated.icc");
    let project = coloured("profile = \"printer.icc\"\ncondition = \"House paper\"\nbleed = 5")
        .file("content/printer.icc", fs::read(profile).unwrap());
    let pdf = printed(&project);
    let plain = tools::decompressed(&pdf);
    assert!(String::from_utf8_lossy(&plain).contains("(House paper)"));
    let [left, ..] = tools::boxes(&pdf, "TrimBox")[0];
    assert!((left - 5.0 * MM).abs() < 0.05, "{left}");
}

#[test]
fn rgb_colours_can_stay_and_the_preflight_notes_them() {
    let project = coloured("rgb = true");
    let edition_options = EditionOptions {
        medium: Medium::Press,
        ..EditionOptions::default()
    };
    let rendered = render_edition(&project, edition_options);
    assert!(
        rendered.summary.contains("PDF/X-4, 12 of 13 checks passed"),
        "{}",
        rendered.summary
    );
    assert!(
        rendered
            .messages
            .contains("colours in `catalogue-en-press.pdf`: RGB on page"),
        "{}",
        rendered.messages
    );
}

/// A PNG of red, green and blue bands with a half transparent edge.
fn bands(width: u32, height: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let mut pixel = [20, 20, 20, if y < 4 { 128 } else { 255 }];
            pixel[(x * 3 / width) as usize] = 220;
            rows.extend(pixel);
        }
    }
    tools::png(width, height, &rows)
}

#[test]
fn output_is_deterministic() {
    let project = black();
    for medium in [Medium::Screen, Medium::Press] {
        let make = || {
            let rendered = render_edition(
                &project,
                EditionOptions {
                    medium,
                    ..EditionOptions::default()
                },
            );
            fs::read(rendered.pdf).unwrap()
        };
        assert!(make() == make(), "{medium:?}");
    }
}
