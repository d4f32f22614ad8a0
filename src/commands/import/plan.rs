//! The plan of an import: the records that a table would add, change and leave unchanged. Entry point: [`plan`].

mod former_tiers;
mod identity;
mod known_records;
mod phones;
mod pictures;
mod row_plan;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::ImportContext;
use super::files::ImportFiles;
use super::mapping::{self, Mapping};
use super::row::rows;
use super::{decode, headings, json};
use crate::commands::table::{CellParser, CellVocabulary, LIST_SEPARATOR, Sheet, read_sheet};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldValue, Fields};
use crate::load::{FileKind, Records};
use crate::source::Span;
use row_plan::RowPlanner;
pub(super) use row_plan::same;

/// The longest heading, in bytes.
const MAX_HEADING: usize = 4_000;
/// What to do with a table that cannot be decoded.
const ENCODING_HELP: &str = "save the table as CSV UTF-8, or write its encoding in the mapping, such as \
                             `encoding = \"windows-1252\"`, `\"macintosh\"` or `\"cp850\"`, and look at the names";

/// A table to import.
pub struct ImportTable<'a> {
    /// Its name in diagnostics; a name with the extension `.json` means JSON.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// The name and the text of the mapping file, if it exists.
    pub mapping: Option<(&'a str, &'a str)>,
    /// The files that its cells may name.
    pub files: &'a dyn ImportFiles,
}

/// The effect of an import.
#[derive(Debug, Default)]
pub struct Plan {
    /// The records that the table names, in its order.
    pub records: Vec<PlannedRecord>,
    /// How many rows cannot be imported; each has a diagnostic.
    pub bad_rows: usize,
    /// How many records are not in the table, not even in rows with errors; they do not change.
    pub not_in_table: usize,
    /// The new text of the mapping file, if it was guessed or columns were added.
    pub mapping: Option<String>,
    /// Columns that are not imported.
    pub left_out: Vec<String>,
    /// How the table was decoded, and cells with more than one possible meaning were read.
    pub notes: Vec<String>,
}

/// A record in the table.
#[derive(Debug)]
pub struct PlannedRecord {
    /// Its id.
    pub id: String,
    /// Its path in the project.
    pub path: String,
    /// Its row in the table.
    pub row: Span,
    /// What happens to it.
    pub change: Change,
    /// The text of its file afterwards.
    pub text: String,
    /// The pictures to copy.
    pub pictures: Vec<PlannedPicture>,
}

/// A picture to copy into the project.
#[derive(Debug)]
pub struct PlannedPicture {
    /// Its path in the project.
    pub path: String,
    /// Its content, which was judged.
    pub bytes: Arc<[u8]>,
}

