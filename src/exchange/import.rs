//! A table and the records that there are → what would be added, changed and left.

use std::collections::BTreeMap;

use super::cell::Reading;
use super::field::{FieldPath, Fields};
use super::mapping::Mapping;
use super::record::{FieldValue, Record};
use super::row::{Row, renumber, rows};
use super::sheet::Sheet;
use super::vocabulary::{Vocabulary, fold};
use super::{decode, json, sheet};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{FileKind, PartnerRecord, Records};
use crate::source::{FileId, Sources, Span};
use crate::validate::slug;

/// A table to be imported.
pub struct Table<'a> {
    /// Its name, for messages; what ends in `.json` is JSON.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// The mapping, if there is a file of it: its name and its text.
    pub mapping: Option<(&'a str, &'a str)>,
    /// Whether there is a file at a path relative to the table.
    pub has_file: &'a dyn Fn(&str) -> bool,
}

/// Where problems are told, and the texts they are in.
pub struct ImportOptions<'a> {
    /// The texts that messages refer to.
    pub sources: &'a mut Sources,
    /// What was found to be wrong.
    pub problems: &'a mut Diagnostics,
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// The records that the table names, in its order.
    pub records: Vec<Planned>,
    /// Rows that cannot be imported; each is among the problems.
    pub bad_rows: usize,
    /// How many records the table does not name; they stay as they are.
    pub not_named: usize,
    /// The text of the mapping if it must be written: it was guessed, or columns were added.
    pub mapping: Option<String>,
    /// Columns that are not imported.
    pub left_out: Vec<String>,
    /// The encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// A record that a row names.
#[derive(Debug)]
pub struct Planned {
    /// Its id.
    pub id: String,
    /// Its path in the project.
    pub path: String,
    /// What happens to it.
    pub change: Change,
    /// The text of its file afterwards.
    pub text: String,
    /// Pictures that lie beside the table, and their names beside the record.
    pub logos: Vec<(String, String)>,
}

/// What happens to a record.
#[derive(Debug, PartialEq)]
pub enum Change {
    /// It is new.
    Added,
    /// Some fields change.
    Changed(Vec<FieldChange>),
    /// It says already what the row says.
    Left,
}

/// A field that changes.
#[derive(Debug, PartialEq)]
pub struct FieldChange {
    /// Its path.
    pub field: String,
    /// Its value before, if it had one.
    pub old: Option<FieldValue>,
    /// Its value afterwards.
    pub new: FieldValue,
}

/// Compares a table with the records of a project. Nothing is written; rows that are wrong are reported and left out.
pub fn plan(table: &Table<'_>, records: &Records, options: &mut ImportOptions<'_>) -> Plan {
    let fields = Fields {
        shape: FileKind::Partner.fields(),
        records,
    };
    let (text, encoding) = decode::decode(table.bytes);
    let file = options.sources.add(table.name, &*text);
    let mut plan = Plan {
        encoding,
        ..Plan::default()
    };
    let mut mapping = Mapping::default();
    let (rows, count) = if table.name.ends_with(".json") {
        let read = json::rows(&text, file, &fields, options.problems);
        (read.0, read.1)
    } else {
        let Some(sheet) = sheet::read(&text, file, options.problems) else {
            return plan;
        };
        let Some(found) = find_mapping(table, &sheet, &fields, &mut plan, options) else {
            return plan;
        };
        mapping = found;
        plan.left_out = mapping.left_out().map(str::to_owned).collect();
        let vocabulary = Vocabulary::new(records, &mapping.words);
        let reading = Reading {
            vocabulary: &vocabulary,
            between: mapping.between.unwrap_or(super::cell::BETWEEN),
            month_first: mapping.month_first,
            comma_is_thousands: sheet.separator == ',',
        };
        let rows = rows(&sheet, &mapping, &fields, &reading, options);
        if table.mapping.is_none() && !mapping.is_our_own() {
            let short = table.name.rsplit(['/', '\\']).next().unwrap_or(table.name);
            let unknown = vocabulary.unknown();
            plan.mapping = Some(mapping.to_text(&sheet, short, &fields, &unknown));
        }
        (rows, sheet.rows.len())
    };
    let mut work = Work {
        fields: &fields,
        mapping: &mapping,
        seen: BTreeMap::new(),
        file,
        has_file: table.has_file,
    };
    for row in rows {
        plan.records.extend(work.planned(row, options));
    }
    plan.bad_rows = count - plan.records.len();
    let named = plan.records.iter().filter(|it| it.change != Change::Added);
    plan.not_named = records.partners.len() - named.count();
    plan
}

