//! The directory: all partners, those of one value of a facet, those of a country with a specialization.

pub(super) mod card;
pub(super) mod choice;
pub(super) mod compare;
pub(super) mod facets;
pub(super) mod index;
pub(super) mod map;

use serde::Serialize;
use tera::Value;

use super::Site;
use super::found::structured;
use super::look::head::{Head, HeadView};
use super::plan;
use super::reader::Reader;
use super::text::{LinkView, TextView};
use crate::diagnostic::Diagnostic;
use crate::model::{CountryIx, Facet, Lang, Page, SpecializationIx};
use choice::{Choice, ChosenView};
use facets::ValueView;

/// How many partners are named where a list describes itself.
const NAMED: usize = 3;

#[derive(Serialize)]
struct DirectoryView {
    /// What the page is about: "Country". Absent for the directory itself.
    label: Option<TextView>,
    heading: TextView,
    introduction: Option<TextView>,
    count: String,
    /// "25–48 of 61", where there are several pages.
    range: Option<String>,
    /// What has been chosen, each with the page without it.
    chosen: Vec<ChosenView>,
    /// Pairs of country and specialization that begin here.
    narrower: Vec<ValueView>,
    narrower_label: String,
    /// Where a tier is explained.
    explained: Option<LinkView>,
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
    let (narrower_label, narrower) = choice.narrower(reader);
    let view = DirectoryView {
        label: choice.label(reader),
        heading: choice.heading(reader),
        introduction: choice.introduction(reader),
        count: reader.say_count("partners_count", partners.len()),
        range,
        chosen: choice.chosen(reader),
        narrower,
        narrower_label,
        explained: choice.explained(reader),
        mapped: matches!(choice, Choice::All) && number == 1,
        pages: (page_count > 1).then(|| pages(reader, choice, number, page_count)),
    };
    let head = head(reader, choice, number, partners.len(), &view);
    let values = [
        ("page", site.value(lang, &head)?),
        ("cards", Value::from(cards)),
        ("facet_groups", site.facet_groups(lang, choice)?),
    ];
    site.fill(lang, "directory", &view, values)
}

fn head(
    reader: Reader<'_>,
    choice: Choice,
    number: usize,
    partners: usize,
    view: &DirectoryView,
) -> HeadView {
    let page = choice.page(reader.lang, number);
    let mut title = match choice {
        Choice::All => view.heading.clone(),
        _ => TextView::plain(
            reader.say_with("partners_title", &[("value", view.heading.text.clone())]),
        ),
    };
    if number > 1 {
        let args = [("title", title.text), ("number", reader.count(number))];
        title = TextView::plain(reader.say_with("numbered_title", &args));
    }
    let description = match &view.introduction {
        Some(introduction) => format!("{}. {}", view.count, introduction.text),
        None => foremost(reader, choice, &view.count),
    };
    let above = match choice {
        Choice::All => Vec::new(),
        Choice::Facet(_) => vec![directory_link(reader)],
        Choice::Pair(country, _) => {
            let facet = Facet::Country(country);
            let country = Page::Facet(reader.lang, facet, 1);
            vec![
                directory_link(reader),
                reader.link(&country, facets::name(reader, facet)),
            ]
        }
    };
    let head = Head::new(&page, title, "directory")
        .description(Some(description))
        .data(structured::list(reader, choice.partners(reader), number))
        .above(above);
    Head {
        listed: partners > 0,
        ..head
    }
    .view(reader)
}

/// What a list is about where nobody wrote it: how many there are, and those of the highest tiers by name.
fn foremost(reader: Reader<'_>, choice: Choice, count: &str) -> String {
    let catalogue = reader.catalogue();
    let mut partners = choice.partners(reader).to_vec();
    if partners.len() <= NAMED {
        return count.to_owned();
    }
    let rank = |ix| catalogue.foremost_tier(&catalogue.partners[ix]);
    partners.sort_by_key(|&ix| std::cmp::Reverse(rank(ix).map(|(_, tier)| tier)));
    let named = partners.iter().take(NAMED);
    let names: Vec<String> = named
        .map(|&ix| catalogue.partners[ix].name.clone())
        .collect();
    let args = [
        ("partners", count.to_owned()),
        ("names", reader.locale().list(&names)),
    ];
    reader.say_with("listed_description", &args)
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
