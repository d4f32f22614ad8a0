//! The chapter on a programme. Entry point: [`views`].

use serde::Serialize;

use super::context::EditionContext;
use super::country::{CountryView, DecisionView};
use super::matrix::{self, BenefitAxisView, CriteriaFamilyView};
use super::primitives::{DateView, LinkView, TextView};
use super::programme_parts::{DeskView, FeeView, ProcessRef};
use super::prose::{MarkdownView, ProseView};
use crate::l10n::message_keys;
use crate::model::{Kit, ListIndex, Process, Programme, ProgrammeIx, Resource, Tier, TierIx};

/// A programme.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct ProgrammeView {
    id: String,
    name: TextView,
    /// The short name, or the name.
    short_name: TextView,
    summary: Option<TextView>,
    body: Option<MarkdownView>,
    /// "Open to new partners".
    status: String,
    /// Its products; empty: all.
    products: Vec<TextView>,
    /// The plural names of the types of partner that can join.
    types: Vec<TextView>,
    fee: Option<FeeView>,
    desk: Option<DeskView>,
    portal: Option<LinkView>,
    /// In rising order.
    tiers: Vec<TierView>,
    criteria: Vec<CriteriaFamilyView>,
    benefits: Vec<BenefitAxisView>,
    processes: Vec<ProcessView>,
    /// The sales kit, then the development kit; empty kits are left out.
    kits: Vec<KitView>,
    /// Finder's fee, advancement and contract.
    decisions: DecisionView,
    /// What countries decide; in the edition of a country, only that country.
    countries: Vec<CountryView>,
    /// The reasons why some things are not offered.
    not_offered: Vec<TextView>,
}

/// A tier.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct TierView {
    id: String,
    name: TextView,
    /// From 1, rising.
    rank: usize,
    /// The number of tiers in the programme.
    of: usize,
    /// `#rrggbb`.
    color: Option<String>,
    /// Cyan, magenta, yellow and black, each in per cent.
    print_color: Option<[f64; 4]>,
    prose: Option<ProseView>,
}

/// A process.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ProcessView {
    id: String,
    name: TextView,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
    prose: Option<ProseView>,
}

/// A kit with its resources.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct KitView {
    name: String,
    resources: Vec<ResourceView>,
}

/// A resource in a kit.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ResourceView {
    name: TextView,
    /// "Price list".
    kind: String,
    description: Option<TextView>,
    /// "Public", "Partners, in the portal".
    access: String,
    process: Option<ProcessRef>,
}

/// All programmes; in the edition of a country, with the rules of that country.
pub(super) fn views(context: &EditionContext<'_>) -> Vec<ProgrammeView> {
    let programmes = context.catalogue.programmes.iter();
    programmes.map(|(index, _)| view(context, index)).collect()
}

fn view(context: &EditionContext<'_>, index: ProgrammeIx) -> ProgrammeView {
    let programme = &context.catalogue.programmes[index];
    let vocabulary = &context.catalogue.vocabulary;
    let overrides = context
        .scope()
        .country
        .and_then(|country| programme.country(country));
    let fee = overrides.and_then(|overrides| Some(&overrides.fee.as_ref()?.terms));
    let desk = overrides.and_then(|overrides| overrides.contact.as_ref());
    ProgrammeView {
        id: programme.id.clone(),
        name: context.text(&programme.name),
        short_name: context.text(programme.short_name.as_ref().unwrap_or(&programme.name)),
        summary: context.text_opt(&programme.prose.summary),
        body: context.prose(&programme.prose).body,
        status: context.message(message_keys::status(programme.status), &[]),
        products: programme
            .products
            .iter()
            .map(|&index| context.text(&vocabulary.products[index].name))
            .collect(),
        types: programme
            .types
            .iter()
            .map(|&index| &vocabulary.types[index])
            .map(|term| context.text(term.plural.as_ref().unwrap_or(&term.name)))
            .collect(),
        fee: fee
            .or(programme.fee.as_ref())
            .map(|fee| context.fee_view(fee)),
        desk: desk
            .or(programme.contact.as_ref())
            .map(|desk| context.desk(desk)),
        portal: programme.portal.as_deref().map(LinkView::web),
        tiers: tiers(context, programme),
        criteria: matrix::criteria(context, programme),
        benefits: matrix::benefits(context, programme),
        processes: programme
            .processes
            .iter()
            .map(|process| process_view(context, process))
            .collect(),
        kits: [Kit::Sales, Kit::Development]
            .into_iter()
            .filter_map(|kit| kit_view(context, programme, kit))
            .collect(),
        decisions: DecisionView::new(context, programme, overrides),
        countries: programme
            .countries
            .iter()
            .filter(|overrides| {
                context
                    .edition
                    .country()
                    .is_none_or(|only| only == overrides.country)
            })
            .map(|overrides| CountryView::new(context, programme, overrides))
            .collect(),
        not_offered: programme
            .not_offered
            .values()
            .map(|reason| context.text(reason))
            .collect(),
    }
}

fn tiers(context: &EditionContext<'_>, programme: &Programme) -> Vec<TierView> {
    let of = programme.tiers.len();
    let view = |(index, tier): (TierIx, &Tier)| TierView {
        id: tier.id.clone(),
        name: context.text(&tier.name),
        rank: index.index() + 1,
        of,
        color: tier.color.clone(),
        print_color: tier.print_color,
        prose: tier.prose.as_ref().map(|prose| context.prose(prose)),
    };
    programme.tiers.iter().map(view).collect()
}

fn process_view(context: &EditionContext<'_>, process: &Process) -> ProcessView {
    ProcessView {
        id: process.id.clone(),
        name: context.text(&process.name),
        owner: context.text_opt(&process.owner),
        delay: context.text_opt(&process.delay),
        reviewed: process.reviewed.map(|date| context.date(date)),
        prose: process.prose.as_ref().map(|prose| context.prose(prose)),
    }
}

fn kit_view(context: &EditionContext<'_>, programme: &Programme, kit: Kit) -> Option<KitView> {
    let resources: Vec<_> = programme
        .resources
        .iter()
        .filter(|resource| resource.kit == kit)
        .map(|resource| resource_view(context, programme, resource))
        .collect();
    (!resources.is_empty()).then(|| KitView {
        name: context.message(message_keys::kit(kit), &[]),
        resources,
    })
}

fn resource_view(
    context: &EditionContext<'_>,
    programme: &Programme,
    resource: &Resource,
) -> ResourceView {
    ResourceView {
        name: context.text(&resource.name),
        kind: context.message(message_keys::resource(resource.kind), &[]),
        description: context.text_opt(&resource.description),
        access: context.access(resource.access),
        process: context.process(programme, resource.process),
    }
}
