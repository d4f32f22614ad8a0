//! The search index of the directory, for the page's script: the catalogue in one language in, JSON by column out.
//! Entry points: [`part`], [`cards`] and [`Summaries`].
//!
//! Rows are partners in the language's order. Each facet, the cities and the joining date are a list of the values
//! that occur, and for each row the number of its value, written in a few characters ([`Column`]): about 20 bytes per
//! partner when compressed. Another column says where specializations are valid ([`limits`]). Part 0 has the lists and the first rows; catalogues of more than [`PART`] partners go on in
//! further parts, which the page loads only for a search. What only cards show, logos and
//! summaries, is in shards of [`SHARD`] rows; the words of summaries are in alphabetical shards ([`Summaries`]).

mod encoding;
mod summaries;
mod tokenize;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use self::encoding::Column;
pub(crate) use self::summaries::Summaries;
use super::card::place;
use super::facets::{FacetGroupView, FacetValueView};
use crate::model::{FacetValue, ListIndex, Page, Partner, PartnerIx, Term};
use crate::site::context::PageContext;
use crate::site::theming::logo::{LogoSlot, LogoView, logo, monogram};
use crate::site::theming::tier_mark::TierWithMark;
use crate::site::view::TextView;
use crate::text::ascii_slug;

/// Rows in a part: a catalogue of this size is searched after one request.
const PART: usize = 10_000;
/// Rows in a shard of cards: a page shows two dozen rows, which are usually in one or two shards.
const SHARD: usize = 100;

/// The interface strings that the page's script needs to show results.
const MESSAGE_KEYS: [&str; 23] = [
    "chip_search",
    "chosen",
    "clear_all",
    "colon",
    "directory_heading",
    "drop_filter",
    "drop_search",
    "next",
    "no_results_heading",
    "no_results_text",
    "page_number",
    "pages",
    "partial_search",
    "partners_count",
    "previous",
    "range",
    "remove",
    "show_results",
    "sort_name_rule",
    "sort_newest_rule",
    "sort_relevance_rule",
    "sort_tier_rule",
    "tiers",
];

/// The number of parts of the index: at least one, which has what all share.
pub(crate) fn part_count(partners: usize) -> usize {
    partners.div_ceil(PART).max(1)
}

/// The number of shards of cards.
pub(crate) fn shard_count(partners: usize) -> usize {
    partners.div_ceil(SHARD)
}

/// A facet: several groups where each programme has its own tiers, with one column for all of them.
#[derive(Serialize)]
struct IndexFacet {
    id: &'static str,
    groups: Vec<IndexGroup>,
    /// Numbers of values, counted through all groups.
    sets: Vec<Vec<usize>>,
}

#[derive(Serialize)]
struct IndexGroup {
    label: TextView,
    values: Vec<IndexValue>,
}

/// A value of a facet.
#[derive(Serialize)]
struct IndexValue {
    id: String,
    #[serde(flatten)]
    label: CompactText,
    /// The singular, where the label is a plural.
    #[serde(skip_serializing_if = "Option::is_none")]
    one: Option<CompactText>,
    /// Synonyms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<TierWithMark>,
}

/// A [`TextView`] that leaves absent fields out.
#[derive(Serialize)]
struct CompactText {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dir: Option<&'static str>,
}

impl From<TextView> for CompactText {
    fn from(TextView { text, lang, dir }: TextView) -> Self {
        Self { text, lang, dir }
    }
}

/// The data of a card that is not in the index.
#[derive(Serialize)]
struct IndexCard<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<LogoView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monogram: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<CompactText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<CompactText>,
}

