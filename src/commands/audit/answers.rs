//! The answers of one programme: for each question where it is answered, for which countries and in which languages.
//! Entry point: [`ProgrammeAnswers::audit`].

use super::findings::same_benefits;
use super::raw_values::{entries, fields, has_quantity, has_value, is_given, required_fields};
use super::result::{AnswerState, AuditInput, QuestionAudit};
use crate::load::{
    BODY, CountryShareRecord, MissingTranslation, PartnerRecord, ProcessRecord, ProgrammeRecord,
    ProseRecord, RawValue, raw_file,
};
use crate::model::{Lang, Scope, previous_tier};
use crate::questionnaire::{AnswerSource, Question};
use crate::source::Span;
use crate::validate::{active, expected_languages};

/// The files in which the answers of one programme are looked up.
pub(super) struct ProgrammeAnswers<'a> {
    input: AuditInput<'a>,
    record: &'a ProgrammeRecord,
    file: RawValue,
    countries: Vec<(&'a CountryShareRecord, RawValue)>,
    partners: Vec<&'a PartnerRecord>,
    languages: Vec<Lang>,
}

/// What was found for one source of an answer.
#[derive(Default)]
struct Evidence {
    locations: Vec<Span>,
    /// Languages into which the answer is not translated.
    missing_languages: Vec<Lang>,
    /// Entries without an answer, such as partners, and where it would be.
    missing: Vec<(String, Span)>,
}

impl Evidence {
    fn at(locations: Vec<Span>) -> Self {
        Self {
            locations,
            ..Self::default()
        }
    }

    /// Evidence that each of several entries must give: the name of each, where it gives it, and where it would be.
    fn of_all<'i>(all: impl Iterator<Item = (&'i String, Option<Span>, Span)>) -> Self {
        let mut evidence = Self::default();
        for (name, answer, otherwise) in all {
            match answer {
                Some(location) => evidence.locations.push(location),
                None => evidence.missing.push((name.clone(), otherwise)),
            }
        }
        evidence
    }

    /// Adds what was found for another source of the answer.
    fn add(&mut self, other: Evidence) {
        self.locations.extend(other.locations);
        self.missing_languages.extend(other.missing_languages);
    }

    fn into_partial(self) -> AnswerState {
        let answered = self.locations.len();
        AnswerState::Partial {
            answered,
            total: answered + self.missing.len(),
            missing: self.missing,
        }
    }
}

impl<'a> ProgrammeAnswers<'a> {
    pub(super) fn new(input: AuditInput<'a>, record: &'a ProgrammeRecord) -> Self {
        let is_member = |partner: &&PartnerRecord| {
            partner
                .programmes
                .iter()
                .any(|membership| membership.programme.value == record.id)
        };
        Self {
            input,
            record,
            file: raw_file(input.sources, record.file),
            countries: record
                .countries
                .iter()
                .map(|share| (share, raw_file(input.sources, share.file)))
                .collect(),
            partners: active(input.records).filter(is_member).collect(),
            languages: expected_languages(input.records),
        }
    }

    /// Looks for the answer to a question in all its sources.
    pub(super) fn audit(&self, question: &'static Question) -> QuestionAudit {
        let countries = self.by_country(question);
        let mut evidence = Evidence::default();
        let mut partial = None;
        for source in question.answered_by {
            let found = self.evidence(question, source);
            if found.missing.is_empty() {
                evidence.add(found);
            } else if partial.is_none() && !found.locations.is_empty() {
                partial = Some(found.into_partial());
            }
        }
        evidence.missing_languages.sort_unstable();
        evidence.missing_languages.dedup();
        let state = if evidence.locations.is_empty() {
            self.not_offered(question)
                .or(partial)
                .or_else(|| self.by_countries_alone(&countries))
                .unwrap_or(AnswerState::Unanswered)
        } else {
            AnswerState::Answered(evidence.locations)
        };
        QuestionAudit {
            question,
            state,
            countries,
            missing_languages: evidence.missing_languages,
        }
    }

