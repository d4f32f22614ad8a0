//! The directory: all partners, those of one value of a facet, those of a country with a specialization.

mod bar;
pub(super) mod card;
#[cfg(test)]
mod card_tests;
pub(super) mod compare;
mod competences;
pub(super) mod counts;
pub(super) mod facets;
pub(super) mod filter;
pub(super) mod find;
pub(super) mod index;
pub(super) mod listing;
pub(super) mod map;
mod name_scripts;
pub(super) mod places;
mod point;
pub(super) mod reasons;

use serde::Serialize;
use tera::Value;

use super::context::PageContext;
use super::fragments::Fragments;
use super::renderer::Renderer;
use super::seo::schema_org;
use super::theming::head::{Head, HeadView};
use super::view::{LinkView, TextView};
use crate::diagnostic::Diagnostic;
use crate::model::{CountryIx, FacetValue, Lang, Page, PartnerIx, SpecializationIx};
use facets::FacetValueView;
use filter::{ActiveFilterView, DirectoryFilter};
use listing::Listing;
use map::PinsView;

#[derive(Serialize)]
struct DirectoryPageView<'a> {
    /// The facet: "Country". Absent for the directory itself.
    label: Option<&'a TextView>,
    heading: &'a TextView,
    introduction: Option<&'a TextView>,
    count: &'a str,
    /// "25–48 of 61", where there are several pages.
    range: Option<String>,
    /// The active filters, each with the page without it.
    chosen: &'a [ActiveFilterView],
    /// Pages that narrow this list to a pair of country and specialization.
    narrower: &'a [FacetValueView],
    narrower_label: &'a str,
    /// A link to the page that explains the tier.
    explained: Option<&'a LinkView>,
    /// How the list is ordered, in words.
    order: String,
    /// What the bar above the list shows as chosen.
    bar: bar::BarView,
    /// What the map shows of the list; absent where there is no map.
    pins: Option<PinsView>,
    pages: Option<PaginationView>,
}

/// Links to the other pages of a list.
#[derive(Serialize)]
struct PaginationView {
    previous: Option<String>,
    next: Option<String>,
    /// Absent entries are gaps, shown as "…".
    numbers: Vec<Option<PageNumberView>>,
}

#[derive(Serialize)]
struct PageNumberView {
    number: String,
    href: String,
    current: bool,
}

pub(super) fn all(renderer: &Renderer, lang: Lang, number: usize) -> Result<Vec<u8>, Diagnostic> {
    render(renderer, lang, DirectoryFilter::All, number)
}

pub(super) fn facet(
    renderer: &Renderer,
    lang: Lang,
    facet: FacetValue,
    number: usize,
) -> Result<Vec<u8>, Diagnostic> {
    render(renderer, lang, DirectoryFilter::FacetValue(facet), number)
}

pub(super) fn pair(
    renderer: &Renderer,
    lang: Lang,
    country: CountryIx,
    specialization: SpecializationIx,
    number: usize,
) -> Result<Vec<u8>, Diagnostic> {
    render(
        renderer,
        lang,
        DirectoryFilter::Pair(country, specialization),
        number,
    )
}

fn render(
    renderer: &Renderer,
    lang: Lang,
    filter: DirectoryFilter,
    number: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let partners = filter.local_first(context);
    let size = catalogue.settings.page_size.max(1);
    let first = ((number - 1) * size).min(partners.len());
    let shown = &partners[first..(first + size).min(partners.len())];
    let cards = shown
        .iter()
        .map(|&partner| renderer.card_in(lang, partner, filter));
    let cards: Vec<Value> = cards.collect::<Result<_, _>>()?;

    let page_count = catalogue.page_count(partners.len());
    let range = (page_count > 1).then(|| {
        let args = [
            ("from", context.count(first + 1)),
            ("to", context.count(first + shown.len())),
            ("all", context.count(partners.len())),
        ];
        context.message_with("range", &args)
    });
    let list = renderer.listing(lang, filter)?;
    let view = DirectoryPageView {
        label: list.label.as_ref(),
        heading: &list.heading,
        introduction: list.introduction.as_ref(),
        count: &list.count,
        range,
        chosen: &list.chosen,
        narrower: &list.narrower,
        narrower_label: &list.narrower_label,
        explained: list.explained.as_ref(),
        order: context.message(if filter.country().is_some() {
            "sort_name_local_rule"
        } else {
            "sort_name_rule"
        }),
        bar: bar::view(context, filter),
        pins: {
            let country: Vec<CountryIx> = filter.country().into_iter().collect();
            renderer.map().pins(context, shown, &country, first + 1)
        },
        pages: (page_count > 1).then(|| pages(context, filter, number, page_count)),
    };
    let head = head(
        context,
        renderer.fragments(lang),
        filter,
        number,
        &partners,
        &list,
    );
    let values = [
        ("page", renderer.value(lang, &head)?),
        ("cards", Value::from(cards)),
        ("facet_groups", list.facet_groups.clone()),
    ];
    renderer.fill(lang, "directory", &view, values)
}

fn head(
    context: PageContext<'_>,
    fragments: &Fragments,
    filter: DirectoryFilter,
    number: usize,
    partners: &[PartnerIx],
    list: &Listing,
) -> HeadView {
    let page = filter.page(context.lang, number);
    let mut title = list.title.clone();
    if number > 1 {
        let args = [("title", title.text), ("number", context.count(number))];
        title = context.message_view_with("numbered_title", &args);
    }
    let breadcrumbs = match filter {
        DirectoryFilter::All => Vec::new(),
        DirectoryFilter::FacetValue(_) => vec![fragments.directory()],
        DirectoryFilter::Pair(country, _) => {
            let facet = FacetValue::Country(country);
            let country = Page::FacetValue(context.lang, facet, 1);
            vec![
                fragments.directory(),
                context.link(&country, facets::name(context, facet)),
            ]
        }
    };
    let head = Head::new(&page, title, "directory")
        .description(Some(list.description.clone()))
        .data(context, || schema_org::list(context, partners, number))
        .breadcrumbs(breadcrumbs);
    Head {
        listed: !partners.is_empty(),
        ..head
    }
    .view(context, fragments)
}

fn pages(
    context: PageContext<'_>,
    filter: DirectoryFilter,
    number: usize,
    count: usize,
) -> PaginationView {
    let href = |number| context.href(&filter.page(context.lang, number));
    let near = |at: usize| at == 1 || at == count || at.abs_diff(number) <= 1;
    let mut numbers: Vec<Option<PageNumberView>> = Vec::new();
    for at in 1..=count {
        if near(at) {
            numbers.push(Some(PageNumberView {
                number: context.count(at),
                href: href(at),
                current: at == number,
            }));
        } else if !matches!(numbers.last(), Some(None)) {
            numbers.push(None);
        }
    }
    PaginationView {
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < count).then(|| href(number + 1)),
        numbers,
    }
}