/// The mapping from its file, else as the headings suggest.
fn find_mapping(
    table: &Table<'_>,
    sheet: &Sheet,
    fields: &Fields<'_>,
    plan: &mut Plan,
    options: &mut ImportOptions<'_>,
) -> Option<Mapping> {
    let Some((name, text)) = table.mapping else {
        let mut mapping = Mapping::guess(sheet, fields);
        if mapping.is_our_own() {
            mapping.between = Some(super::cell::BETWEEN);
        }
        return Some(mapping);
    };
    let file = options.sources.add(name, text);
    let mut mapping = Mapping::parse(text, file, fields, options.problems)?;
    plan.mapping = mapping.add_missing(sheet, fields, text);
    Some(mapping)
}

/// What the rows of one table share.
struct Work<'a> {
    fields: &'a Fields<'a>,
    mapping: &'a Mapping,
    /// Where each record was named.
    seen: BTreeMap<String, Span>,
    file: FileId,
    has_file: &'a dyn Fn(&str) -> bool,
}

impl<'a> Work<'a> {
    fn planned(&mut self, row: Row, options: &mut ImportOptions<'_>) -> Option<Planned> {
        let span = row.span;
        let existing = self.existing(&row);
        let id = match existing {
            Some(record) => record.id.clone(),
            None => slug(row.id.as_deref().or(name(&row)).unwrap_or_default()),
        };
        if id.is_empty() {
            let message = "the row has neither `id` nor `name`";
            let help = "fill in the name, or name its column under `[columns]` of the mapping";
            options
                .problems
                .push(Diagnostic::new(Code::MissingKey, span, message).help(help));
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

    /// The record that a row means: by id, by a former id, by name.
    fn existing(&self, row: &Row) -> Option<&'a PartnerRecord> {
        let partners = &self.fields.records.partners;
        if let Some(id) = &row.id {
            let slug = slug(id);
            return partners.iter().map(|it| &**it).find(|partner| {
                let aliases = partner.aliases.iter().map(|alias| &alias.value);
                let mut ids = std::iter::once(&partner.id).chain(aliases);
                ids.any(|known| known == id || *known == slug)
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
        let logos = self.logos(&partner.id, &mut row);
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
            between: self.mapping.between.unwrap_or(super::cell::BETWEEN),
            month_first: self.mapping.month_first,
            comma_is_thousands: false,
        };
        for (path, text) in &self.mapping.new {
            if row.values.iter().any(|(known, _)| known == path) {
                continue;
            }
            match super::row::value(text, path, self.fields, &reading) {
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
        let logos = self.logos(&id, &mut row);
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

    /// Pictures that lie beside the table are named after the record from now on.
    fn logos(&self, id: &str, row: &mut Row) -> Vec<(String, String)> {
        let mut logos = Vec::new();
        for (path, value) in &mut row.values {
            let suffix = match path.to_string().as_str() {
                "logo" => "",
                "logo_dark" => "-dark",
                _ => continue,
            };
            let FieldValue::Text(from) = value else {
                continue;
            };
            if from.contains("..") || !(self.has_file)(from) {
                continue;
            }
            let ending = from.rsplit_once('.').map_or("", |(_, ending)| ending);
            let to = format!("{id}{suffix}.{}", ending.to_lowercase());
            logos.push((std::mem::replace(from, to.clone()), to));
        }
        logos
    }
}

fn name(row: &Row) -> Option<&str> {
    row.values.iter().find_map(|(path, value)| match value {
        FieldValue::Text(name) if path.to_string() == "name" => Some(name.as_str()),
        _ => None,
    })
}

/// The values with a table for each word that a record does not have yet.
fn each(record: &Record, values: Vec<(FieldPath, FieldValue)>) -> Vec<(FieldPath, FieldValue)> {
    let mut all = Vec::new();
    for (path, value) in values {
        let FieldValue::List(words) = &value else {
            all.push((path, value));
            continue;
        };
        if !path.is_each() {
            all.push((path, value));
            continue;
        }
        let count = record.count(&path);
        let held: Vec<FieldValue> = (0..count)
            .filter_map(|at| record.get(&path.at(at)))
            .collect();
        let words = words.iter().map(|word| FieldValue::Text(word.clone()));
        let fresh = words.filter(|word| !held.contains(word));
        all.extend(
            fresh
                .enumerate()
                .map(|(at, word)| (path.at(count + at), word)),
        );
    }
    all
}
