//! The directory: all partners, those of one value of a facet, those of a country with a specialization.

pub(super) mod card;
pub(super) mod compare;
pub(super) mod facets;
pub(super) mod filter;
pub(super) mod index;
pub(super) mod listing;
pub(super) mod map;

use serde::Serialize;
use tera::Value;

use super::Site;
use super::plan;
use super::reader::Reader;
use super::seo::structured;
use super::text::{LinkView, TextView};
use super::theming::head::{Head, HeadView};
use crate::diagnostic::Diagnostic;
use crate::model::{CountryIx, Facet, Lang, Page, PartnerIx, SpecializationIx};
use facets::ValueView;
use filter::{Choice, ChosenView};
use listing::Listing;

#[derive(Serialize)]
struct DirectoryView<'a> {
    /// What the page is about: "Country". Absent for the directory itself.
    label: Option<&'a TextView>,
    heading: &'a TextView,
    introduction: Option<&'a TextView>,
    count: &'a str,
    /// "25–48 of 61", where there are several pages.
    range: Option<String>,
    /// What has been chosen, each with the page without it.
    chosen: &'a [ChosenView],
    /// Pairs of country and specialization that begin here.
    narrower: &'a [ValueView],
    narrower_label: &'a str,
    /// Where a tier is explained.
    explained: Option<&'a LinkView>,
    /// Whether the map of countries stands above the list.
    mapped: bool,
    pages: Option<PagesView>,
}

/// Links to the other pages of a list.
#[derive(Serialize)]
struct PagesView {
    previous: Option<String>,
    next: Option<String>,
    /// Absent entries stand for pages that are left out.
    numbers: Vec<Option<NumberView>>,
}

#[derive(Serialize)]
struct NumberView {
    number: String,
    href: String,
    current: bool,
}

pub(super) fn all(site: &Site, lang: Lang, number: usize) -> Result<Vec<u8>, Diagnostic> {
    render(site, lang, Choice::All, number)
}

pub(super) fn facet(
    site: &Site,
    lang: Lang,
    facet: Facet,
    number: usize,
) -> Result<Vec<u8>, Diagnostic> {
    render(site, lang, Choice::Facet(facet), number)
}

pub(super) fn pair(
    site: &Site,
    lang: Lang,
    country: CountryIx,
    specialization: SpecializationIx,
    number: usize,
) -> Result<Vec<u8>, Diagnostic> {
    render(site, lang, Choice::Pair(country, specialization), number)
}

fn render(site: &Site, lang: Lang, choice: Choice, number: usize) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let catalogue = reader.catalogue();
    let partners = choice.partners(reader);
    let size = catalogue.settings.page_size.max(1);
    let first = ((number - 1) * size).min(partners.len());
    let shown = &partners[first..(first + size).min(partners.len())];
    let cards = shown.iter().map(|&partner| site.card(lang, partner));
    let cards: Vec<Value> = cards.collect::<Result<_, _>>()?;

    let page_count = plan::page_count(catalogue, partners.len());
    let range = (page_count > 1).then(|| {
        let args = [
            ("from", reader.count(first + 1)),
            ("to", reader.count(first + shown.len())),
            ("all", reader.count(partners.len())),
        ];
        reader.say_with("range", &args)
    });
    let list = site.list(lang, choice)?;
    let view = DirectoryView {
        label: list.label.as_ref(),
        heading: &list.heading,
        introduction: list.introduction.as_ref(),
        count: &list.count,
        range,
        chosen: &list.chosen,
        narrower: &list.narrower,
        narrower_label: &list.narrower_label,
        explained: list.explained.as_ref(),
        mapped: matches!(choice, Choice::All) && number == 1,
        pages: (page_count > 1).then(|| pages(reader, choice, number, page_count)),
    };
    let head = head(reader, choice, number, partners, &list);
    let values = [
        ("page", site.value(lang, &head)?),
        ("cards", Value::from(cards)),
        ("facet_groups", list.facet_groups.clone()),
    ];
    site.fill(lang, "directory", &view, values)
}

fn head(
    reader: Reader<'_>,
    choice: Choice,
    number: usize,
    partners: &[PartnerIx],
    list: &Listing,
) -> HeadView {
    let page = choice.page(reader.lang, number);
    let mut title = list.title.clone();
    if number > 1 {
        let args = [("title", title.text), ("number", reader.count(number))];
        title = TextView::plain(reader.say_with("numbered_title", &args));
    }
    let above = match choice {
        Choice::All => Vec::new(),
        Choice::Facet(_) => vec![reader.shared().directory()],
        Choice::Pair(country, _) => {
            let facet = Facet::Country(country);
            let country = Page::Facet(reader.lang, facet, 1);
            vec![
                reader.shared().directory(),
                reader.link(&country, facets::name(reader, facet)),
            ]
        }
    };
    let head = Head::new(&page, title, "directory")
        .description(Some(list.description.clone()))
        .data(reader, || structured::list(reader, partners, number))
        .above(above);
    Head {
        listed: !partners.is_empty(),
        ..head
    }
    .view(reader)
}

/// A link to the directory, for the way to a page.
pub(super) fn directory_link(reader: Reader<'_>) -> LinkView {
    let label = TextView::plain(reader.say("menu_directory"));
    reader.link(&Page::Directory(reader.lang, 1), label)
}

fn pages(reader: Reader<'_>, choice: Choice, number: usize, count: usize) -> PagesView {
    let href = |number| reader.href(&choice.page(reader.lang, number));
    let near = |at: usize| at == 1 || at == count || at.abs_diff(number) <= 1;
    let mut numbers: Vec<Option<NumberView>> = Vec::new();
    for at in 1..=count {
        if near(at) {
            numbers.push(Some(NumberView {
                number: reader.count(at),
                href: href(at),
                current: at == number,
            }));
        } else if !matches!(numbers.last(), Some(None)) {
            numbers.push(None);
        }
    }
    PagesView {
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < count).then(|| href(number + 1)),
        numbers,
    }
}
