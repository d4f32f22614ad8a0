//! The report as text for a terminal, in lines of at most 80 columns. Entry point: [`to_text`].

use super::context::ReportContext;
use super::finding::{Finding, FindingKind};
use super::hints::hint;
use super::programmes::Audit;
use super::result::{AnswerState, ProgrammeAudit, QuestionAudit, StateCounts};
use crate::diagnostic::Style;
use crate::questionnaire::{AREAS, Audience};
use crate::source::Span;
use crate::text::visible_line;

const COLUMNS: usize = 80;
/// How many locations of one answer are listed.
const LOCATIONS_AT_MOST: usize = 8;
/// How many findings of a kind, or partners without an answer, are listed.
const LISTED_AT_MOST: usize = 10;

/// What the text contains.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextOptions {
    /// Whether answered questions are listed too.
    pub all: bool,
    /// Whether the text has colours.
    pub style: Style,
}

/// The audit as text that ends in a line break.
pub(super) fn to_text(audit: &Audit, context: ReportContext<'_>, options: TextOptions) -> String {
    let mut writer = Writer {
        text: String::new(),
        context,
        options,
    };
    for programme in &audit.programmes {
        writer.programme(programme);
    }
    for kind in FindingKind::ALL {
        writer.findings(audit, kind);
    }
    writer.text
}

struct Writer<'a> {
    text: String,
    context: ReportContext<'a>,
    options: TextOptions,
}

/// The colours on a terminal, by their meaning.
#[derive(Clone, Copy)]
enum Ink {
    Good,
    Doubt,
    Bad,
    Faint,
    Strong,
}

/// The mark before an area, a question or a kind of finding.
#[derive(Clone, Copy)]
enum StateMark {
    Done,
    Attention,
    NotOffered,
    Open,
}

