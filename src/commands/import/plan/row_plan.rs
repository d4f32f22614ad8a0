//! A row of a table and the records that there are → what becomes of the record that the row means.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::row::{Row, renumber, value as value_of};
use super::values::{each, logos};
use super::{Change, FieldChange, ImportOptions, Planned};
use crate::commands::table::{BETWEEN, Reading};
use crate::commands::table::{Vocabulary, fold};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, Fields};
use crate::edit::{FieldValue, Record};
use crate::load::PartnerRecord;
use crate::source::{FileId, Span};
use crate::text::slug;

/// What the rows of one table share.
pub(super) struct Work<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) mapping: &'a Mapping,
    /// Where each record was named.
    pub(super) seen: BTreeMap<String, Span>,
    pub(super) file: FileId,
    pub(super) has_file: &'a dyn Fn(&str) -> bool,
}

/// What stands in the last row of many a table instead of a name.
const SUMS: [&str; 8] = [
    "total",
    "totals",
    "sum",
    "totaux",
    "somme",
    "summe",
    "gesamt",
    "gesamtsumme",
];

impl<'a> Work<'a> {
    /// What a row would do; none if it is wrong, which is reported.
    pub(super) fn planned(&mut self, row: Row, options: &mut ImportOptions<'_>) -> Option<Planned> {
        let span = row.span;
        let existing = self.existing(&row);
        let named = row.id.as_deref().or(name(&row));
        let id = match existing {
            Some(record) => record.id.clone(),
            None => slug(named.unwrap_or_default(), self.language()),
        };
        if id.is_empty() {
            let (message, help) = match named {
                Some(named) if !named.trim().is_empty() => (
                    format!("`{named}` gives no id: it has no Latin letters and no digits"),
                    "give the row an `id`",
                ),
                _ => (
                    "the row has neither `id` nor `name`".to_owned(),
                    "fill in the name, or name its column under `[columns]` of the mapping",
                ),
            };
            options
                .problems
                .push(Diagnostic::new(Code::MissingKey, span, message).help(help));
            return None;
        }
        if row.id.is_none() && SUMS.contains(&&*fold(name(&row).unwrap_or_default())) {
            let message = "the row looks like the sum of the others";
            let help = "delete it; if there is a partner of this name, give it an `id`";
            options
                .problems
                .push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            return None;
        }
        if let Some(first) = self.seen.insert(id.clone(), span) {
            let message = format!("the record `{id}` stands in two rows");
            let diagnostic = Diagnostic::new(Code::DuplicateId, span, message);
            let help = "delete one of them, or give each an `id` of its own";
            options
                .problems
                .push(diagnostic.related(first, "the other one").help(help));
            return None;
        }
        match existing {
            Some(record) => self.changed(record, row, options),
            None => self.added(id, row, options),
        }
    }

