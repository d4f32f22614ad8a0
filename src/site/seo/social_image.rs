//! Social images (Open Graph), which other sites show when a page is shared: for the site, each programme, each tier.

use std::fmt::Write as _;

use serde::Serialize;

use super::drawable_text;
use crate::image::{can_set, rasterized, text_width};
use crate::model::{
    Catalogue, Page, PartnerIx, PictureIx, PictureKind, PictureUse, ProgrammeIx, SocialImage,
    TierIx,
};
use crate::site::context::PageContext;
use crate::site::theming::colors::{DrawnPlanes, drawn_planes};
use crate::site::theming::tier_mark as seal;
use crate::text::escape;

/// The size that social networks recommend.
const SIZE: (u32, u32) = (1200, 630);
const WHITE: &str = "#ffffff";
/// The empty margin on all sides.
const MARGIN: f64 = 80.0;
/// The smallest side of a logo that is large enough for other sites.
const LEAST_LOGO: u32 = 200;
/// Sizes of the heading, the largest first: the first in which the heading takes at most two lines is used.
const HEADINGS: [f64; 4] = [112.0, 92.0, 76.0, 62.0];

/// The social image of a page: `page.image` in every template.
#[derive(Serialize)]
pub(crate) struct SocialImageView {
    url: String,
    width: u32,
    height: u32,
    alt: String,
    /// Whether other sites may show it over the whole width, not beside the text.
    large: bool,
}

/// The default image of a page without a picture.
pub(crate) fn image_of(page: &Page) -> SocialImage {
    match *page {
        Page::Tier(_, programme, tier) => SocialImage::Tier(programme, tier),
        Page::Programme(_, programme)
        | Page::Benefits(_, programme)
        | Page::Criteria(_, programme)
        | Page::Processes(_, programme)
        | Page::Process(_, programme, _)
        | Page::Countries(_, programme)
        | Page::Country(_, programme, _) => SocialImage::Programme(programme),
        _ => SocialImage::Site,
    }
}

/// An image that the site draws itself.
pub(crate) fn view(context: PageContext<'_>, image: SocialImage) -> SocialImageView {
    let texts = texts(context, image);
    SocialImageView {
        url: context.url(&Page::SocialImage(context.lang, image)),
        width: SIZE.0,
        height: SIZE.1,
        alt: format!("{} – {}", texts.heading, texts.owner),
        large: true,
    }
}

/// A partner's logo, if other sites can show it: a raster image that is large enough.
pub(crate) fn logo(context: PageContext<'_>, ix: PartnerIx) -> Option<SocialImageView> {
    let partner = &context.catalogue().partners[ix];
    let logo: PictureIx = partner.logo?;
    let picture = &context.catalogue().pictures[logo];
    let (width, height) = logo_size(picture.width, picture.height);
    // Other sites show it on white, where a pale logo is invisible.
    if picture.kind == PictureKind::Svg || picture.pale || width.min(height) < LEAST_LOGO {
        return None;
    }
    Some(SocialImageView {
        url: context.url(&Page::Picture(logo, PictureUse::Logo)),
        width,
        height,
        alt: partner.name.clone(),
        large: false,
    })
}

/// The size at which a logo is published.
fn logo_size(width: u32, height: u32) -> (u32, u32) {
    let (most_wide, most_high) = PictureUse::Logo.most();
    let factor = |most: u32, side: u32| f64::from(most) / f64::from(side.max(1));
    let factor = factor(most_wide, width)
        .min(factor(most_high, height))
        .min(1.0);
    let scaled = |side: u32| ((f64::from(side) * factor).round() as u32).max(1);
    (scaled(width), scaled(height))
}

/// The texts of an image.
struct ImageTexts {
    owner: String,
    heading: String,
    below: Option<String>,
}

