//! Shared parts of the benefits page and the criteria page: tables with a column for each tier. Entry point: [`page`].

use serde::Serialize;

use super::by_type::{TypeDifferencesView, by_type};
use super::navigation::{ProgrammeSection, frame};
use super::row::TableRow;
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::LinkView;

/// The part of the view that both pages have.
#[derive(Serialize)]
pub(super) struct TierTablesView {
    programme: LinkView,
    tiers: Vec<TierView>,
    by_type: Vec<TypeDifferencesView>,
}

/// The shared part of the view, for tables with these rows.
pub(super) fn tables<'a>(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    rows: impl Iterator<Item = TableRow<'a>> + Clone,
) -> TierTablesView {
    let programme = &context.catalogue().programmes[programme_ix];
    let page = Page::Programme(context.lang, programme_ix);
    let tiers = programme.tiers.indexes();
    TierTablesView {
        programme: context.link(&page, context.text(&programme.name)),
        tiers: tiers.map(|it| tier(context, programme_ix, it)).collect(),
        by_type: by_type(context, programme_ix, rows),
    }
}

/// The subject of the tables.
#[derive(Clone, Copy)]
pub(super) enum TableKind {
    Benefits,
    Criteria,
}

/// The page: its head, its navigation and the view.
pub(super) fn page(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
    kind: TableKind,
    view: &impl Serialize,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let (name, page, part) = match kind {
        TableKind::Benefits => (
            "benefits",
            Page::Benefits(lang, programme_ix),
            ProgrammeSection::Benefits,
        ),
        TableKind::Criteria => (
            "criteria",
            Page::Criteria(lang, programme_ix),
            ProgrammeSection::Criteria,
        ),
    };
    let title = context.message_view(&format!("{name}_heading"));
    let programme = context
        .text(&context.catalogue().programmes[programme_ix].name)
        .text;
    let introduction =
        context.message_with(&format!("{name}_introduction"), &[("programme", programme)]);
    let head = Head::new(&page, title, "programmes").description(Some(introduction));
    let values = frame(renderer, context, programme_ix, part, head)?;
    renderer.fill_with_texts(lang, name, view, values)
}
