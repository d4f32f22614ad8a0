//! The home page.

use std::cmp::Reverse;

use serde::Serialize;
use tera::Value;

use super::Site;
use super::directory::card::{place, tiers};
use super::plan::programmes_in_order;
use super::programme::programmes::{SummaryView, summary};
use super::programme::tier_column::{ColumnView, columns};
use super::reader::Reader;
use super::seo::structured;
use super::text::{DateView, LinkView, ProseView, TextView};
use super::theming::head::Head;
use super::theming::logo::{LogoView, Place, logo, monogram};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, Lang, ListIndex, Page, PartnerIx, Programme, ProgrammeIx, Status};

/// The panes of the shop window: at most four rows of so many, and none with a hole.
const PANES_IN_A_ROW: usize = 3;
const ROWS: usize = 4;
const NEWEST: usize = 6;

#[derive(Serialize)]
struct HomeView {
    title: TextView,
    lead: Option<TextView>,
    body: Option<ProseView>,
    /// "All 59 partners, 18 countries".
    everybody: String,
    panes: Vec<PaneView>,
    newest: Vec<NewestView>,
    programmes: Vec<SummaryView>,
    /// The programme that is shown in more detail: the one with the most tiers.
    main: Option<MainView>,
}

/// A logo in the shop window.
#[derive(Serialize)]
struct PaneView {
    href: String,
    name: String,
    logo: Option<LogoView>,
    monogram: String,
}

#[derive(Serialize)]
struct NewestView {
    href: String,
    name: String,
    place: Option<TextView>,
    since: DateView,
    tiers: Vec<tera::Value>,
}

#[derive(Serialize)]
struct MainView {
    programme: LinkView,
    tiers: Vec<ColumnView>,
    axes: Vec<OfferView>,
    benefits: String,
    criteria: String,
}

/// One axis of what the programme offers.
#[derive(Serialize)]
struct OfferView {
    link: LinkView,
    summary: Option<TextView>,
}

pub(super) fn render(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let catalogue = reader.catalogue();
    let home = catalogue.home();
    let prose = home.map(|page| &page.prose);
    let title = prose.map_or(&catalogue.settings.title, |prose| &prose.title);
    let lead = prose.and_then(|prose| prose.summary.as_ref());
    let lead = reader.maybe(lead.or(catalogue.settings.tagline.as_ref()));
    let body = prose.and_then(|prose| prose.body.as_ref());
    let main = main_programme(reader);
    let view = HomeView {
        title: reader.text(title),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
        everybody: everybody(reader),
        panes: panes(reader),
        newest: newest(reader),
        programmes: programmes_in_order(catalogue)
            .into_iter()
            .map(|of| summary(reader, of))
            .collect(),
        main: main.map(|of| main_view(reader, of)),
        lead,
    };
    let featured = catalogue.settings.featured.iter();
    let featured = featured.map(|&partner| site.card(lang, partner));
    let featured: Vec<Value> = featured.collect::<Result<_, _>>()?;
    let page = Page::Home(lang);
    let head = Head::new(&page, view.title.clone(), "home")
        .description(view.lead.as_ref().map(|lead| lead.text.clone()))
        .data(reader, || structured::site(reader))
        .view(reader);
    let values = [
        ("page", site.value(lang, &head)?),
        ("featured", Value::from(featured)),
    ];
    site.fill(lang, "home", &view, values)
}

fn everybody(reader: Reader<'_>) -> String {
    let partners = reader.catalogue().partners.len();
    let partners = ("partners", reader.say_count("partners_count", partners));
    match countries(reader) {
        0 => reader.say_with("hero_partners", &[partners]),
        countries => {
            let countries = ("countries", reader.say_count("countries_count", countries));
            reader.say_with("hero_count", &[partners, countries])
        }
    }
}

/// In how many countries somebody can be found.
fn countries(reader: Reader<'_>) -> usize {
    let listings = &reader.catalogue().listings[reader.lang.index()];
    let facets = listings.facets.keys();
    facets
        .filter(|facet| matches!(facet, crate::model::Facet::Country(_)))
        .count()
}

/// The featured partners, then those of the highest tiers, as far as they have logos.
fn panes(reader: Reader<'_>) -> Vec<PaneView> {
    let catalogue = reader.catalogue();
    let mut ranked: Vec<PartnerIx> = catalogue.partners_in_order(reader.lang).to_vec();
    ranked.retain(|ix| !catalogue.settings.featured.contains(ix));
    let rank = |ix: PartnerIx| {
        let tier = catalogue.top_tier(&catalogue.partners[ix]);
        tier.map_or(0, |(_, tier)| tier.index() + 1)
    };
    ranked.sort_by_key(|&ix| Reverse(rank(ix)));
    let featured = catalogue.settings.featured.iter().copied();
    let mut shown: Vec<PartnerIx> = featured
        .chain(ranked)
        .filter(|&ix| catalogue.partners[ix].logo.is_some())
        .take(PANES_IN_A_ROW * ROWS)
        .collect();
    if shown.len() > PANES_IN_A_ROW {
        shown.truncate(shown.len() / PANES_IN_A_ROW * PANES_IN_A_ROW);
    }
    shown
        .into_iter()
        .map(|ix| {
            let partner = &catalogue.partners[ix];
            PaneView {
                href: reader.href(&Page::Partner(reader.lang, ix)),
                name: partner.name.clone(),
                logo: logo(reader, partner.logo, partner.logo_dark, Place::Window),
                monogram: monogram(&partner.name),
            }
        })
        .collect()
}

fn newest(reader: Reader<'_>) -> Vec<NewestView> {
    let catalogue = reader.catalogue();
    let partners = catalogue.partners_in_order(reader.lang).iter();
    let mut dated: Vec<_> = partners
        .filter_map(|&ix| Some((catalogue.partners[ix].since?, ix)))
        .collect();
    dated.sort_by_key(|&(since, _)| Reverse(since));
    dated
        .into_iter()
        .take(NEWEST)
        .map(|(since, ix)| {
            let partner = &catalogue.partners[ix];
            NewestView {
                href: reader.href(&Page::Partner(reader.lang, ix)),
                name: partner.name.clone(),
                place: place(reader, partner),
                since: reader.month(since),
                tiers: tiers(reader, partner),
            }
        })
        .collect()
}

fn main_programme(reader: Reader<'_>) -> Option<ProgrammeIx> {
    let programmes = reader.catalogue().programmes.iter();
    let rank = |programme: &Programme| (programme.status == Status::Open, programme.tiers.len());
    // Of equals the first: `max_by_key` would take the last.
    programmes
        .rev()
        .max_by_key(|(_, programme)| rank(programme))
        .map(|(of, _)| of)
}

fn main_view(reader: Reader<'_>, of: ProgrammeIx) -> MainView {
    let programme = &reader.catalogue().programmes[of];
    let page = Page::Programme(reader.lang, of);
    let benefits = reader.href(&Page::Benefits(reader.lang, of));
    let offer = |axis: Axis| OfferView {
        link: LinkView {
            href: format!("{benefits}#{}", super::message_keys::axis_id(axis)),
            label: TextView::plain(reader.say(super::message_keys::axis(axis))),
        },
        summary: programme
            .axes
            .get(&axis)
            .and_then(|prose| reader.maybe(prose.summary.as_ref())),
    };
    MainView {
        programme: reader.link(&page, reader.text(&programme.name)),
        tiers: columns(reader, of),
        axes: super::message_keys::axes_of(programme).map(offer).collect(),
        criteria: reader.href(&Page::Criteria(reader.lang, of)),
        benefits,
    }
}
