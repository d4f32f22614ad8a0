//! The vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, ReferenceKind, formats, own_fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{CountryRecord, PartnerStatus, Records, TermRecord, Texts};
use crate::model::{
    Country, CountryIx, IndexedList, Lang, LanguageIx, ListIndex, Localized, ProductIx, Term, Text,
    Vocabulary,
};
use crate::source::Span;

pub(super) fn vocabulary(cx: &mut Context<'_>) -> Vocabulary {
    let record = &cx.records.vocabulary;
    let products: IndexedList<ProductIx, Term> =
        terms(cx, &record.products, &IndexedList::default());
    Vocabulary {
        types: terms(cx, &record.types, &products),
        specializations: terms(cx, &record.specializations, &products),
        levels: terms(cx, &record.levels, &products),
        industries: terms(cx, &record.industries, &products),
        certifications: terms(cx, &record.certifications, &products),
        countries: countries(cx, &record.countries),
        languages: languages(cx.records),
        fields: own_fields::declarations(cx, &record.fields),
        products,
    }
}

/// The languages of all records but drafts: the page of a language stays when the last partner that speaks it leaves.
fn languages(records: &Records) -> IndexedList<LanguageIx, String> {
    let known = records.partners.iter();
    let known = known.filter(|it| it.status != PartnerStatus::Draft);
    let spoken = known.flat_map(|it| &it.languages);
    let codes: BTreeSet<&str> = spoken.map(|code| code.value.as_str()).collect();
    let valid = codes
        .into_iter()
        .filter(|code| crate::l10n::is_language_code(code));
    IndexedList::new(valid.map(|code| (code.to_owned(), code.to_owned())))
}

fn terms<I: ListIndex>(
    cx: &mut Context<'_>,
    records: &[TermRecord],
    products: &IndexedList<ProductIx, Term>,
) -> IndexedList<I, Term> {
    let mut terms = Vec::new();
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    for record in records {
        formats::id(cx, &record.id);
        let term = Term {
            id: record.id.value.clone(),
            name: cx.required_text(&record.name),
            plural: cx.maybe_text(record.plural.as_ref()),
            description: cx.maybe_text(record.description.as_ref()),
            synonyms: record.synonyms.clone().and_then(Localized::new),
            products: cx.find_all(
                products,
                &record.products,
                Code::UnknownProduct,
                ReferenceKind::Products,
            ),
        };
        cx.report_same_name(&mut names, &term.name, &record.name);
        terms.push((term.id.clone(), term));
    }
    let mut terms = IndexedList::<I, Term>::new(terms);
    for (index, record) in records.iter().enumerate() {
        if let Some(id) = formats::corrected_id(cx, &record.id.value) {
            terms.add_id(id, I::new(index));
        }
    }
    terms
}

impl Context<'_> {
    /// Reports an entry that has the name of an earlier one of its list.
    pub(super) fn report_same_name(
        &mut self,
        names: &mut BTreeMap<String, Span>,
        name: &Text,
        written: &Texts,
    ) {
        let name = name.str(Lang::DEFAULT);
        let first = names.insert(name.to_lowercase(), written.span);
        if let Some(first) = first.filter(|_| !written.versions.is_empty()) {
            let message = format!("two entries are called `{name}`");
            let diagnostic = Diagnostic::new(Code::DuplicateName, written.span, message);
            self.push(
                diagnostic
                    .related(first, "the other one")
                    .help("readers cannot distinguish them: rename one"),
            );
        }
    }
}

fn countries(cx: &mut Context<'_>, records: &[CountryRecord]) -> IndexedList<CountryIx, Country> {
    let codes: IndexedList<CountryIx, ()> =
        IndexedList::new(records.iter().map(|record| (record.code.value.clone(), ())));
    let mut countries = Vec::new();
    for record in records {
        let code = &record.code.value;
        let members = cx.find_all(
            &codes,
            &record.members,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        );
        let name = cx.maybe_text(record.name.as_ref());
        if members.is_empty() && record.members.is_empty() && !crate::l10n::is_country_code(code) {
            let message = format!("`{code}` is not a country");
            let help = match crate::l10n::is_country_code(&code.to_uppercase()) {
                true => format!("write it in capitals: `{}`", code.to_uppercase()),
                false => "write a code of ISO 3166-1 such as `FR`; a group of countries has `members = […]`".to_owned(),
            };
            cx.push(Diagnostic::new(Code::InvalidCountry, record.code.span, message).help(help));
        }
        if !record.members.is_empty() && name.is_none() {
            let message = format!("the group `{code}` has no name");
            let diagnostic = Diagnostic::new(Code::MissingKey, record.code.span, message);
            cx.push(
                diagnostic
                    .help("add a line `name = \"…\"`: only single countries are known by name"),
            );
        }
        let description = cx.maybe_text(record.description.as_ref());
        countries.push((
            code.clone(),
            Country {
                code: code.clone(),
                name,
                description,
                members,
            },
        ));
    }
    IndexedList::new(countries)
}
