//! The diagnostics of an import, and the texts that they refer to.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;

/// Where an import reports problems.
pub struct ImportContext<'a> {
    /// The texts that diagnostics refer to.
    pub sources: &'a mut Sources,
    /// The problems found.
    pub problems: &'a mut Diagnostics,
}

/// How many lines are listed where many rows have the same problem.
const MAX_LINES: usize = 12;

impl ImportContext<'_> {
    /// Reports a problem that many rows have once, with all their lines.
    pub(super) fn report_once(&mut self, problems: &Diagnostics) {
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
            let line = |problem: &Diagnostic| {
                let place = problem.place?;
                Some(self.sources.line_column(place.file, place.start).0)
            };
            let mut lines: Vec<String> = others
                .iter()
                .filter_map(|other| line(other))
                .filter(|other| line(first) != Some(*other))
                .map(|line| line.to_string())
                .collect();
            if lines.len() > MAX_LINES {
                let more = lines.len() - MAX_LINES;
                lines.truncate(MAX_LINES);
                lines.push(format!("{more} more"));
            }
            if !lines.is_empty() {
                let s = if lines.len() == 1 { "" } else { "s" };
                // In the message, which every format shows.
                problem.message += &format!("; also in line{s} {}", lines.join(", "));
            }
            self.problems.push(problem);
        }
    }
}
