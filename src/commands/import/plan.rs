//! A table and the records that there are → what would be added, changed and left.

mod row_plan;
mod values;

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::row::{once_each, rows};
use super::{decode, headings, json};
use crate::commands::table::Reading;
use crate::commands::table::Sheet;
use crate::commands::table::Vocabulary;
use crate::commands::table::{BETWEEN, read_sheet};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::FieldValue;
use crate::edit::Fields;
use crate::load::{FileKind, Records};
use crate::source::Sources;
use row_plan::Work;

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
        let Some(mut sheet) = read_sheet(&text, file, options.problems) else {
            return plan;
        };
        let Some(found) = find_mapping(table, &mut sheet, &fields, &mut plan, options) else {
            return plan;
        };
        mapping = found;
        plan.left_out = mapping.left_out().map(str::to_owned).collect();
        let vocabulary = Vocabulary::new(records, &mapping.words);
        let reading = Reading {
            vocabulary: &vocabulary,
            between: mapping.between.unwrap_or(BETWEEN),
            month_first: mapping.month_first,
            comma_is_thousands: sheet.separator == ',',
            foreign: !mapping.is_our_own(),
        };
        let rows = match mapping.names_records() {
            true => rows(&sheet, &mapping, &fields, &reading, options),
            false => {
                options.problems.push(nameless(&sheet));
                Vec::new()
            }
        };
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
    let before = std::mem::take(options.problems);
    for row in rows {
        plan.records.extend(work.planned(row, options));
    }
    let found = std::mem::replace(options.problems, before);
    once_each(found, options);
    plan.bad_rows = count - plan.records.len();
    let named = plan.records.iter().filter(|it| it.change != Change::Added);
    plan.not_named = records.partners.len() - named.count();
    plan
}

/// The mapping from its file, else as the headings suggest.
fn find_mapping(
    table: &Table<'_>,
    sheet: &mut Sheet,
    fields: &Fields<'_>,
    plan: &mut Plan,
    options: &mut ImportOptions<'_>,
) -> Option<Mapping> {
    let Some((name, text)) = table.mapping else {
        let row = headings::row(&sheet.rows_at_the_top(), fields);
        let place = sheet.begin_at(row).span;
        let mut mapping = Mapping::guess(sheet, fields);
        mapping.headings = Some(options.sources.line_column(place.file, place.start).0);
        if mapping.is_our_own() {
            mapping.between = Some(BETWEEN);
        }
        return Some(mapping);
    };
    let file = options.sources.add(name, text);
    let mut mapping = Mapping::parse(text, file, fields, options.problems)?;
    if let Some(line) = mapping.headings {
        let lines = sheet.all_rows().map(|row| {
            let place = row[0].span;
            options.sources.line_column(place.file, place.start).0
        });
        let Some(row) = lines.into_iter().position(|at| at == line) else {
            let message = format!("the table has no row at line {line}");
            let help = "correct `headings`: the line that the headings stand in";
            let problem = Diagnostic::new(Code::InvalidValue, file.start(), message);
            options.problems.push(problem.help(help));
            return None;
        };
        sheet.begin_at(row);
    }
    plan.mapping = mapping.add_missing(sheet, fields, text);
    Some(mapping)
}

/// Without a name there is no record, in any row: told once.
fn nameless(sheet: &Sheet) -> Diagnostic {
    let place = sheet.headings[0].span;
    let message = "no column of the table is taken for the name of the partner";
    let help = "name it under `[columns]` of the mapping, such as \"Partner\" = \"name\"; if the headings stand in \
                another line, correct `headings` there";
    Diagnostic::new(Code::MissingKey, place, message).help(help)
}
