//! Parts of an invented catalogue, for unit tests: everything that is optional is absent. Tests fill in what they need
//! with struct update syntax.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::*;

/// The date of the catalogue's data.
pub(crate) const TODAY: Date = date(2026, 11, 23);

/// A text in English only.
pub(crate) fn english(text: &str) -> Text {
    Text::new(vec![Some(text.into()), None]).expect("it has one version")
}

/// A text in French only.
pub(crate) fn french(text: &str) -> Text {
    Text::new(vec![None, Some(text.into())]).expect("it has one version")
}

/// A text in English and French.
pub(crate) fn both(english: &str, french: &str) -> Text {
    Text::new(vec![Some(english.into()), Some(french.into())]).expect("it has two versions")
}

pub(crate) fn prose(title: &str, body: &str) -> Prose {
    Prose {
        title: english(title),
        summary: None,
        body: Some(english(body)),
    }
}

pub(crate) fn term(id: &str, name: Text) -> (String, Term) {
    let term = Term {
        id: id.to_owned(),
        name,
        plural: None,
        description: None,
        synonyms: None,
        products: Vec::new(),
    };
    (id.to_owned(), term)
}

pub(crate) fn country(code: &str) -> (String, Country) {
    let country = Country {
        code: code.to_owned(),
        name: None,
        description: None,
        members: Vec::new(),
    };
    (code.to_owned(), country)
}

/// Settings of a catalogue in English and French.
pub(crate) fn settings(title: Text, organization: &str, base_url: &str) -> Settings {
    Settings {
        title,
        tagline: None,
        base_url: base_url.to_owned(),
        languages: vec!["en".to_owned(), "fr".to_owned()],
        edition: None,
        organization: Organization {
            name: organization.to_owned(),
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
            accent: None,
            highlight: None,
            mark: None,
            mark_lit: None,
        },
        page_size: 24,
        featured: Vec::new(),
        facets: Facet::COMMON.to_vec(),
        pairs_at_least: 3,
        enquiry: Enquiry::Partners,
        questions: Vec::new(),
        paper: PaperSettings {
            size: PaperSize::A4,
            group_by: GroupBy::Country,
            brand: None,
            entry: None,
            notes: 0,
            partners_per_volume: 1000,
            allow_missing_fonts: false,
            editions: Vec::new(),
            press: PressSettings::default(),
        },
        data: OpenData::default(),
    }
}

/// A programme for the first two types of partner, without tiers.
pub(crate) fn programme(id: &str, name: Text) -> Programme {
    Programme {
        id: id.to_owned(),
        prose: Prose {
            title: name.clone(),
            summary: None,
            body: None,
        },
        name,
        short_name: None,
        status: Status::Open,
        fee: None,
        products: Vec::new(),
        types: vec![TypeIx::new(0), TypeIx::new(1)],
        autonomy: BTreeSet::new(),
        portal: None,
        contact: None,
        tiers: IndexedList::default(),
        criteria: Vec::new(),
        benefits: Vec::new(),
        processes: Vec::new(),
        resources: Vec::new(),
        finder_fee: None,
        advancement: None,
        contract: None,
        promotion: Vec::new(),
        not_offered: BTreeMap::new(),
        axes: BTreeMap::new(),
        countries: Vec::new(),
    }
}

pub(crate) fn tier(id: &str, name: Text) -> (String, Tier) {
    let tier = Tier {
        id: id.to_owned(),
        name,
        color: None,
        print_color: None,
        print_entry: None,
        prose: None,
    };
    (id.to_owned(), tier)
}

/// The criterion `people`.
pub(crate) fn criterion(at_least: Vec<Option<f64>>) -> Criterion {
    Criterion {
        id: "people".to_owned(),
        family: Family::Competence,
        name: english("Certified people"),
        unit: Unit::None,
        measured: None,
        description: None,
        at_least: ByTier(at_least),
        by_type: BTreeMap::new(),
    }
}

/// A benefit on the axis of training, included in the price, by the first process.
pub(crate) fn benefit(id: &str, value: ByTier<BenefitValue>) -> Benefit {
    Benefit {
        id: id.to_owned(),
        axis: Axis::Training,
        name: english("Training seats"),
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

/// The process `joining`.
pub(crate) fn process() -> Process {
    Process {
        id: "joining".to_owned(),
        name: english("Joining"),
        owner: Some(english("Partner desk")),
        delay: None,
        reviewed: Some(date(2026, 5, 4)),
        prose: None,
    }
}

/// A partner of the first type, in the first country and the first programme.
pub(crate) fn partner(id: &str, tier: Option<usize>) -> Partner {
    Partner {
        id: id.to_owned(),
        name: id.to_owned(),
        legal_name: None,
        sort_name: id.to_owned(),
        aliases: Vec::new(),
        types: vec![TypeIx::new(0)],
        products: Vec::new(),
        industries: Vec::new(),
        languages: vec!["fr".to_owned()],
        serves: vec![CountryIx::new(0)],
        countries: vec![CountryIx::new(0)],
        website: None,
        logo: None,
        logo_dark: None,
        picture: None,
        cover: None,
        since: Some(date(2019, 4, 1)),
        last_verified: None,
        summary: None,
        description: None,
        memberships: vec![Membership {
            programme: ProgrammeIx::new(0),
            tier: tier.map(TierIx::new),
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
        fields: Vec::new(),
    }
}
