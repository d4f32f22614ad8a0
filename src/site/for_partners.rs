//! Badges and cards that partners show on their own websites, each with the HTML to copy: one page for all partners.

use serde::Serialize;

use super::context::PageContext;
use super::renderer::Renderer;
use super::seo::embed::{SnippetView, badge_snippet, card_snippet};
use super::theming::head::{Head, in_script};
use super::view::{LinkView, TextView};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx};

#[derive(Serialize)]
struct ForPartnersPageView {
    /// The card of the partner `example`, whose id and name others replace; absent where there are no partners.
    card: Option<SnippetView>,
    example: Option<String>,
    /// What the script needs, as JSON.
    data: String,
    programmes: Vec<ProgrammeBadgesView>,
}

#[derive(Serialize)]
struct ProgrammeBadgesView {
    programme: LinkView,
    badges: Vec<TierBadgeView>,
}

#[derive(Serialize)]
struct TierBadgeView {
    tier: TextView,
    badge: SnippetView,
}

/// The address of the page.
pub(super) fn href(context: PageContext<'_>) -> String {
    context.href(&Page::ForPartners(context.lang))
}

/// The address of the part with cards, which there is where there are partners.
pub(super) fn card_href(context: PageContext<'_>) -> String {
    format!("{}#card", href(context))
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let example = catalogue.partners_in_order(lang).first();
    let example_id = example.map(|&ix| catalogue.partners[ix].id.clone());
    let card = example.map(|&ix| card_snippet(context, ix));
    let data = serde_json::json!({
        "id": &example_id,
        "card": card.as_ref().map(|it| &it.src),
        "partners": context.site.links.href("/api/v1/partners/"),
        "words": context.messages(&["card_unknown"]),
    });
    let programmes = catalogue.programmes_in_order().into_iter();
    let view = ForPartnersPageView {
        card,
        example: example_id,
        data: in_script(&data),
        programmes: programmes
            .map(|programme| badges(context, programme))
            .filter(|it| !it.badges.is_empty())
            .collect(),
    };
    let page = Page::ForPartners(lang);
    let title = context.message_view("for_partners_heading");
    let head = Head::new(&page, title, "programmes")
        .description(Some(context.message("for_partners_introduction")))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "for_partners", &view, values)
}

fn badges(context: PageContext<'_>, programme_ix: ProgrammeIx) -> ProgrammeBadgesView {
    let programme = &context.catalogue().programmes[programme_ix];
    let tiers = programme.tiers.iter();
    ProgrammeBadgesView {
        programme: context.link(
            &Page::Programme(context.lang, programme_ix),
            context.text(&programme.name),
        ),
        badges: tiers
            .map(|(ix, tier)| TierBadgeView {
                tier: context.text(&tier.name),
                badge: badge_snippet(context, programme_ix, ix),
            })
            .collect(),
    }
}
