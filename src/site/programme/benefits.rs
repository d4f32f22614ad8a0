//! The benefits matrix: by axis, a row for each benefit and a column for each tier, with notes from the data.

use serde::Serialize;

use super::by_type::{TypeView, anchor, benefits_by_type};
use super::cell::{self, CellView};
use super::matrix::{MatrixView, matrix};
use super::programmes::{Part, above, nav};
use super::resources::{KitView, kit};
use super::terms;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Access, Axis, Benefit, Kit, Lang, Page, ProgrammeIx, Scope};
use crate::site::Site;
use crate::site::look::head::Head;
use crate::site::look::tier_mark::{TierView, tier};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, ProseView, TextView};
use crate::site::words;

#[derive(Serialize)]
struct BenefitsView {
    programme: LinkView,
    portal: Option<String>,
    matrix: Option<MatrixView>,
    tiers: Vec<TierView>,
    axes: Vec<AxisView>,
    by_type: Vec<TypeView>,
    finder_fee: Option<terms::FinderFee>,
}

#[derive(Serialize)]
struct AxisView {
    id: &'static str,
    name: String,
    summary: Option<TextView>,
    body: Option<ProseView>,
    rows: Vec<RowView>,
    kit: Option<KitView>,
    not_offered: Vec<TextView>,
}

/// A benefit.
#[derive(Serialize)]
struct RowView {
    id: String,
    name: TextView,
    description: Option<TextView>,
    unit: Option<TextView>,
    products: Vec<TextView>,
    cells: Vec<CellView>,
    /// The number of its note; absent where there is nothing to note.
    number: Option<usize>,
    notes: Vec<NoteView>,
    process: Option<LinkView>,
    contact: Option<String>,
    /// Whether it is behind the portal's password.
    in_portal: bool,
    /// Types of partner for which it differs.
    differs: Vec<LinkView>,
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
        programme: reader.link(&Page::Programme(lang, of), reader.text(&programme.name)),
        portal: programme.portal.clone(),
        matrix: matrix(reader, of),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(reader, of, it))
            .collect(),
        axes: words::axes_of(programme)
            .map(|it| axis(reader, of, it, &mut number))
            .collect(),
        by_type: benefits_by_type(reader, of),
        finder_fee: finder_fee.map(|it| terms::finder_fee(reader, of, it)),
    };
    let page = Page::Benefits(lang, of);
    let title = TextView::plain(reader.say("benefits_heading"));
    let name = [("programme", view.programme.label.text.clone())];
    let head = Head::new(&page, title, "programmes")
        .description(Some(reader.say_with("benefits_introduction", &name)))
        .above(above(reader, of))
        .view(reader);
    let values = [
        ("page", site.value(lang, &head)?),
        ("nav", site.value(lang, &nav(reader, of, Part::Benefits))?),
    ];
    site.fill(lang, "benefits", &view, values)
}

fn axis(reader: Reader<'_>, of: ProgrammeIx, axis: Axis, number: &mut usize) -> AxisView {
    let programme = &reader.catalogue().programmes[of];
    let prose = programme.axes.get(&axis);
    let benefits = programme.benefits.iter().enumerate();
    let of_axis = benefits.filter(|(_, benefit)| benefit.axis == axis);
    AxisView {
        id: words::axis_id(axis),
        name: reader.say(words::axis(axis)),
        summary: prose.and_then(|prose| reader.maybe(prose.summary.as_ref())),
        body: prose
            .and_then(|prose| prose.body.as_ref())
            .map(|body| reader.prose(body, Trust::Owner, 3)),
        rows: of_axis.map(|(at, _)| row(reader, of, at, number)).collect(),
        kit: match axis {
            Axis::SalesKit => kit(reader, of, Kit::Sales),
            Axis::DevelopmentKit => kit(reader, of, Kit::Development),
            _ => None,
        },
        not_offered: words::not_offered(programme, axis)
            .map(|reason| reader.text(reason))
            .collect(),
    }
}

fn row(reader: Reader<'_>, of: ProgrammeIx, at: usize, number: &mut usize) -> RowView {
    let programme = &reader.catalogue().programmes[of];
    let vocabulary = &reader.catalogue().vocabulary;
    let benefit = &programme.benefits[at];
    let notes = notes(reader, benefit);
    let process = benefit.process.map(|at| terms::process(reader, of, at));
    let noted = !notes.is_empty() || process.is_some() || benefit.contact.is_some();
    if noted {
        *number += 1;
    }
    let tiers = programme.tiers.indexes();
    let products = benefit.products.iter();
    RowView {
        id: benefit.id.clone(),
        name: reader.text(&benefit.name),
        description: reader.maybe(benefit.description.as_ref()),
        unit: reader.maybe(benefit.unit.as_ref()),
        products: products
            .map(|&it| reader.term(&vocabulary.products[it]))
            .collect(),
        cells: tiers
            .map(|tier| cell::benefit(reader, programme.benefit(at, tier, Scope::default())))
            .collect(),
        number: noted.then_some(*number),
        notes,
        process,
        contact: benefit.contact.clone(),
        in_portal: benefit.access == Access::Partners,
        differs: benefit
            .by_type
            .keys()
            .map(|&it| LinkView {
                href: format!("#{}", anchor(reader, it)),
                label: reader.plural(&vocabulary.types[it]),
            })
            .collect(),
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
