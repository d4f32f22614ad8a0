//! Vocabulary, `content/vocabulary.toml`. Entry point: [`read`].

mod own_fields;

use std::sync::Arc;

pub use own_fields::{ChoiceRecord, OwnFieldRecord};

use super::reader::{FileReader, MissingTranslation, ReferenceKind, Table, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Spanned};

/// The vocabulary as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Vocabulary`")]
pub struct VocabularyRecord {
    pub file: FileId,
    pub types: Vec<TermRecord>,
    pub products: Vec<TermRecord>,
    pub specializations: Vec<TermRecord>,
    pub levels: Vec<TermRecord>,
    pub industries: Vec<TermRecord>,
    pub certifications: Vec<TermRecord>,
    pub countries: Vec<CountryRecord>,
    pub fields: Vec<OwnFieldRecord>,
    /// The texts that are missing in some languages.
    pub gaps: Vec<MissingTranslation>,
}

/// A word as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Term`")]
pub struct TermRecord {
    pub id: Spanned<String>,
    pub name: Texts,
    pub plural: Option<Texts>,
    pub description: Option<Texts>,
    pub synonyms: Option<Vec<Option<Vec<Arc<str>>>>>,
    pub products: Vec<Spanned<String>>,
}

/// A country or a group of countries as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Country`")]
pub struct CountryRecord {
    pub code: Spanned<String>,
    pub name: Option<Texts>,
    pub description: Option<Texts>,
    pub members: Vec<Spanned<String>>,
}

/// The most words that have a page in the directory: each of these pages lists all of them.
const PAGES_AT_MOST: usize = 1_000;

pub(super) fn read(text: &str, reader: &FileReader<'_>, file: FileId) -> VocabularyRecord {
    let record = reader.read(text, 0, |table| {
        let record = VocabularyRecord {
            file,
            types: terms(table, "types"),
            products: terms(table, "products"),
            specializations: terms(table, "specializations"),
            levels: terms(table, "levels"),
            industries: terms(table, "industries"),
            certifications: terms(table, "certifications"),
            countries: countries(table),
            fields: own_fields::read(table),
            gaps: Vec::new(),
        };
        if let Some(problem) = too_many_pages(&record) {
            table.push(problem);
        }
        record
    });
    VocabularyRecord {
        gaps: reader.take_missing_translations(),
        ..record
    }
}

fn too_many_pages(record: &VocabularyRecord) -> Option<Diagnostic> {
    let lists = [
        &record.types,
        &record.products,
        &record.specializations,
        &record.industries,
    ];
    let words: usize = lists.iter().map(|list| list.len()).sum();
    (words > PAGES_AT_MOST).then(|| {
        let message = format!(
            "types, products, specializations and industries are {words} words together, \
             and at most {PAGES_AT_MOST} can be declared"
        );
        let help = "delete some: each has a page in the directory, and each of these pages lists all of them";
        Diagnostic::new(Code::InvalidValue, record.file.start(), message).help(help)
    })
}

fn terms(table: &Table<'_>, key: &'static str) -> Vec<TermRecord> {
    let linked = matches!(key, "specializations" | "certifications");
    let entries = table
        .table(key)
        .map_or_else(Vec::new, |table| table.words(key));
    let read = |(id, value): (Spanned<&str>, super::reader::Value<'_>)| {
        let table = value.table(id.value)?;
        Some(TermRecord {
            id: id.map(str::to_owned),
            name: table.required_texts("name"),
            plural: table.texts("plural"),
            description: table.texts("description"),
            synonyms: table.lists_by_language("synonyms"),
            products: if linked {
                table.list_of("products", ReferenceKind::Products)
            } else {
                Vec::new()
            },
        })
    };
    entries.into_iter().filter_map(read).collect()
}

fn countries(table: &Table<'_>) -> Vec<CountryRecord> {
    let entries = table
        .table("countries")
        .map_or_else(Vec::new, |table| table.words("countries"));
    let read = |(code, value): (Spanned<&str>, super::reader::Value<'_>)| {
        let table = value.table(code.value)?;
        Some(CountryRecord {
            code: code.map(str::to_owned),
            name: table.texts("name"),
            description: table.texts("description"),
            members: table.list_of("members", ReferenceKind::Countries),
        })
    };
    entries.into_iter().filter_map(read).collect()
}