    fn not_offered(&self, question: &Question) -> Option<AnswerState> {
        let reasons = &self.record.not_offered;
        let own_reason = reasons.iter().find(|(key, _)| key.value == question.id);
        let (key, reason) = own_reason.or_else(|| {
            reasons
                .iter()
                .find(|(key, _)| question.is_covered_by(&key.value))
        })?;
        Some(AnswerState::NotOffered {
            reason: reason.clone(),
            location: key.span,
        })
    }

    /// The state of a question that only countries answer: each country with partners of the programme should.
    fn by_countries_alone(&self, countries: &[(String, Span)]) -> Option<AnswerState> {
        if countries.is_empty() {
            return None;
        }
        let mut missing: Vec<(String, Span)> = self
            .partners
            .iter()
            .filter_map(|partner| partner.offices.first())
            .map(|office| office.country.value.clone())
            .filter(|code| !countries.iter().any(|(known, _)| known == code))
            .map(|code| (code, self.record.file.start()))
            .collect();
        missing.sort();
        missing.dedup();
        let locations = countries.iter().map(|(_, location)| *location).collect();
        Some(if missing.is_empty() {
            AnswerState::Answered(locations)
        } else {
            let evidence = Evidence {
                missing,
                ..Evidence::at(locations)
            };
            evidence.into_partial()
        })
    }

    /// The countries with a separate answer.
    fn by_country(&self, question: &Question) -> Vec<(String, Span)> {
        let Some(key) = question.by_country else {
            return Vec::new();
        };
        self.countries
            .iter()
            .filter_map(|(share, file)| Some((share.code.clone(), file.get(key)?.key_span)))
            .collect()
    }