fn texts(context: PageContext<'_>, image: SocialImage) -> ImageTexts {
    let catalogue = context.catalogue();
    let settings = &catalogue.settings;
    let text = |text: &crate::model::Text| drawable_text(context, text).unwrap_or_default();
    let (heading, below) = match image {
        SocialImage::Site => (text(&settings.title), settings.tagline.as_ref().map(text)),
        SocialImage::Programme(programme_ix) => {
            let programme = &catalogue.programmes[programme_ix];
            (
                text(&programme.name),
                programme.prose.summary.as_ref().map(text),
            )
        }
        SocialImage::Tier(programme_ix, tier) => {
            let programme = &catalogue.programmes[programme_ix];
            (
                text(&programme.tiers[tier].name),
                Some(text(&programme.name)),
            )
        }
    };
    ImageTexts {
        owner: Some(settings.organization.name.clone())
            .filter(|name| can_set(name))
            .unwrap_or_default(),
        heading,
        below,
    }
}

/// The image as PNG, or why it cannot be drawn.
pub(crate) fn png(context: PageContext<'_>, image: SocialImage) -> Result<Vec<u8>, String> {
    let texts = texts(context, image);
    let tier = match image {
        SocialImage::Tier(programme_ix, tier) => Some((programme_ix, tier)),
        SocialImage::Site | SocialImage::Programme(_) => None,
    };
    let planes = drawn_planes(&context.site.theme.settings);
    let (width, height) = SIZE;
    let room = f64::from(width) - 2.0 * MARGIN - if tier.is_some() { 400.0 } else { 200.0 };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}\" height=\"{height}\"><rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        planes.field,
    );
    match tier {
        Some((programme_ix, tier)) => tier_seal(context, programme_ix, tier, &mut svg),
        None => crop(context, &planes, &mut svg),
    }
    owner(context, &texts.owner, &mut svg);
    let (size, lines) = HEADINGS
        .iter()
        .map(|&size| (size, wrapped(&texts.heading, size, 800, room)))
        .find(|(_, lines)| lines.len() <= 2)
        .unwrap_or_else(|| {
            let size = HEADINGS[HEADINGS.len() - 1];
            (size, cut(wrapped(&texts.heading, size, 800, room), 3))
        });
    let mut y = 300.0;
    for line in &lines {
        push_line(&mut svg, line, y, size, 800, WHITE);
        y += size * 1.08;
    }
    y += 44.0 - size * 0.62;
    let below = texts.below.map(|text| wrapped(&text, 36.0, 400, room));
    for line in cut(
        below.unwrap_or_default(),
        if lines.len() > 1 { 2 } else { 3 },
    ) {
        push_line(&mut svg, &line, y, 36.0, 400, &planes.muted);
        y += 48.0;
    }
    svg.push_str("</svg>");
    rasterized(&svg)
}

/// The organization: its logo for dark backgrounds, else its name.
fn owner(context: PageContext<'_>, name: &str, svg: &mut String) {
    let catalogue = context.catalogue();
    let organization = &catalogue.settings.organization;
    let picture = |ix| &catalogue.pictures[ix];
    let pale = organization.logo.map(picture).filter(|it| it.pale);
    let logo = organization.logo_dark.map(picture).or(pale);
    let Some(logo) = logo.filter(|it| it.kind == PictureKind::Svg) else {
        push_line(svg, name, 124.0, 44.0, 800, WHITE);
        return;
    };
    let (width, height) = (f64::from(logo.width.max(1)), f64::from(logo.height.max(1)));
    let factor = (420.0 / width).min(72.0 / height);
    let mut data = String::with_capacity(logo.bytes.len() * 2);
    for &byte in logo.bytes.iter() {
        if byte.is_ascii_alphanumeric() {
            data.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(data, "%{byte:02X}");
        }
    }
    let _ = write!(
        svg,
        "<image x=\"{MARGIN}\" y=\"76\" width=\"{}\" height=\"{}\" xlink:href=\"data:image/svg+xml,{data}\"/>",
        width * factor,
        height * factor,
    );
}

