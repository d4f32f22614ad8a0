//! The search index of the directory, for the page's script: the catalogue in one language in, JSON by column out.
//! Entry points: [`part`], [`cards`] and [`Summaries`].
//!
//! Rows are partners in the language's order. Each facet, the cities and the joining date are a list of the values
//! that occur, and for each row the number of its value, written in a few characters ([`Column`]): about 20 bytes per
//! partner when compressed. Another column says where specializations are valid ([`columns`](fn@columns)). Cities have words
//! of their names in other languages too ([`cities`](fn@cities)); offices have coordinates ([`OfficeColumn`]). Part 0 has the
//! lists and the first rows; catalogues of more than [`PART`] partners go on in further parts, which the page loads only for a
//! search. What only cards show, logos and summaries, is in shards of [`SHARD`] rows; the words of summaries are in
//! alphabetical shards ([`Summaries`]).

mod cities;
mod columns;
pub(super) mod encoding;
mod offices;
mod summaries;
mod tokenize;

use serde::Serialize;
use serde_json::json;

use self::cities::cities;
use self::columns::{IndexFacet, columns};
use self::encoding::Column;
use self::offices::OfficeColumn;
pub(crate) use self::summaries::Summaries;
use super::card::{self, CardFiguresView, place};
use super::facets::FacetGroupView;
use crate::gazetteer::ATTRIBUTION;
use crate::model::{FieldPlace, Page, Partner, PartnerIx};
use crate::site::context::PageContext;
use crate::site::own_fields::{self, OwnFactView};
use crate::site::theming::logo::{LogoSlot, LogoView, logo, monogram};
use crate::site::view::TextView;
use crate::text::ascii_slug;

/// Rows in a part: a catalogue of this size is searched after one request.
const PART: usize = 10_000;
/// Rows in a shard of cards: a page shows two dozen rows, which are usually in one or two shards.
const SHARD: usize = 100;

/// The interface strings that the page's script needs to show results.
const MESSAGE_KEYS: [&str; 65] = [
    "card_certified",
    "card_references",
    "chip_near",
    "chip_search",
    "chosen",
    "clear",
    "clear_all",
    "close_heading",
    "close_text",
    "colon",
    "comma",
    "countries_count",
    "did_you_mean",
    "directory_heading",
    "drop_filter",
    "drop_search",
    "filtered_title",
    "filters_count",
    "lack_elsewhere",
    "map_pins",
    "more_count",
    "near_title",
    "next",
    "no_results_heading",
    "no_results_text",
    "numbered_title",
    "page_number",
    "page_title",
    "pages",
    "partial_matches",
    "partial_search",
    "partners_count",
    "place",
    "place_and_seat",
    "place_near",
    "place_of_name",
    "place_unknown",
    "previous",
    "profile_specializations",
    "range",
    "reason_lacks",
    "reason_level",
    "reason_matches",
    "reason_office",
    "reason_offices",
    "reason_serves",
    "reason_speaks",
    "reason_summary",
    "reason_word",
    "remove",
    "search_title",
    "show_results",
    "sort_name_local_rule",
    "sort_name_rule",
    "sort_near",
    "sort_near_rule",
    "sort_newest_rule",
    "sort_relevance_rule",
    "sort_tier_local_rule",
    "sort_tier_rule",
    "suggestion_partner",
    "suggestion_place",
    "suggestions_count",
    "tiers",
    "unknown_words",
];

/// The number of parts of the index: at least one, which has what all share.
pub(crate) fn part_count(partners: usize) -> usize {
    partners.div_ceil(PART).max(1)
}

/// The number of shards of cards.
pub(crate) fn shard_count(partners: usize) -> usize {
    partners.div_ceil(SHARD)
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
    #[serde(flatten)]
    figures: CardFiguresView,
    /// Values of the company's own fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<OwnFactView>,
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

    let (facets, limits) = columns(context, groups);
    let is_limited = limits.values().iter().any(|it| !it.is_empty());
    let cities = cities(context, &partners);
    let offices = OfficeColumn::new(&partners);
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
        "cities": cities.column.rows(rows.clone()),
        "offices": offices.rows(rows.clone()),
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
            "cities": cities.names,
            "city_words": cities.words,
            "city_countries": offices.country_digits(&cities.countries),
            "city_points": cities.points,
            "city_sets": cities.column.into_values(),
            "city_source": ATTRIBUTION,
            "office_countries": offices.countries(catalogue),
            "places": context.href(&Page::Places),
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
    let cards: Vec<IndexCard<'_>> = shown.iter().map(|&ix| details(context, ix)).collect();
    json_bytes(&cards)
}

fn json_bytes(data: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(data).expect("what is made here has no keys but strings")
}

fn details(context: PageContext<'_>, ix: PartnerIx) -> IndexCard<'_> {
    let partner = &context.catalogue().partners[ix];
    let logo = logo(context, partner.logo, partner.logo_dark, LogoSlot::Card);
    IndexCard {
        id: &partner.id,
        monogram: logo.is_none().then(|| monogram(&partner.name)),
        logo,
        place: place(context, partner).map(CompactText::from),
        summary: card::summary(context, partner).map(CompactText::from),
        figures: card::figures(context, partner),
        facts: own_fields::facts(context, &partner.fields, FieldPlace::Card),
    }
}

#[cfg(test)]
mod tests;
