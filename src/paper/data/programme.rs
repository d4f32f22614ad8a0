//! A programme as the paper shows it.

use serde::Serialize;

use super::country::{CountryView, DecisionView};
use super::matrix::{self, BenefitAxisView, CriteriaFamilyView};
use super::primitives::{DateView, LinkView, TextView};
use super::prose::{MarkdownView, ProseView};
use super::reader::Reader;
use crate::model::{
    Access, Desk, Kit, ListIndex, Process, Programme, ProgrammeIx, Resource, ResourceKind, Status,
    Text, Tier,
};

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
    /// The products it is about; none: all.
    products: Vec<TextView>,
    /// Plural names of the types of partner it addresses.
    types: Vec<TextView>,
    fee: Option<FeeView>,
    desk: Option<DeskView>,
    portal: Option<LinkView>,
    /// In rising order.
    tiers: Vec<TierView>,
    criteria: Vec<CriteriaFamilyView>,
    benefits: Vec<BenefitAxisView>,
    processes: Vec<ProcessView>,
    /// The sales kit, then the development kit; only those that have something in them.
    kits: Vec<KitView>,
    /// Finder's fee, advancement and contract.
    decisions: DecisionView,
    /// What countries decided; in a country's volume only that country.
    countries: Vec<CountryView>,
    /// Why some things are not offered.
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
    /// How many tiers the programme has.
    of: usize,
    /// `#rrggbb`.
    color: Option<String>,
    /// Cyan, magenta, yellow and black, each in per cent.
    print_color: Option<[f64; 4]>,
    prose: Option<ProseView>,
}

/// What membership costs.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct FeeView {
    /// "Free of charge", "€400 a year".
    pub(super) amount: String,
    pub(super) renewal: Option<TextView>,
    pub(super) note: Option<TextView>,
}

/// Whom to turn to.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DeskView {
    pub(super) phone: Option<LinkView>,
    pub(super) email: Option<LinkView>,
    pub(super) form: Option<LinkView>,
    pub(super) hours: Option<TextView>,
}

/// How something is done.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ProcessView {
    id: String,
    name: TextView,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
    prose: Option<ProseView>,
}

/// A process that something else points to.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ProcessRef {
    pub(super) id: String,
    pub(super) name: TextView,
}

/// A kit and what is in it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct KitView {
    name: String,
    resources: Vec<ResourceView>,
}

/// A part of a kit.
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

/// All programmes; in a country's volume as they are there.
pub(super) fn views(reader: &Reader<'_>) -> Vec<ProgrammeView> {
    let programmes = reader.catalogue.programmes.iter();
    programmes.map(|(at, _)| view(reader, at)).collect()
}

fn view(reader: &Reader<'_>, at: ProgrammeIx) -> ProgrammeView {
    let programme = &reader.catalogue.programmes[at];
    let vocabulary = &reader.catalogue.vocabulary;
    let share = reader.scope().country.and_then(|at| programme.country(at));
    let fee = share.and_then(|share| share.fee.as_ref());
    let desk = share.and_then(|share| share.contact.as_ref());
    let kinds = [
        (Kit::Sales, "paper_sales_kit"),
        (Kit::Development, "paper_development_kit"),
    ];
    ProgrammeView {
        id: programme.id.clone(),
        name: reader.text(&programme.name),
        short_name: reader.text(programme.short_name.as_ref().unwrap_or(&programme.name)),
        summary: reader.maybe(&programme.prose.summary),
        body: reader.prose(&programme.prose).body,
        status: reader.say(
            match programme.status {
                Status::Open => "paper_status_open",
                Status::Closed => "paper_status_closed",
                Status::Planned => "paper_status_planned",
            },
            &[],
        ),
        products: programme
            .products
            .iter()
            .map(|&at| reader.text(&vocabulary.products[at].name))
            .collect(),
        types: programme
            .types
            .iter()
            .map(|&at| &vocabulary.types[at])
            .map(|term| reader.text(term.plural.as_ref().unwrap_or(&term.name)))
            .collect(),
        fee: fee
            .or(programme.fee.as_ref())
            .map(|fee| reader.fee_view(fee)),
        desk: desk
            .or(programme.contact.as_ref())
            .map(|desk| reader.desk(desk)),
        portal: programme.portal.as_deref().map(LinkView::web),
        tiers: tiers(reader, programme),
        criteria: matrix::criteria(reader, programme),
        benefits: matrix::benefits(reader, programme),
        processes: programme
            .processes
            .iter()
            .map(|process| process_view(reader, process))
            .collect(),
        kits: kinds
            .into_iter()
            .filter_map(|(kit, name)| kit_view(reader, programme, kit, name))
            .collect(),
        decisions: DecisionView::of_programme(reader, programme, share),
        countries: programme
            .countries
            .iter()
            .filter(|share| {
                reader
                    .volume
                    .country()
                    .is_none_or(|only| only == share.country)
            })
            .map(|share| CountryView::of(reader, programme, share))
            .collect(),
        not_offered: programme
            .not_offered
            .values()
            .map(|why| reader.text(why))
            .collect(),
    }
}

