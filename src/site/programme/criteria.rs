//! The criteria page: one table, by family, with a row for each criterion and a column for each tier.

use serde::Serialize;

use super::assess::{AssessView, assess};
use super::row::{TableRow, TableRowView};
use super::tables::{TableKind, TierTablesView, page, tables};
use super::terms::{self, AdvancementView};
use crate::diagnostic::Diagnostic;
use crate::model::{Criterion, Family, Lang, Page, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::view::{LinkView, TextView};

#[derive(Serialize)]
struct CriteriaPageView {
    #[serde(flatten)]
    tables: TierTablesView,
    assess: Option<AssessView>,
    families: Vec<CriterionFamilyView>,
    advancement: Option<AdvancementView>,
    /// Countries that override thresholds.
    countries: Vec<LinkView>,
}

#[derive(Serialize)]
struct CriterionFamilyView {
    name: String,
    rows: Vec<CriterionRowView>,
}

/// A criterion with how it is measured.
#[derive(Serialize)]
struct CriterionRowView {
    #[serde(flatten)]
    row: TableRowView,
    measured: Option<TextView>,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programme = &context.catalogue().programmes[programme_ix];
    let advancement = programme.advancement.as_ref();
    let families = message_keys::FAMILIES.into_iter();
    let overrides = programme.countries.iter().enumerate();
    let view = CriteriaPageView {
        tables: tables(context, programme_ix, TableRow::criteria(programme)),
        assess: assess(context, programme_ix),
        families: families
            .filter_map(|it| family(context, programme_ix, it))
            .collect(),
        advancement: advancement.map(|it| terms::advancement(context, programme_ix, it)),
        countries: overrides
            .filter(|(_, country_override)| !country_override.criteria.is_empty())
            .map(|(at, country_override)| {
                let page = Page::Country(lang, programme_ix, at);
                context.link(&page, context.country(country_override.country))
            })
            .collect(),
    };
    page(renderer, lang, programme_ix, TableKind::Criteria, &view)
}

fn family(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    family: Family,
) -> Option<CriterionFamilyView> {
    let criteria = context.catalogue().programmes[programme_ix].criteria.iter();
    let rows: Vec<CriterionRowView> = criteria
        .enumerate()
        .filter(|(_, it)| it.family == family)
        .map(|(at, it)| row(context, programme_ix, TableRow::Criterion(at, it), it))
        .collect();
    (!rows.is_empty()).then(|| CriterionFamilyView {
        name: context.message(message_keys::family(family)),
        rows,
    })
}

fn row(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    row: TableRow<'_>,
    criterion: &Criterion,
) -> CriterionRowView {
    CriterionRowView {
        row: row.view(context, programme_ix),
        measured: context.text_opt(criterion.measured.as_ref()),
    }
}
