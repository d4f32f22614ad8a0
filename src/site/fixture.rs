//! A small catalogue and the default theme, for tests: one programme, three partners, English and French.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Site, SiteOptions};
use crate::model::*;
pub(super) use crate::theme::fixture::theme;

pub(super) const TODAY: Date = date(2026, 11, 23);

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

/// A text in English and French.
pub(super) fn both(en: &str, fr: &str) -> Text {
    Text::new(vec![Some(en.into()), Some(fr.into())]).unwrap()
}

/// A text in English only.
pub(super) fn en(text: &str) -> Text {
    Text::new(vec![Some(text.into()), None]).unwrap()
}

/// A text in French only.
pub(super) fn fr(text: &str) -> Text {
    Text::new(vec![None, Some(text.into())]).unwrap()
}

fn term(id: &str, en: &str, fr: &str) -> (String, Term) {
    let term = Term {
        id: id.to_owned(),
        name: both(en, fr),
        plural: None,
        description: None,
        synonyms: None,
        products: Vec::new(),
    };
    (id.to_owned(), term)
}

fn country(code: &str) -> (String, Country) {
    let country = Country {
        code: code.to_owned(),
        name: None,
        description: None,
        members: Vec::new(),
    };
    (code.to_owned(), country)
}

fn prose(title: &str, body: &str) -> Prose {
    Prose {
        title: en(title),
        summary: None,
        body: Some(en(body)),
    }
}

/// What the loader would make of a small project.
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

/// Lists the partners anew: by id, and behind each value of a facet.
pub(super) fn list(catalogue: &mut Catalogue) {
    let mut listing = Listings::default();
    for (ix, partner) in catalogue.partners.iter() {
        listing.all.push(ix);
        let countries = partner.countries.iter().map(|&it| Facet::Country(it));
        let types = partner.types.iter().map(|&it| Facet::Type(it));
        let tiers = partner
            .memberships
            .iter()
            .filter_map(|it| Some(Facet::Tier(it.programme, it.tier?)));
        for facet in countries.chain(types).chain(tiers) {
            listing.facets.entry(facet).or_default().push(ix);
        }
    }
    catalogue.listings = vec![listing; catalogue.settings.languages.len()];
}

fn settings() -> Settings {
    Settings {
        title: both("Partners of Brightley", "Partenaires de Brightley"),
        tagline: None,
        base_url: "https://brightley.example/partners".to_owned(),
        languages: vec!["en".to_owned(), "fr".to_owned()],
        edition: None,
        organization: Organization {
            name: "Brightley".to_owned(),
            legal_name: None,
            website: None,
            email: None,
            phone: None,
            street: None,
            postcode: None,
            city: None,
            country: None,
            logo: None,
            logo_dark: None,
        },
        page_size: 2,
        featured: vec![ListIndex::new(0)],
        pairs_at_least: 3,
        paper: PaperSettings {
            size: PaperSize::A4,
            group_by: GroupBy::Country,
            brand: None,
            entry: None,
            notes: 0,
            partners_per_volume: 1000,
            volumes: [EN, FR].map(screen).to_vec(),
            press: PressSettings::default(),
        },
    }
}

/// The whole catalogue in one language.
fn screen(lang: Lang) -> Edition {
    Edition {
        lang,
        edition: Medium::Screen,
        scope: EditionScope::Whole,
        size: PaperSize::A4,
    }
}

fn vocabulary() -> Vocabulary {
    Vocabulary {
        types: IndexedList::new([
            term("reseller", "Reseller", "Revendeur"),
            term("consultant", "Consultant", "Consultant"),
        ]),
        specializations: IndexedList::new([term("data-migration", "Data migration", "Reprise")]),
        levels: IndexedList::new([term("expert", "Expert", "Expert")]),
        countries: IndexedList::new([country("FR"), country("IE"), country("PT")]),
        ..Vocabulary::default()
    }
}

fn programme() -> Programme {
    let tier = |id: &str, en: &str, fr: &str| {
        let tier = Tier {
            id: id.to_owned(),
            name: both(en, fr),
            color: None,
            print_color: None,
            print_entry: None,
            prose: None,
        };
        (id.to_owned(), tier)
    };
    Programme {
        id: "solutions".to_owned(),
        name: en("Solutions Partner Programme"),
        short_name: None,
        status: Status::Open,
        fee: None,
        products: Vec::new(),
        types: vec![ListIndex::new(0), ListIndex::new(1)],
        autonomy: BTreeSet::from([Autonomy::Budget]),
        portal: None,
        contact: None,
        tiers: IndexedList::new([
            tier("silver", "Silver", "Argent"),
            tier("gold", "Gold", "Or"),
        ]),
        criteria: vec![Criterion {
            id: "people".to_owned(),
            family: Family::Competence,
            name: en("Certified people"),
            unit: Unit::None,
            measured: None,
            description: None,
            at_least: ByTier(vec![None, Some(4.0)]),
            by_type: BTreeMap::from([(ListIndex::new(1), ByTier(vec![None, Some(2.0)]))]),
        }],
        benefits: vec![benefit(
            "seats",
            ByTier(vec![None, Some(BenefitValue::Unlimited)]),
        )],
        processes: vec![Process {
            id: "joining".to_owned(),
            name: en("Joining"),
            owner: Some(en("Partner desk")),
            delay: None,
            reviewed: Some(date(2026, 5, 4)),
            prose: Some(prose("Joining", "Write to us.")),
        }],
        resources: Vec::new(),
        finder_fee: None,
        advancement: None,
        contract: None,
        promotion: Vec::new(),
        not_offered: BTreeMap::from([("leads.budget".to_owned(), en("No budget this year."))]),
        prose: prose("Solutions", "Everything."),
        axes: BTreeMap::new(),
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
    }
}

fn benefit(id: &str, value: ByTier<BenefitValue>) -> Benefit {
    Benefit {
        id: id.to_owned(),
        axis: Axis::Training,
        name: en("Training seats"),
        description: None,
        unit: None,
        value,
        by_type: BTreeMap::new(),
        price: Some(Price::Included),
        validity: None,
        updates: None,
        extension: None,
        restriction: None,
        control: None,
        owner: None,
        contact: None,
        access: Access::Public,
        process: Some(0),
        products: Vec::new(),
    }
}

/// A partner in France that is a silver reseller.
pub(super) fn partner(id: &str) -> (String, Partner) {
    let partner = Partner {
        id: id.to_owned(),
        name: id.to_owned(),
        legal_name: None,
        sort_name: id.to_owned(),
        aliases: Vec::new(),
        types: vec![ListIndex::new(0)],
        products: Vec::new(),
        industries: Vec::new(),
        languages: vec!["fr".to_owned()],
        serves: vec![ListIndex::new(0)],
        countries: vec![ListIndex::new(0)],
        website: None,
        logo: None,
        logo_dark: None,
        since: Some(date(2019, 4, 1)),
        last_verified: None,
        summary: None,
        description: None,
        memberships: vec![Membership {
            programme: ListIndex::new(0),
            tier: Some(ListIndex::new(0)),
            since: None,
            until: None,
            history: Vec::new(),
        }],
        specializations: Vec::new(),
        certifications: Vec::new(),
        offices: Vec::new(),
        contacts: Vec::new(),
        references: Vec::new(),
        links: Vec::new(),
    };
    (id.to_owned(), partner)
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
