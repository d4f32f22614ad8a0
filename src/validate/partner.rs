//! Partners: the public part of their records.

mod competences;
mod contacts;
mod locations;
mod membership;
mod person_names;
mod postcode;
mod references;

pub use contacts::office_countries;
pub(super) use references::publishes_picture;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::settings::picture;
use super::{Context, ReferenceKind, formats, own_fields};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::load::{PartnerRecord, PartnerStatus, Records};
use crate::markdown::Trust;
use crate::model::{
    FieldOwner, IndexedList, Link, Partner, PartnerIx, Programme, ProgrammeIx, Redirect, Vocabulary,
};
use crate::source::{Span, Spanned};

/// The longest summary, in characters: what a card shows on three lines.
const SUMMARY_AT_MOST: usize = 200;

/// A record with the partner that was built from it.
pub(super) struct ValidatedPartner {
    pub(super) record: Arc<PartnerRecord>,
    pub(super) partner: Arc<Partner>,
    pub(super) problems: Diagnostics,
}

/// Validates these records, in parallel.
pub(super) fn validate_all(
    cx: &Context<'_>,
    vocabulary: &Vocabulary,
    programmes: &IndexedList<ProgrammeIx, Programme>,
    partners: &[Arc<PartnerRecord>],
) -> Vec<ValidatedPartner> {
    let (records, today, pictures, locales) = (cx.records, cx.today, cx.pictures, cx.locales);
    let figures: BTreeSet<&str> = records
        .programmes
        .iter()
        .flat_map(|programme| &programme.criteria)
        .filter_map(|criterion| criterion.figure.as_ref())
        .map(|figure| figure.value.as_str())
        .collect();
    let validate = |record: &Arc<PartnerRecord>| {
        let mut problems = Diagnostics::default();
        let mut cx = Context {
            records,
            problems: &mut problems,
            today,
            pictures,
            locales,
        };
        let partner = PartnerValidator {
            cx: &mut cx,
            vocabulary,
            programmes,
            figures: &figures,
            record,
        }
        .partner();
        ValidatedPartner {
            record: Arc::clone(record),
            partner: Arc::new(partner),
            problems,
        }
    };
    partners.par_iter().map(validate).collect()
}

/// The partners that are published, by id.
pub(super) fn published(validated: &[ValidatedPartner]) -> IndexedList<PartnerIx, Partner> {
    let positions = published_positions(validated);
    IndexedList::of_shared(positions.into_iter().map(|position| {
        let ValidatedPartner {
            record, partner, ..
        } = &validated[position];
        (record.id.clone(), Arc::clone(partner))
    }))
}

/// The positions of the partners that are published, ordered by id; of two with the same id, the first.
pub(super) fn published_positions(validated: &[ValidatedPartner]) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..validated.len())
        .filter(|&position| validated[position].record.status == PartnerStatus::Active)
        .collect();
    // Stable: records with the same id stay in the order of their paths.
    positions.sort_by_key(|&position| &validated[position].record.id);
    positions.dedup_by_key(|position| &validated[*position].record.id);
    positions
}

/// Former ids, whose addresses redirect.
pub(super) fn redirects(
    records: &Records,
    published: &IndexedList<PartnerIx, Partner>,
) -> Vec<Redirect> {
    let mut redirects: BTreeMap<&str, Option<PartnerIx>> = BTreeMap::new();
    for record in &records.partners {
        let former = record.status == PartnerStatus::Former;
        if record.status == PartnerStatus::Draft || !former && record.aliases.is_empty() {
            continue;
        }
        let to = published.find(&record.id);
        let former = former.then_some(record.id.as_str());
        let aliases = record.aliases.iter().map(|alias| alias.value.as_str());
        let ids = former.into_iter().chain(aliases);
        redirects.extend(
            ids.filter(|id| published.find(id).is_none())
                .map(|id| (id, to)),
        );
    }
    redirects
        .into_iter()
        .map(|(id, to)| Redirect {
            id: id.to_owned(),
            to,
        })
        .collect()
}

