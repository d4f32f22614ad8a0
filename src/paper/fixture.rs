//! A small catalogue for unit tests: two languages, one programme of three tiers, four partners in two countries.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use crate::model::fixture::{self, both, country, term, tier};
use crate::model::*;

pub(super) use crate::model::fixture::{TODAY, english};
pub(super) use crate::theme::fixture::default_theme as theme;

pub(super) fn catalogue() -> Catalogue {
    let partners = [
        partner("kerguelen", "Kerguelen Conseil", 0, Some(2)),
        partner("abers", "Abers & Fils", 0, Some(0)),
        partner("elan", "Élan Numérique", 0, None),
        partner("nordlys", "Nordlys Systems", 1, Some(1)),
    ];
    let listings = Listings {
        all: [1, 2, 0, 3].into_iter().map(PartnerIx::new).collect(),
        facets: BTreeMap::from([(
            FacetValue::Country(CountryIx::new(0)),
            vec![PartnerIx::new(1), PartnerIx::new(0)],
        )]),
        ..Listings::default()
    };
    Catalogue {
        settings: settings(),
        vocabulary: vocabulary(),
        programmes: IndexedList::new([("solutions".to_owned(), programme())]),
        partners: IndexedList::new(partners.map(|partner| (partner.id.clone(), partner))),
        redirects: Vec::new(),
        pages: IndexedList::default(),
        pictures: IndexedList::new([("logo".to_owned(), logo())]),
        listings: vec![listings.clone(), listings],
    }
}

fn settings() -> Settings {
    let title = both(
        "Lumenstad partner catalogue",
        "Catalogue des partenaires Lumenstad",
    );
    let settings = fixture::settings(title, "Lumenstad", "https://partners.lumenstad.example");
    Settings {
        tagline: Some(english("Who installs what you need.")),
        edition: Some(both("Autumn 2026", "Automne 2026")),
        organization: Organization {
            legal_name: Some("Lumenstad Software N.V.".to_owned()),
            website: Some("https://lumenstad.example".to_owned()),
            email: Some("partners@lumenstad.example".to_owned()),
            phone: Some(phone("+32 9 555 01 00", "+3295550100")),
            street: Some("Lantaarnkaai 24".to_owned()),
            postcode: Some("9000".to_owned()),
            city: Some("Ghent".to_owned()),
            logo: Some(PictureIx::new(0)),
            ..settings.organization
        },
        paper: PaperSettings {
            brand: Some([100.0, 60.0, 0.0, 35.0]),
            notes: 2,
            ..settings.paper
        },
        ..settings
    }
}

fn vocabulary() -> Vocabulary {
    let described = |(id, term): (String, Term)| {
        let description = Some(english("What it means."));
        (
            id,
            Term {
                description,
                ..term
            },
        )
    };
    Vocabulary {
        types: IndexedList::new([
            described(term("integrator", both("Integrator", "Intégrateur"))),
            described(term("referral", english("Referral partner"))),
        ]),
        products: IndexedList::new([term("atlas", english("Atlas"))]),
        specializations: IndexedList::new([term(
            "data-migration",
            both("Data migration", "Reprise de données"),
        )]),
        levels: IndexedList::new([described(term("expert", english("Expert")))]),
        industries: IndexedList::new([term("retail", both("Retail", "Commerce"))]),
        languages: IndexedList::default(),
        certifications: IndexedList::new([term("architect", english("Atlas architect"))]),
        countries: IndexedList::new([country("FR"), country("NO")]),
        fields: IndexedList::default(),
    }
}

fn programme() -> Programme {
    let referral = ByTier(vec![None, Some(BenefitValue::No), None]);
    let seats = ByTier(vec![
        Some(BenefitValue::No),
        Some(BenefitValue::Number(2.0)),
        Some(BenefitValue::Unlimited),
    ]);
    Programme {
        fee: Some(Fee {
            amount: Money {
                amount: 0.0,
                currency: "EUR".into(),
            },
            period: Some(Period::Year),
            renewal: None,
            note: None,
        }),
        tiers: IndexedList::new(["bronze", "silver", "gold"].map(|id| {
            let (id, tier) = tier(id, english(id));
            let color = Some("#b8860b".to_owned());
            (id, Tier { color, ..tier })
        })),
        criteria: vec![fixture::criterion(vec![
            Some(1.0),
            Some(2.0),
            Some(1_234.0),
        ])],
        benefits: vec![Benefit {
            by_type: BTreeMap::from([(TypeIx::new(1), referral)]),
            access: Access::Partners,
            ..fixture::benefit("seats", seats)
        }],
        processes: vec![Process {
            delay: Some(english("10 working days")),
            ..fixture::process()
        }],
        prose: Prose {
            title: english("Solutions"),
            summary: Some(english("For all who sell and install.")),
            body: Some(english("## Why\n\nBecause it *works*.")),
        },
        ..fixture::programme(
            "solutions",
            both("Solutions Partner Programme", "Programme Solutions"),
        )
    }
}

fn partner(id: &str, name: &str, country: usize, tier: Option<usize>) -> Partner {
    let country = CountryIx::new(country);
    Partner {
        name: name.to_owned(),
        sort_name: name.to_owned(),
        products: vec![ProductIx::new(0)],
        industries: vec![IndustryIx::new(0)],
        serves: vec![country],
        countries: vec![country],
        website: Some(format!("https://{id}.example")),
        logo: Some(PictureIx::new(0)),
        summary: Some(both("One line.", "Une ligne.")),
        description: Some(english("A *short* text.\n\n- one\n- two")),
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
            city: Some(english("Rennes")),
            region: None,
            country,
            coordinates: None,
        }],
        contacts: vec![Contact {
            role: ContactRole::Sales,
            label: None,
            person: None,
            email: Some(format!("partners@{id}.example")),
            phone: Some(phone("+33 2 00 00 00 00", "+33200000000")),
            form_url: None,
        }],
        ..fixture::partner(id, tier)
    }
}

fn phone(text: &str, number: &str) -> Phone {
    Phone {
        text: text.to_owned(),
        number: number.to_owned(),
        extension: None,
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
        filled: false,
        bytes: Arc::from(svg.as_bytes()),
        hash: "0123456789abcdef".to_owned(),
    }
}
