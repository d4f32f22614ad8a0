//! The values that the directory can be narrowed to, with how many partners are behind each: made once a language.

use serde::Serialize;
use tera::Value;

use super::filter::Choice;
use crate::model::{Facet, Page};
use crate::site::plan;
use crate::site::reader::Reader;
use crate::site::text::TextView;
use crate::site::theming::tier_mark::{TierView, tier};

/// The values of one facet that somebody has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GroupView {
    /// `country`, `tier`, …
    pub(crate) id: &'static str,
    pub(crate) label: TextView,
    pub(crate) values: Vec<ValueView>,
}

/// A value with the address of its page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ValueView {
    #[serde(skip)]
    pub(crate) facet: Facet,
    /// The last part of its address.
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) label: TextView,
    #[serde(skip)]
    pub(crate) number: usize,
    pub(crate) count: String,
    /// "14 partners", for those who do not see the list around it.
    pub(crate) partners: String,
    pub(crate) tier: Option<TierView>,
}

/// The list of facets beside a list of partners.
#[derive(Serialize)]
pub(crate) struct ListView {
    groups: Value,
    /// The addresses of the chosen values, which are marked.
    current: Vec<String>,
    /// The facets they belong to, which stand open.
    open: Vec<&'static str>,
}

pub(crate) fn list(reader: Reader<'_>, choice: Choice) -> ListView {
    ListView {
        groups: reader.shared().facet_groups.clone(),
        current: choice.current(reader),
        open: choice.facets().map(Facet::slug).collect(),
    }
}

/// All facets in the order shown; the tiers of each programme are a group of their own.
pub(crate) fn groups(reader: Reader<'_>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut last = None;
    for facet in plan::facets(reader.catalogue()) {
        let partners = reader.catalogue().partners_of(reader.lang, facet).len();
        if partners == 0 {
            continue;
        }
        let group = group_of(facet);
        if last != Some(group) {
            last = Some(group);
            groups.push(GroupView {
                id: facet.slug(),
                label: label(reader, facet),
                values: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.values.push(value(reader, facet, partners));
        }
    }
    for group in groups.iter_mut().filter(|group| group.id == "country") {
        let by_name = |a: &ValueView, b: &ValueView| {
            let locale = reader.locale();
            locale.compare(&a.label.text, &b.label.text)
        };
        group.values.sort_by(by_name);
    }
    groups
}

/// What the facet is called: "Country"; for a tier with its programme, where there are several.
pub(crate) fn label(reader: Reader<'_>, facet: Facet) -> TextView {
    let key = match facet {
        Facet::Country(_) => "facet_country",
        Facet::Tier(of, _) if reader.catalogue().programmes.len() > 1 => {
            let programme = &reader.catalogue().programmes[of];
            let short = reader.text(programme.short_name.as_ref().unwrap_or(&programme.name));
            let text = reader.say_with("facet_tier_of", &[("programme", short.text)]);
            return TextView::plain(text);
        }
        Facet::Tier(..) => "facet_tier",
        Facet::Type(_) => "facet_type",
        Facet::Product(_) => "facet_product",
        Facet::Specialization(_) => "facet_specialization",
        Facet::Industry(_) => "facet_industry",
    };
    TextView::plain(reader.say(key))
}

/// What the value is called.
pub(crate) fn name(reader: Reader<'_>, facet: Facet) -> TextView {
    let vocabulary = &reader.catalogue().vocabulary;
    match facet {
        Facet::Country(country) => reader.country(country),
        Facet::Tier(of, tier) => reader.text(&reader.catalogue().programmes[of].tiers[tier].name),
        Facet::Type(it) => reader.plural(&vocabulary.types[it]),
        Facet::Product(it) => reader.term(&vocabulary.products[it]),
        Facet::Specialization(it) => reader.term(&vocabulary.specializations[it]),
        Facet::Industry(it) => reader.term(&vocabulary.industries[it]),
    }
}

/// A value with its count.
pub(crate) fn value(reader: Reader<'_>, facet: Facet, partners: usize) -> ValueView {
    ValueView {
        facet,
        id: facet.value(reader.catalogue()),
        href: reader.href(&Page::Facet(reader.lang, facet, 1)),
        label: name(reader, facet),
        number: partners,
        count: reader.count(partners),
        partners: reader.say_count("partners_count", partners),
        tier: match facet {
            Facet::Tier(of, it) => Some(tier(reader, of, it)),
            _ => None,
        },
    }
}

fn group_of(facet: Facet) -> (&'static str, Option<crate::model::ProgrammeIx>) {
    match facet {
        Facet::Tier(of, _) => (facet.slug(), Some(of)),
        _ => (facet.slug(), None),
    }
}
