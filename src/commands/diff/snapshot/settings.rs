//! The values of settings, menus, vocabulary and theme. Entry points: [`collect`], [`collect_theme`].

use std::borrow::Cow;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::programme::ids;
use super::values::ValueKind::{Featured, Page, Setting, Theme as OfTheme, Title, Vocabulary};
use super::values::{ValueCollector, hash, hash_bytes};
use crate::model::{
    CountryIx, Enquiry, IndexedList, ListIndex, Organization, PaperSettings, Settings, Term,
};
use crate::theme::Theme;

/// Collects settings, menus and vocabulary.
pub(super) fn collect(values: &mut ValueCollector<'_>) {
    let settings = &values.catalogue.settings;
    let title = values.text(Some(&settings.title));
    values.put(Title, "title of the catalogue", title);
    let tagline = values.text(settings.tagline.as_ref());
    values.put(Title, "tagline of the catalogue", tagline);
    let edition = values.text(settings.edition.as_ref());
    values.put(Title, "name of the edition", edition);
    values.put(Setting, "address of the site", settings.base_url.as_str());
    values.put(Setting, "languages", settings.languages.clone());
    values.put(
        Setting,
        "partners on a page of the directory",
        settings.page_size,
    );
    values.put(
        Setting,
        "minimum of pages for a country and a specialization",
        settings.pairs_at_least,
    );
    let declared = &values.catalogue.vocabulary;
    let facets = settings.facets.iter().map(|facet| facet.slug(declared));
    let facets: Vec<Cow<'_, str>> = facets.collect();
    values.put(Setting, "filters of the directory", facets);
    enquiry(values, settings);
    let partners = &values.catalogue.partners;
    let featured = ids(partners, &settings.featured, |partner| &partner.id);
    values.put(Featured, "featured partners", featured);
    values.part("organization", |values| {
        organization(values, &settings.organization)
    });
    values.part("open data", |values| {
        let licence = settings.data.licence.map(|licence| licence.id);
        values.put(Setting, "licence", licence);
        let terms = values.text(settings.data.terms.as_ref());
        values.put(Setting, "terms", terms);
    });
    values.part("paper", |values| paper(values, &settings.paper));

    let redirects = values.catalogue.redirects.iter();
    let redirects: Vec<Json> = redirects
        .map(|redirect| json!([redirect.id, redirect.to.map(|ix| &partners[ix].id)]))
        .collect();
    values.put(Setting, "former ids of partners", redirects);
    for (_, page) in values.catalogue.pages.iter() {
        values.part(format!("the page `{}`", page.id), |values| {
            let menu = page.menu.map(|menu| format!("{menu:?}"));
            values.put(Page, "menu", menu);
            values.put(Page, "position in the menu", page.order);
        });
    }
    vocabulary(values);
}

fn enquiry(values: &mut ValueCollector<'_>, settings: &Settings) {
    let (recipient, consent) = match &settings.enquiry {
        Enquiry::Partners => ("each partner", None),
        Enquiry::Email(email) => (email.as_str(), None),
        Enquiry::Endpoint { url, consent } => (url.as_str(), Some(consent)),
    };
    values.put(Setting, "recipient of messages", recipient);
    let consent = values.text(consent);
    values.put(Setting, "consent to messages", consent);
    let fields = &values.catalogue.vocabulary.fields;
    let questions = ids(fields, &settings.questions, |field| &field.id);
    values.put(
        Setting,
        "questions of the page that finds partners",
        questions,
    );
}

fn organization(values: &mut ValueCollector<'_>, organization: &Organization) {
    let fields = [
        ("name", Some(&organization.name)),
        ("legal name", organization.legal_name.as_ref()),
        ("website", organization.website.as_ref()),
        ("e-mail address", organization.email.as_ref()),
        ("street", organization.street.as_ref()),
        ("postcode", organization.postcode.as_ref()),
        ("city", organization.city.as_ref()),
        ("accent", organization.accent.as_ref()),
        ("highlight", organization.highlight.as_ref()),
    ];
    for (field, value) in fields {
        values.put(Setting, field, value.cloned());
    }
    let phone = organization.phone.as_ref();
    let phone = phone.map(|phone| [phone.text.clone(), phone.uri()]);
    values.put(Setting, "telephone number", phone.map(|phone| json!(phone)));
    let catalogue = values.catalogue;
    let country = organization.country;
    let country = country.map(|ix| catalogue.vocabulary.countries[ix].code.as_str());
    values.put(Setting, "country", country);
    let logos = [
        ("logo", organization.logo),
        ("dark logo", organization.logo_dark),
        ("mark", organization.mark),
        ("lit part of the mark", organization.mark_lit),
    ];
    for (field, logo) in logos {
        let logo = logo.map(|ix| catalogue.pictures[ix].hash.as_str());
        values.put(Setting, field, logo);
    }
}

