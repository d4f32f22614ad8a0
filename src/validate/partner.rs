//! Partners: the public part of their records.

mod people;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use super::settings::picture;
use super::{
    CERTIFICATION, COUNTRY, Context, INDUSTRY, LEVEL, PRODUCT, PROGRAMME, SPECIALIZATION, TYPE,
    What, words,
};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::{MembershipRecord, PartnerRecord, PartnerStatus, SpecializationRecord};
use crate::model::{
    Certification, FormerTier, Link, List, Membership, Partner, PartnerIx, Programme, ProgrammeIx,
    Redirect, Specialization, TypeIx, Vocabulary,
};
use crate::source::Spanned;

/// The longest summary, in characters: what a card shows on three lines.
const SUMMARY_AT_MOST: usize = 200;

/// The published partners, and the ids that lead elsewhere.
pub(super) struct Partners {
    pub(super) list: List<PartnerIx, Partner>,
    pub(super) redirects: Vec<Redirect>,
}

pub(super) fn partners(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
    programmes: &List<ProgrammeIx, Programme>,
) -> Partners {
    let records = cx.records;
    duplicates(cx);
    let figures: BTreeSet<&str> = records
        .programmes
        .iter()
        .flat_map(|programme| &programme.criteria)
        .filter_map(|criterion| criterion.figure.as_ref())
        .map(|figure| figure.value.as_str())
        .collect();
    let mut active: BTreeMap<&str, Partner> = BTreeMap::new();
    for record in &records.partners {
        let partner = Checker {
            cx,
            vocabulary,
            programmes,
            figures: &figures,
            record,
        }
        .partner();
        if record.status == PartnerStatus::Active {
            active.entry(&record.id).or_insert(partner);
        }
    }
    let list: List<PartnerIx, Partner> = List::new(
        active
            .into_iter()
            .map(|(id, partner)| (id.to_owned(), partner)),
    );
    let mut redirects: BTreeMap<&str, Option<PartnerIx>> = BTreeMap::new();
    for record in &records.partners {
        let to = list.find(&record.id);
        let former = (record.status == PartnerStatus::Former).then_some(record.id.as_str());
        let aliases = record.aliases.iter().map(|alias| alias.value.as_str());
        if record.status != PartnerStatus::Draft {
            redirects.extend(
                former
                    .into_iter()
                    .chain(aliases)
                    .filter(|id| list.find(id).is_none())
                    .map(|id| (id, to)),
            );
        }
    }
    let redirects = redirects
        .into_iter()
        .map(|(id, to)| Redirect {
            id: id.to_owned(),
            to,
        })
        .collect();
    Partners { list, redirects }
}