    /// The default language of the catalogue, which decides how a name is spelled in an id.
    fn language(&self) -> &'a str {
        &self.fields.records.languages[0]
    }

    /// The record that a row means: by id, by a former id, by name.
    fn existing(&self, row: &Row) -> Option<&'a PartnerRecord> {
        let partners = &self.fields.records.partners;
        if let Some(id) = &row.id {
            let slugs = [slug(id, self.language()), slug(id, "")];
            return partners.iter().map(|it| &**it).find(|partner| {
                let aliases = partner.aliases.iter().map(|alias| &alias.value);
                let mut ids = std::iter::once(&partner.id).chain(aliases);
                ids.any(|known| known == id || slugs.contains(known))
            });
        }
        let name = fold(name(row)?);
        partners
            .iter()
            .map(|it| &**it)
            .find(|partner| fold(&partner.name.value) == name)
    }

    fn changed(
        &self,
        partner: &PartnerRecord,
        mut row: Row,
        options: &mut ImportOptions<'_>,
    ) -> Option<Planned> {
        let before = options.sources.get(partner.file).text.to_string();
        let default = &self.fields.records.languages[0];
        let mut record = match Record::parse(&before, default) {
            Ok(record) => record,
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", partner.path);
                let help = "mend the file first: `vitrine check` shows where";
                options
                    .problems
                    .push(Diagnostic::new(Code::TomlSyntax, row.span, message).help(help));
                return None;
            }
        };
        let mut changes = Vec::new();
        let logos = logos(&partner.id, &mut row, self.has_file);
        renumber(&mut row.values, |list| record.count(list));
        for (path, value) in each(&record, row.values) {
            let old = record.get(&path);
            if old.as_ref() == Some(&value) {
                continue;
            }
            record.set(&path, &value);
            changes.push(FieldChange {
                field: path.to_string(),
                old,
                new: value,
            });
        }
        let change = match changes.is_empty() {
            true => Change::Left,
            false => Change::Changed(changes),
        };
        Some(Planned {
            id: partner.id.clone(),
            path: partner.path.clone(),
            change,
            text: record.text(),
            logos,
        })
    }

    fn added(&self, id: String, mut row: Row, options: &mut ImportOptions<'_>) -> Option<Planned> {
        let default = &self.fields.records.languages[0];
        let mut record = Record::parse("", default).expect("an empty file is a document");
        let vocabulary = Vocabulary::new(self.fields.records, &self.mapping.words);
        let reading = Reading {
            vocabulary: &vocabulary,
            between: self.mapping.between.unwrap_or(BETWEEN),
            month_first: self.mapping.month_first,
            comma_is_thousands: false,
            foreign: false,
        };
        for (path, text) in &self.mapping.new {
            // A contact of which nothing is known but its role is none.
            let item = path.item();
            let begun = |item: FieldPath| {
                let mut known = row.values.iter();
                known.any(|(known, _)| known.0.starts_with(&item.0))
            };
            let is_given = row.values.iter().any(|(known, _)| known == path);
            if is_given || !item.is_none_or(begun) {
                continue;
            }
            match value_of(text, path, self.fields, &reading) {
                Ok(values) => row.values.extend(values),
                Err((code, message, help)) => {
                    let message = format!("{message}, under `[new]` of the mapping for `{path}`");
                    let diagnostic = Diagnostic::new(code, self.file.start(), message);
                    options.problems.push(diagnostic.maybe_help(help));
                    return None;
                }
            }
        }
        for key in self.fields.required() {
            let path = FieldPath::parse(key);
            if !row.values.iter().any(|(known, _)| *known == path) {
                let message = format!("the row has no `{key}`, which a new record must have");
                let help = format!(
                    "fill it in, name its column under `[columns]` of the mapping, or write `{key} = \"…\"` under `[new]`"
                );
                options
                    .problems
                    .push(Diagnostic::new(Code::MissingKey, row.span, message).help(help));
                return None;
            }
        }
        let given: Vec<&FieldPath> = row.values.iter().map(|(path, _)| path).collect();
        if let Some((missing, given)) = self.fields.missing(&given) {
            let message = format!("the row has `{given}`, but no `{missing}`");
            let help = format!(
                "fill it in, name its column under `[columns]` of the mapping, or write `\"{missing}\" = \"…\"` under \
                 `[new]`"
            );
            options
                .problems
                .push(Diagnostic::new(Code::MissingKey, row.span, message).help(help));
            return None;
        }
        let logos = logos(&id, &mut row, self.has_file);
        renumber(&mut row.values, |_| 0);
        row.values
            .sort_by_cached_key(|(path, _)| self.fields.order(path));
        for (path, value) in each(&record, row.values) {
            record.set(&path, &value);
        }
        let folder = row.folder.unwrap_or_else(|| self.mapping.folder.clone());
        let folder = match folder.is_empty() || folder.contains("..") {
            true => String::new(),
            false => format!("{folder}/"),
        };
        Some(Planned {
            path: format!("partners/{folder}{id}.toml"),
            id,
            change: Change::Added,
            text: record.text(),
            logos,
        })
    }
}

fn name(row: &Row) -> Option<&str> {
    row.values.iter().find_map(|(path, value)| match value {
        FieldValue::Text(name) if path.to_string() == "name" => Some(name.as_str()),
        _ => None,
    })
}
