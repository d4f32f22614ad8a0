//! A row of a table as values with their fields.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::plan::ImportOptions;
use crate::commands::table::FOLDER;
use crate::commands::table::ID;
use crate::commands::table::{Cell, Sheet};
use crate::commands::table::{Reading, Wrong};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::FieldValue;
use crate::edit::{FieldPath, Fields, Step};
use crate::load::ValueType;
use crate::source::Span;

/// What a row says.
pub(super) struct Row {
    /// Where it begins.
    pub(super) span: Span,
    pub(super) id: Option<String>,
    pub(super) folder: Option<String>,
    pub(super) values: Vec<(FieldPath, FieldValue)>,
}

/// Reads the rows; one with anything wrong in it is left out whole, and each mistake is reported.
pub(super) fn rows(
    sheet: &Sheet,
    mapping: &Mapping,
    fields: &Fields<'_>,
    reading: &Reading<'_>,
    options: &mut ImportOptions<'_>,
) -> Vec<Row> {
    let mut problems = Diagnostics::default();
    let columns: Vec<Option<&FieldPath>> = sheet
        .headings
        .iter()
        .map(|heading| mapping.field(&heading.text))
        .collect();
    let rows = sheet.rows.iter().filter_map(|cells| {
        let before = problems.errors();
        let row = row(cells, &columns, fields, reading, &mut problems);
        (problems.errors() == before).then_some(row)
    });
    let rows = rows.collect();
    once_each(problems, options);
    rows
}

/// How many lines are named where one mistake is made in many.
const LINES_AT_MOST: usize = 12;

/// Reports a mistake that is made in many rows once, with all their lines.
pub(super) fn once_each(problems: Diagnostics, options: &mut ImportOptions<'_>) {
    let mut groups: BTreeMap<(Code, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.iter() {
        let key = (problem.code, problem.message.as_str());
        groups.entry(key).or_default().push(problem);
    }
    for group in groups.values() {
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        let mut problem = (*first).clone();
        let lines = others.iter().filter_map(|other| other.place);
        let lines = lines.map(|it| options.sources.line_column(it.file, it.start).0);
        let mut lines: Vec<String> = lines.map(|line| line.to_string()).collect();
        if lines.len() > LINES_AT_MOST {
            let more = lines.len() - LINES_AT_MOST;
            lines.truncate(LINES_AT_MOST);
            lines.push(format!("{more} more"));
        }
        if !lines.is_empty() {
            let s = if lines.len() == 1 { "" } else { "s" };
            problem = problem.label(format!("also in line{s} {}", lines.join(", ")));
        }
        options.problems.push(problem);
    }
}

fn row(
    cells: &[Cell],
    columns: &[Option<&FieldPath>],
    fields: &Fields<'_>,
    reading: &Reading<'_>,
    problems: &mut Diagnostics,
) -> Row {
    let mut row = Row {
        span: cells[0].span,
        id: None,
        folder: None,
        values: Vec::new(),
    };
    if let Some(extra) = cells[columns.len().min(cells.len())..]
        .iter()
        .find(|cell| !cell.text.trim().is_empty())
    {
        let message = format!(
            "the row has {} cells, but there are {} headings",
            cells.len(),
            columns.len()
        );
        let help = "put a cell that has a separator in it into quotation marks";
        problems.push(Diagnostic::new(Code::InvalidValue, extra.span, message).help(help));
        return row;
    }
    for (cell, path) in cells.iter().zip(columns) {
        let Some(path) = path else { continue };
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        match path.to_string().as_str() {
            ID => row.id = Some(text.to_owned()),
            FOLDER => row.folder = Some(text.trim_matches('/').to_owned()),
            _ => match value(&cell.text, path, fields, reading) {
                Ok(values) => row.values.extend(values),
                Err((code, message, help)) => {
                    let message = format!("{message} in the column of `{path}`");
                    let diagnostic = Diagnostic::new(code, cell.span, message);
                    problems.push(diagnostic.maybe_help(help));
                }
            },
        }
    }
    row
}

/// The values of a cell: one, or for `*` one for each word.
pub(super) fn value(
    cell: &str,
    path: &FieldPath,
    fields: &Fields<'_>,
    reading: &Reading<'_>,
) -> Result<Vec<(FieldPath, FieldValue)>, Wrong> {
    let way = fields.value_type(path).unwrap_or(ValueType::Text);
    let mut path = path.clone();
    if fields.is_texts(&path) {
        let default = fields.records.languages[0].clone();
        path.0.push(Step::Key(default));
    }
    let way = match way {
        ValueType::Declared(words) if path.is_each() => ValueType::DeclaredList(words),
        ValueType::Text if path.is_each() => ValueType::List,
        way => way,
    };
    let value = reading.read(cell, &path, &way)?;
    Ok(value.map(|value| (path, value)).into_iter().collect())
}

/// Numbers the tables of lists that a record does not have yet one after the other: a table may leave some out.
pub(super) fn renumber(
    values: &mut [(FieldPath, FieldValue)],
    existing: impl Fn(&FieldPath) -> usize,
) {
    let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (path, _) in values.iter() {
        if let Some((list, at)) = item_of(path) {
            let numbers = numbers.entry(list.to_string()).or_default();
            if !numbers.contains(&at) {
                numbers.push(at);
            }
        }
    }
    for (path, _) in values.iter_mut() {
        let Some((list, at)) = item_of(path) else {
            continue;
        };
        let count = existing(&list);
        if at < count {
            continue;
        }
        let before = numbers[&list.to_string()].iter();
        let before = before
            .filter(|&&other| other >= count && other < at)
            .count();
        for step in &mut path.0 {
            if let Step::Item(at) = step {
                *at = count + before;
                break;
            }
        }
    }
}

/// The list that a path goes through, with `*` for the table, and which table it is.
fn item_of(path: &FieldPath) -> Option<(FieldPath, usize)> {
    let at = path
        .0
        .iter()
        .position(|step| matches!(step, Step::Item(_)))?;
    let Step::Item(number) = path.0[at] else {
        return None;
    };
    let mut list = FieldPath(path.0[..at].to_vec());
    list.0.push(Step::Each);
    Some((list, number))
}
