//! Facets of the directory: their values, each with its page and the number of its partners.

use serde::Serialize;

use crate::model::{FacetValue, Page};
use crate::site::context::PageContext;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::TextView;

/// The values of one facet that some partner has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetGroupView {
    /// `country`, `tier`, …
    pub(crate) id: &'static str,
    pub(crate) label: TextView,
    pub(crate) values: Vec<FacetValueView>,
}

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
    /// "of 61": the number of partners on the value's page, if that page does not keep the filter of the list.
    pub(crate) total: Option<String>,
    /// "14 partners", for screen readers.
    pub(crate) partners: String,
    pub(crate) tier: Option<TierView>,
}

/// All facets in display order; each programme's tiers are one group.
pub(crate) fn groups(context: PageContext<'_>) -> Vec<FacetGroupView> {
    let mut groups: Vec<FacetGroupView> = Vec::new();
    let mut last = None;
    for facet in context.catalogue().facets() {
        let partners = context.catalogue().partners_of(context.lang, facet).len();
        if partners == 0 {
            continue;
        }
        let group = facet.group();
        if last != Some(group) {
            last = Some(group);
            groups.push(FacetGroupView {
                id: facet.slug(),
                label: label(context, facet),
                values: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.values.push(value(context, facet, partners));
        }
    }
    for group in groups.iter_mut().filter(|group| group.id == "country") {
        let by_name = |a: &FacetValueView, b: &FacetValueView| {
            let locale = context.locale();
            locale.compare(&a.label.text, &b.label.text)
        };
        group.values.sort_by(by_name);
    }
    groups
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
        total: None,
        partners: context.message_count("partners_count", partners),
        tier: match facet {
            FacetValue::Tier(programme_ix, it) => Some(tier(context, programme_ix, it)),
            _ => None,
        },
    }
}
