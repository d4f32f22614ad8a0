//! Translation of the words in cells to the ids of records: an id, a name in any language, or a synonym.
//! Entry point: [`CellVocabulary`].

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cell::CellError;
use super::country_names;
use crate::diagnostic::{Code, did_you_mean};
use crate::l10n::{self, Locale};
use crate::load::{Records, ReferenceKind};
use crate::text;

/// The declared words of a project, and the translations of the mapping.
pub(in crate::commands) struct CellVocabulary<'a> {
    records: &'a Records,
    /// The translations of the mapping, as they are written there.
    translations: BTreeMap<String, String>,
    /// The translations by folded text; `None` where several lines fold to one text and mean different words.
    folded_translations: BTreeMap<String, Option<String>>,
    locales: Vec<Locale>,
    known: RefCell<WordIndex>,
    /// How cells with more than one possible meaning were read.
    notes: RefCell<Vec<String>>,
    /// Unknown words, and the kind of word that was expected.
    unknown: RefCell<BTreeMap<String, String>>,
}

/// Ids by folded name, for each kind of word and programme; `None` for a name that several words have.
type WordIndex = BTreeMap<(ReferenceKind, Option<String>), BTreeMap<String, Option<String>>>;

/// Names of countries and languages are understood in these languages and in those of the catalogue.
const ALWAYS: [&str; 6] = ["en", "fr", "de", "es", "it", "nl"];

/// Text without case, accents, whitespace and hyphens.
pub(in crate::commands) fn fold(text: &str) -> String {
    text::name_key(text)
}

/// Adds a text and its meaning; `None` from then on if it has another meaning already.
fn add(meanings: &mut BTreeMap<String, Option<String>>, text: &str, meaning: &str) {
    meanings
        .entry(fold(text))
        .and_modify(|known| {
            if known.as_deref() != Some(meaning) {
                *known = None;
            }
        })
        .or_insert_with(|| Some(meaning.to_owned()));
}

impl<'a> CellVocabulary<'a> {
    pub(in crate::commands) fn new(
        records: &'a Records,
        translations: &BTreeMap<String, String>,
    ) -> Self {
        let mut codes: Vec<&str> = records.languages.iter().map(String::as_str).collect();
        codes.extend(
            ALWAYS
                .iter()
                .filter(|code| !codes.contains(code))
                .copied()
                .collect::<Vec<_>>(),
        );
        let mut folded_translations = BTreeMap::new();
        for (text, id) in translations {
            add(&mut folded_translations, text, id);
        }
        Self {
            records,
            translations: translations.clone(),
            folded_translations,
            locales: codes
                .iter()
                .filter_map(|code| Locale::new(code).ok())
                .collect(),
            known: RefCell::default(),
            notes: RefCell::default(),
            unknown: RefCell::default(),
        }
    }

    /// The unknown words, each with the kind of word that was expected.
    pub(in crate::commands) fn unknown(&self) -> BTreeMap<String, String> {
        self.unknown.take()
    }

    /// How cells with more than one possible meaning were read, without repetitions.
    pub(in crate::commands) fn notes(&self) -> Vec<String> {
        self.notes.take()
    }

