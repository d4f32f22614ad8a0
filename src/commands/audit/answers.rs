//! Row by row: is it answered, where, by which countries and in which languages?

use super::evidence::{entries, fields, has_word, is_given, is_quantity};
use super::{RowAudit, State, Subject};
use crate::load::{
    BODY, CountryShareRecord, MissingTranslation, PartnerRecord, ProgrammeRecord, ProseRecord,
    RawValue, raw_file,
};
use crate::model::{Lang, Scope, previous_tier};
use crate::questionnaire::{Answer, Row};
use crate::source::Span;
use crate::validate::{active, expected_languages};

/// What the answers of one programme are looked for in.
pub(super) struct Answers<'a> {
    subject: Subject<'a>,
    record: &'a ProgrammeRecord,
    file: RawValue,
    countries: Vec<(&'a CountryShareRecord, RawValue)>,
    partners: Vec<&'a PartnerRecord>,
    languages: Vec<Lang>,
}

/// An answer that was found: where, and the languages that it should be in, but is not.
#[derive(Default)]
struct Found {
    places: Vec<Span>,
    lacks: Vec<Lang>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(subject: Subject<'a>, record: &'a ProgrammeRecord) -> Self {
        let is_member = |partner: &&PartnerRecord| {
            partner
                .programmes
                .iter()
                .any(|membership| membership.programme.value == record.id)
        };
        let countries = record.countries.iter();
        Self {
            subject,
            record,
            file: raw_file(subject.sources, record.file),
            countries: countries
                .map(|share| (share, raw_file(subject.sources, share.file)))
                .collect(),
            partners: active(subject.records).filter(is_member).collect(),
            languages: expected_languages(subject.records),
        }
    }

    pub(super) fn row(&self, row: &'static Row) -> RowAudit {
        let countries = self.by_country(row);
        let mut found = Found::default();
        let mut partly = None;
        for answer in row.answered_by {
            match self.answer(row, answer) {
                Ok(more) => {
                    found.places.extend(more.places);
                    found.lacks.extend(more.lacks);
                }
                Err(state) => partly = partly.or(state),
            }
        }
        found.lacks.sort_unstable();
        found.lacks.dedup();
        let state = match found.places.is_empty() {
            false => State::Answered(found.places),
            true => self
                .not_offered(row)
                .or(partly)
                .or_else(|| self.by_countries_alone(&countries))
                .unwrap_or(State::Unanswered),
        };
        RowAudit {
            row,
            state,
            countries,
            lacks: found.lacks,
        }
    }

    fn not_offered(&self, row: &Row) -> Option<State> {
        let reasons = || self.record.not_offered.iter();
        let own = reasons().find(|(key, _)| key.value == row.id);
        let (key, reason) =
            own.or_else(|| reasons().find(|(key, _)| row.is_covered_by(&key.value)))?;
        Some(State::NotOffered {
            reason: reason.clone(),
            place: key.span,
        })
    }

    /// The state of a row that only countries answer: each where the programme has partners should.
    fn by_countries_alone(&self, countries: &[(String, Span)]) -> Option<State> {
        if countries.is_empty() {
            return None;
        }
        let offices = self
            .partners
            .iter()
            .filter_map(|partner| partner.offices.first());
        let mut missing: Vec<(String, Span)> = offices
            .map(|office| office.country.value.clone())
            .filter(|code| !countries.iter().any(|(known, _)| known == code))
            .map(|code| (code, self.record.file.start()))
            .collect();
        missing.sort();
        missing.dedup();
        let answered = countries.len();
        Some(match missing.len() {
            0 => State::Answered(countries.iter().map(|(_, place)| *place).collect()),
            more => State::Partly {
                answered,
                all: answered + more,
                missing,
            },
        })
    }

    /// The countries that answer for themselves.
    fn by_country(&self, row: &Row) -> Vec<(String, Span)> {
        let Some(key) = row.by_country else {
            return Vec::new();
        };
        let own = |(share, file): &(&CountryShareRecord, RawValue)| {
            Some((share.code.clone(), file.get(key)?.key_span))
        };
        self.countries.iter().filter_map(own).collect()
    }

