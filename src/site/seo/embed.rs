//! A partner's card for other websites, and the pieces of HTML that put cards and badges there.

use serde::Serialize;

use super::badge::{self, badge};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, PartnerIx, ProgrammeIx, TierIx};
use crate::site::Site;
use crate::site::directory::card;
use crate::site::reader::Reader;
use crate::text::escape;

/// A card's size in the frames that are offered: wide and high enough for two tiers and a summary.
const CARD: (u32, u32) = (380, 460);

#[derive(Serialize)]
struct EmbedView {
    name: String,
    canonical: String,
}

/// What a website shows, and the HTML to copy for it.
#[derive(Serialize)]
pub(crate) struct SnippetView {
    /// The address of what is shown.
    src: String,
    width: u32,
    height: u32,
    title: String,
    /// As it stands in a page to be read and copied.
    html: String,
}

/// The page that a frame shows.
pub(crate) fn render(site: &Site, lang: Lang, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let view = EmbedView {
        name: reader.catalogue().partners[ix].name.clone(),
        canonical: reader.url(&Page::Partner(lang, ix)),
    };
    // Not the card of the lists: the name is the heading of this page.
    let card = site.value(lang, &card::card(reader, ix))?;
    site.fill(lang, "embed", &view, [("card", card)])
}

/// A partner's card in a frame.
pub(crate) fn card_snippet(reader: Reader<'_>, ix: PartnerIx) -> SnippetView {
    let page = Page::Embed(reader.lang, ix);
    let name = &reader.catalogue().partners[ix].name;
    let (width, height) = CARD;
    SnippetView {
        src: reader.href(&page),
        width,
        height,
        title: name.clone(),
        html: as_text(&format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">\
             </iframe>",
            escape(&reader.url(&page)),
            escape(name),
        )),
    }
}

/// A tier's badge, which leads to what the tier means.
pub(crate) fn badge_snippet(reader: Reader<'_>, of: ProgrammeIx, ix: TierIx) -> SnippetView {
    let page = Page::Badge(of, ix);
    let it = badge(reader, of, ix);
    let (width, height) = (it.width, badge::HEIGHT);
    SnippetView {
        src: reader.href(&page),
        width,
        height,
        html: as_text(&format!(
            "<a href=\"{}\"><img src=\"{}\" width=\"{width}\" height=\"{height}\" alt=\"{}\"></a>",
            escape(&reader.url(&Page::Tier(reader.lang, of, ix))),
            escape(&reader.url(&page)),
            escape(&it.title),
        )),
        title: it.title,
    }
}

/// HTML as text of a page. The signs of attributes are escaped too, so that whoever searches pages for what they load
/// does not take the text for elements.
fn as_text(html: &str) -> String {
    html.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('=', "&#61;")
}

#[cfg(test)]
mod tests {
    use crate::model::{ListIndex, Page};
    use crate::site::fixture::{LANGUAGES, html, site};

    #[test]
    fn a_profile_offers_its_card_and_the_card_is_not_listed() {
        let (site, lang) = (site(), LANGUAGES[1]);
        let card = html(&site, &Page::Embed(lang, ListIndex::new(0)));
        assert!(card.contains("content=\"noindex\""));
        assert!(card.contains("href=\"/partners/fr/partners/alba/\""));
        assert!(card.contains("<base target=\"_top\">"));
        let profile = html(&site, &Page::Partner(lang, ListIndex::new(0)));
        assert!(profile.contains("fr/partners/alba/card/\""), "{profile}");
        assert!(!html(&site, &Page::Sitemap).contains("/card/"));
    }
}