impl Writer<'_> {
    fn programme(&mut self, programme: &ProgrammeAudit) {
        let name = self.context.text(&programme.name);
        self.line(0, Ink::Strong, &format!("{name} ({})", programme.id));
        self.line(0, Ink::Faint, &programme.folder);
        self.text.push('\n');
        for area in AREAS {
            self.area(programme, area);
        }
        self.text.push('\n');
        let counts = StateCounts::of(&programme.questions);
        if counts.unanswered > 0 {
            let hint = self.context.string("audit_not_offered_hint");
            self.wrapped(2, Ink::Faint, &hint);
        }
        let summary: Vec<String> = counts
            .labelled()
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| {
                let label = self.context.localizer.message_count(key, count);
                format!("{count} {label}")
            })
            .collect();
        self.line(2, Ink::Strong, &summary.join(", "));
        self.text.push('\n');
    }

    fn area(&mut self, programme: &ProgrammeAudit, area: &str) {
        let questions: Vec<&QuestionAudit> = programme.area(area).collect();
        let counts = StateCounts::of(questions.iter().copied());
        let mark = if counts.unanswered > 0 {
            StateMark::Open
        } else if counts.partial > 0 {
            StateMark::Attention
        } else if counts.answered == 0 {
            StateMark::NotOffered
        } else {
            StateMark::Done
        };
        let mark = self.mark(mark);
        let figures = format!("{:>2}/{}", counts.done(), counts.total());
        let title = self.context.area(area);
        let title = visible_line(&title);
        self.text
            .push_str(&format!("  {mark} {figures:<6} {title}\n"));
        let is_same_reason = |one: &&QuestionAudit, next: &&QuestionAudit| {
            !self.options.all && reason(one).is_some() && reason(one) == reason(next)
        };
        let groups: Vec<&[&QuestionAudit]> = questions.chunk_by(is_same_reason).collect();
        for group in groups {
            match group {
                [audit] => self.question(programme, audit),
                _ => self.not_offered_together(programme, group),
            }
        }
    }

    /// Several questions that are not offered for the same reason.
    fn not_offered_together(&mut self, programme: &ProgrammeAudit, group: &[&QuestionAudit]) {
        let mark = self.mark(StateMark::NotOffered);
        for (index, audit) in group.iter().enumerate() {
            let mark = if index == 0 { mark.as_str() } else { " " };
            self.text
                .push_str(&format!("    {mark} {}\n", audit.question.id));
        }
        if let [first, ..] = group {
            self.state(programme, first);
        }
    }

    fn question(&mut self, programme: &ProgrammeAudit, audit: &QuestionAudit) {
        let question = audit.question;
        let is_answered = matches!(audit.state, AnswerState::Answered(_));
        if is_answered && audit.missing_languages.is_empty() && !self.options.all {
            return;
        }
        let mark = self.mark(match audit.state {
            AnswerState::Answered(_) => StateMark::Done,
            AnswerState::Partial { .. } => StateMark::Attention,
            AnswerState::NotOffered { .. } => StateMark::NotOffered,
            AnswerState::Unanswered => StateMark::Open,
        });
        let internal = match question.audience {
            Audience::Public => String::new(),
            Audience::Internal => format!(" ({})", self.context.string("audit_internal")),
        };
        self.text
            .push_str(&format!("    {mark} {}{internal}\n", question.id));
        self.wrapped(8, Ink::Faint, &self.context.question(question));
        self.state(programme, audit);
    }

    /// Where a question is answered, why it is not, or how to answer it.
    fn state(&mut self, programme: &ProgrammeAudit, audit: &QuestionAudit) {
        let context = self.context;
        match &audit.state {
            AnswerState::Answered(spans) => {
                let locations = context.locations(programme, spans, LOCATIONS_AT_MOST);
                let omitted = spans.len().saturating_sub(LOCATIONS_AT_MOST);
                self.wrapped(8, Ink::Good, &context.shortened(&locations, omitted));
            }
            AnswerState::Partial { total, missing, .. } => {
                let line = context.missing_for(missing, *total, LISTED_AT_MOST);
                self.wrapped(8, Ink::Doubt, &line);
            }
            AnswerState::NotOffered { reason, location } => {
                let state = context.state(&audit.state);
                let colon = context.string("colon");
                let line = format!("{state}{colon} {}", context.text(reason));
                self.wrapped(8, Ink::Doubt, &line);
                self.wrapped(8, Ink::Faint, &context.location(programme, *location));
            }
            AnswerState::Unanswered => {
                self.wrapped(8, Ink::Bad, &hint(context, audit.question));
            }
        }
        if !audit.countries.is_empty() && self.options.all {
            let countries: Vec<String> = audit
                .countries
                .iter()
                .map(|(code, span)| format!("{code}: {}", context.location(programme, *span)))
                .collect();
            self.wrapped(8, Ink::Good, &countries.join(", "));
        }
        if let Some(not_in) = context.not_in(&audit.missing_languages) {
            self.wrapped(8, Ink::Doubt, &not_in);
        }
    }

    fn findings(&mut self, audit: &Audit, kind: FindingKind) {
        let findings: Vec<&Finding> = audit
            .findings
            .iter()
            .filter(|finding| finding.kind() == kind)
            .collect();
        let mark = self.mark(if findings.is_empty() {
            StateMark::Done
        } else {
            StateMark::Attention
        });
        let heading = kind.heading(self.context);
        let colon = self.context.string("colon");
        self.text
            .push_str(&format!("{mark} {heading}{colon} {}\n", findings.len()));
        for finding in findings.iter().take(LISTED_AT_MOST) {
            let text = finding.detail.text(self.context);
            self.wrapped(4, Ink::Strong, &text.replace('`', ""));
            let (path, line) = self.context.path_and_line(finding.location);
            self.wrapped(6, Ink::Faint, &format!("{path}:{line}"));
        }
        let omitted = findings.len().saturating_sub(LISTED_AT_MOST);
        if omitted > 0 {
            let more = format!("… {}", self.context.more(omitted));
            self.wrapped(4, Ink::Faint, &more);
        }
    }

    fn line(&mut self, indent: usize, ink: Ink, text: &str) {
        let text = self.ink(ink, text);
        self.text.push_str(&format!("{:indent$}{text}\n", ""));
    }

    /// A text in lines no wider than a terminal, unless a word is wider.
    fn wrapped(&mut self, indent: usize, ink: Ink, text: &str) {
        let mut line = String::new();
        for word in text.split([' ', '\n']) {
            let length = indent + line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && length > COLUMNS {
                self.line(indent, ink, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(indent, ink, &line);
    }

    fn mark(&self, mark: StateMark) -> String {
        match mark {
            StateMark::Done => self.ink(Ink::Good, "✓"),
            StateMark::Attention => self.ink(Ink::Doubt, "!"),
            StateMark::NotOffered => self.ink(Ink::Faint, "–"),
            StateMark::Open => self.ink(Ink::Bad, "✗"),
        }
    }

    fn ink(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Good => "32",
            Ink::Doubt => "33",
            Ink::Bad => "31",
            Ink::Faint => "2",
            Ink::Strong => "1",
        };
        let text = visible_line(text);
        match self.options.style {
            Style::Colored => format!("\x1b[{code}m{text}\x1b[0m"),
            Style::Plain => text.into_owned(),
        }
    }
}

/// Where the reason is written for a question that is not offered.
fn reason(audit: &QuestionAudit) -> Option<Span> {
    match audit.state {
        AnswerState::NotOffered { location, .. } => Some(location),
        _ => None,
    }
}
