//! Logos with equal visual weight. Entry points: [`logo`] and [`monogram`].
//!
//! In boxes of one height a wide logo looks small and a square one large. Each gets the same *area* instead, within
//! the bounds of its slot. The size is in the attributes of the image, which also prevents layout shifts
//! while the page loads.

use serde::Serialize;

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
    /// On the logo wall of the home page.
    Window,
    /// The organization's own, at the top of each page.
    Header,
}

impl LogoSlot {
    /// Area, greatest width and greatest height in CSS pixels.
    fn room(self) -> (f64, f64, f64) {
        match self {
            LogoSlot::Card => (6400.0, 168.0, 72.0),
            LogoSlot::Profile => (12000.0, 216.0, 104.0),
            LogoSlot::Window => (3600.0, 112.0, 52.0),
            LogoSlot::Header => (4000.0, 168.0, 32.0),
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

/// An Arabic word without its article: half of all names begin with it.
fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix("ال");
    rest.filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// A name without the article that it begins with, unless it has nothing else.
fn without_leading_article(name: &str) -> &str {
    let elided = name
        .strip_prefix(['L', 'l'])
        .and_then(|rest| rest.strip_prefix(['’', '\'', 'ʼ']));
    let word = name.split_once(char::is_whitespace).filter(|(word, _)| {
        let word = word.to_lowercase();
        ARTICLES.contains(&word.as_str())
    });
    let rest = elided.or(word.map(|(_, rest)| rest));
    rest.filter(|rest| rest.chars().any(char::is_alphanumeric))
        .unwrap_or(name)
}

/// Articles at the beginning of names, in the languages of the interface.
const ARTICLES: [&str; 7] = ["the", "le", "la", "les", "der", "die", "das"];

/// One or two letters that represent a company without a logo, without the article of its name.
pub(crate) fn monogram(name: &str) -> String {
    let name = without_leading_article(name.trim_start());
    let words = name.split(|c: char| c.is_whitespace() || c == '-');
    words
        .map(without_article)
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LogoSlot, monogram, size};

    #[test]
    fn square_logos_are_higher_than_wide_ones_and_both_fit() {
        let (wide, low) = size(1000.0, 200.0, LogoSlot::Card);
        let (narrow, high) = size(300.0, 300.0, LogoSlot::Card);
        assert!(wide > narrow && high > low);
        assert!(wide <= 168 && high <= 72);
    }

    #[test]
    fn a_monogram_takes_the_first_letters_of_two_words() {
        assert_eq!(monogram("Kerguelen Conseil SAS"), "KC");
        assert_eq!(monogram("l’Établi"), "É");
        assert_eq!(monogram("élan"), "É");
        assert_eq!(monogram("— ?"), "");
    }

    #[test]
    fn a_monogram_leaves_out_the_article() {
        for (name, letters) in [
            ("The Harbourmaster's Desk", "HD"),
            ("THE Yard", "Y"),
            ("Die Werkstatt am Kai", "WA"),
            ("Der Anker", "A"),
            ("Le Quai", "Q"),
            ("La Vigie du Port", "VD"),
            ("Les Phares Bleus", "PB"),
            ("L'Atelier Bleu", "AB"),
            ("L’Écluse", "É"),
            // No articles: they belong to the word, or are all of the name.
            ("Theta Works", "TW"),
            ("Lagon", "L"),
            ("Die", "D"),
            ("The", "T"),
        ] {
            assert_eq!(monogram(name), letters, "{name}");
        }
    }
}
