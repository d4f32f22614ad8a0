//! The whole catalogue, with its partners listed in the order of each language.

use std::collections::BTreeMap;

use super::{
    CountryIx, Facet, IndexedList, Lang, PageIx, Partner, PartnerIx, Picture, PictureIx, Programme,
    ProgrammeIx, Prose, Settings, SpecializationIx, TierIx, Vocabulary,
};

/// Everything that may be published.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// What holds for the whole catalogue.
    pub settings: Settings,
    /// The words that records choose from.
    pub vocabulary: Vocabulary,
    /// The programmes, in their order: the foremost first.
    pub programmes: IndexedList<ProgrammeIx, Programme>,
    /// The active partners, by id.
    pub partners: IndexedList<PartnerIx, Partner>,
    /// Ids that were published once and lead elsewhere now, by id.
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
    /// Those of each value of a facet that somebody has.
    pub facets: BTreeMap<Facet, Vec<PartnerIx>>,
    /// Those in a country with a specialization, where there are enough of them.
    pub pairs: BTreeMap<(CountryIx, SpecializationIx), Vec<PartnerIx>>,
}

/// An id of a partner that is none any more.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The former id.
    pub id: String,
    /// The partner it became; absent where the partner left the programme.
    pub to: Option<PartnerIx>,
}

/// A page of prose.
#[derive(Debug, Clone)]
pub struct ContentPage {
    /// Its id, part of its address; `home` is the home page.
    pub id: String,
    /// Its text.
    pub prose: Prose,
    /// Where it is offered.
    pub menu: Option<Menu>,
    /// Its position there.
    pub order: i64,
}

/// Where a page is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// In the menu at the top.
    Main,
    /// At the foot of each page.
    Footer,
}

impl Catalogue {
    /// The languages, default first.
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
    pub fn partners_of(&self, lang: Lang, facet: Facet) -> &[PartnerIx] {
        self.listings[lang.index()]
            .facets
            .get(&facet)
            .map_or(&[], Vec::as_slice)
    }

    /// The home page's text, if there is one.
    pub fn home(&self) -> Option<&ContentPage> {
        self.pages.find("home").map(|page| &self.pages[page])
    }

    /// The partner's foremost tier: of the first programme where it has one.
    pub fn top_tier(&self, partner: &Partner) -> Option<(ProgrammeIx, TierIx)> {
        partner
            .memberships
            .iter()
            .find_map(|membership| Some((membership.programme, membership.tier?)))
    }
}
