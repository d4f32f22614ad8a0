//! The benefits matrix: by axis, a row for each benefit and a column for each tier, with notes from the data.

use serde::Serialize;

use super::line::{Line, LineView};
use super::matrix::{MatrixView, matrix};
use super::resources::{KitView, kit};
use super::tables::{Subject, TablesView, page, tables};
use super::terms;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Access, Axis, Benefit, Kit, Lang, ProgrammeIx};
use crate::site::Site;
use crate::site::message_keys;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, ProseView, TextView};

#[derive(Serialize)]
struct BenefitsView {
    #[serde(flatten)]
    tables: TablesView,
    portal: Option<String>,
    matrix: Option<MatrixView>,
    axes: Vec<AxisView>,
    finder_fee: Option<terms::FinderFee>,
}

#[derive(Serialize)]
struct AxisView {
    id: &'static str,
    name: String,
    summary: Option<TextView>,
    body: Option<ProseView>,
    rows: Vec<RowView>,
    /// Whether one of the rows has a note.
    noted: bool,
    kit: Option<KitView>,
    not_offered: Vec<TextView>,
}

/// A benefit with its conditions.
#[derive(Serialize)]
struct RowView {
    #[serde(flatten)]
    line: LineView,
    products: Vec<TextView>,
    notes: Vec<NoteView>,
    process: Option<LinkView>,
    contact: Option<String>,
    /// Whether it is behind the portal's password.
    in_portal: bool,
}

#[derive(Serialize)]
struct NoteView {
    label: String,
    text: TextView,
}

pub(crate) fn render(site: &Site, lang: Lang, of: ProgrammeIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let programme = &reader.catalogue().programmes[of];
    let finder_fee = programme.finder_fee.as_ref();
    let mut number = 0;
    let view = BenefitsView {
        tables: tables(reader, of, Line::benefits(programme)),
        portal: programme.portal.clone(),
        matrix: matrix(reader, of),
        axes: message_keys::axes_of(programme)
            .map(|it| axis(reader, of, it, &mut number))
            .collect(),
        finder_fee: finder_fee.map(|it| terms::finder_fee(reader, of, it)),
    };
    page(site, lang, of, Subject::Benefits, &view)
}

fn axis(reader: Reader<'_>, of: ProgrammeIx, axis: Axis, number: &mut usize) -> AxisView {
    let programme = &reader.catalogue().programmes[of];
    let prose = programme.axes.get(&axis);
    let benefits = programme.benefits.iter().enumerate();
    let of_axis = benefits.filter(|(_, benefit)| benefit.axis == axis);
    let rows: Vec<RowView> = of_axis
        .map(|(at, benefit)| row(reader, of, Line::Benefit(at, benefit), benefit, number))
        .collect();
    AxisView {
        id: message_keys::axis_id(axis),
        name: reader.say(message_keys::axis(axis)),
        summary: prose.and_then(|prose| reader.maybe(prose.summary.as_ref())),
        body: prose
            .and_then(|prose| prose.body.as_ref())
            .map(|body| reader.prose(body, Trust::Owner, 3)),
        noted: rows.iter().any(|row| row.line.number.is_some()),
        rows,
        kit: match axis {
            Axis::SalesKit => kit(reader, of, Kit::Sales),
            Axis::DevelopmentKit => kit(reader, of, Kit::Development),
            _ => None,
        },
        not_offered: message_keys::not_offered(programme, axis)
            .map(|reason| reader.text(reason))
            .collect(),
    }
}

fn row(
    reader: Reader<'_>,
    of: ProgrammeIx,
    line: Line<'_>,
    benefit: &Benefit,
    number: &mut usize,
) -> RowView {
    let vocabulary = &reader.catalogue().vocabulary;
    let notes = notes(reader, benefit);
    let process = benefit.process.map(|at| terms::process(reader, of, at));
    let in_portal = benefit.access == Access::Partners;
    // All that the row itself has no room for.
    let noted = in_portal
        || !notes.is_empty()
        || !benefit.products.is_empty()
        || !benefit.by_type.is_empty()
        || benefit.description.is_some()
        || benefit.process.is_some()
        || benefit.contact.is_some();
    let mut line = line.view(reader, of);
    if noted {
        *number += 1;
        line.number = Some(*number);
    }
    let products = benefit.products.iter();
    RowView {
        line,
        products: products
            .map(|&it| reader.term(&vocabulary.products[it]))
            .collect(),
        notes,
        process,
        contact: benefit.contact.clone(),
        in_portal,
    }
}

fn notes(reader: Reader<'_>, benefit: &Benefit) -> Vec<NoteView> {
    let price = benefit.price.as_ref();
    let price = price.map(|price| TextView::plain(reader.price(price)));
    [
        ("note_price", price),
        ("note_validity", reader.maybe(benefit.validity.as_ref())),
        ("note_updates", reader.maybe(benefit.updates.as_ref())),
        ("note_extension", reader.maybe(benefit.extension.as_ref())),
        (
            "note_restriction",
            reader.maybe(benefit.restriction.as_ref()),
        ),
        ("note_control", reader.maybe(benefit.control.as_ref())),
        ("note_owner", reader.maybe(benefit.owner.as_ref())),
    ]
    .into_iter()
    .filter_map(|(key, text)| {
        Some(NoteView {
            label: reader.say(key),
            text: text?,
        })
    })
    .collect()
}