    fn evidence(&self, question: &Question, source: &AnswerSource) -> Evidence {
        match *source {
            AnswerSource::Fields(keys) => self.values(fields(&self.file, keys).unwrap_or_default()),
            AnswerSource::Entry {
                list,
                with,
                required,
            } => {
                let entries = entries(&self.file, list, with);
                self.values(
                    entries
                        .filter_map(|entry| required_fields(entry, required))
                        .flatten(),
                )
            }
            AnswerSource::Quantity(axis) => self.values(
                entries(&self.file, "benefits", &[("axis", axis)])
                    .filter_map(|benefit| benefit.get("value"))
                    .filter(|values| has_quantity(values)),
            ),
            AnswerSource::Named { required } => self.naming(question.id, required),
            AnswerSource::Page => self.pages(self.record.prose.iter()),
            AnswerSource::LowestTier => self.lowest_tier(),
            AnswerSource::TiersDiffer => self.tiers_differ(),
            AnswerSource::ProcessPages => self.process_pages(|_| true),
            AnswerSource::ProcessPagesOf(axis) => self.process_pages(|id| {
                entries(&self.file, "benefits", &[("axis", axis)])
                    .any(|benefit| has_value(benefit, "process", id))
            }),
            AnswerSource::ProcessReviews => {
                let review = |process: &'a ProcessRecord| {
                    let reviewed = process.reviewed.map(|date| date.span);
                    (&process.id.value, reviewed, process.id.span)
                };
                Evidence::of_all(self.record.processes.iter().map(review))
            }
            AnswerSource::Countries => self.country_files(),
            AnswerSource::PartnerContacts => {
                self.partners(|partner| partner.contacts.first().map(|contact| contact.span))
            }
            AnswerSource::PartnerAccess => {
                self.partners(|partner| partner.internal.portal_access.map(|access| access.span))
            }
            AnswerSource::PartnerVerified => {
                self.partners(|partner| partner.last_verified.map(|date| date.span))
            }
            AnswerSource::Project => Evidence::at(vec![match question.area() {
                "marketing" => self.input.records.settings.file.start(),
                _ => self.record.file.start(),
            }]),
        }
    }

    /// Values as evidence, with the languages into which texts in them are not translated.
    fn values<'w>(&self, values: impl IntoIterator<Item = &'w RawValue>) -> Evidence {
        let mut evidence = Evidence::default();
        for value in values {
            evidence.locations.push(value.key_span);
            let extent = value.extent();
            let inside = |gap: &&MissingTranslation| {
                (extent.start..extent.end.max(extent.start + 1)).contains(&gap.span.start)
            };
            for gap in self.record.gaps.iter().filter(inside) {
                let missing = self
                    .languages
                    .iter()
                    .filter(|lang| gap.is_missed(lang.index()));
                evidence.missing_languages.extend(missing);
            }
        }
        evidence
    }

    /// Benefits and processes that name the question and have the required keys.
    fn naming(&self, id: &str, required: &[&str]) -> Evidence {
        let names = ["benefits", "processes"]
            .into_iter()
            .flat_map(|list| entries(&self.file, list, &[]))
            .filter(|entry| has_value(entry, "answers", id))
            .filter(|entry| required_fields(entry, required).is_some())
            .flat_map(|entry| entry.get("answers").map_or(&[][..], RawValue::items));
        self.values(names.filter(|name| name.as_text() == Some(id)))
    }

    /// The benefits of the lowest tier.
    fn lowest_tier(&self) -> Evidence {
        let lowest = self
            .record
            .tiers
            .first()
            .map_or("", |tier| tier.id.value.as_str());
        self.values(
            entries(&self.file, "benefits", &[])
                .filter_map(|benefit| benefit.get("value")?.get(lowest))
                .filter(|value| is_given(value)),
        )
    }

    /// The tiers, if no two neighbours have the same benefits.
    fn tiers_differ(&self) -> Evidence {
        let programmes = &self.input.catalogue.programmes;
        let programme = programmes
            .find(&self.record.id)
            .map(|index| &programmes[index])
            .filter(|programme| !programme.tiers.is_empty());
        let Some(programme) = programme else {
            return Evidence::default();
        };
        let same = programme.tiers.indexes().any(|tier| {
            previous_tier(tier)
                .is_some_and(|lower| same_benefits(programme, lower, tier, Scope::default()))
        });
        if same {
            Evidence::default()
        } else {
            self.values(self.file.get("tiers"))
        }
    }

    /// The texts of pages as evidence; a page without a text in the default language has none.
    fn pages<'p>(&self, pages: impl Iterator<Item = &'p ProseRecord>) -> Evidence {
        let mut evidence = Evidence::default();
        for page in pages {
            let bodies = page.bodies().versions;
            let has = |lang: Lang| bodies.get(lang.index()).is_some_and(Option::is_some);
            if let (true, Some(version)) = (has(Lang::DEFAULT), &page.versions[0]) {
                let file = raw_file(self.input.sources, version.file);
                evidence
                    .locations
                    .extend(file.get(BODY).map(|body| body.key_span));
                let missing = self.languages.iter().filter(|&&lang| !has(lang));
                evidence.missing_languages.extend(missing);
            }
        }
        evidence
    }

    /// The pages of the selected processes, if each has one.
    fn process_pages(&self, is_selected: impl Fn(&str) -> bool) -> Evidence {
        let pages: Option<Vec<&ProseRecord>> = self
            .record
            .processes
            .iter()
            .map(|process| process.id.value.as_str())
            .filter(|id| is_selected(id))
            .map(|id| self.record.process_prose.get(id))
            .collect();
        let pages = pages.unwrap_or_default();
        let evidence = self.pages(pages.iter().copied());
        if evidence.locations.len() == pages.len() {
            evidence
        } else {
            Evidence::default()
        }
    }

    /// The files of countries and their pages.
    fn country_files(&self) -> Evidence {
        let prose = self.record.country_prose.values();
        let files = self.record.countries.iter().map(|share| share.file);
        let mut locations: Vec<Span> = files
            .chain(prose.clone().map(|prose| prose.main().file))
            .map(|file| file.start())
            .collect();
        locations.sort_unstable();
        Evidence {
            missing_languages: self.pages(prose).missing_languages,
            ..Evidence::at(locations)
        }
    }

    /// An answer that each partner of the programme must give.
    fn partners(&self, answer: impl Fn(&PartnerRecord) -> Option<Span>) -> Evidence {
        let answers = self
            .partners
            .iter()
            .map(|partner| (&partner.id, answer(partner), partner.name.span));
        Evidence::of_all(answers)
    }
}
