//! A partner's card for other websites, and the HTML snippets that embed cards and badges.

use serde::Serialize;

use super::badge::{self, badge};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, PartnerIx, ProgrammeIx, TierIx};
use crate::site::context::PageContext;
use crate::site::directory::card;
use crate::site::renderer::Renderer;
use crate::text::escape;

/// The size of a card's frame: wide and high enough for two tiers and a summary.
const CARD: (u32, u32) = (380, 460);

#[derive(Serialize)]
struct EmbedPageView {
    name: String,
    canonical: String,
}

/// A card or a badge to embed, with the HTML to copy.
#[derive(Serialize)]
pub(crate) struct SnippetView {
    /// The address of the card or badge.
    pub(crate) src: String,
    width: u32,
    height: u32,
    title: String,
    /// The HTML, escaped so that a page shows it as text.
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
    // Not the cached card of the lists: here the name is the heading of the page.
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
            escape(&context.url(&page)),
            escape(name),
        )),
    }
}

/// A tier's badge, which links to the page of the tier.
pub(crate) fn badge_snippet(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    ix: TierIx,
) -> SnippetView {
    let page = Page::Badge(programme_ix, ix);
    let it = badge(context, programme_ix, ix);
    let (width, height) = (it.width, badge::HEIGHT);
    SnippetView {
        src: context.href(&page),
        width,
        height,
        html: as_text(&format!(
            "<a href=\"{}\"><img src=\"{}\" width=\"{width}\" height=\"{height}\" alt=\"{}\"></a>",
            escape(&context.url(&Page::Tier(context.lang, programme_ix, ix))),
            escape(&context.url(&page)),
            escape(&it.title),
        )),
        title: it.title,
    }
}

/// HTML escaped as text of a page. `=` is escaped too, so that tools that search pages for loaded resources do not
/// mistake the text for elements.
pub(crate) fn as_text(html: &str) -> String {
    html.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('=', "&#61;")
}

#[cfg(test)]
mod tests {
    use crate::model::{ListIndex, Page};
    use crate::site::fixture::{LANGUAGES, html, site};

    #[test]
    fn profiles_lead_to_their_card_which_is_not_indexed() {
        let (site, lang) = (site(), LANGUAGES[1]);
        let card = html(&site, &Page::Embed(lang, ListIndex::new(0)));
        assert!(card.contains("content=\"noindex\""));
        assert!(card.contains("href=\"/partners/fr/partners/alba/\""));
        assert!(card.contains("<base target=\"_top\">"));
        let profile = html(&site, &Page::Partner(lang, ListIndex::new(0)));
        assert!(profile.contains("fr/for-partners/#card\""), "{profile}");
        let offer = html(&site, &Page::ForPartners(lang));
        assert!(offer.contains("fr/partners/alba/card/\""), "{offer}");
        assert!(!html(&site, &Page::Sitemap).contains("/card/"));
    }
}
