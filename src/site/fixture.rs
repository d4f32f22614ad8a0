//! A small catalogue and the default theme, for tests: one programme, three partners, English and French.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Site, SiteOptions};
use crate::model::fixture::{self, country, criterion, prose, term, tier};
use crate::model::*;

pub(super) use crate::model::fixture::{TODAY, both, english as en, french as fr};
pub(super) use crate::theme::fixture::default_theme as theme;

const EN: Lang = Lang(0);
const FR: Lang = Lang(1);

/// The site of [`catalogue`] in the default theme.
pub(super) fn site() -> Site {
    match Site::new(Arc::new(catalogue()), Arc::new(theme()), options()) {
        Ok(site) => site,
        Err(problems) => panic!("{:?}", problems.iter().collect::<Vec<_>>()),
    }
}

pub(super) fn options() -> SiteOptions {
    SiteOptions {
        today: TODAY,
        paper: true,
    }
}

/// The catalogue of a small project, as the loader would build it.
pub(super) fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue {
        settings: settings(),
        vocabulary: vocabulary(),
        programmes: IndexedList::new([("solutions".to_owned(), programme())]),
        partners: IndexedList::new([partner("alba"), partner("brisk"), partner("cirrus")]),
        redirects: vec![
            Redirect {
                id: "old-alba".to_owned(),
                to: Some(ListIndex::new(0)),
            },
            Redirect {
                id: "gone".to_owned(),
                to: None,
            },
        ],
        pages: IndexedList::new(["home", "about"].map(|id| {
            let page = ContentPage {
                id: id.to_owned(),
                prose: prose(id, "See [the tiers](/programmes/solutions/tiers/gold/)."),
                menu: Some(Menu::Footer),
                order: 0,
            };
            (id.to_owned(), page)
        })),
        pictures: IndexedList::default(),
        listings: Vec::new(),
    };
    list(&mut catalogue);
    catalogue
}

/// Rebuilds the listings: by id, for each value of a facet, and for each country with a specialization.
pub(super) fn list(catalogue: &mut Catalogue) {
    let spoken = catalogue.partners.iter();
    let spoken: BTreeSet<String> = spoken.flat_map(|(_, it)| it.languages.clone()).collect();
    catalogue.vocabulary.languages =
        IndexedList::new(spoken.into_iter().map(|code| (code.clone(), code)));
    let mut listing = Listings::default();
    for (ix, partner) in catalogue.partners.iter() {
        listing.all.push(ix);
        let profile = FacetProfile::new(partner, &catalogue.vocabulary);
        for &facet in profile.values() {
            listing.facets.entry(facet).or_default().push(ix);
        }
        for pair in profile.pairs() {
            listing.pairs.entry(pair).or_default().push(ix);
        }
    }
    catalogue.listings = vec![listing; catalogue.settings.languages.len()];
}

fn settings() -> Settings {
    let title = both("Partners of Brightley", "Partenaires de Brightley");
    let settings = fixture::settings(title, "Brightley", "https://brightley.example/partners");
    Settings {
        page_size: 2,
        featured: vec![ListIndex::new(0)],
        paper: PaperSettings {
            editions: [EN, FR].map(screen).to_vec(),
            ..settings.paper
        },
        ..settings
    }
}

/// The whole catalogue in one language.
fn screen(lang: Lang) -> Edition {
    Edition {
        lang,
        medium: Medium::Screen,
        scope: EditionScope::Whole,
        size: PaperSize::A4,
    }
}

fn vocabulary() -> Vocabulary {
    Vocabulary {
        types: IndexedList::new([
            term("reseller", both("Reseller", "Revendeur")),
            term("consultant", both("Consultant", "Consultant")),
        ]),
        specializations: IndexedList::new([term(
            "data-migration",
            both("Data migration", "Reprise"),
        )]),
        levels: IndexedList::new([term("expert", both("Expert", "Expert"))]),
        countries: IndexedList::new([country("FR"), country("IE"), country("PT")]),
        ..Vocabulary::default()
    }
}

fn programme() -> Programme {
    Programme {
        autonomy: BTreeSet::from([Autonomy::Budget]),
        tiers: IndexedList::new([
            tier("silver", both("Silver", "Argent")),
            tier("gold", both("Gold", "Or")),
        ]),
        criteria: vec![Criterion {
            by_type: BTreeMap::from([(ListIndex::new(1), ByTier(vec![None, Some(2.0)]))]),
            ..criterion(vec![None, Some(4.0)])
        }],
        benefits: vec![fixture::benefit(
            "seats",
            ByTier(vec![None, Some(BenefitValue::Unlimited)]),
        )],
        processes: vec![Process {
            prose: Some(prose("Joining", "Write to us.")),
            ..fixture::process()
        }],
        not_offered: BTreeMap::from([("leads.budget".to_owned(), en("No budget this year."))]),
        prose: prose("Solutions", "Everything."),
        countries: vec![CountryOverride {
            country: ListIndex::new(0),
            contact: None,
            finder_fee: None,
            advancement: None,
            contract: None,
            fee: None,
            budget: true,
            criteria: BTreeMap::new(),
            benefits: BTreeMap::new(),
            prose: None,
        }],
        ..fixture::programme("solutions", en("Solutions Partner Programme"))
    }
}

/// A partner in France that is a silver reseller.
pub(super) fn partner(id: &str) -> (String, Partner) {
    (id.to_owned(), fixture::partner(id, Some(0)))
}

/// The catalogue with other partners.
pub(super) fn with_partners(partners: impl IntoIterator<Item = (String, Partner)>) -> Catalogue {
    let mut catalogue = catalogue();
    catalogue.partners = IndexedList::new(partners);
    catalogue.redirects.clear();
    catalogue.settings.featured.clear();
    list(&mut catalogue);
    catalogue
}

/// The HTML of a page.
pub(super) fn html(site: &Site, page: &Page) -> String {
    match site.render(page) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(problem) => panic!("{page:?}: {problem:?}"),
    }
}

/// English and French, as the catalogue of this file has them.
pub(super) const LANGUAGES: [Lang; 2] = [EN, FR];
