//! The audit of all programmes. Entry point: [`audit`].
//!
//! Internal questions are part of it: an audit is for the programme's owner and is never published.

use jiff::civil::Date;

use super::answers::ProgrammeAnswers;
use super::finding::Finding;
use super::findings;
use super::result::{AuditInput, ProgrammeAudit, StateCounts};
use crate::load::ProgrammeRecord;
use crate::questionnaire;

/// An audit of all programmes.
#[derive(Debug)]
pub(super) struct Audit {
    /// The programmes, in their order.
    pub programmes: Vec<ProgrammeAudit>,
    /// Other points that need attention.
    pub findings: Vec<Finding>,
    /// The day that counted as today.
    pub today: Date,
}

/// Audits each programme against the questionnaire.
pub(super) fn audit(input: AuditInput<'_>) -> Audit {
    Audit {
        programmes: input
            .records
            .programmes
            .iter()
            .map(|record| audit_programme(input, record))
            .collect(),
        findings: findings::findings(input),
        today: input.today,
    }
}

fn audit_programme(input: AuditInput<'_>, record: &ProgrammeRecord) -> ProgrammeAudit {
    let answers = ProgrammeAnswers::new(input, record);
    ProgrammeAudit {
        id: record.id.clone(),
        name: record.name.clone(),
        folder: format!("content/programmes/{}/", record.id),
        questions: questionnaire::questions()
            .map(|question| answers.audit(question))
            .collect(),
    }
}

impl Audit {
    /// Whether every question of every programme is answered or not offered for a reason.
    pub(super) fn is_complete(&self) -> bool {
        self.programmes.iter().all(|programme| {
            let counts = StateCounts::of(&programme.questions);
            counts.partial + counts.unanswered == 0
        })
    }
}
