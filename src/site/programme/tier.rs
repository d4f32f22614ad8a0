//! A tier: what it is for, what it asks, what it brings.

use serde::Serialize;
use tera::Value;

use super::cell::{self, CellView};
use super::programmes::{Part, frame};
use super::step::{StepView, upgrade};
use super::terms::{self, Advancement};
use super::tier_column::partners;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, Facet, Lang, Page, Programme, ProgrammeIx, Scope, TierIx, TypeIx};
use crate::site::Site;
use crate::site::message_keys;
use crate::site::reader::Reader;
use crate::site::seo::embed::{SnippetView, badge_snippet};
use crate::site::seo::structured;
use crate::site::text::{LinkView, ProseView, TextView};
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};

/// How many of its partners a tier's page shows: a row of cards.
const PARTNERS_SHOWN: usize = 4;

/// `tier_page` in its template.
#[derive(Serialize)]
struct TierPageView {
    tier: TierView,
    programme: LinkView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    /// All tiers of the programme.
    ladder: Vec<RungView>,
    asks: Vec<AskView>,
    axes: Vec<AxisView>,
    step: Option<StepView>,
    advancement: Option<Advancement>,
    partners: Option<LinkView>,
    criteria: String,
    benefits: String,
    badge: SnippetView,
}

#[derive(Serialize)]
struct RungView {
    tier: TierView,
    current: bool,
}

#[derive(Serialize)]
struct AskView {
    name: TextView,
    family: String,
    value: CellView,
    unit: Option<TextView>,
    measured: Option<TextView>,
    /// Types of partner that are asked another figure.
    exceptions: Vec<ExceptionView>,
}

#[derive(Serialize)]
struct ExceptionView {
    name: TextView,
    value: CellView,
}

#[derive(Serialize)]
struct AxisView {
    name: String,
    href: String,
    rows: Vec<RowView>,
}

/// A benefit that the tier has.
#[derive(Serialize)]
struct RowView {
    name: TextView,
    description: Option<TextView>,
    unit: Option<TextView>,
    value: CellView,
}

pub(crate) fn render(
    site: &Site,
    lang: Lang,
    of: ProgrammeIx,
    ix: TierIx,
) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let view = view(reader, of, ix);
    let shown = reader.catalogue().partners_of(lang, Facet::Tier(of, ix));
    let cards = shown.iter().take(PARTNERS_SHOWN);
    let cards = cards.map(|&partner| site.card(lang, partner));
    let cards: Vec<Value> = cards.collect::<Result<_, _>>()?;
    let page = Page::Tier(lang, of, ix);
    let head = Head::new(&page, view.tier.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(reader, || structured::tier(reader, of, ix));
    let values = frame(site, reader, of, Part::Tiers, head)?.into_iter();
    let values = values.chain([("cards", Value::from(cards))]);
    site.fill(lang, "tier_page", &view, values)
}

fn view(reader: Reader<'_>, of: ProgrammeIx, ix: TierIx) -> TierPageView {
    let programme = &reader.catalogue().programmes[of];
    let prose = programme.tiers[ix].prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    let advancement = programme.advancement.as_ref();
    let tiers = programme.tiers.indexes();
    let benefits = reader.href(&Page::Benefits(reader.lang, of));
    TierPageView {
        tier: tier(reader, of, ix),
        programme: reader.link(
            &Page::Programme(reader.lang, of),
            reader.text(&programme.name),
        ),
        summary: reader.maybe(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
        ladder: tiers
            .map(|it| RungView {
                tier: tier(reader, of, it),
                current: it == ix,
            })
            .collect(),
        asks: asks(reader, programme, ix),
        axes: message_keys::axes_of(programme)
            .map(|axis| axis_view(reader, programme, axis, ix, &benefits))
            .filter(|axis| !axis.rows.is_empty())
            .collect(),
        step: upgrade(reader, of, ix),
        advancement: advancement.map(|it| terms::advancement(reader, of, it)),
        partners: partners(reader, of, ix),
        criteria: reader.href(&Page::Criteria(reader.lang, of)),
        badge: badge_snippet(reader, of, ix),
        benefits,
    }
}

fn asks(reader: Reader<'_>, programme: &Programme, tier: TierIx) -> Vec<AskView> {
    let types = &reader.catalogue().vocabulary.types;
    let figure = |at: usize, partner_type: Option<TypeIx>| {
        let scope = Scope {
            partner_type,
            country: None,
        };
        programme.threshold(at, tier, scope).unwrap_or_default()
    };
    let criteria = programme.criteria.iter().enumerate();
    criteria
        .filter_map(|(at, criterion)| {
            let all = figure(at, None);
            let value = |figure| cell::threshold(reader, criterion, Some(figure));
            let exceptions: Vec<ExceptionView> = criterion
                .by_type
                .keys()
                .filter(|&&it| figure(at, Some(it)) != all)
                .map(|&it| ExceptionView {
                    name: reader.plural(&types[it]),
                    value: value(figure(at, Some(it))),
                })
                .collect();
            (all != 0.0 || !exceptions.is_empty()).then(|| AskView {
                name: reader.text(&criterion.name),
                family: reader.say(message_keys::family(criterion.family)),
                value: value(all),
                unit: cell::unit(reader, criterion),
                measured: reader.maybe(criterion.measured.as_ref()),
                exceptions,
            })
        })
        .collect()
}

fn axis_view(
    reader: Reader<'_>,
    programme: &Programme,
    axis: Axis,
    tier: TierIx,
    benefits: &str,
) -> AxisView {
    let rows = programme.benefits.iter().enumerate();
    let rows = rows.filter(|(_, benefit)| benefit.axis == axis);
    AxisView {
        name: reader.say(message_keys::axis(axis)),
        href: format!("{benefits}#{}", message_keys::axis_id(axis)),
        rows: rows
            .filter_map(|(at, benefit)| {
                let here = programme.benefit(at, tier, Scope::default());
                (!here.is_nothing()).then(|| RowView {
                    name: reader.text(&benefit.name),
                    description: reader.maybe(benefit.description.as_ref()),
                    unit: reader.maybe(benefit.unit.as_ref()),
                    value: cell::benefit(reader, here),
                })
            })
            .collect(),
    }
}