/// Reports ids, aliases and names that stand for two partners.
fn duplicates(cx: &mut Context<'_>) {
    let records = cx.records;
    let mut ids: BTreeMap<&str, crate::source::Span> = BTreeMap::new();
    let mut names: BTreeMap<String, crate::source::Span> = BTreeMap::new();
    for record in &records.partners {
        let own = [(record.id.as_str(), record.file.start())];
        let aliases = record
            .aliases
            .iter()
            .map(|alias| (alias.value.as_str(), alias.span));
        for (id, span) in own.into_iter().chain(aliases) {
            words::id(
                cx,
                &Spanned {
                    value: id.to_owned(),
                    span,
                },
            );
            if let Some(first) = ids.insert(id, span) {
                let message = format!("the id `{id}` stands for two partners");
                let diagnostic = Diagnostic::new(Code::DuplicateId, span, message);
                cx.push(
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
            let help = "delete one record if they are the same; else add what tells them apart, such as the city";
            cx.push(diagnostic.related(first, "the other one").help(help));
        }
    }
}

/// What the checks of one record share.
struct Checker<'c, 'a> {
    cx: &'c mut Context<'a>,
    vocabulary: &'c Vocabulary,
    programmes: &'c List<ProgrammeIx, Programme>,
    figures: &'c BTreeSet<&'c str>,
    record: &'c PartnerRecord,
}

impl Checker<'_, '_> {
    fn partner(&mut self) -> Partner {
        let record = self.record;
        let vocabulary = self.vocabulary;
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        self.cx
            .past(record.since.as_ref(), "the beginning of the partnership");
        self.cx.past(
            record.last_verified.as_ref(),
            "the last check of the record",
        );
        self.check_internal();
        let offices = self.offices();
        let serves = self.cx.find_all(
            &vocabulary.countries,
            &record.serves,
            Code::UnknownCountry,
            COUNTRY,
        );
        let types = self
            .cx
            .find_all(&vocabulary.types, &record.types, Code::UnknownType, TYPE);
        let folder = record
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
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
                PRODUCT,
            ),
            industries: self.cx.find_all(
                &vocabulary.industries,
                &record.industries,
                Code::UnknownIndustry,
                INDUSTRY,
            ),
            languages: self.languages(),
            countries: self.countries(&offices, &serves),
            serves,
            website: words::maybe_url(self.cx, record.website.as_ref()),
            logo: picture(self.cx, folder, record.logo.as_ref()),
            logo_dark: picture(self.cx, folder, record.logo_dark.as_ref()),
            since: record.since.as_ref().map(|date| date.value),
            last_verified: record.last_verified.as_ref().map(|date| date.value),
            summary: self.summary(),
            description: self.cx.maybe_text(record.description.as_ref()),
            memberships: self.memberships(&types),
            specializations: self.specializations(),
            certifications: self.certifications(),
            offices,
            contacts: self.contacts(),
            references: self.references(),
            links: self.links(),
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
                    .push(diagnostic.help("shorten it, and tell the rest in `description`"));
            }
        }
        self.cx.text(summary)
    }

    fn languages(&mut self) -> Vec<String> {
        for language in &self.record.languages {
            if !crate::locale::is_language_code(&language.value) {
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

    fn memberships(&mut self, types: &[TypeIx]) -> Vec<Membership> {
        let mut memberships: Vec<Membership> = self
            .record
            .programmes
            .iter()
            .filter_map(|membership| self.membership(membership, types))
            .collect();
        memberships.sort_by_key(|membership| membership.programme);
        memberships
    }

    fn membership(&mut self, record: &MembershipRecord, types: &[TypeIx]) -> Option<Membership> {
        let index = self.cx.find(
            self.programmes,
            &record.programme,
            Code::UnknownProgramme,
            PROGRAMME,
        )?;
        let programme = &self.programmes[index];
        if !types.is_empty() && !types.iter().any(|of| programme.types.contains(of)) {
            let message = format!(
                "the programme `{}` addresses none of this partner's types",
                programme.id
            );
            let help = "check `types` here and in `programme.toml`, or delete the membership";
            self.cx.push(
                Diagnostic::new(Code::TypeNotAddressed, record.programme.span, message).help(help),
            );
        }
        self.cx
            .past(record.since.as_ref(), "the beginning of the membership");
        self.cx
            .date_order(record.since.as_ref(), record.until.as_ref());
        for (former, since) in &record.history {
            self.tier(programme, former);
            if let (Some(earlier), Some(present)) = (since, &record.since)
                && earlier.value >= present.value
            {
                let message = format!(
                    "an earlier tier cannot begin on {}, after the present one",
                    earlier.value
                );
                let diagnostic = Diagnostic::new(Code::DateOrder, earlier.span, message);
                let diagnostic = diagnostic.related(present.span, "the present one begins here");
                self.cx.push(diagnostic.help("change one of the two dates"));
            }
        }
        let tier = record
            .tier
            .as_ref()
            .and_then(|tier| self.tier(programme, tier));
        if self.ended(record.until.as_ref(), "the membership") {
            return None;
        }
        let history = record.history.iter().filter_map(|(former, since)| {
            let tier = programme.tiers.find(&former.value)?;
            Some(FormerTier {
                tier,
                since: since.as_ref().map(|date| date.value),
            })
        });
        let mut history: Vec<FormerTier> = history.collect();
        history.sort_by_key(|former| former.since);
        Some(Membership {
            programme: index,
            tier,
            since: record.since.as_ref().map(|date| date.value),
            until: record.until.as_ref().map(|date| date.value),
            history,
        })
    }

    fn tier(
        &mut self,
        programme: &Programme,
        word: &Spanned<String>,
    ) -> Option<crate::model::TierIx> {
        let found = programme.tiers.find(&word.value);
        if found.is_none() && !word.value.is_empty() {
            let message = format!("unknown tier `{}`", word.value);
            let tiers = programme.tiers.iter().map(|(_, tier)| tier.id.as_str());
            let help = did_you_mean(&word.value, tiers)
                .unwrap_or_else(|| format!("the programme `{}` has no tiers", programme.id));
            self.cx
                .push(Diagnostic::new(Code::UnknownTier, word.span, message).help(help));
        }
        found
    }

    /// Warns of what ended before today, which is then not published.
    fn ended(&mut self, until: Option<&Spanned<jiff::civil::Date>>, what: &str) -> bool {
        let Some(until) = until.filter(|until| until.value < self.cx.today) else {
            return false;
        };
        if self.record.status != PartnerStatus::Active {
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

    fn specializations(&mut self) -> Vec<Specialization> {
        let records = &self.record.specializations;
        let mut seen: BTreeMap<&str, &SpecializationRecord> = BTreeMap::new();
        let mut specializations = Vec::new();
        for record in records {
            self.twice(
                &record.id,
                seen.insert(&record.id.value, record).map(|first| &first.id),
                SPECIALIZATION,
            );
            specializations.extend(self.specialization(record));
        }
        specializations
    }

    fn specialization(&mut self, record: &SpecializationRecord) -> Option<Specialization> {
        let vocabulary = self.vocabulary;
        self.cx
            .date_order(record.since.as_ref(), record.until.as_ref());
        let id = self.cx.find(
            &vocabulary.specializations,
            &record.id,
            Code::UnknownSpecialization,
            SPECIALIZATION,
        );
        let level = record.level.as_ref();
        let level = level.and_then(|level| {
            self.cx
                .find(&vocabulary.levels, level, Code::UnknownLevel, LEVEL)
        });
        let countries = self.cx.find_all(
            &vocabulary.countries,
            &record.countries,
            Code::UnknownCountry,
            COUNTRY,
        );
        if self.ended(record.until.as_ref(), "the specialization") {
            return None;
        }
        let date = |date: &Option<Spanned<jiff::civil::Date>>| date.as_ref().map(|date| date.value);
        Some(Specialization {
            id: id?,
            level,
            countries,
            since: date(&record.since),
            until: date(&record.until),
        })
    }

    fn certifications(&mut self) -> Vec<Certification> {
        let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        let mut certifications = Vec::new();
        for record in &self.record.certifications {
            self.twice(
                &record.id,
                seen.insert(&record.id.value, &record.id),
                CERTIFICATION,
            );
            let list = &self.vocabulary.certifications;
            let Some(id) =
                self.cx
                    .find(list, &record.id, Code::UnknownCertification, CERTIFICATION)
            else {
                continue;
            };
            let count = u32::try_from(record.count).unwrap_or(0);
            if count > 0 {
                certifications.push(Certification { id, count });
            }
        }
        certifications
    }

    fn twice(&mut self, id: &Spanned<String>, first: Option<&Spanned<String>>, what: What) {
        if let Some(first) = first.filter(|_| !id.value.is_empty()) {
            let message = format!("the {} `{}` stands twice", what.singular, id.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, id.span, message);
            self.cx.push(
                diagnostic
                    .related(first.span, "first here")
                    .help("delete one of them"),
            );
        }
    }

    fn links(&mut self) -> Vec<Link> {
        let links = self.record.links.iter().filter_map(|link| {
            let url = (!link.url.value.is_empty())
                .then(|| words::url(self.cx, &link.url))
                .flatten()?;
            Some(Link {
                kind: link.kind?,
                url: url.into(),
            })
        });
        links.collect()
    }

    /// Reports figures that no criterion is checked against: most often they are misspelt.
    fn check_internal(&mut self) {
        for (name, _) in &self.record.internal.figures {
            if !self.figures.contains(name.value.as_str()) {
                let message = format!(
                    "no criterion is checked against the figure `{}`",
                    name.value
                );
                let allowed = self
                    .figures
                    .iter()
                    .copied()
                    .chain(["portal_access", "notes"]);
                let help = did_you_mean(&name.value, allowed);
                self.cx
                    .push(Diagnostic::new(Code::UnknownKey, name.span, message).maybe_help(help));
            }
        }
    }
}