    /// What was found for one way of answering, else in which part it was.
    fn answer(&self, row: &Row, answer: &Answer) -> Result<Found, Option<State>> {
        let found = match *answer {
            Answer::Fields(keys) => self.values(fields(&self.file, keys).unwrap_or_default()),
            Answer::Entry { list, with, holds } => {
                let entries = entries(&self.file, list, with);
                self.values(entries.filter_map(|entry| held(entry, holds)).flatten())
            }
            Answer::Quantity(axis) => {
                let with = [("axis", axis)];
                let benefits = entries(&self.file, "benefits", &with);
                self.values(
                    benefits
                        .filter_map(|it| it.get("value"))
                        .filter(|it| is_quantity(it)),
                )
            }
            Answer::Named { holds } => {
                let all = ["benefits", "processes"]
                    .into_iter()
                    .flat_map(|list| entries(&self.file, list, &[]));
                let named = all.filter(|entry| has_word(entry, "answers", row.id));
                let named = named.filter(|entry| held(entry, holds).is_some());
                let words =
                    named.flat_map(|entry| entry.get("answers").map_or(&[][..], RawValue::items));
                self.values(words.filter(|word| word.as_text() == Some(row.id)))
            }
            Answer::Page => self.pages(self.record.prose.iter()),
            Answer::LowestTier => {
                let lowest = self
                    .record
                    .tiers
                    .first()
                    .map_or("", |tier| tier.id.value.as_str());
                let benefits = entries(&self.file, "benefits", &[]);
                let values = benefits.filter_map(|it| it.get("value")?.get(lowest));
                self.values(values.filter(|value| is_given(value)))
            }
            Answer::TiersDiffer => self.tiers_differ(),
            Answer::ProcessPages => self.process_pages(|_| true),
            Answer::ProcessPagesOf(axis) => self.process_pages(|id| {
                entries(&self.file, "benefits", &[("axis", axis)])
                    .any(|it| has_word(it, "process", id))
            }),
            Answer::ProcessReviews => {
                let reviewed = self.record.processes.iter();
                let reviewed = reviewed
                    .map(|it| (&it.id.value, it.reviewed.map(|date| date.span), it.id.span));
                return every(reviewed);
            }
            Answer::Countries => {
                let files = self.record.countries.iter().map(|share| share.file);
                let prose = self
                    .record
                    .country_prose
                    .values()
                    .map(|prose| prose.main().file);
                let mut places: Vec<Span> = files.chain(prose).map(|file| file.start()).collect();
                places.sort_unstable();
                Found {
                    places,
                    lacks: self.pages(self.record.country_prose.values()).lacks,
                }
            }
            Answer::PartnerContacts => {
                return self.partners(|it| it.contacts.first().map(|contact| contact.span));
            }
            Answer::PartnerAccess => {
                return self.partners(|it| it.internal.portal_access.map(|access| access.span));
            }
            Answer::PartnerVerified => {
                return self.partners(|it| it.last_verified.map(|date| date.span));
            }
            Answer::Itself => Found {
                places: vec![match row.area() {
                    "marketing" => self.subject.records.settings.file.start(),
                    _ => self.record.file.start(),
                }],
                lacks: Vec::new(),
            },
        };
        match found.places.is_empty() {
            true => Err(None),
            false => Ok(found),
        }
    }

    /// The values as answers, with the languages that texts in them lack.
    fn values<'w>(&self, values: impl IntoIterator<Item = &'w RawValue>) -> Found {
        let mut found = Found::default();
        for value in values {
            found.places.push(value.key_span);
            let whole = value.extent();
            let inside = |gap: &&MissingTranslation| {
                (whole.start..whole.end.max(whole.start + 1)).contains(&gap.span.start)
            };
            for gap in self.record.gaps.iter().filter(inside) {
                found.lacks.extend(
                    self.languages
                        .iter()
                        .filter(|lang| gap.is_missed(lang.index())),
                );
            }
        }
        found
    }

    /// The texts below the front matter of pages, as answers; without the default language there is none.
    fn pages<'p>(&self, pages: impl Iterator<Item = &'p ProseRecord>) -> Found {
        let mut found = Found::default();
        for page in pages {
            let bodies = page.bodies().versions;
            let has = |lang: Lang| bodies.get(lang.index()).is_some_and(Option::is_some);
            if let (true, Some(version)) = (has(Lang::DEFAULT), &page.versions[0]) {
                let file = raw_file(self.subject.sources, version.file);
                found
                    .places
                    .extend(file.get(BODY).map(|body| body.key_span));
                found
                    .lacks
                    .extend(self.languages.iter().filter(|&&lang| !has(lang)));
            }
        }
        found
    }

    /// The pages of those processes, if each has one.
    fn process_pages(&self, of: impl Fn(&str) -> bool) -> Found {
        let ids = self
            .record
            .processes
            .iter()
            .map(|process| process.id.value.as_str());
        let pages = ids
            .filter(|id| of(id))
            .map(|id| self.record.process_prose.get(id));
        let Some(pages) = pages.collect::<Option<Vec<&ProseRecord>>>() else {
            return Found::default();
        };
        let found = self.pages(pages.iter().copied());
        if found.places.len() == pages.len() {
            found
        } else {
            Found::default()
        }
    }

    /// The tiers, if no two neighbours give the same.
    fn tiers_differ(&self) -> Found {
        let catalogue = self.subject.catalogue;
        let programme = catalogue
            .programmes
            .find(&self.record.id)
            .map(|at| &catalogue.programmes[at]);
        let Some(programme) = programme.filter(|programme| !programme.tiers.is_empty()) else {
            return Found::default();
        };
        let same = programme.tiers.indexes().any(|tier| {
            previous_tier(tier).is_some_and(|below| {
                super::findings::same_benefits(programme, below, tier, Scope::default())
            })
        });
        if same {
            Found::default()
        } else {
            self.values(self.file.get("tiers"))
        }
    }

    /// An answer that each partner of the programme gives.
    fn partners(
        &self,
        answer: impl Fn(&PartnerRecord) -> Option<Span>,
    ) -> Result<Found, Option<State>> {
        let partners = self.partners.iter();
        every(partners.map(|partner| (&partner.id, answer(partner), partner.name.span)))
    }
}

/// All these keys of an entry; the entry itself where none is asked for.
fn held<'w>(entry: &'w RawValue, keys: &[&str]) -> Option<Vec<&'w RawValue>> {
    if keys.is_empty() {
        return Some(vec![entry]);
    }
    fields(entry, keys)
}

/// An answer that all must give: name, where it is given, and where it would be.
fn every<'i>(
    all: impl Iterator<Item = (&'i String, Option<Span>, Span)>,
) -> Result<Found, Option<State>> {
    let mut found = Found::default();
    let mut missing = Vec::new();
    for (name, answer, otherwise) in all {
        match answer {
            Some(place) => found.places.push(place),
            None => missing.push((name.clone(), otherwise)),
        }
    }
    let answered = found.places.len();
    match (answered, missing.len()) {
        (0, _) => Err(None),
        (_, 0) => Ok(found),
        (_, more) => Err(Some(State::Partly {
            answered,
            all: answered + more,
            missing,
        })),
    }
}
