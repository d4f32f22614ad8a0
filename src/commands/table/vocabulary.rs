//! Translation of the words in cells to the ids of records: an id, a name in any language, or a synonym.
//! Entry point: [`CellVocabulary`].

mod currencies;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::CellError;
use super::country_names::OTHER_NAMES;
use super::words::{WordTranslations, add};
use super::world::{WorldNames, country_codes};
use crate::diagnostic::{Code, did_you_mean};
use crate::edit::FieldPath;
use crate::l10n;
use crate::load::{Records, ReferenceKind};
use crate::text;
use currencies::CurrencyNotes;

/// The declared words of a project, and the translations of the mapping.
pub(in crate::commands) struct CellVocabulary<'a> {
    records: &'a Records,
    /// The translations of the mapping.
    pub(super) words: &'a WordTranslations,
    world: WorldNames,
    known: RefCell<WordIndex>,
    /// How cells with more than one possible meaning were read.
    notes: RefCell<Vec<String>>,
    /// The notes, for finding repetitions.
    noted: RefCell<BTreeSet<String>>,
    unknown: RefCell<UnknownWords>,
    /// Amounts of which the records do not have the currency.
    amounts: RefCell<CurrencyNotes>,
}

/// The longest unknown word for which a similar one is searched, in bytes.
const MAX_SUGGESTED_LENGTH: usize = 100;
/// For how many unknown words similar ones are searched.
const MAX_SUGGESTED_WORDS: usize = 1_000;

/// Ids by folded name, for each kind of word and programme; `None` for a name that several words have.
type WordIndex = BTreeMap<(ReferenceKind, Option<String>), BTreeMap<String, Option<String>>>;

/// Unknown words: for each the fields where it is, and the kind of word that was expected there.
pub(in crate::commands) type UnknownWords = BTreeMap<String, BTreeMap<String, String>>;

/// Text without case, accents, whitespace and hyphens.
pub(in crate::commands) fn fold(text: &str) -> String {
    text::name_key(text)
}

impl<'a> CellVocabulary<'a> {
    pub(in crate::commands) fn new(records: &'a Records, words: &'a WordTranslations) -> Self {
        Self {
            records,
            words,
            world: WorldNames::new(&records.languages),
            known: RefCell::default(),
            notes: RefCell::default(),
            noted: RefCell::default(),
            amounts: RefCell::default(),
            unknown: RefCell::default(),
        }
    }

    /// The unknown words.
    pub(in crate::commands) fn unknown(&self) -> UnknownWords {
        self.unknown.take()
    }

    /// How cells with more than one possible meaning were read, without repetitions: some of them, and how many more.
    pub(in crate::commands) fn notes(&self) -> Vec<String> {
        const MAX_NOTES: usize = 12;
        let mut notes = self.notes.take();
        if notes.len() > MAX_NOTES + 1 {
            let more = notes.len() - MAX_NOTES;
            notes.truncate(MAX_NOTES);
            notes.push(format!(
                "… and {more} more cells that have another meaning than they seem to have"
            ));
        }
        notes.extend(self.amounts.take().lines());
        notes
    }

    /// Records how a cell with more than one possible meaning was read.
    pub(in crate::commands) fn add_note(&self, note: String) {
        if self.noted.borrow_mut().insert(note.clone()) {
            self.notes.borrow_mut().push(note);
        }
    }

    /// Records an unknown word, for the mapping to translate.
    pub(super) fn note_unknown(&self, text: &str, kind: &str, path: &FieldPath) {
        let mut unknown = self.unknown.borrow_mut();
        let fields = unknown.entry(text.to_owned()).or_default();
        fields.insert(path.to_string(), kind.to_owned());
    }