fn tiers(reader: &Reader<'_>, programme: &Programme) -> Vec<TierView> {
    let of = programme.tiers.len();
    let view = |(at, tier): (crate::model::TierIx, &Tier)| TierView {
        id: tier.id.clone(),
        name: reader.text(&tier.name),
        rank: at.index() + 1,
        of,
        color: tier.color.clone(),
        print_color: tier.print_color,
        prose: tier.prose.as_ref().map(|prose| reader.prose(prose)),
    };
    programme.tiers.iter().map(view).collect()
}

fn process_view(reader: &Reader<'_>, process: &Process) -> ProcessView {
    ProcessView {
        id: process.id.clone(),
        name: reader.text(&process.name),
        owner: reader.maybe(&process.owner),
        delay: reader.maybe(&process.delay),
        reviewed: process.reviewed.map(|date| reader.date(date)),
        prose: process.prose.as_ref().map(|prose| reader.prose(prose)),
    }
}

fn kit_view(reader: &Reader<'_>, programme: &Programme, kit: Kit, name: &str) -> Option<KitView> {
    let resources: Vec<_> = programme
        .resources
        .iter()
        .filter(|resource| resource.kit == kit)
        .map(|resource| resource_view(reader, programme, resource))
        .collect();
    (!resources.is_empty()).then(|| KitView {
        name: reader.say(name, &[]),
        resources,
    })
}

fn resource_view(reader: &Reader<'_>, programme: &Programme, resource: &Resource) -> ResourceView {
    let kind = match resource.kind {
        ResourceKind::PriceList => "paper_kind_price_list",
        ResourceKind::Proposal => "paper_kind_proposal",
        ResourceKind::Presentation => "paper_kind_presentation",
        ResourceKind::Training => "paper_kind_training",
        ResourceKind::Documentation => "paper_kind_documentation",
        ResourceKind::Software => "paper_kind_software",
    };
    ResourceView {
        name: reader.text(&resource.name),
        kind: reader.say(kind, &[]),
        description: reader.maybe(&resource.description),
        access: reader.access(resource.access),
        process: reader.process(programme, resource.process),
    }
}

impl Reader<'_> {
    pub(super) fn access(&self, access: Access) -> String {
        let key = match access {
            Access::Public => "paper_access_public",
            Access::Partners => "paper_access_partners",
        };
        self.say(key, &[])
    }

    pub(super) fn fee_view(&self, fee: &crate::model::Fee) -> FeeView {
        FeeView {
            amount: self.fee(fee),
            renewal: self.maybe(&fee.renewal),
            note: self.maybe(&fee.note),
        }
    }

    pub(super) fn desk(&self, desk: &Desk) -> DeskView {
        DeskView {
            phone: desk.phone.as_deref().map(LinkView::phone),
            email: desk.email.as_deref().map(LinkView::email),
            form: desk.form_url.as_deref().map(LinkView::web),
            hours: self.maybe(&desk.hours),
        }
    }

    pub(super) fn process(&self, programme: &Programme, at: Option<usize>) -> Option<ProcessRef> {
        let process = programme.processes.get(at?)?;
        Some(ProcessRef {
            id: process.id.clone(),
            name: self.text(&process.name),
        })
    }

    pub(super) fn term_names<'t>(&self, names: impl Iterator<Item = &'t Text>) -> Vec<TextView> {
        names.map(|name| self.text(name)).collect()
    }
}
