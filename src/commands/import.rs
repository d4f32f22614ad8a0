//! `vitrine import`: the transfer of a table into the records. Entry point: [`import`]; [`plan`](fn@plan) only compares.

mod consent;
mod context;
mod decode;
mod files;
mod headings;
mod json;
mod mapping;
mod plan;
mod resulting;
mod row;
mod write;

use std::path::{Path, PathBuf};

use super::{LoadOptions, Outcome, Report, parse_project, schema};
use crate::diagnostic::{Detail, Diagnostics};
use crate::disk::write_named;
use crate::edit::FieldValue;
use files::Named;

pub use context::ImportContext;
pub use files::{ImportFiles, NoFiles, RefusedPicture, TablePicture};
pub use plan::{Change, FieldChange, ImportTable, Plan, PlannedPicture, PlannedRecord, plan};

/// The table to import.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The table: CSV, or JSON if it has the extension `.json`.
    pub table: PathBuf,
    /// The mapping of columns to fields; `None` for the file beside the table.
    pub mapping: Option<PathBuf>,
    /// Whether to list the changes without writing them.
    pub dry_run: bool,
}

/// How many records are listed.
const MAX_LISTED: usize = 60;
/// How many headings that are not imported are listed.
const MAX_HEADINGS: usize = 30;
/// The longest value that is shown, in characters.
const MAX_VALUE_LENGTH: usize = 30;

/// Compares a table with the records, then adds and changes records. Rows with errors, and rows whose records would have
/// errors, are reported and left out; records that are not in the table do not change.
///
/// # Errors
///
/// If the project or the table cannot be read, or a file cannot be written.
pub fn import(
    project: &Path,
    options: &LoadOptions,
    request: &ImportRequest,
) -> anyhow::Result<Report> {
    let mut summary = if request.dry_run {
        write::unfinished(project)?
    } else {
        write::finish(project)?
    };
    let mut read = parse_project(project)?;
    let Some(records) = &read.records else {
        return Ok(Report::unreadable(read));
    };
    let table = &request.table;
    let bytes = files::read_table(table)?;
    let (mapping, named) = match &request.mapping {
        Some(mapping) => (mapping.clone(), Named::CommandLine),
        None => (table.with_extension("mapping.toml"), Named::BesideTable),
    };
    let mapping_text = files::read_mapping(&mapping, named)?;
    let names = (table.display().to_string(), mapping.display().to_string());
    let mut problems = Diagnostics::default();
    let mut plan = self::plan(
        &ImportTable {
            name: &names.0,
            bytes: &bytes,
            mapping: mapping_text.as_deref().map(|text| (&*names.1, text)),
            files: &files::LocalFiles::new(table, project),
        },
        records,
        &mut ImportContext {
            sources: &mut read.sources,
            problems: &mut problems,
        },
    );
    let refused = resulting::refuse_invalid(&mut plan, &read, options);
    let mut context = ImportContext {
        sources: &mut read.sources,
        problems: &mut problems,
    };
    context.report_once(&refused);
    if let Some(text) = &plan.mapping {
        write_named(&mapping, text)?;
        let left_out = if plan.left_out.is_empty() {
            String::new()
        } else {
            format!("; not imported: {}", listed(&plan.left_out))
        };
        summary.push(format!(
            "the meaning of the columns was guessed; correct it in `{}`{left_out}",
            mapping.display()
        ));
    }
    summary.extend(plan.notes.iter().cloned());
    summary.extend(change_lines(&plan));
    summary.extend(consent::notes(&plan));
    if !request.dry_run {
        write::write(project, &plan, table, &read.sources)?;
        schema::refresh(project, records)?;
    }
    problems.sort(&read.sources);
    summary.push(conclusion(&plan, request.dry_run));
    let outcome = match (problems.errors() > 0, request.dry_run) {
        (false, _) => Outcome::Clean,
        (true, false) if changed_records(&plan).next().is_some() => Outcome::Partial,
        (true, _) => Outcome::Problems,
    };
    Ok(Report {
        sources: read.sources,
        diagnostics: problems,
        detail: Detail::Counted,
        outcome,
        summary,
    })
}

/// The first of some headings, and how many more there are.
fn listed(headings: &[String]) -> String {
    let shown = &headings[..headings.len().min(MAX_HEADINGS)];
    let mut text = shown.join(", ");
    if headings.len() > shown.len() {
        text += &format!(" and {} more", headings.len() - shown.len());
    }
    text
}

fn changed_records(plan: &Plan) -> impl Iterator<Item = &PlannedRecord> {
    plan.records
        .iter()
        .filter(|record| record.change != Change::Unchanged)
}

/// One line for each record that is added or changed.
fn change_lines(plan: &Plan) -> Vec<String> {
    let changed: Vec<&PlannedRecord> = changed_records(plan).collect();
    let listed = &changed[..changed.len().min(MAX_LISTED)];
    let id_width = listed
        .iter()
        .map(|record| record.id.chars().count())
        .max()
        .unwrap_or(0)
        .min(40);
    let mut lines: Vec<String> = listed
        .iter()
        .map(|record| match &record.change {
            Change::Added => format!("added    {:id_width$}  {}", record.id, record.path),
            Change::Changed(fields) => {
                let fields: Vec<String> = fields.iter().map(change).collect();
                format!("changed  {:id_width$}  {}", record.id, fields.join("; "))
            }
            Change::Unchanged => String::new(),
        })
        .collect();
    if changed.len() > listed.len() {
        lines.push(format!("… and {} more", changed.len() - listed.len()));
    }
    lines
}

fn change(change: &FieldChange) -> String {
    if let (Some(old), FieldValue::Text(text)) = (&change.old, &change.new)
        && text.is_empty()
    {
        return format!("{}: {} removed", change.field, value(old));
    }
    let new = value(&change.new);
    match &change.old {
        Some(old) => format!("{}: {} → {new}", change.field, value(old)),
        None => format!("{}: {new}", change.field),
    }
}

fn value(value: &FieldValue) -> String {
    let text = match value {
        FieldValue::Text(text) | FieldValue::Date(text) => text.replace('\n', " "),
        FieldValue::List(items) => items.join(", "),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Boolean(boolean) => boolean.to_string(),
    };
    if text.chars().count() <= MAX_VALUE_LENGTH {
        return text;
    }
    let short: String = text.chars().take(MAX_VALUE_LENGTH - 1).collect();
    format!("{short}…")
}

fn conclusion(plan: &Plan, dry_run: bool) -> String {
    let count = |matches: fn(&Change) -> bool| {
        plan.records
            .iter()
            .filter(|record| matches(&record.change))
            .count()
    };
    let added = count(|change| *change == Change::Added);
    let changed = count(|change| matches!(change, Change::Changed(_)));
    let unchanged = count(|change| *change == Change::Unchanged);
    let bad_rows = match plan.bad_rows {
        0 => String::new(),
        1 => "; 1 row has errors and cannot be imported".to_owned(),
        rows => format!("; {rows} rows have errors and cannot be imported"),
    };
    let would = if dry_run { "would be " } else { "" };
    format!(
        "{would}added: {added}, changed: {changed}, unchanged: {unchanged}, not in the table: {}{bad_rows}",
        plan.not_in_table
    )
}
