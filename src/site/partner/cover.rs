//! The plane at the head of a profile: the partner's colour, dark enough for white text, and its logo as a silhouette.
//! Entry point: [`cover`](fn@cover).

use serde::Serialize;

use crate::image::relative_luminance;
use crate::model::{Page, Partner, PictureUse};
use crate::site::context::PageContext;

/// White text on the plane has at least this contrast, which is WCAG's highest (1.4.6).
const TEXT_CONTRAST: f64 = 7.0;
/// The part of the plane's light that the silhouette keeps: it is darker, so that text on it is at least as legible.
const SILHOUETTE: f64 = 0.72;

/// The plane of a profile.
#[derive(Serialize)]
pub(super) struct CoverView {
    /// The partner's own colours; absent: the site's.
    colors: Option<CoverColors>,
    /// The logo, of which the silhouette is shown; absent if that is a rectangle.
    mark: Option<CoverMarkView>,
}

/// A logo that fills a square of 100 × 100: what is wider is cut off at its end, what is higher above and below.
#[derive(Debug, PartialEq, Serialize)]
struct CoverMarkView {
    src: String,
    y: f64,
    width: f64,
    height: f64,
}

#[derive(Debug, PartialEq, Serialize)]
struct CoverColors {
    /// `#rrggbb`.
    plane: String,
    silhouette: String,
}

pub(super) fn cover(context: PageContext<'_>, partner: &Partner) -> CoverView {
    let pictures = &context.catalogue().pictures;
    let logo = partner.logo.filter(|&logo| !pictures[logo].filled);
    let mark = logo.map(|logo| {
        let picture = &pictures[logo];
        let src = context.href(&Page::Picture(logo, PictureUse::Logo));
        mark(src, picture.width, picture.height)
    });
    CoverView {
        colors: partner.cover.as_deref().and_then(colors),
        mark,
    }
}

fn mark(src: String, width: u32, height: u32) -> CoverMarkView {
    let ratio = f64::from(width.max(1)) / f64::from(height.max(1));
    let width = 100.0 * ratio.max(1.0);
    let height = 100.0 * (1.0 / ratio).max(1.0);
    CoverMarkView {
        src,
        y: ((100.0 - height) / 2.0).round(),
        width: width.round(),
        height: height.round(),
    }
}

/// The plane in a colour `#rrggbb`: the colour itself if white text is legible on it, else the nearest darker one.
fn colors(cover: &str) -> Option<CoverColors> {
    let digits = cover.strip_prefix('#').filter(|it| it.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let color = [channel(0)?, channel(2)?, channel(4)?].map(f64::from);
    let shade = |part: f64| color.map(|channel| (channel * part).round());
    let is_legible = |shade: [f64; 3]| {
        let luminance = relative_luminance(shade.map(|channel| channel / 255.0));
        1.05 / (luminance + 0.05) >= TEXT_CONTRAST
    };
    let mut parts = (0..=100).rev().map(|part| f64::from(part) / 100.0);
    let part = parts.find(|&part| is_legible(shade(part)))?;
    Some(CoverColors {
        plane: hex(shade(part)),
        silhouette: hex(shade(part * SILHOUETTE)),
    })
}

fn hex([red, green, blue]: [f64; 3]) -> String {
    format!("#{:02x}{:02x}{:02x}", red as u8, green as u8, blue as u8)
}

#[cfg(test)]
mod tests {
    use super::{CoverColors, colors, mark};

    #[test]
    fn a_wide_logo_shows_its_beginning_and_a_high_one_its_middle() {
        let size = |width, height| {
            let it = mark(String::new(), width, height);
            (it.y, it.width, it.height)
        };
        assert_eq!(size(300, 100), (0.0, 300.0, 100.0));
        assert_eq!(size(100, 200), (-50.0, 100.0, 200.0));
        assert_eq!(size(0, 0), (0.0, 100.0, 100.0));
    }

    #[test]
    fn a_dark_colour_stays_and_a_pale_one_darkens() {
        let plane = |cover| colors(cover).map(|it| it.plane);
        assert_eq!(plane("#17407f").as_deref(), Some("#17407f"));
        assert_eq!(plane("#000000").as_deref(), Some("#000000"));
        for pale in ["#ffffff", "#ffcc00", "#e63946", "#c0c0c0"] {
            let CoverColors { plane, silhouette } = colors(pale).expect("a colour");
            assert!(plane.as_str() < pale && silhouette < plane, "{plane}");
        }
        assert_eq!(plane("red"), None);
        assert_eq!(plane("#é12"), None);
    }
}
