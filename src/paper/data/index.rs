//! The indexes at the end: who stands where. Page numbers are Typst's to find.

use std::collections::BTreeMap;

use serde::Serialize;

use super::primitives::TextView;
use super::reader::Reader;
use crate::model::outline::Sections;
use crate::model::{Partner, PartnerIx, Text};

/// The indexes.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct IndexesView {
    /// All partners by name, under their initials.
    names: Vec<InitialView>,
    /// By what they can do and where; only those that have something in them.
    subjects: Vec<SubjectIndexView>,
}

/// The names with one initial.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct InitialView {
    initial: String,
    entries: Vec<NameView>,
}

/// A name.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct NameView {
    name: String,
    /// Its city.
    place: Option<String>,
    /// The partner's id.
    partner: String,
}

/// The index of one kind of subject.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SubjectIndexView {
    /// "Specializations".
    name: String,
    /// In alphabetical order.
    entries: Vec<SubjectView>,
}

/// A subject.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SubjectView {
    name: TextView,
    /// The ids of the partners that have to do with it, in the order of the book.
    partners: Vec<String>,
}

/// The indexes stand in the last tome.
pub(super) fn views(reader: &Reader<'_>, sections: &Sections) -> IndexesView {
    let tome = reader.bound.tome;
    if tome.number < tome.of {
        return IndexesView {
            names: Vec::new(),
            subjects: Vec::new(),
        };
    }
    let vocabulary = &reader.catalogue.vocabulary;
    let term = |name: &Text| reader.text(name);
    let subjects = [
        subjects(
            (reader, sections),
            "paper_specializations",
            |partner| partner.specializations.iter().map(|it| it.id).collect(),
            |at| term(&vocabulary.specializations[at].name),
        ),
        subjects(
            (reader, sections),
            "paper_products",
            |partner| partner.products.clone(),
            |at| term(&vocabulary.products[at].name),
        ),
        subjects(
            (reader, sections),
            "paper_industries",
            |partner| partner.industries.clone(),
            |at| term(&vocabulary.industries[at].name),
        ),
        subjects(
            (reader, sections),
            "paper_countries",
            |partner| partner.countries.clone(),
            |at| reader.plain(reader.country(at)),
        ),
    ];
    IndexesView {
        names: names(reader),
        subjects: subjects
            .into_iter()
            .filter(|index| !index.entries.is_empty())
            .collect(),
    }
}

fn names(reader: &Reader<'_>) -> Vec<InitialView> {
    let mut initials: Vec<InitialView> = Vec::new();
    for &at in reader.partners() {
        let partner = &reader.catalogue.partners[at];
        let initial = reader.locale.initial(&partner.sort_name);
        let entry = NameView {
            name: partner.name.clone(),
            place: partner.headquarters().map(|office| office.city.clone()),
            partner: partner.id.clone(),
        };
        match initials.iter_mut().find(|other| other.initial == initial) {
            Some(other) => other.entries.push(entry),
            None => initials.push(InitialView {
                initial,
                entries: vec![entry],
            }),
        }
    }
    initials
}

fn subjects<I: Ord + Copy>(
    (reader, sections): (&Reader<'_>, &Sections),
    name: &str,
    of: impl Fn(&Partner) -> Vec<I>,
    show: impl Fn(I) -> TextView,
) -> SubjectIndexView {
    let mut found: BTreeMap<I, Vec<PartnerIx>> = BTreeMap::new();
    for at in sections.partners() {
        let mut values = of(&reader.catalogue.partners[at]);
        values.sort_unstable();
        values.dedup();
        for value in values {
            found.entry(value).or_default().push(at);
        }
    }
    let mut entries: Vec<_> = found
        .into_iter()
        .map(|(value, partners)| SubjectView {
            name: show(value),
            partners: partners
                .into_iter()
                .map(|at| reader.catalogue.partners[at].id.clone())
                .collect(),
        })
        .collect();
    entries.sort_by(|a, b| reader.locale.compare(&a.name.text, &b.name.text));
    SubjectIndexView {
        name: reader.say(name, &[]),
        entries,
    }
}
