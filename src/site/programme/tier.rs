//! The page of a tier: its purpose, its requirements, its benefits.

use serde::Serialize;
use tera::Value;

use super::cell::{self, CellView};
use super::navigation::{self, ProgrammeSection, frame};
use super::terms::{self, AdvancementView};
use super::tier_column::partners;
use super::upgrade::{UpgradeView, upgrade};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, FacetValue, Lang, Page, Programme, ProgrammeIx, Scope, TierIx, TypeIx};
use crate::site::context::PageContext;
use crate::site::for_partners;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::seo::schema_org;
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::{LinkView, ProseView, TextView};

/// The number of partners on the page of a tier: a row of cards.
const PARTNERS_SHOWN: usize = 4;

/// The view of a tier's page: `tier_page` in its template.
#[derive(Serialize)]
struct TierPageView {
    tier: TierView,
    programme: LinkView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    /// Links to all tiers of the programme.
    ladder: Vec<TierTabView>,
    asks: Vec<RequirementView>,
    axes: Vec<TierAxisView>,
    step: Option<UpgradeView>,
    advancement: Option<AdvancementView>,
    partners: Option<LinkView>,
    criteria: Option<String>,
    benefits: Option<String>,
    /// The page with the badge for partners' websites.
    for_partners: String,
}

#[derive(Serialize)]
struct TierTabView {
    tier: TierView,
    current: bool,
}

#[derive(Serialize)]
struct RequirementView {
    name: TextView,
    family: String,
    value: CellView,
    unit: Option<TextView>,
    measured: Option<TextView>,
    /// Types of partner with another threshold.
    exceptions: Vec<RequirementExceptionView>,
}

#[derive(Serialize)]
struct RequirementExceptionView {
    name: TextView,
    value: CellView,
}

#[derive(Serialize)]
struct TierAxisView {
    name: String,
    href: String,
    rows: Vec<TierBenefitView>,
}

/// A benefit that the tier has.
#[derive(Serialize)]
struct TierBenefitView {
    name: TextView,
    description: Option<TextView>,
    unit: Option<TextView>,
    value: CellView,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
    ix: TierIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let view = view(context, programme_ix, ix);
    let shown = context
        .catalogue()
        .partners_of(lang, FacetValue::Tier(programme_ix, ix));
    let cards = shown.iter().take(PARTNERS_SHOWN);
    let cards = cards.map(|&partner| renderer.card(lang, partner));
    let cards: Vec<Value> = cards.collect::<Result<_, _>>()?;
    let page = Page::Tier(lang, programme_ix, ix);
    let head = Head::new(&page, view.tier.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(context, || schema_org::tier(context, programme_ix, ix));
    let values = frame(
        renderer,
        context,
        programme_ix,
        ProgrammeSection::Overview,
        head,
    )?
    .into_iter();
    let values = values.chain([("cards", Value::from(cards))]);
    renderer.fill_with_texts(lang, "tier_page", &view, values)
}

fn view(context: PageContext<'_>, programme_ix: ProgrammeIx, ix: TierIx) -> TierPageView {
    let programme = &context.catalogue().programmes[programme_ix];
    let prose = programme.tiers[ix].prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    let advancement = programme.advancement.as_ref();
    let tiers = programme.tiers.indexes();
    let benefits = context.href(&Page::Benefits(context.lang, programme_ix));
    TierPageView {
        tier: tier(context, programme_ix, ix),
        programme: context.link(
            &Page::Programme(context.lang, programme_ix),
            context.text(&programme.name),
        ),
        summary: context.text_opt(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
        ladder: tiers
            .map(|it| TierTabView {
                tier: tier(context, programme_ix, it),
                current: it == ix,
            })
            .collect(),
        asks: requirements(context, programme, ix),
        axes: message_keys::axes_of(programme)
            .map(|axis| axis_view(context, programme, axis, ix, &benefits))
            .filter(|axis| !axis.rows.is_empty())
            .collect(),
        step: upgrade(context, programme_ix, ix),
        advancement: advancement.map(|it| terms::advancement(context, programme_ix, it)),
        partners: partners(context, programme_ix, ix),
        criteria: navigation::criteria(context, programme_ix),
        for_partners: for_partners::href(context),
        benefits: navigation::benefits(context, programme_ix),
    }
}

fn requirements(
    context: PageContext<'_>,
    programme: &Programme,
    tier: TierIx,
) -> Vec<RequirementView> {
    let types = &context.catalogue().vocabulary.types;
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
            let value = |figure| cell::threshold(context, criterion, Some(figure));
            let exceptions: Vec<RequirementExceptionView> = criterion
                .by_type
                .keys()
                .filter(|&&it| figure(at, Some(it)) != all)
                .map(|&it| RequirementExceptionView {
                    name: context.plural(&types[it]),
                    value: value(figure(at, Some(it))),
                })
                .collect();
            (all != 0.0 || !exceptions.is_empty()).then(|| RequirementView {
                name: context.text(&criterion.name),
                family: context.message(message_keys::family(criterion.family)),
                value: value(all),
                unit: cell::unit(context, criterion),
                measured: context.text_opt(criterion.measured.as_ref()),
                exceptions,
            })
        })
        .collect()
}

fn axis_view(
    context: PageContext<'_>,
    programme: &Programme,
    axis: Axis,
    tier: TierIx,
    benefits: &str,
) -> TierAxisView {
    let rows = programme.benefits.iter().enumerate();
    let rows = rows.filter(|(_, benefit)| benefit.axis == axis);
    TierAxisView {
        name: context.message(message_keys::axis(axis)),
        href: format!("{benefits}#{}", message_keys::axis_id(axis)),
        rows: rows
            .filter_map(|(at, benefit)| {
                let here = programme.benefit(at, tier, Scope::default());
                (!here.is_nothing()).then(|| TierBenefitView {
                    name: context.text(&benefit.name),
                    description: context.text_opt(benefit.description.as_ref()),
                    unit: context.text_opt(benefit.unit.as_ref()),
                    value: cell::benefit(context, here),
                })
            })
            .collect(),
    }
}
