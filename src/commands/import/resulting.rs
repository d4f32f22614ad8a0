//! The records that an import would write, checked as the project would have them. Entry point: [`refuse_invalid`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::changed_records;
use super::plan::{Change, Plan, PlannedRecord};
use crate::commands::LoadOptions;
use crate::commands::project::{Project, validate};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::{PartnerRecord, ProjectFiles, Records, partner_record};
use crate::source::FileId;

/// How often the records are checked again without those that have errors.
const MAX_ROUNDS: usize = 8;

/// Removes the records from a plan that would have errors that the project does not have yet. Returns the errors, at the
/// rows of the records.
pub(super) fn refuse_invalid(
    plan: &mut Plan,
    files: &ProjectFiles,
    options: &LoadOptions,
) -> Diagnostics {
    let mut refused = Diagnostics::default();
    let Some(records) = &files.records else {
        return refused;
    };
    if changed_records(plan).next().is_none() {
        return refused;
    }
    let mut known: ErrorCounts = BTreeMap::new();
    let before = validate(copy(files, records.clone()), options);
    for problem in errors(&before) {
        *known.entry(key(&before, problem)).or_default() += 1;
    }
    // Without a refused record, another one may have an error: it may refer to it.
    for _ in 0..MAX_ROUNDS {
        let invalid = invalid_rows(plan, files, records, options, &known);
        if invalid.is_empty() {
            return refused;
        }
        for problem in invalid.values().flatten() {
            refused.push(problem.clone());
        }
        plan.bad_rows += invalid.len();
        plan.records
            .retain(|record| !invalid.contains_key(&record.id));
    }
    for record in changed_records(plan) {
        let message = "the row may refer to another one that has an error";
        let problem = Diagnostic::new(Code::InvalidValue, record.row, message);
        refused.push(problem.help("correct the other errors first, then import the table again"));
    }
    plan.bad_rows += changed_records(plan).count();
    plan.records
        .retain(|record| record.change == Change::Unchanged);
    refused
}

/// What an error is recognized by: the path of its file, its kind and its message.
type ErrorKey = (String, Code, String);

/// How often the project has each error.
type ErrorCounts = BTreeMap<ErrorKey, usize>;

fn key(project: &Project, problem: &Diagnostic) -> ErrorKey {
    let path = problem.place.map_or(String::new(), |place| {
        project.sources.get(place.file).path.clone()
    });
    (path, problem.code, problem.message.clone())
}

fn errors(project: &Project) -> impl Iterator<Item = &Diagnostic> {
    let problems = project.diagnostics.iter();
    problems.filter(|problem| problem.severity() == Severity::Error)
}

fn copy(files: &ProjectFiles, records: Records) -> ProjectFiles {
    ProjectFiles {
        sources: files.sources.clone(),
        problems: files.problems.clone(),
        records: Some(records),
        theme: files.theme.clone(),
    }
}

/// The errors of the records that the plan writes, at their rows, by the id of the record.
fn invalid_rows(
    plan: &Plan,
    files: &ProjectFiles,
    records: &Records,
    options: &LoadOptions,
    known: &ErrorCounts,
) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut after = copy(files, records.clone());
    let mut planned: BTreeMap<FileId, &PlannedRecord> = BTreeMap::new();
    let existing = records.partners.iter();
    let mut partners: BTreeMap<String, Arc<PartnerRecord>> = existing
        .map(|partner| (partner.path.clone(), Arc::clone(partner)))
        .collect();
    let mut replaced: BTreeSet<FileId> = BTreeSet::new();
    let mut found = Diagnostics::default();
    let mut invalid: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for record in changed_records(plan) {
        let languages = &records.languages;
        let (partner, problems) =
            partner_record(&record.path, &record.text, languages, &mut after.sources);
        planned.insert(partner.file, record);
        let old = partners.insert(record.path.clone(), partner);
        replaced.extend(old.map(|old| old.file));
        found.append(problems);
    }
    after.problems.retain(|problem| {
        problem
            .place
            .is_none_or(|place| !replaced.contains(&place.file))
    });
    after.problems.append(found);
    after.records = Some(Records {
        shared: records.shared.clone(),
        partners: partners.into_values().collect(),
    });
    let after = validate(after, options);
    let mut counts: ErrorCounts = BTreeMap::new();
    for problem in errors(&after) {
        let key = key(&after, problem);
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        let is_known = known.get(&key).is_some_and(|known| *count <= *known);
        let related = problem.related.iter().map(|(span, _)| span);
        let mut places = problem.place.iter().chain(related);
        let Some(record) = places.find_map(|place| planned.get(&place.file)) else {
            continue;
        };
        if !is_known {
            let errors = invalid.entry(record.id.clone()).or_default();
            errors.push(at_row(
                record,
                problem.code,
                &problem.message,
                problem.help.clone(),
            ));
        }
    }
    invalid
}

fn at_row(record: &PlannedRecord, code: Code, message: &str, help: Option<String>) -> Diagnostic {
    let message = format!("the record would have an error: {message}");
    let problem = Diagnostic::new(code, record.row, message);
    problem.maybe_help(help)
}