/// A part of the index.
pub(crate) fn part(
    context: PageContext<'_>,
    groups: &[FacetGroupView],
    summaries: &Summaries,
    part: usize,
) -> Vec<u8> {
    let catalogue = context.catalogue();
    let partners: Vec<&Partner> = catalogue
        .partners_in_order(context.lang)
        .iter()
        .map(|&ix| &catalogue.partners[ix])
        .collect();
    let first = (part * PART).min(partners.len());
    let rows = first..(first + PART).min(partners.len());

    let facets = facet_columns(context, groups, &partners);
    let limits = limits(context, groups);
    let is_limited = limits.values().iter().any(|it| !it.is_empty());
    let (cities, in_city) = cities(&partners);
    let since = Column::new(partners.iter().map(|it| {
        let date = it.since.map(|date| date.to_string());
        date.unwrap_or_default()
    }));

    let shown = &partners[rows.clone()];
    let ids = shown.iter().map(|it| {
        if ascii_slug(&it.name) == it.id {
            ""
        } else {
            it.id.as_str()
        }
    });
    let codes = facets.iter().map(|(_, column)| column.rows(rows.clone()));
    let body = json!({
        "names": shown.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("\n"),
        "ids": ids.collect::<Vec<_>>().join("\n"),
        "facets": codes.collect::<Vec<_>>(),
        "limits": if is_limited { limits.rows(rows.clone()) } else { String::new() },
        "cities": in_city.rows(rows.clone()),
        "since": since.rows(rows),
    });
    let file = if part == 0 {
        let index = context.href(&Page::Directory(context.lang, 1));
        let facets: Vec<IndexFacet> = facets.into_iter().map(|(facet, _)| facet).collect();
        json!({
            "partners": partners.len(),
            "parts": part_count(partners.len()),
            "part": PART,
            "shard": SHARD,
            "page_size": catalogue.settings.page_size.max(1),
            "directory": index,
            "profiles": index.replace("/directory/", "/partners/"),
            "words": context.messages(&MESSAGE_KEYS),
            "facets": facets,
            "limits": limits.into_values(),
            "cities": cities,
            "city_sets": in_city.into_values(),
            "since": since.into_values(),
            "summaries": summaries.head(),
            "rows": body,
        })
    } else {
        json!({ "rows": body })
    };
    json_bytes(&file)
}

/// A shard of cards.
pub(crate) fn cards(context: PageContext<'_>, shard: usize) -> Vec<u8> {
    let catalogue = context.catalogue();
    let partners = catalogue.partners_in_order(context.lang);
    let shown = partners.chunks(SHARD).nth(shard).unwrap_or_default();
    let cards: Vec<IndexCard<'_>> = shown.iter().map(|&ix| card(context, ix)).collect();
    json_bytes(&cards)
}

fn json_bytes(data: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(data).expect("what is made here has no keys but strings")
}

