//! What is published about a partner, a line a fact.

use super::words::Wording;
use crate::l10n::Locale;
use crate::model::{Catalogue, CountryIx, Lang, Office, Page, PartnerIx, Term, Text};

/// What it is, and its values.
pub(super) type Fact = (String, Vec<String>);

pub(super) fn facts(
    catalogue: &Catalogue,
    ix: PartnerIx,
    lang: Lang,
    locale: &Locale,
    words: &Wording,
) -> Vec<Fact> {
    let partner = &catalogue.partners[ix];
    let vocabulary = &catalogue.vocabulary;
    let country = |at: CountryIx| locale.country(&vocabulary.countries[at], lang);
    let name = |term: &Term| term.name.str(lang).to_owned();
    let day = |date: jiff::civil::Date| locale.date(date);
    let list = |values: Vec<String>| match values.is_empty() {
        true => Vec::new(),
        false => vec![locale.list(&values)],
    };
    let mut facts: Vec<Fact> = Vec::new();
    let mut add = |what: &str, values: Vec<String>| {
        if !values.is_empty() {
            facts.push((what.to_owned(), values));
        }
    };
    add(
        words.legal_name,
        partner.legal_name.iter().cloned().collect(),
    );
    let types = partner.types.iter().map(|&at| name(&vocabulary.types[at]));
    add(words.types, list(types.collect()));
    let memberships = partner.memberships.iter().map(|it| {
        let programme = &catalogue.programmes[it.programme];
        let tier = it.tier.map(|tier| programme.tiers[tier].name.str(lang));
        let since = it.since.map(&day);
        let until = it
            .until
            .map(|date| format!("{} {}", words.until, day(date)));
        let parts = [tier.map(str::to_owned), since, until];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let programme = programme.name.str(lang);
        match parts.is_empty() {
            true => programme.to_owned(),
            false => format!("{programme}: {}", parts.join(", ")),
        }
    });
    add(words.programmes, memberships.collect());
    texts(
        catalogue,
        words.summary,
        partner.summary.as_ref(),
        locale,
        &mut add,
    );
    texts(
        catalogue,
        words.description,
        partner.description.as_ref(),
        locale,
        &mut add,
    );
    let products = partner.products.iter();
    let products = products.map(|&at| name(&vocabulary.products[at]));
    add(words.products, list(products.collect()));
    let industries = partner.industries.iter();
    let industries = industries.map(|&at| name(&vocabulary.industries[at]));
    add(words.industries, list(industries.collect()));
    let specializations = partner.specializations.iter().map(|it| {
        let level = it.level.map(|level| name(&vocabulary.levels[level]));
        let until = it
            .until
            .map(|date| format!("{} {}", words.until, day(date)));
        let own = Some(name(&vocabulary.specializations[it.id]));
        let parts = [own, level, until].into_iter().flatten();
        parts.collect::<Vec<_>>().join(", ")
    });
    add(words.specializations, specializations.collect());
    let certifications = partner.certifications.iter().map(|it| {
        let count = locale.number(f64::from(it.count));
        format!("{count} × {}", name(&vocabulary.certifications[it.id]))
    });
    add(words.certifications, certifications.collect());
    let languages = partner.languages.iter();
    let languages = languages.map(|code| locale.language_name(code));
    add(words.languages, list(languages.collect()));
    let serves = partner.serves.iter().map(|&at| country(at));
    add(words.serves, list(serves.collect()));
    let offices = partner.offices.iter();
    add(
        words.offices,
        offices.map(|it| office(it, country(it.country))).collect(),
    );
    let contacts = partner.contacts.iter().map(|it| {
        let label = it.label.as_ref().map(|label| label.str(lang).to_owned());
        let parts = [
            label,
            it.person.clone(),
            it.email.clone(),
            it.phone.clone(),
            it.form_url.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    });
    add(words.contacts, contacts.collect());
    add(words.website, partner.website.iter().cloned().collect());
    add(
        words.links,
        partner.links.iter().map(|it| it.url.to_string()).collect(),
    );
    let references = partner.references.iter().map(|it| {
        let year = it.year.map(|year| year.to_string());
        let summary = it.summary.as_ref().map(|text| text.str(lang).to_owned());
        let parts = [Some(it.customer.clone()), year, summary, it.url.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    });
    add(words.references, references.collect());
    add(words.since, partner.since.map(&day).into_iter().collect());
    add(
        words.verified,
        partner.last_verified.map(&day).into_iter().collect(),
    );
    let base = catalogue.settings.base_url.trim_end_matches('/');
    let page = Page::Partner(lang, ix).address(catalogue);
    add(words.profile, vec![format!("{base}{page}")]);
    facts
}

/// A text in every language it is written in.
fn texts(
    catalogue: &Catalogue,
    what: &str,
    text: Option<&Text>,
    locale: &Locale,
    add: &mut impl FnMut(&str, Vec<String>),
) {
    let versions: Vec<(Lang, String)> = text
        .into_iter()
        .flat_map(|text| text.versions())
        .map(|(lang, version)| (lang, version.to_string()))
        .collect();
    let several = catalogue.settings.languages.len() > 1;
    for (lang, version) in versions {
        let what = match several {
            true => format!("{what} ({})", locale.language_name(catalogue.code(lang))),
            false => what.to_owned(),
        };
        add(&what, vec![version]);
    }
}

fn office(it: &Office, country: String) -> String {
    let town = match &it.postcode {
        Some(postcode) => format!("{postcode} {}", it.city),
        None => it.city.clone(),
    };
    let parts = [
        it.street.clone(),
        Some(town),
        it.region.clone(),
        Some(country),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}
