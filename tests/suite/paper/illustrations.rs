//! Pictures in texts: their size on paper, ornaments, and sheets that conform to PDF/UA.

use std::path::Path;

use image::{Rgb, RgbImage};

use super::editions::{EditionOptions, render_edition};
use crate::demo_site;
use crate::project::{Project, repository};
use crate::tools;

/// A project whose programme has this text, with pictures of several sizes.
fn with_text(text: &str) -> Project {
    let project = Project::base().file(
        "content/programmes/solutions/index.en.md",
        format!("+++\ntitle = \"Solutions\"\n+++\n{text}\n"),
    );
    let images = project.path().join("content/images");
    std::fs::create_dir_all(&images).unwrap();
    for (name, width, height) in [("icon", 40, 40), ("poster", 300, 2400), ("wide", 3000, 600)] {
        let picture = RgbImage::from_pixel(width, height, Rgb([0, 90, 160]));
        picture.save(images.join(format!("{name}.png"))).unwrap();
    }
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"48\"><rect width=\"96\" height=\"48\" fill=\"#005aa0\"/></svg>";
    project.file("content/images/drawing.svg", drawing)
}

/// The width and height in millimetres of each raster picture in the PDF that is not a logo.
fn sizes(pdf: &Path) -> Vec<[f64; 2]> {
    let trace = tools::drawing(pdf);
    trace
        .lines()
        .filter(|line| line.contains("<fill_image"))
        .map(|line| {
            let (_, matrix) = line.split_once("transform=\"").unwrap();
            let numbers: Vec<f64> = matrix
                .split('"')
                .next()
                .unwrap()
                .split_whitespace()
                .map(|number| number.parse().unwrap())
                .collect();
            [numbers[0].abs(), numbers[3].abs()].map(|points| points / 72.0 * 25.4)
        })
        .collect()
}

fn conforms(pdf: &Path) -> bool {
    String::from_utf8_lossy(&tools::decompressed(pdf)).contains("pdfuaid:part>1")
}

#[test]
fn pictures_have_their_own_size_and_are_never_cut() {
    let project = with_text(
        "Look for this icon ![our icon](/images/icon.png) on the portal.\n\n![Poster](/images/poster.png)\n\n![Wide](/images/wide.png)\n",
    );
    let pdf = render_edition(&project, EditionOptions::default()).pdf;
    let sizes = sizes(&pdf);
    let [icon, poster, wide] = sizes[..] else {
        panic!("{sizes:?}");
    };
    assert!(
        (icon[0] - 6.77).abs() < 0.1 && (icon[1] - 6.77).abs() < 0.1,
        "{icon:?}"
    );
    assert!(poster[1] < 210.0, "higher than the text: {poster:?}");
    assert!(
        (poster[1] / poster[0] - 8.0).abs() < 0.05,
        "cut: {poster:?}"
    );
    assert!(wide[0] > 100.0 && wide[0] < 174.0, "{wide:?}");
    // The words before the icon are not spread over the line.
    let text = tools::text(&pdf);
    assert!(text.contains("Look for this icon"), "{text}");
}

#[test]
fn an_ornament_is_an_artifact() {
    let project =
        with_text("Before.\n\n![](/images/drawing.svg)\n\nBetween ![](/images/icon.png) words.\n");
    let edition = render_edition(&project, EditionOptions::default());
    assert!(conforms(&edition.pdf));
    assert_eq!(
        edition.diagnostics.iter().count(),
        0,
        "{:?}",
        edition.diagnostics
    );
}

#[test]
fn a_sheet_conforms_to_pdf_ua() {
    let project = Project::of(repository());
    let partner = demo_site::catalogue()
        .partners
        .iter()
        .next()
        .unwrap()
        .1
        .id
        .clone();
    let edition = render_edition(
        &project,
        EditionOptions {
            partner: Some(Box::leak(partner.into_boxed_str())),
            ..EditionOptions::default()
        },
    );
    assert!(conforms(&edition.pdf));
    let website = "The whole catalogue on the web";
    assert!(tools::text(&edition.pdf).contains(website));
}
