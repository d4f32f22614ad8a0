//! A programme: what it is, its tiers side by side, its terms, and the way to everything about it.

mod assess;
pub(super) mod benefits;
mod by_type;
mod cell;
pub(super) mod country;
pub(super) mod criteria;
mod line;
mod matrix;
pub(super) mod process;
pub(super) mod programmes;
mod resources;
mod scoped;
mod side_by_side;
mod step;
mod tables;
mod terms;
pub(super) mod tier;
pub(super) mod tier_column;

use serde::Serialize;

use super::Site;
use super::directory::facets;
use super::message_keys;
use super::partner::contact::{DeskView, desk};
use super::reader::Reader;
use super::seo::structured;
use super::text::{DateView, LinkView, ProseView, TextView};
use super::theming::head::Head;
use super::theming::tier_mark::{TierView, tier};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, CountryOverride, Facet, Lang, Page, Programme, ProgrammeIx, Status};
use programmes::{Part, frame};
use side_by_side::{GroupView, side_by_side};
use terms::{Advancement, Contract, Fee, FinderFee};
use tier_column::{ColumnView, columns};

#[derive(Serialize)]
struct ProgrammeView {
    name: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    status: String,
    open: bool,
    fee: Option<Fee>,
    /// Its products; empty where it is about all.
    products: Vec<LinkView>,
    types: Vec<LinkView>,
    portal: Option<String>,
    contact: Option<DeskView>,
    columns: Vec<ColumnView>,
    tiers: Vec<TierView>,
    side_by_side: Vec<GroupView>,
    axes: Vec<AxisView>,
    benefits: String,
    criteria: String,
    processes: Vec<ProcessView>,
    finder_fee: Option<FinderFee>,
    advancement: Option<Advancement>,
    contract: Option<Contract>,
    promotion: Vec<PromotionView>,
    /// What countries decide, as a list in words; absent where they decide nothing.
    autonomy: Option<String>,
    countries: Vec<CountryView>,
}

/// One axis of the benefits.
#[derive(Serialize)]
struct AxisView {
    link: LinkView,
    summary: Option<TextView>,
    /// How many benefits there are; absent where there is none.
    count: Option<String>,
}

/// A process in a list.
#[derive(Serialize)]
pub(super) struct ProcessView {
    link: LinkView,
    summary: Option<TextView>,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
}

#[derive(Serialize)]
struct PromotionView {
    tool: String,
    text: Option<TextView>,
}

#[derive(Serialize)]
struct CountryView {
    link: LinkView,
    /// What it decided, in words.
    decided: Vec<String>,
}

pub(super) fn render(site: &Site, lang: Lang, of: ProgrammeIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let view = view(reader, of);
    let page = Page::Programme(lang, of);
    let head = Head::new(&page, view.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(reader, || structured::programme(reader, of));
    let values = frame(site, reader, of, Part::Overview, head)?;
    site.fill(lang, "programme", &view, values)
}

fn view(reader: Reader<'_>, of: ProgrammeIx) -> ProgrammeView {
    let programme = &reader.catalogue().programmes[of];
    let lang = reader.lang;
    let value = |facet| reader.link(&Page::Facet(lang, facet, 1), facets::name(reader, facet));
    let body = programme.prose.body.as_ref();
    let finder_fee = programme.finder_fee.as_ref();
    let advancement = programme.advancement.as_ref();
    let benefits = reader.href(&Page::Benefits(lang, of));
    ProgrammeView {
        name: reader.text(&programme.name),
        summary: reader.maybe(programme.prose.summary.as_ref()),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
        status: reader.say(message_keys::status(programme.status)),
        open: programme.status == Status::Open,
        fee: programme.fee.as_ref().map(|it| terms::fee(reader, it)),
        products: programme
            .products
            .iter()
            .map(|&it| value(Facet::Product(it)))
            .collect(),
        types: programme
            .types
            .iter()
            .map(|&it| value(Facet::Type(it)))
            .collect(),
        portal: programme.portal.clone(),
        contact: programme.contact.as_ref().map(|it| desk(reader, it)),
        columns: columns(reader, of),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(reader, of, it))
            .collect(),
        side_by_side: side_by_side(reader, of),
        axes: message_keys::axes_of(programme)
            .map(|it| axis(reader, programme, &benefits, it))
            .collect(),
        benefits,
        criteria: reader.href(&Page::Criteria(lang, of)),
        processes: processes(reader, of),
        finder_fee: finder_fee.map(|it| terms::finder_fee(reader, of, it)),
        advancement: advancement.map(|it| terms::advancement(reader, of, it)),
        contract: programme
            .contract
            .as_ref()
            .map(|it| terms::contract(reader, it)),
        promotion: programme
            .promotion
            .iter()
            .map(|it| PromotionView {
                tool: reader.say(message_keys::promotion(it.tool)),
                text: reader.maybe(it.text.as_ref()),
            })
            .collect(),
        autonomy: autonomy(reader, programme),
        countries: countries(reader, of),
    }
}

