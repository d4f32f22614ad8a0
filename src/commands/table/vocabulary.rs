//! What people write in cells → the words that records use: an id, a name in any language, a synonym.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cell::Wrong;
use crate::diagnostic::{Code, did_you_mean};
use crate::l10n::{self, Locale};
use crate::load::{Records, ReferenceKind};
use crate::text;

/// The words of a project, and of the mapping, as cells may say them.
pub(in crate::commands) struct Vocabulary<'a> {
    records: &'a Records,
    /// What the mapping says of words, folded.
    own: BTreeMap<String, String>,
    locales: Vec<Locale>,
    known: RefCell<Known>,
    /// Words that nothing is known of, and what they were taken for.
    unknown: RefCell<BTreeMap<String, String>>,
}

/// Words by what cells may say for them, for each list and programme that was asked for.
type Known = BTreeMap<(ReferenceKind, Option<String>), BTreeMap<String, String>>;

/// Languages whose names of countries and languages are understood besides those of the catalogue.
const ALWAYS: [&str; 3] = ["en", "fr", "de"];

/// Text without what does not tell words apart: capitals, accents, blanks, hyphens.
pub(in crate::commands) fn fold(text: &str) -> String {
    text::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

impl<'a> Vocabulary<'a> {
    pub(in crate::commands) fn new(records: &'a Records, own: &BTreeMap<String, String>) -> Self {
        let mut codes: Vec<&str> = records.languages.iter().map(String::as_str).collect();
        codes.extend(
            ALWAYS
                .iter()
                .filter(|code| !codes.contains(code))
                .copied()
                .collect::<Vec<_>>(),
        );
        Self {
            records,
            own: own
                .iter()
                .map(|(said, id)| (fold(said), id.clone()))
                .collect(),
            locales: codes
                .iter()
                .filter_map(|code| Locale::new(code).ok())
                .collect(),
            known: RefCell::default(),
            unknown: RefCell::default(),
        }
    }

    /// The words that nothing was known of, each with what it was taken for.
    pub(in crate::commands) fn unknown(&self) -> BTreeMap<String, String> {
        self.unknown.take()
    }

    /// What the mapping says that a cell stands for.
    pub(in crate::commands) fn own(&self, said: &str) -> Option<&str> {
        self.own.get(&fold(said)).map(String::as_str)
    }

    /// Notes what nothing can be made of, for the mapping to say what it stands for.
    pub(in crate::commands) fn note_unknown(&self, said: &str, what: &str) {
        let mut unknown = self.unknown.borrow_mut();
        unknown.insert(said.to_owned(), what.to_owned());
    }

    /// The id of one of the project's words; empty for one that the mapping leaves out.
    pub(in crate::commands) fn word(
        &self,
        said: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Result<String, Wrong> {
        if let Some(id) = self.find(said, words, programme) {
            return Ok(id);
        }
        let said = self.own(said).unwrap_or(said);
        self.note_unknown(said, noun(words));
        let declared = self.records.declared(words, programme);
        let ids = declared.iter().map(|word| word.id.as_str());
        let help =
            did_you_mean(said, ids).unwrap_or_else(|| format!("declare it in `{}`", file(words)));
        let help = format!("{help}; or say under `[words]` of the mapping what it stands for");
        Err((
            code(words),
            format!("unknown {} `{said}`", noun(words)),
            Some(help),
        ))
    }

    /// The same for a word that may be unknown.
    pub(in crate::commands) fn find(
        &self,
        said: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Option<String> {
        let said = self.own(said).unwrap_or(said);
        if said.is_empty() {
            return Some(String::new());
        }
        let mut known = self.known.borrow_mut();
        let known = known
            .entry((words, programme.map(str::to_owned)))
            .or_insert_with(|| self.list(words, programme));
        known.get(said).or_else(|| known.get(&fold(said))).cloned()
    }

    fn list(&self, words: ReferenceKind, programme: Option<&str>) -> BTreeMap<String, String> {
        let declared = self.records.declared(words, programme);
        let mut known = BTreeMap::new();
        // What is nearer to the id counts where two words are called the same.
        for word in &declared {
            known.insert(word.id.clone(), word.id.clone());
        }
        for word in &declared {
            known
                .entry(fold(&word.id))
                .or_insert_with(|| word.id.clone());
        }
        for word in &declared {
            let countries = matches!(words, ReferenceKind::Places | ReferenceKind::Countries);
            let names = self.locales.iter().filter(|_| countries);
            let names = names.filter_map(|locale| locale.country_name(&word.id));
            for name in word.names.iter().map(String::as_str).chain(names) {
                known.entry(fold(name)).or_insert_with(|| word.id.clone());
            }
        }
        for word in &declared {
            for synonym in &word.synonyms {
                known
                    .entry(fold(synonym))
                    .or_insert_with(|| word.id.clone());
            }
        }
        known
    }

    /// One of a closed set of words.
    pub(in crate::commands) fn one_of(
        &self,
        said: &str,
        words: &[&'static str],
    ) -> Result<String, Wrong> {
        let said_by_mapping = self.own.get(&fold(said));
        let said = said_by_mapping.map_or(said, String::as_str);
        let found = words.iter().find(|word| fold(word) == fold(said));
        found.map(|word| (*word).to_owned()).ok_or_else(|| {
            let help = did_you_mean(said, words.iter().copied());
            (Code::UnknownWord, format!("it cannot be `{said}`"), help)
        })
    }

    /// The code of a language, from its code or its name.
    pub(in crate::commands) fn language(&self, said: &str) -> Result<String, Wrong> {
        let said_by_mapping = self.own.get(&fold(said));
        let said = said_by_mapping.map_or(said, String::as_str);
        if l10n::is_language_code(said) {
            return Ok(said.to_owned());
        }
        if l10n::is_language_code(&said.to_lowercase()) {
            return Ok(said.to_lowercase());
        }
        // The languages of Europe and those most spoken elsewhere; others have their codes.
        const COMMON: &str = "en fr de es it nl pt pl cs da sv nb fi el hu ro bg hr sk sl et lv lt ga mt ca eu gl lb \
                              is tr uk ru ar he zh ja ko hi vi th id fa";
        let wanted = fold(said);
        let mut codes = COMMON.split_whitespace();
        let found = codes.find(|code| {
            let names = self.locales.iter().map(|locale| locale.language_name(code));
            names.into_iter().any(|name| fold(&name) == wanted)
        });
        found.map(str::to_owned).ok_or_else(|| {
            let help = "write a code of ISO 639 such as `fr` or `de`";
            (
                Code::InvalidLanguage,
                format!("`{said}` is not a language"),
                Some(help.to_owned()),
            )
        })
    }
}

fn code(words: ReferenceKind) -> Code {
    match words {
        ReferenceKind::Types => Code::UnknownType,
        ReferenceKind::Products => Code::UnknownProduct,
        ReferenceKind::Specializations => Code::UnknownSpecialization,
        ReferenceKind::Levels => Code::UnknownLevel,
        ReferenceKind::Industries => Code::UnknownIndustry,
        ReferenceKind::Certifications => Code::UnknownCertification,
        ReferenceKind::Places | ReferenceKind::Countries => Code::UnknownCountry,
        ReferenceKind::Programmes => Code::UnknownProgramme,
        ReferenceKind::Tiers => Code::UnknownTier,
        ReferenceKind::Processes => Code::UnknownProcess,
        ReferenceKind::Partners => Code::UnknownPartner,
        ReferenceKind::Languages => Code::InvalidLanguage,
        ReferenceKind::Criteria | ReferenceKind::Benefits => Code::UnknownEntry,
        ReferenceKind::Figures | ReferenceKind::Themes => Code::UnknownKey,
    }
}

fn noun(words: ReferenceKind) -> &'static str {
    match words {
        ReferenceKind::Types => "type of partner",
        ReferenceKind::Products => "product",
        ReferenceKind::Specializations => "specialization",
        ReferenceKind::Levels => "level",
        ReferenceKind::Industries => "industry",
        ReferenceKind::Certifications => "certification",
        ReferenceKind::Places | ReferenceKind::Countries => "country",
        ReferenceKind::Tiers => "tier",
        _ => "word",
    }
}

fn file(words: ReferenceKind) -> &'static str {
    match words {
        ReferenceKind::Tiers | ReferenceKind::Figures => "programme.toml",
        _ => "content/vocabulary.toml",
    }
}
