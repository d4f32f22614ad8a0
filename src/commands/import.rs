//! `vitrine import`: a table into the records.

mod decode;
mod headings;
mod json;
mod mapping;
mod plan;
mod row;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Outcome, Report, parse_project, schema};
use crate::diagnostic::{Detail, Diagnostics};
use crate::edit::FieldValue;

pub use plan::{Change, FieldChange, ImportOptions, Plan, Planned, Table, plan};

/// What is imported, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The table: CSV, or JSON if its name ends so.
    pub table: PathBuf,
    /// The file that says which column is which field; absent: beside the table.
    pub mapping: Option<PathBuf>,
    /// Only tells what would be done.
    pub dry_run: bool,
}

/// How many records of a kind are told one by one.
const TOLD_AT_MOST: usize = 60;
/// The longest value that is told, in characters.
const VALUE_AT_MOST: usize = 30;

/// Compares a table with the records, then adds and changes them; rows that are wrong are reported and left out, and
/// whatever the table does not name stays.
///
/// # Errors
///
/// If the project or the table cannot be read, or a file cannot be written.
pub fn import(project: &Path, request: &ImportRequest) -> anyhow::Result<Report> {
    let mut read = parse_project(project)?;
    let Some(records) = &read.records else {
        return Ok(Report::unreadable(read));
    };
    let table = &request.table;
    let bytes = fs::read(table).with_context(|| format!("cannot read `{}`", table.display()))?;
    let mapping = request
        .mapping
        .clone()
        .unwrap_or_else(|| table.with_extension("mapping.toml"));
    let mapping_text = match fs::read_to_string(&mapping) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", mapping.display()));
        }
    };
    let names = (table.display().to_string(), mapping.display().to_string());
    let mut problems = Diagnostics::default();
    let plan = self::plan(
        &Table {
            name: &names.0,
            bytes: &bytes,
            mapping: mapping_text.as_deref().map(|text| (&*names.1, text)),
            has_file: &|name| table.parent().unwrap_or(Path::new("")).join(name).is_file(),
        },
        records,
        &mut ImportOptions {
            sources: &mut read.sources,
            problems: &mut problems,
        },
    );
    let mut summary = Vec::new();
    if let Some(encoding) = plan.encoding {
        summary.push(format!("the table is read as {encoding}"));
    }
    if let Some(text) = &plan.mapping {
        fs::write(&mapping, text)
            .with_context(|| format!("cannot write `{}`", mapping.display()))?;
        let left_out = plan.left_out.join(", ");
        let left_out = match left_out.is_empty() {
            true => String::new(),
            false => format!("; not imported: {left_out}"),
        };
        summary.push(format!(
            "which column is which field was guessed, and is in `{}`, for you to change{left_out}",
            mapping.display()
        ));
    }
    summary.extend(told(&plan));
    if !request.dry_run {
        write(project, &plan, table)?;
        schema::refresh(project, records)?;
    }
    problems.sort(&read.sources);
    summary.push(conclusion(&plan, request.dry_run));
    let outcome = match (problems.errors() > 0, request.dry_run) {
        (false, _) => Outcome::Clean,
        (true, false) if plan.records.iter().any(|it| it.change != Change::Left) => {
            Outcome::Partial
        }
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

/// A line for each record that is added or changed.
fn told(plan: &Plan) -> Vec<String> {
    let told = plan.records.iter().filter(|it| it.change != Change::Left);
    let told: Vec<&Planned> = told.collect();
    let width = |text: fn(&Planned) -> usize| {
        let shown = told.iter().take(TOLD_AT_MOST);
        shown.map(|it| text(it)).max().unwrap_or(0).min(40)
    };
    let ids = width(|it| it.id.chars().count());
    let mut lines: Vec<String> = told
        .iter()
        .take(TOLD_AT_MOST)
        .map(|it| match &it.change {
            Change::Added => format!("added    {:ids$}  {}", it.id, it.path),
            Change::Changed(fields) => {
                let fields: Vec<String> = fields.iter().map(change).collect();
                format!("changed  {:ids$}  {}", it.id, fields.join("; "))
            }
            Change::Left => String::new(),
        })
        .collect();
    if told.len() > TOLD_AT_MOST {
        lines.push(format!("… and {} more", told.len() - TOLD_AT_MOST));
    }
    lines
}

fn change(change: &FieldChange) -> String {
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
    if text.chars().count() <= VALUE_AT_MOST {
        return text;
    }
    let short: String = text.chars().take(VALUE_AT_MOST - 1).collect();
    format!("{short}…")
}

fn conclusion(plan: &Plan, dry_run: bool) -> String {
    let number = |wanted: fn(&Change) -> bool| {
        let records = plan.records.iter();
        records.filter(|it| wanted(&it.change)).count()
    };
    let added = number(|change| *change == Change::Added);
    let changed = number(|change| matches!(change, Change::Changed(_)));
    let same = number(|change| *change == Change::Left);
    let rows = match plan.bad_rows {
        0 => String::new(),
        1 => "; 1 row cannot be imported until it is mended".to_owned(),
        rows => format!("; {rows} rows cannot be imported until they are mended"),
    };
    let would = if dry_run { "would be " } else { "" };
    format!(
        "{would}added: {added}, changed: {changed}, left as they are: {same}, not in the table and left: {}{rows}",
        plan.not_named
    )
}

fn write(project: &Path, plan: &Plan, table: &Path) -> anyhow::Result<()> {
    for record in &plan.records {
        if record.change == Change::Left {
            continue;
        }
        let path = project.join(&record.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
            for (from, to) in &record.logos {
                copy_logo(table, from, &folder.join(to))?;
            }
        }
        fs::write(&path, &record.text)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

/// Copies a picture that lies beside the table to the record, unless there is one already.
fn copy_logo(table: &Path, from: &str, to: &Path) -> anyhow::Result<()> {
    let from = table.parent().unwrap_or(Path::new("")).join(from);
    if !to.exists() && from.is_file() {
        fs::copy(&from, to)
            .with_context(|| format!("cannot copy `{}` to `{}`", from.display(), to.display()))?;
    }
    Ok(())
}