    /// Records how a cell with more than one possible meaning was read. A few examples are enough.
    pub(in crate::commands) fn add_note(&self, note: String) {
        const MAX_NOTES: usize = 12;
        let mut notes = self.notes.borrow_mut();
        if notes.len() < MAX_NOTES && !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// The translation of a text in the mapping.
    pub(in crate::commands) fn translation(&self, text: &str) -> Option<&str> {
        let exact = self.translations.get(text.trim());
        let folded = || self.folded_translations.get(&fold(text))?.as_ref();
        exact.or_else(folded).map(String::as_str)
    }

    /// Records an unknown word, for the mapping to translate.
    pub(in crate::commands) fn note_unknown(&self, text: &str, kind: &str) {
        let mut unknown = self.unknown.borrow_mut();
        unknown.insert(text.to_owned(), kind.to_owned());
    }

    /// The id of a declared word; empty for one that the mapping leaves out.
    pub(in crate::commands) fn word(
        &self,
        text: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Result<String, CellError> {
        if let Some(id) = self.find(text, words, programme) {
            return Ok(id);
        }
        let text = self.translation(text).unwrap_or(text);
        self.note_unknown(text, noun(words));
        if self.is_ambiguous(text, words, programme) {
            let message = format!("`{text}` means more than one {}", noun(words));
            let help = "write the id of the one that is meant".to_owned();
            return Err(CellError::new(code(words), message, Some(help)).or_use_mapping());
        }
        if is_country(words)
            && let Some(country) = self.any_country(text)
        {
            let message = format!("undeclared country `{text}` (`{country}`)");
            let help = format!("add `[countries.{country}]` to `content/vocabulary.toml`");
            return Err(CellError::new(code(words), message, Some(help)).or_use_mapping());
        }
        let declared = self.records.declared(words, programme);
        let ids = declared.iter().map(|word| word.id.as_str());
        let help =
            did_you_mean(text, ids).unwrap_or_else(|| format!("declare it in `{}`", file(words)));
        let message = format!("unknown {} `{text}`", noun(words));
        Err(CellError::new(code(words), message, Some(help)).or_use_mapping())
    }

    /// The id of a word that may be unknown; empty for one that the mapping leaves out.
    pub(in crate::commands) fn find(
        &self,
        text: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Option<String> {
        let text = self.translation(text).unwrap_or(text);
        if text.is_empty() {
            return Some(String::new());
        }
        let mut known = self.known.borrow_mut();
        let known = known
            .entry((words, programme.map(str::to_owned)))
            .or_insert_with(|| self.list(words, programme));
        let found = known.get(text).or_else(|| known.get(&fold(text)));
        found.cloned().flatten()
    }

    /// Whether several words have the name.
    fn is_ambiguous(&self, text: &str, words: ReferenceKind, programme: Option<&str>) -> bool {
        let known = self.known.borrow();
        known
            .get(&(words, programme.map(str::to_owned)))
            .is_some_and(|known| known.get(&fold(text)) == Some(&None))
    }

    fn list(
        &self,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> BTreeMap<String, Option<String>> {
        let declared = self.records.declared(words, programme);
        // An id wins over a name, and a name over a synonym.
        let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
        for word in &declared {
            known.insert(word.id.clone(), Some(word.id.clone()));
        }
        let mut ids = BTreeMap::new();
        let mut all_names = BTreeMap::new();
        let mut synonyms = BTreeMap::new();
        let mut usual_names = BTreeMap::new();
        for word in &declared {
            add(&mut ids, &word.id, &word.id);
        }
        for word in &declared {
            for name in &word.names {
                add(&mut all_names, name, &word.id);
            }
            if is_country(words) {
                for name in self.country_names(&word.id) {
                    add(&mut usual_names, name, &word.id);
                }
            }
            for synonym in &word.synonyms {
                add(&mut synonyms, synonym, &word.id);
            }
        }
        for (name, id) in ids
            .into_iter()
            .chain(all_names)
            .chain(synonyms)
            .chain(usual_names)
        {
            known.entry(name).or_insert(id);
        }
        known
    }

    /// The names that a country is known by, beside those of the vocabulary.
    fn country_names<'n>(&'n self, code: &'n str) -> impl Iterator<Item = &'n str> {
        let in_cldr = self.locales.iter();
        let in_cldr = in_cldr.filter_map(move |locale| locale.country_name(code));
        let others = country_names::OTHER_NAMES.iter();
        let others = others.filter(move |(country, _)| *country == code);
        let long_code = country_codes().find(|(short, _)| *short == code);
        in_cldr
            .chain(others.flat_map(|(_, names)| names.iter().copied()))
            .chain(long_code.map(|(_, long)| long))
    }

    /// The code of any country, declared or not, from its code or its name.
    fn any_country(&self, text: &str) -> Option<&'static str> {
        let key = fold(text);
        let mut codes = country_codes().map(|(code, _)| code);
        codes.find(|code| {
            fold(code) == key || self.country_names(code).any(|name| fold(name) == key)
        })
    }

    /// One of a closed set of words.
    pub(in crate::commands) fn one_of(
        &self,
        text: &str,
        words: &[&'static str],
    ) -> Result<String, CellError> {
        let text = self.translation(text).unwrap_or(text);
        let found = words.iter().find(|word| fold(word) == fold(text));
        found.map(|word| (*word).to_owned()).ok_or_else(|| {
            let help = did_you_mean(text, words.iter().copied());
            CellError::new(Code::UnknownWord, format!("`{text}` is not possible"), help)
        })
    }

    /// The code of a language, from its code or its name.
    pub(in crate::commands) fn language(&self, text: &str) -> Result<String, CellError> {
        let text = self.translation(text).unwrap_or(text);
        if l10n::is_language_code(text) {
            return Ok(text.to_owned());
        }
        if l10n::is_language_code(&text.to_lowercase()) {
            return Ok(text.to_lowercase());
        }
        // The languages of Europe and the most spoken ones elsewhere; for others, cells must have codes.
        const COMMON: &str = "en fr de es it nl pt pl cs da sv nb fi el hu ro bg hr sk sl et lv lt ga mt ca eu gl lb \
                              is tr uk ru ar he zh ja ko hi vi th id fa";
        let folded = fold(text);
        let found = COMMON.split_whitespace().find(|code| {
            self.locales
                .iter()
                .map(|locale| locale.language_name(code))
                .any(|name| fold(&name) == folded)
        });
        found.map(str::to_owned).ok_or_else(|| {
            let help = "write a code of ISO 639 such as `fr` or `de`";
            CellError::new(
                Code::InvalidLanguage,
                format!("`{text}` is not a language"),
                Some(help.to_owned()),
            )
        })
    }
}

fn is_country(words: ReferenceKind) -> bool {
    matches!(words, ReferenceKind::Places | ReferenceKind::Countries)
}

/// The codes of all countries, of two and of three letters.
fn country_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let pairs = country_names::CODES.split_whitespace();
    pairs.filter_map(|pair| pair.split_once(':'))
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