    /// The id of a declared word.
    pub(in crate::commands) fn word(
        &self,
        text: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Result<String, CellError> {
        if let Some(id) = self.find(text, words, programme) {
            return Ok(id);
        }
        if self.is_ambiguous(text, words, programme) {
            let message = format!("`{text}` means more than one {}", noun(words));
            let help = "write the id of the one that is meant".to_owned();
            return Err(CellError::new(code(words), message, Some(help)).or_use_mapping());
        }
        if is_country(words)
            && let Some(country) = self.world.country(text)
        {
            let message = format!("undeclared country `{text}` (`{country}`)");
            let help = format!("add `[countries.{country}]` to `content/vocabulary.toml`");
            return Err(CellError::new(code(words), message, Some(help)).or_use_mapping());
        }
        let declared = self.records.declared(words, programme);
        let ids = declared.iter().map(|word| word.id.as_str());
        // Each suggestion compares the text with all ids.
        let is_usual = text.len() <= MAX_SUGGESTED_LENGTH
            && self.unknown.borrow().len() <= MAX_SUGGESTED_WORDS;
        let suggestion = is_usual.then(|| did_you_mean(text, ids)).flatten();
        let help = suggestion.unwrap_or_else(|| match is_country(words) {
            true => "write the name of one country or its code, such as `DE`".to_owned(),
            false => format!("declare it in `{}`", file(words)),
        });
        let message = format!("unknown {} `{text}`", noun(words));
        Err(CellError::new(code(words), message, Some(help)).or_use_mapping())
    }

    /// The id of a word that may be unknown.
    pub(in crate::commands) fn find(
        &self,
        text: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Option<String> {
        let mut known = self.known.borrow_mut();
        let known = known
            .entry((words, programme.map(str::to_owned)))
            .or_insert_with(|| self.list(words, programme));
        if let Some(found) = known.get(text).or_else(|| known.get(&fold(text))) {
            return found.clone();
        }
        let country = is_country(words).then(|| self.world.country(text))??;
        known.get(country)?.clone()
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
        // A name that is written exactly wins over one that only folds to the same text.
        for word in &declared {
            for name in &word.names {
                let mut same = declared.iter().filter(|other| other.names.contains(name));
                let id = same.next().map(|first| first.id.clone());
                let id = id.filter(|_| same.next().is_none());
                known.entry(name.clone()).or_insert(id);
            }
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
        let in_cldr = self.world.usual_locales().iter();
        let in_cldr = in_cldr.filter_map(move |locale| locale.country_name(code));
        let others = OTHER_NAMES.iter();
        let others = others.filter(move |(country, _)| *country == code);
        let long_code = country_codes().find(|(short, _)| *short == code);
        in_cldr
            .chain(others.flat_map(|(_, names)| names.iter().copied()))
            .chain(long_code.map(|(_, long)| long))
    }

    /// One of a closed set of words.
    pub(in crate::commands) fn one_of(
        &self,
        text: &str,
        words: &[&'static str],
    ) -> Result<String, CellError> {
        let found = words.iter().find(|word| fold(word) == fold(text));
        found.map(|word| (*word).to_owned()).ok_or_else(|| {
            let help = did_you_mean(text, words.iter().copied());
            CellError::new(Code::UnknownWord, format!("`{text}` is not possible"), help)
        })
    }

    /// The code of a language, from its code or its name.
    pub(in crate::commands) fn language(&self, text: &str) -> Result<String, CellError> {
        if l10n::is_language_code(text) {
            return Ok(text.to_owned());
        }
        if l10n::is_language_code(&text.to_lowercase()) {
            return Ok(text.to_lowercase());
        }
        let found = self.world.language(text);
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
        ReferenceKind::FieldChoices | ReferenceKind::Facets => Code::UnknownWord,
        ReferenceKind::Figures
        | ReferenceKind::Themes
        | ReferenceKind::PartnerFields
        | ReferenceKind::ReferenceFields => Code::UnknownKey,
    }
}

pub(super) fn noun(words: ReferenceKind) -> &'static str {
    match words {
        ReferenceKind::Types => "type of partner",
        ReferenceKind::Products => "product",
        ReferenceKind::Specializations => "specialization",
        ReferenceKind::Levels => "level",
        ReferenceKind::Industries => "industry",
        ReferenceKind::Certifications => "certification",
        ReferenceKind::Places | ReferenceKind::Countries => "country",
        ReferenceKind::Tiers => "tier",
        ReferenceKind::FieldChoices => "choice",
        _ => "word",
    }
}

fn file(words: ReferenceKind) -> &'static str {
    match words {
        ReferenceKind::Tiers | ReferenceKind::Figures => "programme.toml",
        _ => "content/vocabulary.toml",
    }
}
