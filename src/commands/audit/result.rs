//! The result of an audit for one programme: the state of each question. Entry point: [`ProgrammeAudit`].

use jiff::civil::Date;

use crate::load::{Records, Texts};
use crate::model::{Catalogue, Lang};
use crate::questionnaire::Question;
use crate::source::{Sources, Span};
use crate::validate::Internal;

/// What an audit reads.
#[derive(Clone, Copy)]
pub(super) struct AuditInput<'a> {
    /// The records as written.
    pub records: &'a Records,
    /// The catalogue made of them; incomplete if the records have errors.
    pub catalogue: &'a Catalogue,
    /// Values that are never published.
    pub internal: &'a Internal,
    /// The texts of the files.
    pub sources: &'a Sources,
    /// The day that counts as today.
    pub today: Date,
}

/// An audit of one programme.
#[derive(Debug)]
pub(super) struct ProgrammeAudit {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Texts,
    /// Its folder, from the project's.
    pub folder: String,
    /// All questions, in their order.
    pub questions: Vec<QuestionAudit>,
}

/// How a programme answers one question.
#[derive(Debug)]
pub(super) struct QuestionAudit {
    /// The question.
    pub question: &'static Question,
    /// Whether it is answered.
    pub state: AnswerState,
    /// Countries with a separate answer, by code; the programme's answer applies to all others.
    pub countries: Vec<(String, Span)>,
    /// Languages into which the answer is not translated.
    pub missing_languages: Vec<Lang>,
}

/// Whether a question is answered.
#[derive(Debug)]
pub(super) enum AnswerState {
    /// It is answered in these locations.
    Answered(Vec<Span>),
    /// It is answered for some of the entries that it asks about, such as partners.
    Partial {
        /// How many entries answer it.
        answered: usize,
        /// How many entries it asks about.
        total: usize,
        /// Entries without an answer, and where it would be.
        missing: Vec<(String, Span)>,
    },
    /// The programme gives a reason why there is nothing to answer.
    NotOffered {
        /// The reason.
        reason: Texts,
        /// Where the reason is written.
        location: Span,
    },
    /// There is no answer.
    Unanswered,
}

/// How many questions are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct StateCounts {
    /// Answered.
    pub answered: usize,
    /// Answered in part.
    pub partial: usize,
    /// Not offered, with a reason.
    pub not_offered: usize,
    /// Unanswered.
    pub unanswered: usize,
}

impl ProgrammeAudit {
    /// The questions of one area.
    pub(super) fn area(&self, area: &str) -> impl Iterator<Item = &QuestionAudit> {
        self.questions
            .iter()
            .filter(move |audit| audit.question.area() == area)
    }
}

impl StateCounts {
    /// Counts the questions in each state.
    pub(super) fn of<'a>(questions: impl IntoIterator<Item = &'a QuestionAudit>) -> Self {
        let mut counts = Self::default();
        for audit in questions {
            *match audit.state {
                AnswerState::Answered(_) => &mut counts.answered,
                AnswerState::Partial { .. } => &mut counts.partial,
                AnswerState::NotOffered { .. } => &mut counts.not_offered,
                AnswerState::Unanswered => &mut counts.unanswered,
            } += 1;
        }
        counts
    }

    /// Questions that need no more work: answered, or not offered for a reason.
    pub(super) fn done(self) -> usize {
        self.answered + self.not_offered
    }

    /// All questions.
    pub(super) fn total(self) -> usize {
        self.answered + self.partial + self.not_offered + self.unanswered
    }

    /// The counts with the keys of their labels.
    pub(super) fn labelled(self) -> [(&'static str, usize); 4] {
        [
            ("audit_answered_questions", self.answered),
            ("audit_partly_questions", self.partial),
            ("audit_not_offered_questions", self.not_offered),
            ("audit_unanswered_questions", self.unanswered),
        ]
    }
}