fn card(context: PageContext<'_>, ix: PartnerIx) -> IndexCard<'_> {
    let partner = &context.catalogue().partners[ix];
    let logo = logo(context, partner.logo, partner.logo_dark, LogoSlot::Card);
    IndexCard {
        id: &partner.id,
        monogram: logo.is_none().then(|| monogram(&partner.name)),
        logo,
        place: place(context, partner).map(CompactText::from),
        summary: context
            .text_opt(partner.summary.as_ref())
            .map(CompactText::from),
    }
}

/// The facets in display order, each with the column of its values.
fn facet_columns(
    context: PageContext<'_>,
    groups: &[FacetGroupView],
    partners: &[&Partner],
) -> Vec<(IndexFacet, Column<Vec<usize>>)> {
    let mut facets: Vec<(IndexFacet, BTreeMap<FacetValue, usize>)> = Vec::new();
    for group in groups {
        if facets.last().is_none_or(|(facet, _)| facet.id != group.id) {
            let facet = IndexFacet {
                id: group.id,
                groups: Vec::new(),
                sets: Vec::new(),
            };
            facets.push((facet, BTreeMap::new()));
        }
        let Some((facet, numbers)) = facets.last_mut() else {
            continue;
        };
        for value in &group.values {
            numbers.insert(value.facet, numbers.len());
        }
        facet.groups.push(IndexGroup {
            label: group.label.clone(),
            values: group.values.iter().map(|it| term(context, it)).collect(),
        });
    }
    let with_column = |(mut facet, numbers): (IndexFacet, BTreeMap<FacetValue, usize>)| {
        let sets = partners.iter().map(|partner| {
            let values = values(partner, facet.id).into_iter();
            values.filter_map(|it| numbers.get(&it).copied()).collect()
        });
        let column: Column<Vec<usize>> = Column::new(sets);
        facet.sets = column.values().to_vec();
        (facet, column)
    };
    facets.into_iter().map(with_column).collect()
}

/// For each partner the specializations that are not valid in all of its countries: `[specialization, country, …]`, the
/// countries where it is, by their numbers in their facets.
fn limits(context: PageContext<'_>, groups: &[FacetGroupView]) -> Column<Vec<Vec<usize>>> {
    let numbers: BTreeMap<FacetValue, usize> = groups
        .iter()
        .flat_map(|group| group.values.iter().enumerate())
        .map(|(number, value)| (value.facet, number))
        .collect();
    let number = |value| numbers.get(&value).copied();
    let partners = context.catalogue().partners_in_order(context.lang).iter();
    Column::new(partners.map(|ix| {
        let limited = context.site.profiles[ix.index()].limited();
        limited
            .filter_map(|(specialization, countries)| {
                let specialization = number(FacetValue::Specialization(specialization))?;
                let countries = countries.into_iter().map(FacetValue::Country);
                Some(
                    [specialization]
                        .into_iter()
                        .chain(countries.filter_map(number))
                        .collect(),
                )
            })
            .collect()
    }))
}

/// The values of a facet that a partner has; types in the partner's order, in which cards show them.
fn values(partner: &Partner, facet: &str) -> Vec<FacetValue> {
    match facet {
        "country" => partner
            .countries
            .iter()
            .map(|&it| FacetValue::Country(it))
            .collect(),
        "tier" => partner
            .memberships
            .iter()
            .filter_map(|it| Some(FacetValue::Tier(it.programme, it.tier?)))
            .collect(),
        "type" => partner
            .types
            .iter()
            .map(|&it| FacetValue::Type(it))
            .collect(),
        "product" => sorted(&partner.products, FacetValue::Product),
        "specialization" => {
            let ids: Vec<_> = partner.specializations.iter().map(|it| it.id).collect();
            sorted(&ids, FacetValue::Specialization)
        }
        "industry" => sorted(&partner.industries, FacetValue::Industry),
        other => unreachable!("`{other}` is not a facet: `Catalogue::facets` lists them"),
    }
}

fn sorted<I: ListIndex>(list: &[I], facet: impl Fn(I) -> FacetValue) -> Vec<FacetValue> {
    let mut values: Vec<FacetValue> = list.iter().map(|&it| facet(it)).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// All cities with an office, and which of them each partner is in, the headquarters first.
fn cities<'a>(partners: &[&'a Partner]) -> (Vec<&'a str>, Column<Vec<usize>>) {
    let offices = partners.iter().flat_map(|it| &it.offices);
    let mut numbers: BTreeMap<&str, usize> = offices
        .filter_map(|office| Some((office.city.as_deref()?, 0)))
        .collect();
    for (at, number) in numbers.values_mut().enumerate() {
        *number = at;
    }
    let column = Column::new(partners.iter().map(|partner| {
        let mut set: Vec<usize> = Vec::new();
        let cities = partner.offices.iter().filter_map(|it| it.city.as_deref());
        for city in cities.map(|city| numbers[city]) {
            if !set.contains(&city) {
                set.push(city);
            }
        }
        set
    }));
    (numbers.into_keys().collect(), column)
}

fn term(context: PageContext<'_>, value: &FacetValueView) -> IndexValue {
    let vocabulary = &context.catalogue().vocabulary;
    let term: Option<&Term> = match value.facet {
        FacetValue::Country(_) | FacetValue::Tier(..) => None,
        FacetValue::Type(it) => Some(&vocabulary.types[it]),
        FacetValue::Product(it) => Some(&vocabulary.products[it]),
        FacetValue::Specialization(it) => Some(&vocabulary.specializations[it]),
        FacetValue::Industry(it) => Some(&vocabulary.industries[it]),
    };
    let synonyms = term.and_then(|it| it.synonyms.as_ref());
    let synonyms = synonyms.map(|it| it.get(context.lang).value.as_slice());
    let one = term.map(|it| context.term(it));
    IndexValue {
        id: value.id.clone(),
        one: one
            .filter(|it| it.text != value.label.text)
            .map(CompactText::from),
        label: value.label.clone().into(),
        also: synonyms
            .unwrap_or_default()
            .iter()
            .map(|it| it.to_string())
            .collect(),
        tier: value.tier.clone().map(TierWithMark::from),
    }
}

#[cfg(test)]
mod tests;
