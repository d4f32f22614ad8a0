//! What many pages show alike, as templates read it: made once for each language, so that a page only points to it.
//!
//! A profile links to the pages of a dozen facets, and so do ten thousand other profiles: their links are the same.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::directory::directory_link;
use super::directory::facets::{self, GroupView};
use super::plan;
use super::reader::Reader;
use super::seo::social_image;
use super::seo::structured::{self, Owner, Program};
use super::text::{LinkView, TextView};
use super::theming::tier_mark::tier;
use crate::model::{
    Catalogue, CountryIx, Facet, Lang, LevelIx, Page, ProgrammeIx, Share, TierIx, TypeIx,
};

/// Something that many pages show alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// A link to the partners who have a value of a facet.
    Link(Facet),
    /// A link to the partners of a type, as the type of one of them: "Reseller".
    Type(TypeIx),
    /// The name of a value of a facet, as what one partner has.
    Name(Facet),
    /// A tier with its mark.
    Tier(ProgrammeIx, TierIx),
    /// The words that lead to what a tier means.
    TierExplained(ProgrammeIx, TierIx),
    /// A link to a programme.
    Programme(ProgrammeIx),
    /// A country with its page, or a group of countries, which has none.
    Area(CountryIx),
    /// A level of specializations.
    Level(LevelIx),
    /// The picture for those who share a page.
    Image(Share),
}

/// What many pages of one language show alike.
pub(super) struct Shared {
    values: BTreeMap<Said, Value>,
    /// The names of the languages that partners speak, by code.
    languages: BTreeMap<String, Value>,
    directory: LinkView,
    /// All facets with their values.
    pub(super) facets: Vec<GroupView>,
    /// The same, as templates read them.
    pub(super) facet_groups: Value,
    /// For search engines.
    pub(super) owner: Owner,
    /// For search engines, by position of the programme.
    pub(super) programs: Vec<Program>,
    /// For search engines, by positions of programme and tier.
    pub(super) tiers: Vec<Vec<Program>>,
}

impl Shared {
    pub(super) fn new(reader: Reader<'_>) -> Self {
        let catalogue = reader.catalogue();
        let programmes = &catalogue.programmes;
        let facets = facets::groups(reader);
        let spoken = catalogue.partners.iter().flat_map(|(_, it)| &it.languages);
        let mut languages = BTreeMap::new();
        for code in spoken {
            if !languages.contains_key(code) {
                let name = reader.locale().language_name(code);
                let name = Value::from(reader.locale().capitalized(&name));
                languages.insert(code.clone(), name);
            }
        }
        Self {
            values: all(catalogue, reader.lang)
                .map(|said| (said, said.value(reader)))
                .collect(),
            languages,
            directory: directory_link(reader),
            facet_groups: Value::from_serializable(&facets),
            facets,
            owner: structured::owner(reader),
            programs: programmes
                .indexes()
                .map(|of| structured::program(reader, of))
                .collect(),
            tiers: programmes
                .iter()
                .map(|(of, programme)| {
                    let tiers = programme.tiers.indexes();
                    tiers
                        .map(|it| structured::membership_tier(reader, of, it))
                        .collect()
                })
                .collect(),
        }
    }

    pub(super) fn get(&self, said: Said) -> Option<Value> {
        self.values.get(&said).cloned()
    }

    pub(super) fn language(&self, code: &str) -> Option<Value> {
        self.languages.get(code).cloned()
    }

    /// A link to the directory, for the way to a page.
    pub(super) fn directory(&self) -> LinkView {
        self.directory.clone()
    }
}

impl Said {
    pub(super) fn value(self, reader: Reader<'_>) -> Value {
        let vocabulary = &reader.catalogue().vocabulary;
        let facet_page = |facet| Page::Facet(reader.lang, facet, 1);
        match self {
            Said::Link(facet) => {
                let link = reader.link(&facet_page(facet), facets::name(reader, facet));
                Value::from_serializable(&link)
            }
            Said::Type(it) => {
                let name = reader.term(&vocabulary.types[it]);
                let link = reader.link(&facet_page(Facet::Type(it)), name);
                Value::from_serializable(&link)
            }
            Said::Name(Facet::Type(it)) => {
                Value::from_serializable(&reader.term(&vocabulary.types[it]))
            }
            Said::Name(facet) => Value::from_serializable(&facets::name(reader, facet)),
            Said::Tier(of, it) => Value::from_serializable(&tier(reader, of, it)),
            Said::TierExplained(of, it) => Value::from(reader.tier_explained(of, it)),
            Said::Programme(of) => {
                let name = reader.text(&reader.catalogue().programmes[of].name);
                let link = reader.link(&Page::Programme(reader.lang, of), name);
                Value::from_serializable(&link)
            }
            Said::Area(it) => Value::from_serializable(&area(reader, it)),
            Said::Level(it) => Value::from_serializable(&reader.term(&vocabulary.levels[it])),
            Said::Image(share) => Value::from_serializable(&social_image::image(reader, share)),
        }
    }
}

/// All that is made beforehand.
fn all(catalogue: &Catalogue, lang: Lang) -> impl Iterator<Item = Said> {
    let vocabulary = &catalogue.vocabulary;
    let facets = plan::facets(catalogue);
    let tiers = catalogue.programmes.iter().flat_map(|(of, programme)| {
        let tiers = programme.tiers.indexes();
        tiers.flat_map(move |it| [Said::Tier(of, it), Said::TierExplained(of, it)])
    });
    let images = social_image::all(catalogue, lang).into_iter();
    let images = images.filter_map(|page| match page {
        Page::Share(_, share) => Some(Said::Image(share)),
        _ => None,
    });
    facets
        .flat_map(|facet| [Said::Link(facet), Said::Name(facet)])
        .chain(tiers)
        .chain(vocabulary.types.indexes().map(Said::Type))
        .chain(catalogue.programmes.indexes().map(Said::Programme))
        .chain(vocabulary.countries.indexes().map(Said::Area))
        .chain(vocabulary.levels.indexes().map(Said::Level))
        .chain(images)
}

#[derive(Serialize)]
struct AreaView {
    name: TextView,
    href: Option<String>,
}

fn area(reader: Reader<'_>, country: CountryIx) -> AreaView {
    let is_group = reader.catalogue().vocabulary.countries[country].is_group();
    let page = Page::Facet(reader.lang, Facet::Country(country), 1);
    AreaView {
        name: reader.country(country),
        href: (!is_group).then(|| reader.href(&page)),
    }
}
