//! The home page.

mod opening;

use std::cmp::Reverse;

use serde::Serialize;
use tera::Value;

use self::opening::{
    ControlValueView, HomeFigureView, HomeIndexView, NEEDS, PLACES, SpotlightView, choices,
    figures, group, index, needs, poster, spotlight,
};
use super::context::PageContext;
use super::directory::card::{place, tiers};
use super::fragments::Fragments;
use super::programme::navigation;
use super::programme::programmes::{ProgrammeSummaryView, summary};
use super::programme::tier_column::{TierColumnView, columns};
use super::renderer::Renderer;
use super::seo::schema_org;
use super::theming::head::Head;
use super::theming::tier_mark::TierView;
use super::view::{DateView, LinkView, ProseView, SharedView, TextView};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, Facet, Lang, Page, Programme, ProgrammeIx, Status};

const NEWEST: usize = 3;

#[derive(Serialize)]
struct HomePageView {
    title: TextView,
    /// The size of the title: 1, the largest, to 3.
    poster: u8,
    lead: Option<TextView>,
    /// The controls of the search: need, country, language.
    choices: Vec<ControlValueView>,
    figures: Vec<HomeFigureView>,
    needs: Option<HomeIndexView>,
    places: Option<HomeIndexView>,
    spotlight: Option<SpotlightView>,
    body: Option<ProseView>,
    /// "All 59 partners, 18 countries".
    everybody: String,
    newest: Vec<NewPartnerView>,
    programmes: Vec<ProgrammeSummaryView>,
    /// The programme that is shown in more detail: an open one with the most tiers.
    main: Option<MainProgrammeView>,
}

#[derive(Serialize)]
struct NewPartnerView {
    href: String,
    name: String,
    place: Option<TextView>,
    since: DateView,
    tiers: Vec<SharedView<TierView>>,
}

#[derive(Serialize)]
struct MainProgrammeView {
    programme: LinkView,
    tiers: Vec<TierColumnView>,
    summary: Option<TextView>,
    open: bool,
    axes: Vec<MainProgrammeAxisView>,
    benefits: Option<String>,
    criteria: Option<String>,
}

/// One axis of what the programme offers.
#[derive(Serialize)]
struct MainProgrammeAxisView {
    link: LinkView,
    summary: Option<TextView>,
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let home = catalogue.home();
    let prose = home.map(|page| &page.prose);
    let title = prose.map_or(&catalogue.settings.title, |prose| &prose.title);
    let lead = prose.and_then(|prose| prose.summary.as_ref());
    let lead = context.text_opt(lead.or(catalogue.settings.tagline.as_ref()));
    let body = prose.and_then(|prose| prose.body.as_ref());
    let main = main_programme(context);
    let groups = &renderer.fragments(lang).facet_groups;
    let title = context.text(title);
    let view = HomePageView {
        poster: poster(&title.text),
        title,
        choices: choices(context, groups),
        figures: figures(context, groups),
        needs: needs(groups).map(|group| index(context, group, "home_needs", NEEDS)),
        places: group(groups, Facet::Country)
            .map(|group| index(context, group, "home_places", PLACES)),
        spotlight: spotlight(context),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
        everybody: everybody(context),
        newest: newest(context, renderer.fragments(lang)),
        programmes: catalogue
            .programmes_in_order()
            .into_iter()
            .map(|programme_ix| summary(context, programme_ix))
            .collect(),
        main: main.map(|programme_ix| main_view(context, programme_ix)),
        lead,
    };
    let featured = catalogue.settings.featured.iter();
    let featured = featured.map(|&partner| renderer.card(lang, partner));
    let featured: Vec<Value> = featured.collect::<Result<_, _>>()?;
    let page = Page::Home(lang);
    let head = Head::new(&page, view.title.clone(), "home")
        .description(view.lead.as_ref().map(|lead| lead.text.clone()))
        .data(context, || schema_org::site(context))
        .view(context, renderer.fragments(lang));
    let values = [
        ("page", renderer.value(lang, &head)?),
        ("featured", Value::from(featured)),
    ];
    renderer.fill_with_texts(lang, "home", &view, values)
}

fn everybody(context: PageContext<'_>) -> String {
    let partners = context.catalogue().partners.len();
    let partners = (
        "partners",
        context.message_count("partners_count", partners),
    );
    let countries = context
        .catalogue()
        .country_count(context.catalogue().partners_in_order(context.lang));
    match countries {
        0 => context.message_with("hero_partners", &[partners]),
        countries => {
            let countries = (
                "countries",
                context.message_count("countries_count", countries),
            );
            context.message_with("hero_count", &[partners, countries])
        }
    }
}

fn newest(context: PageContext<'_>, fragments: &Fragments) -> Vec<NewPartnerView> {
    let catalogue = context.catalogue();
    let partners = catalogue.partners_in_order(context.lang).iter();
    let mut dated: Vec<_> = partners
        .filter_map(|&ix| Some((catalogue.partners[ix].since?, ix)))
        .collect();
    dated.sort_by_key(|&(since, _)| Reverse(since));
    dated
        .into_iter()
        .take(NEWEST)
        .map(|(since, ix)| {
            let partner = &catalogue.partners[ix];
            NewPartnerView {
                href: context.href(&Page::Partner(context.lang, ix)),
                name: partner.name.clone(),
                place: place(context, partner),
                since: context.month(since),
                tiers: tiers(context, fragments, partner),
            }
        })
        .collect()
}

fn main_programme(context: PageContext<'_>) -> Option<ProgrammeIx> {
    let programmes = context.catalogue().programmes.iter();
    let rank = |programme: &Programme| (programme.status == Status::Open, programme.tiers.len());
    // Reversed, so that the first of equals is chosen: `max_by_key` returns the last.
    programmes
        .rev()
        .max_by_key(|(_, programme)| rank(programme))
        .map(|(programme_ix, _)| programme_ix)
}

fn main_view(context: PageContext<'_>, programme_ix: ProgrammeIx) -> MainProgrammeView {
    let programme = &context.catalogue().programmes[programme_ix];
    let page = Page::Programme(context.lang, programme_ix);
    let benefits = context.href(&Page::Benefits(context.lang, programme_ix));
    let offer = |axis: Axis| MainProgrammeAxisView {
        link: LinkView::new(
            format!("{benefits}#{}", super::message_keys::axis_id(axis)),
            context.message_view(super::message_keys::axis(axis)),
        ),
        summary: programme
            .axes
            .get(&axis)
            .and_then(|prose| context.text_opt(prose.summary.as_ref())),
    };
    MainProgrammeView {
        programme: context.link(&page, context.text(&programme.name)),
        tiers: columns(context, programme_ix),
        summary: context.text_opt(programme.prose.summary.as_ref()),
        open: programme.status == Status::Open,
        axes: super::message_keys::axes_of(programme).map(offer).collect(),
        criteria: navigation::criteria(context, programme_ix),
        benefits: navigation::benefits(context, programme_ix),
    }
}
