//! The whole catalogue: [`Catalogue`], with its partners in the order of each language.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CountryIx, FacetValue, IndexedList, Lang, PageIx, Partner, PartnerIx, Picture, PictureIx,
    Programme, ProgrammeIx, Prose, Settings, SpecializationIx, TierIx, Vocabulary,
};

/// All data that may be published.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The settings of the catalogue.
    pub settings: Settings,
    /// The terms that records refer to.
    pub vocabulary: Vocabulary,
    /// The programmes, in order of importance.
    pub programmes: IndexedList<ProgrammeIx, Programme>,
    /// The active partners, by id.
    pub partners: IndexedList<PartnerIx, Partner>,
    /// Former ids, which are redirected, by id.
    pub redirects: Vec<Redirect>,
    /// Pages of prose, by id.
    pub pages: IndexedList<PageIx, ContentPage>,
    /// Logos and images.
    pub pictures: IndexedList<PictureIx, Picture>,
    /// Partners in the order of each language.
    pub listings: Vec<Listings>,
}

/// The partners in the collation order of one language.
#[derive(Debug, Clone, Default)]
pub struct Listings {
    /// All partners.
    pub all: Vec<PartnerIx>,
    /// The partners of each value of a facet that at least one partner has.
    pub facets: BTreeMap<FacetValue, Vec<PartnerIx>>,
    /// The partners in a country with a specialization, if there are enough of them.
    pub pairs: BTreeMap<(CountryIx, SpecializationIx), Vec<PartnerIx>>,
}

/// A former id of a partner.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The former id.
    pub id: String,
    /// The partner that has replaced it; absent if the partner left the programme.
    pub to: Option<PartnerIx>,
}

/// A page of prose.
#[derive(Debug, Clone)]
pub struct ContentPage {
    /// Its id, part of its address; `home` is the home page.
    pub id: String,
    /// Its text.
    pub prose: Prose,
    /// The menu that links to it.
    pub menu: Option<Menu>,
    /// Its position in the menu.
    pub order: i64,
}

/// A menu that links to pages of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// The menu at the top.
    Main,
    /// The footer of each page.
    Footer,
    /// The button for companies that want to join, at the top of each page.
    Join,
}

impl Catalogue {
    /// The languages, the default language first.
    pub fn languages(&self) -> impl ExactSizeIterator<Item = Lang> + DoubleEndedIterator + use<> {
        (0..self.settings.languages.len())
            .map(|at| Lang(u8::try_from(at).expect("there are at most 64 languages")))
    }

    /// The BCP 47 code of a language.
    pub fn code(&self, lang: Lang) -> &str {
        &self.settings.languages[lang.index()]
    }

    /// All partners in the order of `lang`.
    pub fn partners_in_order(&self, lang: Lang) -> &[PartnerIx] {
        &self.listings[lang.index()].all
    }

    /// The partners that have this value of a facet, in the order of `lang`; empty if none has.
    pub fn partners_of(&self, lang: Lang, facet: FacetValue) -> &[PartnerIx] {
        self.listings[lang.index()]
            .facets
            .get(&facet)
            .map_or(&[], Vec::as_slice)
    }

    /// The number of countries under which these partners are listed. Every page and every edition that counts countries asks here.
    pub fn country_count(&self, partners: &[PartnerIx]) -> usize {
        let countries = partners
            .iter()
            .flat_map(|&partner| &self.partners[partner].countries);
        countries.collect::<BTreeSet<_>>().len()
    }

    /// The home page's text, if it has one.
    pub fn home(&self) -> Option<&ContentPage> {
        self.pages.find("home").map(|page| &self.pages[page])
    }

    /// The partner's top tier: in the first programme where it has a tier.
    pub fn top_tier(&self, partner: &Partner) -> Option<(ProgrammeIx, TierIx)> {
        partner
            .memberships
            .iter()
            .find_map(|membership| Some((membership.programme, membership.tier?)))
    }
}
