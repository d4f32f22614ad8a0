//! Logos as designers send them, on the website and on paper.

use std::fs;
use std::path::Path;

use super::editions::{EditionOptions, render_edition};
use super::pages_of;
use super::press::{black, printed};
use crate::project::{files, options, repository};
use crate::tools;

/// What a CMYK logo shows in its quarters as coated paper does: pure cyan, the paper, a dark blue, pure black.
const QUARTERS: [(f32, f32, [u8; 3]); 4] = [
    (0.25, 0.25, [0, 158, 226]),
    (0.75, 0.25, [255, 255, 255]),
    (0.25, 0.75, [0, 73, 148]),
    (0.75, 0.75, [29, 29, 27]),
];

#[track_caller]
fn assert_quarters(picture: &image::RgbImage, within: u8, place: &str) {
    let (width, height) = picture.dimensions();
    for (x, y, expected) in QUARTERS {
        let found = picture.get_pixel((width as f32 * x) as u32, (height as f32 * y) as u32);
        let far = (0..3)
            .map(|part| found.0[part].abs_diff(expected[part]))
            .max();
        assert!(
            far < Some(within),
            "{place}: {found:?} instead of {expected:?}"
        );
    }
}

/// The logo on the page with the entry, as a proof shows it.
fn logo_in(pdf: &Path) -> image::RgbImage {
    let pages = pages_of(pdf);
    let page = pages
        .iter()
        .position(|page| page.contains("Moves retailers onto Atlas"));
    let proof = tools::proof(pdf, page.unwrap() + 1);
    let cyan = |pixel: &image::Rgb<u8>| pixel.0[0] < 80 && pixel.0[1] > 120 && pixel.0[2] > 200;
    let cyan = proof.enumerate_pixels().filter(|(_, _, it)| cyan(it));
    let (columns, rows): (Vec<u32>, Vec<u32>) = cyan.map(|(x, y, _)| (x, y)).unzip();
    let [(x, width), (y, height)] = [columns, rows].map(|places| {
        let least = *places.iter().min().expect("the page has cyan");
        (least, places.iter().max().unwrap() + 1 - least)
    });
    // Cyan is one of the quarters.
    image::imageops::crop_imm(&proof, x, y, width * 2, height * 2).to_image()
}

#[test]
fn jpegs_of_inks_have_the_colours_of_print_everywhere() {
    let record = fs::read_to_string(black().path().join("partners/kerguelen.toml")).unwrap();
    let record = record.replace("kerguelen.svg", "kerguelen.jpg");
    for name in ["cmyk", "ycck"] {
        let logo = fs::read(repository().join(format!("tests/logos/{name}.jpg"))).unwrap();
        let project = black()
            .without("partners/kerguelen.svg")
            .file("partners/kerguelen.toml", &record)
            .file("partners/kerguelen.jpg", logo);

        project.build(&options());
        let site = project.path().join("public/logos");
        let mut files = files(&site).into_iter();
        let file = files.find(|file| file.to_string_lossy().starts_with("kerguelen"));
        let web = fs::read(site.join(file.unwrap())).unwrap();
        let web = image::load_from_memory(&web).unwrap().into_rgb8();
        assert_quarters(&web, 12, &format!("{name} on the site"));

        let screen = render_edition(&project, EditionOptions::default()).pdf;
        assert_quarters(&logo_in(&screen), 20, &format!("{name} on screens"));
        let press = printed(&project);
        assert_quarters(&logo_in(&press), 60, &format!("{name} in print"));
    }
}
