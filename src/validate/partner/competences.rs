//! Competences of a partner: specializations of the organization, certifications of its people.

use std::collections::BTreeMap;

use super::PartnerValidator;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{PartnerStatus, SpecializationRecord};
use crate::model::{Certification, CountryIx, Specialization};
use crate::source::Spanned;
use crate::validate::ReferenceKind;

impl PartnerValidator<'_, '_> {
    /// The specializations of a partner that can be found in these countries.
    pub(super) fn specializations(&mut self, found_in: &[CountryIx]) -> Vec<Specialization> {
        let records = &self.record.specializations;
        let mut seen: BTreeMap<&str, &SpecializationRecord> = BTreeMap::new();
        let mut specializations = Vec::new();
        for record in records {
            self.twice(
                &record.id,
                seen.insert(&record.id.value, record).map(|first| &first.id),
                ReferenceKind::Specializations,
            );
            specializations.extend(self.specialization(record, found_in));
        }
        specializations
    }

    pub(super) fn specialization(
        &mut self,
        record: &SpecializationRecord,
        found_in: &[CountryIx],
    ) -> Option<Specialization> {
        let vocabulary = self.vocabulary;
        let (since, until) = (record.since.as_ref(), record.until.as_ref());
        self.cx.date_order(since, until, "the specialization");
        let id = self.cx.find(
            &vocabulary.specializations,
            &record.id,
            Code::UnknownSpecialization,
            ReferenceKind::Specializations,
        );
        let level = record.level.as_ref();
        let level = level.and_then(|level| {
            self.cx.find(
                &vocabulary.levels,
                level,
                Code::UnknownLevel,
                ReferenceKind::Levels,
            )
        });
        let countries = self.cx.find_all(
            &vocabulary.countries,
            &record.countries,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        );
        if self.ended(since, until, "the specialization")
            || self.begins_later(since, "the specialization")
        {
            return None;
        }
        self.warn_elsewhere(record, found_in);
        let date = |date: &Option<Spanned<jiff::civil::Date>>| date.as_ref().map(|date| date.value);
        Some(Specialization {
            id: id?,
            level,
            countries,
            since: date(&record.since),
            until: date(&record.until),
        })
    }

    /// Warns about a country where a specialization is valid, but where no list shows the partner.
    fn warn_elsewhere(&mut self, record: &SpecializationRecord, found_in: &[CountryIx]) {
        if found_in.is_empty() || self.record.status != PartnerStatus::Active {
            return;
        }
        for country in &record.countries {
            let Some(position) = self.vocabulary.countries.find(&country.value) else {
                continue;
            };
            let area = self.vocabulary.countries_of(&[position]);
            if area.iter().any(|country| found_in.contains(country)) {
                continue;
            }
            let (code, id) = (&country.value, &record.id.value);
            let message = format!(
                "the specialization `{id}` is valid in `{code}`, where the partner has no office and which it does not serve"
            );
            let help = format!(
                "no list for `{code}` shows the partner: add `{code}` to `serves`, or delete it here"
            );
            let diagnostic = Diagnostic::new(Code::SpecializationElsewhere, country.span, message);
            self.cx.push(diagnostic.help(help));
        }
    }

    pub(super) fn certifications(&mut self) -> Vec<Certification> {
        let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        let mut certifications = Vec::new();
        for record in &self.record.certifications {
            self.twice(
                &record.id,
                seen.insert(&record.id.value, &record.id),
                ReferenceKind::Certifications,
            );
            let list = &self.vocabulary.certifications;
            let Some(id) = self.cx.find(
                list,
                &record.id,
                Code::UnknownCertification,
                ReferenceKind::Certifications,
            ) else {
                continue;
            };
            let count = u32::try_from(record.count).unwrap_or(0);
            if count > 0 {
                certifications.push(Certification { id, count });
            }
        }
        certifications
    }

    pub(super) fn twice(
        &mut self,
        id: &Spanned<String>,
        first: Option<&Spanned<String>>,
        kind: ReferenceKind,
    ) {
        if let Some(first) = first.filter(|_| !id.value.is_empty()) {
            let message = format!("duplicate {} `{}`", kind.singular(), id.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, id.span, message);
            self.cx.push(
                diagnostic
                    .related(first.span, "first here")
                    .help("delete one of them"),
            );
        }
    }
}
