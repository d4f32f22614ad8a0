//! Facets of the directory: their values, each with its page and the number of its partners.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use crate::model::{Facet, FacetValue, Page};
use crate::site::context::PageContext;
use crate::site::own_fields;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::TextView;

/// The values of one facet that some partner has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetGroupView {
    #[serde(skip)]
    pub(crate) facet: Facet,
    /// `country`, `tier`, …
    pub(crate) id: Cow<'static, str>,
    pub(crate) label: TextView,
    pub(crate) values: Vec<FacetValueView>,
    /// "Show all 18", where the list is long: then it shows the most frequent values, and the others on request.
    pub(crate) more: Option<String>,
    /// "Search in “Country”", where the list is so long that its values can be searched.
    pub(crate) search: Option<String>,
}

/// The values of a long list that are shown at once.
const FREQUENT: usize = 10;
/// A list of more values can be searched.
const SEARCHED: usize = 15;

/// A value with the address of its page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetValueView {
    #[serde(skip)]
    pub(crate) facet: FacetValue,
    /// The last part of its address.
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) label: TextView,
    #[serde(skip)]
    pub(crate) number: usize,
    /// The number of partners that the list would have with this value.
    pub(crate) count: String,
    pub(crate) empty: bool,
    /// Whether its list shows it on request only.
    pub(crate) rare: bool,
    /// "of 61": the number of partners on the value's page, if that page does not keep the filter of the list.
    pub(crate) total: Option<String>,
    /// "14 partners", for screen readers.
    pub(crate) partners: String,
    pub(crate) tier: Option<TierView>,
}

/// All facets of the directory in display order; each programme's tiers are one group.
pub(crate) fn groups(context: PageContext<'_>) -> Vec<FacetGroupView> {
    groups_of(context, context.catalogue().facets())
}

/// The groups of these values; values that no partner has are left out.
pub(crate) fn groups_of(
    context: PageContext<'_>,
    values: impl Iterator<Item = FacetValue>,
) -> Vec<FacetGroupView> {
    let mut groups: Vec<FacetGroupView> = Vec::new();
    let mut last = None;
    for facet in values {
        let partners = context.catalogue().partners_of(context.lang, facet).len();
        if partners == 0 {
            continue;
        }
        let group = facet.group();
        if last != Some(group) {
            last = Some(group);
            groups.push(FacetGroupView {
                facet: facet.facet(),
                id: facet.facet().slug(&context.catalogue().vocabulary),
                label: label(context, facet),
                values: Vec::new(),
                more: None,
                search: None,
            });
        }
        if let Some(group) = groups.last_mut() {
            group.values.push(value(context, facet, partners));
        }
    }
    for group in &mut groups {
        if !matches!(group.facet, Facet::Country | Facet::Language) {
            continue;
        }
        let locale = context.locale();
        let values = &mut group.values;
        values.sort_by(|a, b| locale.compare(&a.label.text, &b.label.text));
    }
    for group in &mut groups {
        group.shorten(context, &[]);
    }
    groups
}

impl FacetGroupView {
    /// Marks the values of a long list that are shown on request only: all but those with most partners, and the chosen
    /// ones.
    pub(crate) fn shorten(&mut self, context: PageContext<'_>, chosen: &[FacetValue]) {
        let mut numbers: Vec<usize> = self.values.iter().map(|value| value.number).collect();
        numbers.sort_unstable_by_key(|&number| Reverse(number));
        let least = numbers.get(FREQUENT.saturating_sub(1)).copied();
        let above = numbers.iter().filter(|&&number| Some(number) > least);
        // Of the values with as few partners as the last one, the first in the list are shown.
        let mut ties = FREQUENT.saturating_sub(above.count());
        for value in &mut self.values {
            let is_tie = Some(value.number) == least;
            let is_frequent = Some(value.number) > least || (is_tie && ties > 0);
            ties -= usize::from(is_tie && ties > 0);
            value.rare = !is_frequent && !chosen.contains(&value.facet);
        }
        let count = self.values.len();
        let has_rare = self.values.iter().any(|value| value.rare);
        self.more = has_rare.then(|| {
            let args = [("count", context.count(count))];
            context.message_with("all_values", &args)
        });
        self.search = (count > SEARCHED).then(|| {
            let args = [("facet", self.label.text.clone())];
            context.message_with("search_values", &args)
        });
    }
}

/// The label of a facet: "Country"; for a tier with its programme, where there are several.
pub(crate) fn label(context: PageContext<'_>, facet: FacetValue) -> TextView {
    let key = match facet {
        FacetValue::Country(_) => "facet_country",
        FacetValue::Tier(programme_ix, _) if context.catalogue().programmes.len() > 1 => {
            let programme = &context.catalogue().programmes[programme_ix];
            let short = context.text(programme.short_name.as_ref().unwrap_or(&programme.name));
            let text = context.message_with("facet_tier_of", &[("programme", short.text)]);
            return TextView::plain(text);
        }
        FacetValue::Tier(..) => "facet_tier",
        FacetValue::Type(_) => "facet_type",
        FacetValue::Product(_) => "facet_product",
        FacetValue::Specialization(_) => "facet_specialization",
        FacetValue::Industry(_) => "facet_industry",
        FacetValue::Language(_) => "facet_language",
        FacetValue::Certification(_) => "facet_certification",
        FacetValue::Level(_) => "facet_level",
        FacetValue::Field(field, _) => {
            return context.text(&context.catalogue().vocabulary.fields[field].name);
        }
    };
    context.message_view(key)
}

/// The name of a value.
pub(crate) fn name(context: PageContext<'_>, facet: FacetValue) -> TextView {
    let vocabulary = &context.catalogue().vocabulary;
    match facet {
        FacetValue::Country(country) => context.country(country),
        FacetValue::Tier(programme_ix, tier) => {
            context.text(&context.catalogue().programmes[programme_ix].tiers[tier].name)
        }
        FacetValue::Type(it) => context.plural(&vocabulary.types[it]),
        FacetValue::Product(it) => context.term(&vocabulary.products[it]),
        FacetValue::Specialization(it) => context.term(&vocabulary.specializations[it]),
        FacetValue::Industry(it) => context.term(&vocabulary.industries[it]),
        FacetValue::Language(it) => {
            TextView::plain(context.spoken_language(&vocabulary.languages[it]))
        }
        FacetValue::Certification(it) => context.term(&vocabulary.certifications[it]),
        FacetValue::Level(it) => context.term(&vocabulary.levels[it]),
        FacetValue::Field(field, option) => {
            own_fields::option(context, &vocabulary.fields[field], option)
        }
    }
}

/// A value with its count.
pub(crate) fn value(
    context: PageContext<'_>,
    facet: FacetValue,
    partners: usize,
) -> FacetValueView {
    FacetValueView {
        facet,
        id: facet.value(context.catalogue()),
        href: context.href(&Page::FacetValue(context.lang, facet, 1)),
        label: name(context, facet),
        number: partners,
        count: context.count(partners),
        empty: partners == 0,
        rare: false,
        total: None,
        partners: context.message_count("partners_count", partners),
        tier: match facet {
            FacetValue::Tier(programme_ix, it) => Some(tier(context, programme_ix, it)),
            _ => None,
        },
    }
}