/// Reports ids, aliases and names that two partners have.
pub(super) fn duplicates(records: &Records) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let mut ids: HashMap<&str, Span> = HashMap::with_capacity(records.partners.len());
    let mut names: HashMap<String, Span> = HashMap::with_capacity(records.partners.len());
    for record in &records.partners {
        let own = [(record.id.as_str(), record.file.start())];
        let aliases = record
            .aliases
            .iter()
            .map(|alias| (alias.value.as_str(), alias.span));
        for (id, span) in own.into_iter().chain(aliases) {
            if let Some(first) = ids.insert(id, span) {
                let message = format!("two partners have the id `{id}`");
                let diagnostic = Diagnostic::new(Code::DuplicateId, span, message);
                problems.push(
                    diagnostic
                        .related(first, "the other one")
                        .help("rename one of the files, or delete the alias"),
                );
            }
        }
        let name = record.name.value.to_lowercase();
        if !name.is_empty()
            && let Some(first) = names.insert(name, record.name.span)
        {
            let message = format!("two partners are called `{}`", record.name.value);
            let diagnostic = Diagnostic::new(Code::DuplicateName, record.name.span, message);
            let help = "delete one record if they are the same; otherwise add what distinguishes them, such as the city";
            problems.push(diagnostic.related(first, "the other one").help(help));
        }
    }
    problems
}

/// State of the checks of one record.
struct PartnerValidator<'c, 'a> {
    cx: &'c mut Context<'a>,
    vocabulary: &'c Vocabulary,
    programmes: &'c IndexedList<ProgrammeIx, Programme>,
    figures: &'c BTreeSet<&'c str>,
    record: &'c PartnerRecord,
}

impl PartnerValidator<'_, '_> {
    fn partner(&mut self) -> Partner {
        let record = self.record;
        let vocabulary = self.vocabulary;
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        formats::file_id(self.cx, &record.id, record.file, |id| format!("{id}.toml"));
        for alias in &record.aliases {
            formats::id(self.cx, alias);
        }
        let since = (self.cx).past_date(record.since.as_ref(), "the beginning of the partnership");
        let last_verified = (self.cx).past_date(
            record.last_verified.as_ref(),
            "the last check of the record",
        );
        self.check_internal();
        let offices = self.offices();
        let serves = self.cx.find_all(
            &vocabulary.countries,
            &record.serves,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        );
        let countries = self.countries(&offices, &serves);
        let types = self.cx.find_all(
            &vocabulary.types,
            &record.types,
            Code::UnknownType,
            ReferenceKind::Types,
        );
        let folder = record.folder();
        if record.logo.is_none() && record.status == PartnerStatus::Active {
            let message = format!("`{}` has no logo", record.name.value);
            let help = "put an SVG or PNG file beside the record and add a line `logo = \"…\"`";
            self.cx
                .push(Diagnostic::new(Code::MissingLogo, record.name.span, message).help(help));
        }
        Partner {
            id: record.id.clone(),
            name: record.name.value.clone(),
            legal_name: text(&record.legal_name),
            sort_name: record
                .sort_name
                .as_ref()
                .unwrap_or(&record.name)
                .value
                .clone(),
            aliases: record
                .aliases
                .iter()
                .map(|alias| alias.value.clone())
                .collect(),
            products: self.cx.find_all(
                &vocabulary.products,
                &record.products,
                Code::UnknownProduct,
                ReferenceKind::Products,
            ),
            industries: self.cx.find_all(
                &vocabulary.industries,
                &record.industries,
                Code::UnknownIndustry,
                ReferenceKind::Industries,
            ),
            languages: self.languages(),
            specializations: self.specializations(&countries),
            countries,
            serves,
            website: formats::maybe_url(self.cx, record.website.as_ref()),
            logo: picture(self.cx, folder, record.logo.as_ref()),
            logo_dark: picture(self.cx, folder, record.logo_dark.as_ref()),
            picture: self.illustration(
                record.picture.as_ref(),
                record.picture_alt.as_ref(),
                "picture_alt",
            ),
            cover: formats::color(self.cx, record.cover.as_ref()),
            since,
            last_verified,
            summary: self.summary(),
            description: self
                .cx
                .markdown(record.description.as_ref(), Trust::Partner),
            memberships: self.memberships(&types),
            certifications: self.certifications(),
            offices,
            contacts: self.contacts(),
            references: self.references(),
            links: self.links(),
            fields: own_fields::values(
                self.cx,
                &vocabulary.fields,
                FieldOwner::Partner,
                &record.fields,
            ),
            types,
        }
    }

