//! Gradients in press editions.

use image::{GenericImageView, Rgb, RgbImage};

use super::press::{black, printed};
use super::with_cover;
use crate::project::Project;
use crate::tools;

const GREEN: [u8; 3] = [0, 168, 89];
const YELLOW: [u8; 3] = [255, 204, 0];

/// The only coloured object of an otherwise black edition, as rendered by a proof. The file has no RGB colours.
fn coloured(project: &Project) -> RgbImage {
    let pdf = printed(project);
    let plain = tools::decompressed(&pdf);
    let plain = String::from_utf8_lossy(&plain);
    for word in ["/DeviceRGB", "/CalRGB", "/N 3\n", "/FunctionType 4"] {
        assert!(!plain.contains(word), "unexpected {word}");
    }
    let plates = tools::plates(&pdf);
    let coloured = |plate: &[f64; 4]| plate[0] + plate[2] > 0.0;
    let page = plates
        .iter()
        .position(coloured)
        .expect("a page has colours");
    assert_eq!(plates.iter().filter(|it| coloured(it)).count(), 1);
    let proof = tools::proof(&pdf, page + 1);
    let all = proof.enumerate_pixels().filter(|(_, _, pixel)| {
        let [red, green, blue] = pixel.0;
        red.abs_diff(blue).max(green.abs_diff(blue)) > 60
    });
    let (mut from, mut to) = ((u32::MAX, u32::MAX), (0, 0));
    for (x, y, _) in all {
        from = (from.0.min(x), from.1.min(y));
        to = (to.0.max(x), to.1.max(y));
    }
    let (width, height) = (to.0 - from.0 + 1, to.1 - from.1 + 1);
    proof.view(from.0, from.1, width, height).to_image()
}

/// The colour at a fraction of the width and of the height.
fn colour_at(picture: &RgbImage, x: f32, y: f32) -> [u8; 3] {
    let (width, height) = picture.dimensions();
    let Rgb(colour) = *picture.get_pixel((width as f32 * x) as u32, (height as f32 * y) as u32);
    colour
}

fn interpolated(fraction: f32) -> [u8; 3] {
    [0, 1, 2].map(|part| {
        let (from, to) = (f32::from(GREEN[part]), f32::from(YELLOW[part]));
        (from + fraction * (to - from)) as u8
    })
}

/// CMYK does not have all colours of RGB; this tolerance is enough to tell the test's colours apart.
#[track_caller]
fn assert_near(found: [u8; 3], expected: [u8; 3], place: &str) {
    let far = (0..3)
        .map(|part| found[part].abs_diff(expected[part]))
        .max();
    assert!(far < Some(50), "{place}: {found:?} instead of {expected:?}");
}

fn logo(gradient: &str) -> Project {
    let tag = gradient.split(' ').next().unwrap();
    let logo = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><defs><{gradient}><stop offset="0" stop-color="#00a859"/><stop offset="1" stop-color="#fc0"/></{tag}></defs><rect width="400" height="200" fill="url(#g)"/></svg>"##
    );
    black().file("partners/kerguelen.svg", logo)
}

#[test]
fn linear_gradients_change_evenly() {
    let picture = coloured(&logo(r#"linearGradient id="g""#));
    for x in [0.05, 0.3, 0.5, 0.7, 0.95] {
        assert_near(
            colour_at(&picture, x, 0.5),
            interpolated(x),
            &format!("at {x}"),
        );
    }
}

#[test]
fn repeated_gradients_have_sharp_edges() {
    for place in [
        r#"x2=".2""#,
        r#"gradientUnits="userSpaceOnUse" x1="160" x2="240""#,
        r#"gradientUnits="userSpaceOnUse" x1="20" x2="40" gradientTransform="scale(4) translate(-20)""#,
    ] {
        let gradient = format!(r#"linearGradient id="g" spreadMethod="repeat" {place}"#);
        let picture = coloured(&logo(&gradient));
        for x in [
            0.02, 0.1, 0.185, 0.215, 0.3, 0.385, 0.415, 0.5, 0.785, 0.815, 0.9,
        ] {
            let place = format!("{place} at {x}");
            assert_near(
                colour_at(&picture, x, 0.3),
                interpolated(x % 0.2 * 5.0),
                &place,
            );
        }
    }
}

#[test]
fn reflected_gradients_alternate() {
    let gradient = r#"linearGradient id="g" x2=".2" spreadMethod="reflect""#;
    let picture = coloured(&logo(gradient));
    for x in [0.02, 0.1, 0.18, 0.22, 0.3, 0.38, 0.42, 0.5, 0.58, 0.7, 0.9] {
        let share = (x % 0.4) * 5.0;
        let share = if share > 1.0 { 2.0 - share } else { share };
        assert_near(
            colour_at(&picture, x, 0.7),
            interpolated(share),
            &format!("at {x}"),
        );
    }
}

#[test]
fn radial_gradients_are_converted_to_cmyk() {
    for gradient in [
        r#"radialGradient id="g" r=".2" spreadMethod="repeat""#,
        r#"radialGradient id="g" r=".2" spreadMethod="reflect""#,
        r#"radialGradient id="g" cx=".5" cy=".5" r=".5" fx=".2" fy=".3" fr=".1""#,
    ] {
        coloured(&logo(gradient));
    }
}

#[test]
fn transparent_gradients_show_their_background() {
    let fading = r##"<stop offset="0" stop-color="#00a859"/><stop offset="1" stop-color="#00a859" stop-opacity="0"/>"##;
    for place in [r#"x2="1""#, r#"x2=".5" spreadMethod="reflect""#] {
        let logo = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><defs><linearGradient id="g" {place}>{fading}</linearGradient></defs><path d="M0 0h400v200H0z" fill="#fc0"/><path d="M0 0h400v200H0z" fill="url(#g)"/></svg>"##
        );
        let picture = coloured(&black().file("partners/kerguelen.svg", logo));
        let end = if place.contains("reflect") { 0.5 } else { 0.98 };
        assert_near(colour_at(&picture, 0.02, 0.5), GREEN, place);
        assert_near(colour_at(&picture, end, 0.5), YELLOW, place);
    }
}

#[test]
fn conic_gradients_of_a_theme_keep_their_angles() {
    let drawing = r##"{
  std.title()
  place(bottom + left, rect(width: 60mm, height: 60mm, stroke: none, fill: gradient.conic(
    rgb("#00a859"), rgb("#fc0"), space: rgb, angle: 90deg,
  )))
}"##;
    let project = with_cover(black(), drawing);
    let picture = coloured(&project);
    assert_near(colour_at(&picture, 0.52, 0.1), GREEN, "where it begins");
    assert_near(
        colour_at(&picture, 0.9, 0.5),
        interpolated(0.25),
        "after a quarter",
    );
    assert_near(
        colour_at(&picture, 0.5, 0.9),
        interpolated(0.5),
        "after half",
    );
    assert_near(
        colour_at(&picture, 0.1, 0.5),
        interpolated(0.75),
        "after three quarters",
    );
    assert_near(colour_at(&picture, 0.48, 0.1), YELLOW, "where it ends");
}
