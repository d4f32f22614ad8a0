//! The questionnaire put to the programmes: what they answer, where, and what nobody has answered yet.
//!
//! Internal rows are asked as well: what is made here is for the programme's owner and is never published.

use jiff::civil::Date;

use super::answers;
use super::findings::{self, Finding};

use crate::load::{ProgrammeRecord, Records, Texts};
use crate::model::{Catalogue, Lang};
use crate::questionnaire::{self, Row};
use crate::source::{Sources, Span};
use crate::validate::Internal;

/// What is audited.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// What is written.
    pub records: &'a Records,
    /// What was made of it; where the records have errors, as far as that could be.
    pub catalogue: &'a Catalogue,
    /// What is never published.
    pub internal: &'a Internal,
    /// The texts of the files.
    pub sources: &'a Sources,
    /// What counts as today.
    pub today: Date,
}

/// What the questionnaire found.
#[derive(Debug)]
pub(super) struct Audit {
    /// Each programme, in their order.
    pub programmes: Vec<ProgrammeAudit>,
    /// What else wants to be looked at.
    pub findings: Vec<Finding>,
    /// What counted as today.
    pub today: Date,
}

/// What one programme answers.
#[derive(Debug)]
pub(super) struct ProgrammeAudit {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Texts,
    /// Its folder, from the project's.
    pub folder: String,
    /// All rows, in their order.
    pub rows: Vec<RowAudit>,
}

/// What a programme answers to one row.
#[derive(Debug)]
pub(super) struct RowAudit {
    /// The row.
    pub row: &'static Row,
    /// Whether it is answered.
    pub state: State,
    /// Where countries answer it for themselves, by code; the others are as the programme.
    pub countries: Vec<(String, Span)>,
    /// The languages in which the answer should be, but is not.
    pub lacks: Vec<Lang>,
}

/// Whether a row is answered.
#[derive(Debug)]
pub(super) enum State {
    /// Yes, here.
    Answered(Vec<Span>),
    /// Not for everything that it asks about.
    Partly {
        /// For how many it is answered.
        answered: usize,
        /// Of how many.
        all: usize,
        /// Those for which it is not, and where that would be.
        missing: Vec<(String, Span)>,
    },
    /// There is a reason why it is not.
    NotOffered {
        /// The reason.
        reason: Texts,
        /// Where it stands.
        place: Span,
    },
    /// Nobody has answered it.
    Unanswered,
}

/// How many rows are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Answered.
    pub answered: usize,
    /// Answered in part.
    pub partly: usize,
    /// Not offered, with a reason.
    pub not_offered: usize,
    /// Unanswered.
    pub unanswered: usize,
}

/// Puts the questionnaire to each programme.
pub(super) fn audit(subject: Subject<'_>) -> Audit {
    let programmes = subject.records.programmes.iter();
    Audit {
        programmes: programmes
            .map(|record| programme(subject, record))
            .collect(),
        findings: findings::findings(subject),
        today: subject.today,
    }
}

fn programme(subject: Subject<'_>, record: &ProgrammeRecord) -> ProgrammeAudit {
    let answers = answers::Answers::new(subject, record);
    ProgrammeAudit {
        id: record.id.clone(),
        name: record.name.clone(),
        folder: format!("content/programmes/{}/", record.id),
        rows: questionnaire::rows().map(|row| answers.row(row)).collect(),
    }
}

impl Audit {
    /// Whether every row of every programme is answered or not offered for a reason.
    pub(super) fn is_complete(&self) -> bool {
        let mut counts = self
            .programmes
            .iter()
            .map(|programme| count(&programme.rows));
        counts.all(|count| count.partly + count.unanswered == 0)
    }
}

/// How many of the rows are in each state.
pub(super) fn count<'a>(rows: impl IntoIterator<Item = &'a RowAudit>) -> Count {
    let mut count = Count::default();
    for row in rows {
        *match row.state {
            State::Answered(_) => &mut count.answered,
            State::Partly { .. } => &mut count.partly,
            State::NotOffered { .. } => &mut count.not_offered,
            State::Unanswered => &mut count.unanswered,
        } += 1;
    }
    count
}

impl Count {
    /// All rows.
    pub(super) fn all(self) -> usize {
        self.answered + self.partly + self.not_offered + self.unanswered
    }
}
