//! Vocabulary, `content/vocabulary.toml`. Entry point: [`read`].

use std::sync::Arc;

use super::reader::{FileReader, MissingTranslation, ReferenceKind, Table, Texts};
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

pub(super) fn read(text: &str, reader: &FileReader<'_>, file: FileId) -> VocabularyRecord {
    let record = reader.read(text, 0, |table| VocabularyRecord {
        file,
        types: terms(table, "types"),
        products: terms(table, "products"),
        specializations: terms(table, "specializations"),
        levels: terms(table, "levels"),
        industries: terms(table, "industries"),
        certifications: terms(table, "certifications"),
        countries: countries(table),
        gaps: Vec::new(),
    });
    VocabularyRecord {
        gaps: reader.take_missing_translations(),
        ..record
    }
}

fn terms(table: &Table<'_>, key: &'static str) -> Vec<TermRecord> {
    let linked = matches!(key, "specializations" | "certifications");
    let entries = table
        .table(key)
        .map_or_else(Vec::new, |table| table.entries());
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
        .map_or_else(Vec::new, |table| table.entries());
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