    fn summary(&mut self) -> Option<crate::model::Text> {
        let summary = self.record.summary.as_ref()?;
        for version in summary.versions.iter().flatten() {
            let length = version.value.chars().count();
            if length > SUMMARY_AT_MOST {
                let message = format!(
                    "the summary has {length} characters; cards have room for {SUMMARY_AT_MOST}"
                );
                let diagnostic = Diagnostic::new(Code::TextTooLong, version.span, message);
                self.cx
                    .push(diagnostic.help("shorten it, and move the rest to `description`"));
            }
        }
        self.cx.text(summary)
    }

    fn languages(&mut self) -> Vec<String> {
        for language in &self.record.languages {
            if !crate::l10n::is_language_code(&language.value) {
                let message = format!("`{}` is not a language", language.value);
                let help = "write a code of ISO 639 such as `fr` or `de`";
                self.cx.push(
                    Diagnostic::new(Code::InvalidLanguage, language.span, message).help(help),
                );
            }
        }
        self.record
            .languages
            .iter()
            .map(|language| language.value.clone())
            .collect()
    }

    /// Warns about entries that ended before today, which are not published.
    fn ended(
        &mut self,
        since: Option<&Spanned<jiff::civil::Date>>,
        until: Option<&Spanned<jiff::civil::Date>>,
        what: &str,
    ) -> bool {
        let Some(until) = until.filter(|until| until.value < self.cx.today) else {
            return false;
        };
        // Dates in the wrong order are a separate mistake.
        let wrong_order = since.is_some_and(|since| since.value > until.value);
        if wrong_order || self.record.status != PartnerStatus::Active {
            return true;
        }
        let message = format!(
            "{what} ended on {} and is not published any more",
            until.value
        );
        self.cx
            .push(Diagnostic::new(Code::Ended, until.span, message).help("renew it, or delete it"));
        true
    }

    /// Warns about entries that begin after today, which are not published yet.
    fn begins_later(&mut self, since: Option<&Spanned<jiff::civil::Date>>, what: &str) -> bool {
        let Some(since) = since.filter(|since| since.value > self.cx.today) else {
            return false;
        };
        if self.record.status == PartnerStatus::Active {
            let message = format!(
                "{what} begins on {} and is not published before that day",
                since.value
            );
            let help = "check the year: it is after today";
            self.cx
                .push(Diagnostic::new(Code::FutureDate, since.span, message).help(help));
        }
        true
    }

    fn links(&mut self) -> Vec<Link> {
        let links = self.record.links.iter().filter_map(|link| {
            let url = (!link.url.value.is_empty())
                .then(|| formats::url(self.cx, &link.url))
                .flatten()?;
            Some(Link {
                kind: link.kind?,
                url: url.into(),
            })
        });
        links.collect()
    }

    /// Reports figures that no criterion is checked against: misspelt ones, and those of criteria of other times.
    fn check_internal(&mut self) {
        for (name, _) in &self.record.internal.figures {
            if self.figures.contains(name.value.as_str()) {
                continue;
            }
            let known = self.figures.iter().copied();
            let known = known.chain(["portal_access", "notes"]);
            let problem = match nearest(&name.value, known) {
                Some(near) => {
                    let message = format!(
                        "no criterion is checked against the figure `{}`",
                        name.value
                    );
                    Diagnostic::new(Code::UnknownKey, name.span, message)
                        .help(format!("did you mean `{near}`?"))
                }
                None => {
                    let message = format!("no criterion uses the figure `{}`", name.value);
                    Diagnostic::new(Code::UnusedFigure, name.span, message)
                        .help("keep it for later, or delete it")
                }
            };
            self.cx.push(problem);
        }
    }
}
