//! A partner's card for other websites, and the pieces of HTML that put cards and badges there.

use serde::Serialize;

use super::badge::{self, badge};
use crate::diagnostic::Diagnostic;
use crate::image::escaped;
use crate::model::{Lang, Page, PartnerIx, ProgrammeIx, TierIx};
use crate::site::context::PageContext;
use crate::site::directory::card;
use crate::site::renderer::Renderer;

/// A card's size in the frames that are offered: wide and high enough for two tiers and a summary.
const CARD: (u32, u32) = (380, 460);

#[derive(Serialize)]
struct EmbedPageView {
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
pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    ix: PartnerIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let view = EmbedPageView {
        name: context.catalogue().partners[ix].name.clone(),
        canonical: context.url(&Page::Partner(lang, ix)),
    };
    // Not the card of the lists: the name is the heading of this page.
    let card = renderer.value(lang, &card::card(context, renderer.fragments(lang), ix))?;
    renderer.fill(lang, "embed", &view, [("card", card)])
}

/// A partner's card in a frame.
pub(crate) fn card_snippet(context: PageContext<'_>, ix: PartnerIx) -> SnippetView {
    let page = Page::Embed(context.lang, ix);
    let name = &context.catalogue().partners[ix].name;
    let (width, height) = CARD;
    SnippetView {
        src: context.href(&page),
        width,
        height,
        title: name.clone(),
        html: as_text(&format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">\
             </iframe>",
            escaped(&context.url(&page)),
            escaped(name),
        )),
    }
}

/// A tier's badge, which leads to what the tier means.
pub(crate) fn badge_snippet(context: PageContext<'_>, of: ProgrammeIx, ix: TierIx) -> SnippetView {
    let page = Page::Badge(of, ix);
    let it = badge(context, of, ix);
    let (width, height) = (it.width, badge::HEIGHT);
    SnippetView {
        src: context.href(&page),
        width,
        height,
        html: as_text(&format!(
            "<a href=\"{}\"><img src=\"{}\" width=\"{width}\" height=\"{height}\" alt=\"{}\"></a>",
            escaped(&context.url(&Page::Tier(context.lang, of, ix))),
            escaped(&context.url(&page)),
            escaped(&it.title),
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
