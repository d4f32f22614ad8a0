//! The indexes at the end of an edition, by name and by subject. Entry point: [`views`]. Typst finds the page numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::EditionContext;
use super::primitives::TextView;
use crate::model::outline::Outline;
use crate::model::{
    Choice, Edition, FacetProfile, FacetValue, Partner, PartnerIx, SpecializationIx, Vocabulary,
};

/// The indexes.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct IndexesView {
    /// All partners by name, under their initials.
    names: Vec<InitialView>,
    /// Partners by their competences and countries; indexes without entries are left out.
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
    /// The city of the headquarters, or its country.
    place: Option<String>,
    /// The partner's id.
    partner: String,
}

/// The index of one kind of subject.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SubjectIndexView {
    /// "Specializations".
    pub(super) name: String,
    /// In alphabetical order.
    entries: Vec<SubjectView>,
}

/// A subject.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SubjectView {
    name: TextView,
    /// The ids of its partners, in the order of the edition.
    partners: Vec<String>,
}

/// The indexes, in the last volume; empty in all others. `subjects` are all indexes by subject.
pub(super) fn views(context: &EditionContext<'_>, subjects: Vec<SubjectIndexView>) -> IndexesView {
    let volume = context.volume();
    if volume.number < volume.of {
        return IndexesView {
            names: Vec::new(),
            subjects: Vec::new(),
        };
    }
    IndexesView {
        names: names(context),
        subjects,
    }
}

/// The indexes by subject that have entries.
pub(super) fn subjects(context: &EditionContext<'_>, outline: &Outline) -> Vec<SubjectIndexView> {
    let vocabulary = &context.catalogue.vocabulary;
    let index = SubjectIndex { context, outline };
    let subjects = [
        index.view(
            "profile_specializations",
            |partner| specializations(&context.edition, vocabulary, partner),
            |index| context.text(&vocabulary.specializations[index].name),
        ),
        index.view(
            "fact_products",
            |partner| partner.products.clone(),
            |index| context.text(&vocabulary.products[index].name),
        ),
        index.view(
            "industries",
            |partner| partner.industries.clone(),
            |index| context.text(&vocabulary.industries[index].name),
        ),
        index.view(
            "countries",
            |partner| partner.countries.clone(),
            |country| context.plain(context.country(country)),
        ),
    ];
    subjects
        .into_iter()
        .filter(|index| !index.entries.is_empty())
        .collect()
}

/// The specializations of a partner: in the edition of a country, those that are valid there.
fn specializations(
    edition: &Edition,
    vocabulary: &Vocabulary,
    partner: &Partner,
) -> Vec<SpecializationIx> {
    let place: Choice = (edition.country().into_iter())
        .map(FacetValue::Country)
        .collect();
    FacetProfile::new(partner, vocabulary)
        .narrower(&place)
        .filter_map(|value| match value {
            FacetValue::Specialization(specialization) => Some(specialization),
            _ => None,
        })
        .collect()
}

/// The city of the headquarters, else its country.
fn place(context: &EditionContext<'_>, partner: &Partner) -> Option<String> {
    let office = partner.headquarters()?;
    let country = || context.country(office.country);
    let city = office.city_in(context.lang());
    Some(city.map_or_else(country, str::to_owned))
}

fn names(context: &EditionContext<'_>) -> Vec<InitialView> {
    let mut initials: Vec<InitialView> = Vec::new();
    for &partner in context.partners() {
        let partner = &context.catalogue.partners[partner];
        let initial = context.locale.initial(&partner.sort_name);
        let entry = NameView {
            name: partner.name.clone(),
            place: place(context, partner),
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

/// Builds indexes by subject.
#[derive(Clone, Copy)]
struct SubjectIndex<'a> {
    context: &'a EditionContext<'a>,
    outline: &'a Outline,
}

impl SubjectIndex<'_> {
    /// The index with the interface string `name_key` as its name, of the subjects that `subjects` returns for a partner.
    fn view<I: Ord + Copy>(
        self,
        name_key: &str,
        subjects: impl Fn(&Partner) -> Vec<I>,
        subject_name: impl Fn(I) -> TextView,
    ) -> SubjectIndexView {
        let Self { context, outline } = self;
        let all_partners = &context.catalogue.partners;
        let mut partners_by_subject: BTreeMap<I, Vec<PartnerIx>> = BTreeMap::new();
        for partner in outline.partners() {
            let mut subjects = subjects(&all_partners[partner]);
            subjects.sort_unstable();
            subjects.dedup();
            for subject in subjects {
                partners_by_subject
                    .entry(subject)
                    .or_default()
                    .push(partner);
            }
        }
        let mut entries: Vec<_> = partners_by_subject
            .into_iter()
            .map(|(subject, partners)| SubjectView {
                name: subject_name(subject),
                partners: partners
                    .into_iter()
                    .map(|partner| all_partners[partner].id.clone())
                    .collect(),
            })
            .collect();
        entries.sort_by(|a, b| context.locale.compare(&a.name.text, &b.name.text));
        SubjectIndexView {
            name: context.message(name_key, &[]),
            entries,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::specializations;
    use crate::model::{CountryIx, Edition, EditionScope, ListIndex, PartnerIx, SpecializationIx};
    use crate::paper::fixture::catalogue;

    #[test]
    fn the_edition_of_a_country_has_specializations_that_are_valid_there() {
        let catalogue = catalogue();
        let [france, norway] = [0, 1].map(CountryIx::new);
        let mut partner = catalogue.partners[PartnerIx::new(0)].clone();
        partner.countries = vec![france, norway];
        partner.specializations[0].countries = vec![norway];
        let whole = Edition::whole(&catalogue, crate::model::Lang::DEFAULT);
        let found = |scope| {
            let edition = Edition { scope, ..whole };
            specializations(&edition, &catalogue.vocabulary, &partner)
        };
        let migration = [SpecializationIx::new(0)];
        assert_eq!(found(EditionScope::Whole), migration);
        assert_eq!(found(EditionScope::Country(norway)), migration);
        assert_eq!(found(EditionScope::Country(france)), []);
    }
}
