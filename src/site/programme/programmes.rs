//! The list of programmes.

use serde::Serialize;

use super::navigation;
use super::terms::{FeeView, fee};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx, Status};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::{LinkView, TextView};

#[derive(Serialize)]
struct ProgrammesPageView {
    programmes: Vec<ProgrammeSummaryView>,
}

/// A programme in a list.
#[derive(Serialize)]
pub(crate) struct ProgrammeSummaryView {
    link: LinkView,
    summary: Option<TextView>,
    status: String,
    open: bool,
    fee: Option<FeeView>,
    /// Its products; empty where it covers all, or where the vocabulary has none.
    products: Vec<TextView>,
    all_products: bool,
    types: Vec<TextView>,
    tiers: Vec<TierView>,
    benefits: Option<String>,
    criteria: Option<String>,
}

pub(crate) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programmes = context.catalogue().programmes_in_order().into_iter();
    let view = ProgrammesPageView {
        programmes: programmes
            .map(|programme_ix| summary(context, programme_ix))
            .collect(),
    };
    let page = Page::Programmes(lang);
    let title = TextView::plain(context.message("programmes_heading"));
    let head = Head::new(&page, title, "programmes")
        .description(Some(context.message("programmes_introduction")))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "programmes", &view, values)
}

/// Whether a programme covers all products, of which there are some.
pub(super) fn covers_all_products(context: PageContext<'_>, programme_ix: ProgrammeIx) -> bool {
    let catalogue = context.catalogue();
    catalogue.programmes[programme_ix].products.is_empty()
        && !catalogue.vocabulary.products.is_empty()
}

pub(crate) fn summary(context: PageContext<'_>, programme_ix: ProgrammeIx) -> ProgrammeSummaryView {
    let catalogue = context.catalogue();
    let programme = &catalogue.programmes[programme_ix];
    let lang = context.lang;
    let vocabulary = &catalogue.vocabulary;
    ProgrammeSummaryView {
        link: context.link(
            &Page::Programme(lang, programme_ix),
            context.text(&programme.name),
        ),
        summary: context.text_opt(programme.prose.summary.as_ref()),
        status: context.message(message_keys::status(programme.status)),
        open: programme.status == Status::Open,
        fee: programme.fee.as_ref().map(|it| fee(context, it)),
        products: programme
            .products
            .iter()
            .map(|&it| context.term(&vocabulary.products[it]))
            .collect(),
        all_products: covers_all_products(context, programme_ix),
        types: programme
            .types
            .iter()
            .map(|&it| context.plural(&vocabulary.types[it]))
            .collect(),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(context, programme_ix, it))
            .collect(),
        benefits: navigation::benefits(context, programme_ix),
        criteria: navigation::criteria(context, programme_ix),
    }
}
