//! The benefits page: one table, by axis, with a row for each benefit and a column for each tier; rows open their notes.

use serde::Serialize;

use super::resources::{KitResourcesView, kit};
use super::row::{TableRow, TableRowView};
use super::scoped_benefits::{BenefitMatrixView, matrix};
use super::tables::{TableKind, TierTablesView, page, tables};
use super::terms;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Access, Axis, Benefit, Kit, Lang, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::view::{LinkView, ProseView, TextView};

#[derive(Serialize)]
struct BenefitsPageView {
    #[serde(flatten)]
    tables: TierTablesView,
    portal: Option<String>,
    matrix: Option<BenefitMatrixView>,
    axes: Vec<AxisTableView>,
}

#[derive(Serialize)]
struct AxisTableView {
    id: &'static str,
    name: String,
    summary: Option<TextView>,
    body: Option<ProseView>,
    rows: Vec<BenefitRowView>,
    kit: Option<KitResourcesView>,
    not_offered: Vec<TextView>,
}

/// A benefit with its notes.
#[derive(Serialize)]
struct BenefitRowView {
    #[serde(flatten)]
    row: TableRowView,
    /// Whether there is more to say than the row does.
    noted: bool,
    products: Vec<TextView>,
    notes: Vec<BenefitNoteView>,
    process: Option<LinkView>,
    contact: Option<String>,
    /// Whether it is behind the portal's password.
    in_portal: bool,
}

#[derive(Serialize)]
struct BenefitNoteView {
    label: String,
    text: TextView,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programme = &context.catalogue().programmes[programme_ix];
    let view = BenefitsPageView {
        tables: tables(context, programme_ix, TableRow::benefits(programme)),
        portal: programme.portal.clone(),
        matrix: matrix(context, programme_ix),
        axes: message_keys::axes_of(programme)
            .map(|it| axis(context, programme_ix, it))
            .collect(),
    };
    page(renderer, lang, programme_ix, TableKind::Benefits, &view)
}

fn axis(context: PageContext<'_>, programme_ix: ProgrammeIx, axis: Axis) -> AxisTableView {
    let programme = &context.catalogue().programmes[programme_ix];
    let prose = programme.axes.get(&axis);
    let benefits = programme.benefits.iter().enumerate();
    let of_axis = benefits.filter(|(_, benefit)| benefit.axis == axis);
    let rows: Vec<BenefitRowView> = of_axis
        .map(|(at, benefit)| {
            row(
                context,
                programme_ix,
                TableRow::Benefit(at, benefit),
                benefit,
            )
        })
        .collect();
    AxisTableView {
        id: message_keys::axis_id(axis),
        name: context.message(message_keys::axis(axis)),
        summary: prose.and_then(|prose| context.text_opt(prose.summary.as_ref())),
        body: prose
            .and_then(|prose| prose.body.as_ref())
            .map(|body| context.prose(body, Trust::Owner, 3)),
        rows,
        kit: match axis {
            Axis::SalesKit => kit(context, programme_ix, Kit::Sales),
            Axis::DevelopmentKit => kit(context, programme_ix, Kit::Development),
            _ => None,
        },
        not_offered: message_keys::not_offered(programme, axis)
            .map(|reason| context.text(reason))
            .collect(),
    }
}

fn row(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    row: TableRow<'_>,
    benefit: &Benefit,
) -> BenefitRowView {
    let vocabulary = &context.catalogue().vocabulary;
    let notes = notes(context, benefit);
    let process = benefit
        .process
        .map(|at| terms::process(context, programme_ix, at));
    let in_portal = benefit.access == Access::Partners;
    // Everything that does not fit into the row itself.
    let noted = in_portal
        || !notes.is_empty()
        || !benefit.products.is_empty()
        || !benefit.by_type.is_empty()
        || benefit.description.is_some()
        || benefit.process.is_some()
        || benefit.contact.is_some();
    let products = benefit.products.iter();
    BenefitRowView {
        row: row.view(context, programme_ix),
        noted,
        products: products
            .map(|&it| context.term(&vocabulary.products[it]))
            .collect(),
        notes,
        process,
        contact: benefit.contact.clone(),
        in_portal,
    }
}

fn notes(context: PageContext<'_>, benefit: &Benefit) -> Vec<BenefitNoteView> {
    let price = benefit.price.as_ref();
    let price = price.map(|price| TextView::plain(context.price(price)));
    [
        ("note_price", price),
        ("note_validity", context.text_opt(benefit.validity.as_ref())),
        ("note_updates", context.text_opt(benefit.updates.as_ref())),
        (
            "note_extension",
            context.text_opt(benefit.extension.as_ref()),
        ),
        (
            "note_restriction",
            context.text_opt(benefit.restriction.as_ref()),
        ),
        ("note_control", context.text_opt(benefit.control.as_ref())),
        ("note_owner", context.text_opt(benefit.owner.as_ref())),
    ]
    .into_iter()
    .filter_map(|(key, text)| {
        Some(BenefitNoteView {
            label: context.message(key),
            text: text?,
        })
    })
    .collect()
}