fn autonomy(reader: Reader<'_>, programme: &Programme) -> Option<String> {
    let words = programme.autonomy.iter();
    let words: Vec<String> = words
        .map(|&it| reader.say(message_keys::autonomy(it)))
        .collect();
    (!words.is_empty()).then(|| reader.locale().list(&words))
}

fn axis(reader: Reader<'_>, programme: &Programme, benefits: &str, axis: Axis) -> AxisView {
    let count = programme
        .benefits
        .iter()
        .filter(|it| it.axis == axis)
        .count();
    let prose = programme.axes.get(&axis);
    AxisView {
        link: LinkView {
            href: format!("{benefits}#{}", message_keys::axis_id(axis)),
            label: TextView::plain(reader.say(message_keys::axis(axis))),
        },
        summary: prose.and_then(|prose| reader.maybe(prose.summary.as_ref())),
        count: (count > 0).then(|| reader.say_count("benefits_count", count)),
    }
}

/// All processes of a programme.
pub(super) fn processes(reader: Reader<'_>, of: ProgrammeIx) -> Vec<ProcessView> {
    let processes = reader.catalogue().programmes[of]
        .processes
        .iter()
        .enumerate();
    processes
        .map(|(at, it)| ProcessView {
            link: terms::process(reader, of, at),
            summary: it
                .prose
                .as_ref()
                .and_then(|prose| reader.maybe(prose.summary.as_ref())),
            owner: reader.maybe(it.owner.as_ref()),
            delay: reader.maybe(it.delay.as_ref()),
            reviewed: it.reviewed.map(|date| reader.month(date)),
        })
        .collect()
}

fn countries(reader: Reader<'_>, of: ProgrammeIx) -> Vec<CountryView> {
    let shares = reader.catalogue().programmes[of]
        .countries
        .iter()
        .enumerate();
    let view = |(at, share): (usize, &CountryOverride)| CountryView {
        link: reader.link(
            &Page::Country(reader.lang, of, at),
            reader.country(share.country),
        ),
        decided: decided(share)
            .map(|it| reader.say(message_keys::autonomy(it)))
            .collect(),
    };
    let mut countries: Vec<CountryView> = shares.map(view).collect();
    countries.sort_by(|a, b| {
        let locale = reader.locale();
        locale.compare(&a.link.label.text, &b.link.label.text)
    });
    countries
}

/// What a country decided for itself.
fn decided(share: &CountryOverride) -> impl Iterator<Item = crate::model::Autonomy> {
    use crate::model::Autonomy::*;
    [
        (share.fee.is_some(), Fee),
        (share.finder_fee.is_some(), FinderFee),
        (share.advancement.is_some(), Advancement),
        (share.contract.is_some(), Contract),
        (share.budget, Budget),
        (!share.criteria.is_empty(), Criteria),
        (!share.benefits.is_empty(), Benefits),
    ]
    .into_iter()
    .filter_map(|(does, what)| does.then_some(what))
}