fn paper(values: &mut ValueCollector<'_>, paper: &PaperSettings) {
    values.put(Setting, "size", format!("{:?}", paper.size));
    values.put(Setting, "grouping", format!("{:?}", paper.group_by));
    values.put(Setting, "brand colour", json!(paper.brand));
    values.put(
        Setting,
        "size of entries",
        paper.entry.map(|size| format!("{size:?}")),
    );
    values.put(Setting, "pages for notes", paper.notes);
    values.put(Setting, "partners in a volume", paper.partners_per_volume);
    let catalogue = values.catalogue;
    let editions = paper.editions.iter();
    let editions: Vec<String> = editions
        .map(|edition| edition.file_name(catalogue))
        .collect();
    values.put(Setting, "editions", editions);
    let press = &paper.press;
    let profile = press.profile.as_ref();
    let settings = json!([
        profile.map(|profile| hash_bytes(&profile.bytes)),
        press.condition,
        press.bleed,
        press.marks,
        press.rgb,
        press.ink_limit,
        press.dpi,
    ]);
    values.put(Setting, "press", settings);
}

fn vocabulary(values: &mut ValueCollector<'_>) {
    let vocabulary = &values.catalogue.vocabulary;
    terms(values, "type", &vocabulary.types);
    terms(values, "product", &vocabulary.products);
    terms(values, "specialization", &vocabulary.specializations);
    terms(values, "level", &vocabulary.levels);
    terms(values, "industry", &vocabulary.industries);
    terms(values, "certification", &vocabulary.certifications);
    let countries = &vocabulary.countries;
    let codes = |indexes: &[CountryIx]| ids(countries, indexes, |country| &country.code);
    let order = codes(&countries.indexes().collect::<Vec<_>>());
    values.put(Vocabulary, "order of countries", order);
    for (_, country) in countries.iter() {
        values.part(format!("the country {}", country.code), |values| {
            values.put(Vocabulary, "in the vocabulary", true);
            let name = values.text(country.name.as_ref());
            values.put(Vocabulary, "name", name);
            let description = values.text(country.description.as_ref());
            values.put(Vocabulary, "description", description);
            values.put(Vocabulary, "members", codes(&country.members));
        });
    }
}

fn terms<I: ListIndex>(values: &mut ValueCollector<'_>, list: &str, terms: &IndexedList<I, Term>) {
    let order: Vec<&str> = terms.iter().map(|(_, term)| term.id.as_str()).collect();
    values.put(Vocabulary, &format!("order of the list `{list}`"), order);
    for (_, term) in terms.iter() {
        values.part(format!("the {list} `{}`", term.id), |values| {
            let name = values.text(Some(&term.name));
            values.put(Vocabulary, "name", name);
            let plural = values.text(term.plural.as_ref());
            values.put(Vocabulary, "plural", plural);
            let description = values.text(term.description.as_ref());
            values.put(Vocabulary, "description", description);
            let catalogue = values.catalogue;
            let synonyms = term.synonyms.as_ref().map(|synonyms| {
                let versions = synonyms.versions().map(|(lang, words)| {
                    let words: Vec<&str> = words.iter().map(|word| &**word).collect();
                    json!([catalogue.code(lang), words])
                });
                versions.collect::<Json>()
            });
            values.put(Vocabulary, "synonyms", synonyms);
            let products = &catalogue.vocabulary.products;
            let products = ids(products, &term.products, |product| &product.id);
            values.put(Vocabulary, "products", products);
        });
    }
}

/// Collects the parts of a theme.
pub(super) fn collect_theme(values: &mut ValueCollector<'_>, theme: &Theme) {
    let mut parts: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (path, file) in &theme.files {
        let part = match path.split('/').collect::<Vec<_>>()[..] {
            ["templates", ..] => "templates".to_owned(),
            ["assets", "css", ..] => "styles".to_owned(),
            ["assets", "js", ..] => "scripts".to_owned(),
            ["assets", "fonts", ..] => "fonts".to_owned(),
            ["paper", "fonts", ..] => "fonts of the paper".to_owned(),
            ["paper", ..] => "layout of the paper".to_owned(),
            // Interface strings and settings are compared as they are after the merge of themes.
            ["i18n", ..] | ["theme.toml"] => continue,
            _ => format!("`{path}`"),
        };
        let entry = json!([path, hash_bytes(&file.bytes)]);
        parts.entry(part).or_default().push(entry);
    }
    let codes = values.catalogue.settings.languages.iter();
    for code in codes {
        if let Some(strings) = theme.strings.get(code) {
            let strings = strings.iter();
            let strings: Vec<Json> = strings
                .map(|(key, message)| json!([key, format!("{message:?}")]))
                .collect();
            parts.insert(format!("interface strings ({code})"), strings);
        }
    }
    values.part("theme", |values| {
        for (part, content) in parts {
            values.put(OfTheme, &part, hash(&Json::from(content)));
        }
        for (key, value) in &theme.settings {
            values.put(OfTheme, &format!("setting `{key}`"), value.as_str());
        }
    });
}