/// The company's mark, cropped at the right edge.
fn crop(context: PageContext<'_>, planes: &DrawnPlanes, svg: &mut String) {
    let mark = &context.site.mark;
    let room = (620.0, 620.0);
    let parts = [
        ("crop", &planes.crop, Some(mark.within(room))),
        ("lit", &planes.spark, mark.lit_within(room)),
    ];
    for (id, colour, part) in parts {
        let Some(part) = part else { continue };
        let _ = write!(
            svg,
            "<mask id=\"{id}\" mask-type=\"alpha\" maskUnits=\"userSpaceOnUse\" x=\"-320\" y=\"-320\" width=\"640\" \
             height=\"640\">{part}</mask><g transform=\"translate(1130 420)\"><path fill=\"{colour}\" mask=\"url(#{id})\" \
             d=\"M-320-320h640v640h-640z\"/></g>"
        );
    }
}

/// The seal of a tier, large, on the right.
fn tier_seal(context: PageContext<'_>, programme_ix: ProgrammeIx, tier: TierIx, svg: &mut String) {
    svg.push_str("<g transform=\"translate(955 345) scale(3.3)\">");
    seal::drawn_in(context, programme_ix, tier, svg);
    svg.push_str("</g>");
}

fn push_line(svg: &mut String, text: &str, y: f64, size: f64, weight: u16, colour: &str) {
    let (text, colour) = (escape(text), escape(colour));
    let _ = write!(
        svg,
        "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{text}</text>"
    );
}

/// A text wrapped between words to lines of at most `room`.
fn wrapped(text: &str, size: f64, weight: u16, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| text_width(line, size, weight) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// All images of a language.
pub(crate) fn all(catalogue: &Catalogue) -> Vec<SocialImage> {
    let mut images = vec![SocialImage::Site];
    for (ix, programme) in catalogue.programmes.iter() {
        images.push(SocialImage::Programme(ix));
        let tiers = programme.tiers.indexes();
        images.extend(tiers.map(|tier| SocialImage::Tier(ix, tier)));
    }
    images
}

#[cfg(test)]
mod tests {
    use super::{logo_size, wrapped};
    use crate::model::{ListIndex, Page, SocialImage};
    use crate::site::fixture::{LANGUAGES, html, site};

    #[test]
    fn social_images_exist_and_have_the_declared_size() {
        let (site, lang) = (site(), LANGUAGES[1]);
        let (programme_ix, tier) = (ListIndex::new(0), ListIndex::new(1));
        for (page, address) in [
            (Page::Home(lang), "/fr/share/site.png"),
            (
                Page::Criteria(lang, programme_ix),
                "/fr/share/programmes/solutions.png",
            ),
            (
                Page::Tier(lang, programme_ix, tier),
                "/fr/share/programmes/solutions/gold.png",
            ),
            (Page::Partner(lang, ListIndex::new(0)), "/fr/share/site.png"),
        ] {
            let text = html(&site, &page);
            let url = format!("https://brightley.example/partners{address}");
            assert!(text.contains(&format!("property=\"og:image\" content=\"{url}\"")));
            assert!(text.contains("property=\"og:image:width\" content=\"1200\""));
            assert!(text.contains("property=\"og:image:alt\" content=\""));
            let png = site.render(&site.find(address).unwrap()).unwrap();
            assert_eq!(&png[..4], b"\x89PNG");
            // Width and height in the header.
            assert_eq!(png[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
        }
        let site_png = site
            .render(&Page::SocialImage(lang, SocialImage::Site))
            .unwrap();
        let tier_png = site
            .render(&Page::SocialImage(
                lang,
                SocialImage::Tier(programme_ix, tier),
            ))
            .unwrap();
        assert_ne!(site_png, tier_png);
    }

    #[test]
    fn long_headings_are_broken_between_words() {
        let lines = wrapped("Solutions Partner Programme of the North", 92.0, 600, 800.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), "Solutions Partner Programme of the North");
    }

    #[test]
    fn logos_are_as_large_as_they_are_published() {
        assert_eq!(logo_size(1000, 1000), (240, 240));
        assert_eq!(logo_size(1000, 200), (480, 96));
        assert_eq!(logo_size(300, 210), (300, 210));
    }
}