/// What happens to a record.
#[derive(Debug, PartialEq)]
pub enum Change {
    /// It is new.
    Added,
    /// Some fields change.
    Changed(Vec<FieldChange>),
    /// It has the values of the row already.
    Unchanged,
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

/// Compares a table with the records of a project. Writes nothing. Rows with errors are reported and left out.
pub fn plan(table: &ImportTable<'_>, records: &Records, context: &mut ImportContext<'_>) -> Plan {
    let fields = Fields {
        shape: FileKind::Partner.fields(),
        records,
    };
    let mut plan = Plan::default();
    if let Some(problem) = workbook(table, context) {
        context.problems.push(problem);
        return plan;
    }
    let settings = mapping::settings(table.mapping.map_or("", |(_, text)| text));
    let decoded = decode::decode(table.bytes, settings.encoding);
    let text = decoded.text;
    let file = context.sources.add(table.name, &*text);
    let encoding = decoded.encoding.name();
    let examples: Vec<String> = decoded
        .examples
        .iter()
        .map(|word| format!("`{word}`"))
        .collect();
    let examples = examples.join(", ");
    if decoded.is_unreadable {
        let rival = decoded
            .rival
            .as_ref()
            .map(|(rival, word)| format!(", in {} `{word}`", rival.name()));
        let message = format!(
            "the encoding of the table is not known: in {encoding}, it has the words {examples}{}",
            rival.unwrap_or_default()
        );
        let problem = Diagnostic::new(Code::UnreadableFile, file.start(), message);
        context.problems.push(problem.help(ENCODING_HELP));
        return plan;
    }
    if !examples.is_empty() {
        plan.notes.push(format!(
            "the encoding of the table is {encoding}, by words such as {examples}; if they are wrong, write `encoding` \
             in the mapping"
        ));
    } else if encoding != "UTF-8" {
        plan.notes
            .push(format!("the encoding of the table is {encoding}"));
    }
    for (word, meant) in &decoded.decoded_twice {
        plan.notes.push(format!(
            "`{word}` seems to be `{meant}`, decoded wrongly before: export the table again from where it comes from"
        ));
    }
    if decoded.has_errors || text.contains('\0') {
        let message = format!("some bytes are not text in {encoding}");
        let offset = text.find(['\0', '\u{fffd}']).unwrap_or(0);
        let problem = Diagnostic::new(Code::UnreadableFile, file.span(offset..offset), message);
        context.problems.push(problem.help(ENCODING_HELP));
        return plan;
    }
    let mut mapping = Mapping::default();
    let (rows, count) = if table.name.ends_with(".json") {
        if let Some((name, text)) = table.mapping {
            let file = context.sources.add(name, text);
            let Some(parsed) = Mapping::parse(text, file, &fields, context.problems) else {
                return plan;
            };
            mapping = parsed;
        }
        let vocabulary = CellVocabulary::new(records, &mapping.words);
        let reader = json::JsonReader {
            fields: &fields,
            mapping: &mapping,
            parser: CellParser {
                third_party: true,
                ..mapping.cell_parser(&vocabulary)
            },
        };
        let rows = json::rows(&text, file, &reader, context.problems);
        plan.notes.extend(vocabulary.notes());
        rows
    } else {
        let Some(mut sheet) = read_sheet(&text, file, settings.separator, context.problems) else {
            return plan;
        };
        let Some(found) = find_mapping(table, &mut sheet, &fields, &mut plan, context) else {
            return plan;
        };
        mapping = found;
        if let Some(problem) = mapping.long_list(&sheet) {
            context.problems.push(problem);
            return plan;
        }
        plan.left_out = mapping.left_out().map(str::to_owned).collect();
        let vocabulary = CellVocabulary::new(records, &mapping.words);
        let parser = CellParser {
            comma_is_thousands: sheet.delimiter == ',',
            third_party: !mapping.is_exported(),
            ..mapping.cell_parser(&vocabulary)
        };
        let rows = if mapping.names_records() {
            rows(&sheet, &mapping, &fields, &parser, context)
        } else {
            context.problems.push(missing_name_column(&sheet));
            Vec::new()
        };
        plan.notes.extend(vocabulary.notes());
        if table.mapping.is_none() && !mapping.is_exported() {
            let short = table.name.rsplit(['/', '\\']).next().unwrap_or(table.name);
            let unknown = vocabulary.unknown();
            plan.mapping = Some(mapping.to_text(&sheet, short, &fields, &unknown));
        }
        (rows, sheet.rows.len())
    };
    let mut planner = RowPlanner {
        fields: &fields,
        mapping: &mapping,
        in_table: BTreeSet::new(),
        file,
        files: table.files,
        destinations: BTreeSet::new(),
        kept: Vec::new(),
        notes: Vec::new(),
    };
    let before = std::mem::take(context.problems);
    plan.records = planner.plan_rows(rows, context);
    plan.notes.append(&mut planner.notes);
    plan.notes.extend(planner.note_of_kept());
    let row_problems = std::mem::replace(context.problems, before);
    context.report_once(&row_problems);
    plan.bad_rows = count - plan.records.len();
    plan.not_in_table = records.partners.len() - planner.in_table.len();
    plan
}

/// The error for a file that is no text, by its first bytes.
fn workbook(table: &ImportTable<'_>, context: &mut ImportContext<'_>) -> Option<Diagnostic> {
    const KINDS: [(&[u8], &str); 14] = [
        (
            b"PK\x03\x04",
            "a workbook of Excel or LibreOffice, or another archive",
        ),
        (b"PK\x05\x06", "an empty archive"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a workbook of an old Excel",
        ),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a compressed file"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"<?xml", "an XML file, as some spreadsheet programs write"),
        (
            b"<html",
            "a web page, as some programs write instead of a table",
        ),
        (
            b"<!DOCTYPE",
            "a web page, as some programs write instead of a table",
        ),
        (b"{\\rtf", "a text document"),
    ];
    let (_, kind) = KINDS
        .iter()
        .find(|(start, _)| begins_with(table.bytes, start))?;
    let file = context.sources.add(table.name, "");
    let message = format!("the table is {kind}, not text");
    let help = "open it in the spreadsheet program, and save it as CSV UTF-8";
    Some(Diagnostic::new(Code::UnreadableFile, file.start(), message).help(help))
}

/// Whether a file begins with a text, apart from a byte order mark and whitespace, in any case.
fn begins_with(bytes: &[u8], start: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    let first = bytes.get(..start.len());
    first.is_some_and(|first| first.eq_ignore_ascii_case(start))
}

/// The mapping in its file, else the one that the headings suggest.
fn find_mapping(
    table: &ImportTable<'_>,
    sheet: &mut Sheet,
    fields: &Fields<'_>,
    plan: &mut Plan,
    context: &mut ImportContext<'_>,
) -> Option<Mapping> {
    if let Some(problem) = long_heading(sheet) {
        context.problems.push(problem);
        return None;
    }
    let Some((name, text)) = table.mapping else {
        let row = headings::row(&sheet.top_rows(), fields);
        let span = sheet.set_headings(row).span;
        let mut mapping = Mapping::guess(sheet, fields);
        mapping.headings = Some(context.sources.line_column(span.file, span.start).0);
        if mapping.is_exported() {
            mapping.separator = Some(LIST_SEPARATOR);
        }
        return Some(mapping);
    };
    let file = context.sources.add(name, text);
    let mut mapping = Mapping::parse(text, file, fields, context.problems)?;
    if let Some(line) = mapping.headings {
        let row = sheet.all_rows().position(|row| {
            let span = row[0].span;
            context.sources.line_column(span.file, span.start).0 == line
        });
        let Some(row) = row else {
            let message = format!("the table has no row at line {line}");
            let help = "correct `headings`: the line of the headings";
            let problem = Diagnostic::new(Code::InvalidValue, file.start(), message);
            context.problems.push(problem.help(help));
            return None;
        };
        sheet.set_headings(row);
    }
    plan.mapping = mapping.add_missing(sheet, fields, text);
    Some(mapping)
}

/// The problem of a text where a heading can be.
fn long_heading(sheet: &Sheet) -> Option<Diagnostic> {
    let heading = sheet
        .headings
        .iter()
        .find(|cell| cell.text.len() > MAX_HEADING)?;
    let start = Span {
        end: heading.span.start,
        ..heading.span
    };
    let message = format!(
        "a cell of the first row has {} characters, and no heading is so long",
        heading.text.chars().count()
    );
    let help = "write the headings of the columns into the first row";
    Some(Diagnostic::new(Code::InvalidValue, start, message).help(help))
}

/// The error that no row has a name, reported once.
fn missing_name_column(sheet: &Sheet) -> Diagnostic {
    let span = sheet.headings[0].span;
    let message = "no column of the table is the name of the partner";
    let help = "map it under `[columns]` of the mapping, such as \"Partner\" = \"name\"; if the headings are in \
                another line, correct `headings` there";
    Diagnostic::new(Code::MissingKey, span, message).help(help)
}
