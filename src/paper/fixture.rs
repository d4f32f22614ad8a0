//! A small catalogue made by hand: two languages, one programme of three tiers, four partners in two countries.

mod programme;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::model::*;
pub(super) use crate::theme::fixture::theme;

pub(super) const TODAY: Date = date(2026, 11, 23);

/// Text in English alone.
pub(super) fn english(text: &str) -> Text {
    Text::new(vec![Some(text.into()), None]).expect("it has one version")
}

/// Text in English and French.
pub(super) fn both(english: &str, french: &str) -> Text {
    Text::new(vec![Some(english.into()), Some(french.into())]).expect("it has two versions")
}

pub(super) fn catalogue() -> Catalogue {
    let partners = [
        partner("kerguelen", "Kerguelen Conseil", 0, Some(2)),
        partner("abers", "Abers & Fils", 0, Some(0)),
        partner("elan", "Élan Numérique", 0, None),
        partner("nordlys", "Nordlys Systems", 1, Some(1)),
    ];
    let order = |ids: [usize; 4]| Listings {
        all: ids.into_iter().map(PartnerIx::new).collect(),
        facets: BTreeMap::from([(
            Facet::Country(CountryIx::new(0)),
            vec![PartnerIx::new(1), PartnerIx::new(0)],
        )]),
        ..Listings::default()
    };
    Catalogue {
        settings: settings(),
        vocabulary: vocabulary(),
        programmes: IndexedList::new([("solutions".to_owned(), programme::programme())]),
        partners: IndexedList::new(partners.map(|partner| (partner.id.clone(), partner))),
        redirects: Vec::new(),
        pages: IndexedList::default(),
        pictures: IndexedList::new([("logo".to_owned(), logo())]),
        listings: vec![order([1, 2, 0, 3]), order([1, 2, 0, 3])],
    }
}

fn settings() -> Settings {
    Settings {
        title: both(
            "Lumenstad partner catalogue",
            "Catalogue des partenaires Lumenstad",
        ),
        tagline: Some(english("Who installs what you need.")),
        base_url: "https://partners.lumenstad.example".to_owned(),
        languages: vec!["en".to_owned(), "fr".to_owned()],
        edition: Some(both("Autumn 2026", "Automne 2026")),
        organization: Organization {
            name: "Lumenstad".to_owned(),
            legal_name: Some("Lumenstad Software N.V.".to_owned()),
            website: Some("https://lumenstad.example".to_owned()),
            email: Some("partners@lumenstad.example".to_owned()),
            phone: Some("+32 9 555 01 00".to_owned()),
            street: Some("Lantaarnkaai 24".to_owned()),
            postcode: Some("9000".to_owned()),
            city: Some("Ghent".to_owned()),
            country: None,
            logo: Some(PictureIx::new(0)),
            logo_dark: None,
        },
        page_size: 24,
        featured: Vec::new(),
        pairs_at_least: 3,
        paper: PaperSettings {
            size: PaperSize::A4,
            group_by: GroupBy::Country,
            brand: Some([100.0, 60.0, 0.0, 35.0]),
            entry: None,
            notes: 2,
            partners_per_volume: 1000,
            volumes: Vec::new(),
            press: PressSettings::default(),
        },
    }
}

fn vocabulary() -> Vocabulary {
    let term = |id: &str, name: Text| {
        let term = Term {
            id: id.to_owned(),
            name,
            plural: None,
            description: Some(english("What it means.")),
            synonyms: None,
            products: Vec::new(),
        };
        (id.to_owned(), term)
    };
    let country = |code: &str| {
        let country = Country {
            code: code.to_owned(),
            name: None,
            description: None,
            members: Vec::new(),
        };
        (code.to_owned(), country)
    };
    Vocabulary {
        types: IndexedList::new([
            term("integrator", both("Integrator", "Intégrateur")),
            term("referral", english("Referral partner")),
        ]),
        products: IndexedList::new([term("atlas", english("Atlas"))]),
        specializations: IndexedList::new([term(
            "data-migration",
            both("Data migration", "Reprise de données"),
        )]),
        levels: IndexedList::new([term("expert", english("Expert"))]),
        industries: IndexedList::new([term("retail", both("Retail", "Commerce"))]),
        certifications: IndexedList::new([term("architect", english("Atlas architect"))]),
        countries: IndexedList::new([country("FR"), country("NO")]),
    }
}

fn partner(id: &str, name: &str, country: usize, tier: Option<usize>) -> Partner {
    Partner {
        id: id.to_owned(),
        name: name.to_owned(),
        legal_name: None,
        sort_name: name.to_owned(),
        aliases: Vec::new(),
        types: vec![TypeIx::new(0)],
        products: vec![ProductIx::new(0)],
        industries: vec![IndustryIx::new(0)],
        languages: vec!["fr".to_owned()],
        serves: vec![CountryIx::new(country)],
        countries: vec![CountryIx::new(country)],
        website: Some(format!("https://{id}.example")),
        logo: Some(PictureIx::new(0)),
        logo_dark: None,
        since: Some(date(2019, 4, 1)),
        last_verified: None,
        summary: Some(both("One line.", "Une ligne.")),
        description: Some(english("A *short* text.\n\n- one\n- two")),
        memberships: vec![Membership {
            programme: ProgrammeIx::new(0),
            tier: tier.map(TierIx::new),
            since: None,
            until: None,
            history: Vec::new(),
        }],
        specializations: vec![Specialization {
            id: SpecializationIx::new(0),
            level: Some(LevelIx::new(0)),
            countries: Vec::new(),
            since: None,
            until: Some(date(2027, 6, 30)),
        }],
        certifications: vec![Certification {
            id: CertificationIx::new(0),
            count: 6,
        }],
        offices: vec![Office {
            headquarters: true,
            street: Some("12 rue des Quais".to_owned()),
            postcode: Some("35000".to_owned()),
            city: "Rennes".to_owned(),
            region: None,
            country: CountryIx::new(country),
            position: None,
        }],
        contacts: vec![Contact {
            role: ContactRole::Sales,
            label: None,
            person: None,
            email: Some(format!("partners@{id}.example")),
            phone: Some("+33 2 00 00 00 00".to_owned()),
            form_url: None,
        }],
        references: Vec::new(),
        links: Vec::new(),
    }
}

fn logo() -> Picture {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#063"/></svg>"##;
    Picture {
        path: "content/images/logo.svg".to_owned(),
        kind: PictureKind::Svg,
        width: 40,
        height: 20,
        pale: false,
        bytes: Arc::from(svg.as_bytes()),
        hash: "0123456789abcdef".to_owned(),
    }
}
