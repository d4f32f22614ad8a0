//! Logos with equal visual weight. Entry points: [`logo`](fn@logo) and [`organization`].
//!
//! In boxes of one height a wide logo looks small and a square one large. Each gets the same *area* instead, within
//! the bounds of its slot. The size is in the attributes of the image, which also prevents layout shifts
//! while the page loads.

use serde::Serialize;

pub(crate) use super::monogram::monogram;

use crate::model::{Page, PictureIx, PictureUse};
use crate::site::context::PageContext;

/// A logo.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LogoView {
    src: String,
    width: u32,
    height: u32,
    /// For dark backgrounds.
    dark: Option<String>,
    /// Whether it is pale and needs a dark background everywhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pale: bool,
}

/// Where a logo is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LogoSlot {
    /// On a card of a list.
    Card,
    /// At the head of a profile.
    Profile,
    /// The organization's own, at the top of each page.
    Header,
}

impl LogoSlot {
    /// Area, greatest width and greatest height in CSS pixels.
    fn room(self) -> (f64, f64, f64) {
        match self {
            LogoSlot::Card => (6400.0, 168.0, 72.0),
            LogoSlot::Profile => (12000.0, 216.0, 104.0),
            LogoSlot::Header => (5600.0, 168.0, 36.0),
        }
    }
}

/// The logo of a company, if it has one.
pub(crate) fn logo(
    context: PageContext<'_>,
    light: Option<PictureIx>,
    dark: Option<PictureIx>,
    slot: LogoSlot,
) -> Option<LogoView> {
    let light = light?;
    let picture = &context.catalogue().pictures[light];
    let src = |picture| context.href(&Page::Picture(picture, PictureUse::Logo));
    let (width, height) = size(f64::from(picture.width), f64::from(picture.height), slot);
    Some(LogoView {
        src: src(light),
        width,
        height,
        // A pale logo has a dark background anyway.
        dark: dark.filter(|_| !picture.pale).map(src),
        pale: picture.pale,
    })
}

/// The organization's logo: the theme's, else the one that the catalogue names.
pub(crate) fn organization(context: PageContext<'_>) -> Option<LogoView> {
    let brand = &context.site.brand;
    let Some((path, picture)) = &brand.logo else {
        let it = &context.catalogue().settings.organization;
        return logo(context, it.logo, it.logo_dark, LogoSlot::Header);
    };
    let pale = picture.pale;
    let published = |path: &str| {
        let name = context.site.assets.name(path)?;
        Some(context.site.links.href(&format!("/assets/{name}")))
    };
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let (width, height) = size(width, height, LogoSlot::Header);
    Some(LogoView {
        src: published(path)?,
        width,
        height,
        dark: brand
            .logo_dark
            .as_deref()
            .filter(|_| !pale)
            .and_then(published),
        pale,
    })
}

fn size(width: f64, height: f64, slot: LogoSlot) -> (u32, u32) {
    let (area, most_wide, most_high) = slot.room();
    let ratio = (width.max(1.0) / height.max(1.0)).clamp(0.05, 20.0);
    let high = (area / ratio).sqrt().min(most_high).min(most_wide / ratio);
    let whole = |length: f64| length.round().max(1.0) as u32;
    (whole(high * ratio), whole(high))
}

#[cfg(test)]
mod tests {
    use super::{LogoSlot, size};

    #[test]
    fn square_logos_are_higher_than_wide_ones_and_both_fit() {
        let (wide, low) = size(1000.0, 200.0, LogoSlot::Card);
        let (narrow, high) = size(300.0, 300.0, LogoSlot::Card);
        assert!(wide > narrow && high > low);
        assert!(wide <= 168 && high <= 72);
    }
}
