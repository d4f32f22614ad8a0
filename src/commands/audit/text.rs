//! The audit as text for a terminal, in lines of at most 80 columns.

use super::locations::{Files, Voice};
use super::{Audit, FindingKind, ProgrammeAudit, RowAudit, State, Tongue, count};
use crate::questionnaire::{AREAS, Audience};
use crate::source::{Sources, Span};

/// How wide the lines are.
const COLUMNS: usize = 80;
/// How many places of one answer are named.
const PLACES_AT_MOST: usize = 8;
/// How many findings of a kind, or partners of a row, are named.
const LISTED_AT_MOST: usize = 10;

/// How the audit is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextOptions<'a> {
    /// In which language.
    pub tongue: Tongue,
    /// Whether also what is answered is listed.
    pub all: bool,
    /// Whether there are colours.
    pub colored: bool,
    /// The codes of the catalogue's languages.
    pub languages: &'a [String],
}

/// The audit as text, ending in a line break.
pub(super) fn to_text(audit: &Audit, sources: &Sources, options: TextOptions<'_>) -> String {
    let mut writer = Writer {
        text: String::new(),
        files: Files { sources },
        voice: Voice {
            tongue: options.tongue,
            languages: options.languages,
        },
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
    files: Files<'a>,
    voice: Voice<'a>,
    options: TextOptions<'a>,
}

/// Where the reason stands why a row is not offered.
fn reason(row: &RowAudit) -> Option<Span> {
    match row.state {
        State::NotOffered { place, .. } => Some(place),
        _ => None,
    }
}

/// The colours of a terminal, by what they say.
#[derive(Clone, Copy)]
enum Ink {
    Good,
    Doubt,
    Bad,
    Faint,
    Strong,
}

impl Writer<'_> {
    fn programme(&mut self, programme: &ProgrammeAudit) {
        let tongue = self.options.tongue;
        let all = count(&programme.rows);
        let name = self.voice.texts(&programme.name);
        self.line(
            0,
            &self.ink(Ink::Strong, &format!("{name} ({})", programme.id)),
        );
        self.line(0, &self.ink(Ink::Faint, &programme.folder));
        self.text.push('\n');
        for (area, title) in AREAS {
            let rows: Vec<&RowAudit> = programme
                .rows
                .iter()
                .filter(|row| row.row.area() == area)
                .collect();
            let count = count(rows.iter().copied());
            let mark = self.mark(count.unanswered > 0, count.partly > 0, count.answered == 0);
            let figures = format!("{:>2}/{}", count.answered + count.not_offered, count.all());
            self.text.push_str(&format!(
                "  {mark} {figures:<6} {}\n",
                tongue.question(title)
            ));
            let same = |one: &&RowAudit, next: &&RowAudit| {
                !self.options.all && reason(one).is_some() && reason(one) == reason(next)
            };
            let groups: Vec<&[&RowAudit]> = rows.chunk_by(same).collect();
            for rows in groups {
                self.rows(programme, rows);
            }
        }
        let counts = [all.answered, all.partly, all.not_offered, all.unanswered];
        let parts = counts
            .into_iter()
            .zip(tongue.counted())
            .filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        self.text.push('\n');
        if all.unanswered > 0 {
            self.wrapped(2, Ink::Faint, tongue.or_why_not());
        }
        self.text.push_str(&format!(
            "  {}\n\n",
            self.ink(Ink::Strong, &parts.join(", "))
        ));
    }

    /// A row, or several that are not offered for one reason.
    fn rows(&mut self, programme: &ProgrammeAudit, rows: &[&RowAudit]) {
        if let [first, _, ..] = rows {
            let ids: Vec<&str> = rows.iter().map(|row| row.row.id).collect();
            let mark = self.mark(false, false, true);
            self.text.push_str(&format!("    {mark} {}\n", ids[0]));
            for id in &ids[1..] {
                self.text.push_str(&format!("      {id}\n"));
            }
            self.state(programme, first);
        } else if let [row] = rows {
            self.row(programme, row);
        }
    }

    fn row(&mut self, programme: &ProgrammeAudit, audit: &RowAudit) {
        let tongue = self.options.tongue;
        let row = audit.row;
        let quiet = matches!(audit.state, State::Answered(_)) && audit.lacks.is_empty();
        if quiet && !self.options.all {
            return;
        }
        let mark = match audit.state {
            State::Answered(_) => self.mark(false, false, false),
            State::Partly { .. } => self.mark(false, true, false),
            State::NotOffered { .. } => self.mark(false, false, true),
            State::Unanswered => self.mark(true, false, false),
        };
        let internal = match row.audience {
            Audience::Public => String::new(),
            Audience::Internal => format!(" ({})", tongue.internal()),
        };
        self.text
            .push_str(&format!("    {mark} {}{internal}\n", row.id));
        self.wrapped(8, Ink::Faint, tongue.question(row.question));
        self.state(programme, audit);
    }

    /// Where it is answered, or why not, or how it could be.
    fn state(&mut self, programme: &ProgrammeAudit, audit: &RowAudit) {
        let tongue = self.options.tongue;
        match &audit.state {
            State::Answered(places) => {
                let listed = self.files.places(programme, places, PLACES_AT_MOST);
                let mut line = listed.join(", ");
                if places.len() > PLACES_AT_MOST {
                    line.push_str(&format!(" {}", tongue.more(places.len() - PLACES_AT_MOST)));
                }
                self.wrapped(8, Ink::Good, &line);
            }
            State::Partly { all, missing, .. } => {
                let names: Vec<&str> = missing
                    .iter()
                    .take(LISTED_AT_MOST)
                    .map(|(name, _)| name.as_str())
                    .collect();
                let mut line = format!(
                    "{}{} {}",
                    tongue.without(missing.len(), *all),
                    tongue.colon(),
                    names.join(", ")
                );
                if missing.len() > LISTED_AT_MOST {
                    line.push_str(&format!(" {}", tongue.more(missing.len() - LISTED_AT_MOST)));
                }
                self.wrapped(8, Ink::Doubt, &line);
            }
            State::NotOffered { reason, place } => {
                let line = format!("{}: {}", tongue.not_offered(), self.voice.texts(reason));
                self.wrapped(8, Ink::Doubt, &line);
                self.wrapped(8, Ink::Faint, &self.files.place(programme, *place));
            }
            State::Unanswered => {
                let hint = super::messages::hint(audit.row, tongue);
                self.wrapped(8, Ink::Bad, &hint);
            }
        }
        if !audit.countries.is_empty() && self.options.all {
            let countries = audit.countries.iter();
            let countries: Vec<String> = countries
                .map(|(code, place)| format!("{code}: {}", self.files.place(programme, *place)))
                .collect();
            self.wrapped(8, Ink::Good, &countries.join(", "));
        }
        if !audit.lacks.is_empty() {
            let lacks = tongue.lacks(&self.voice.codes(&audit.lacks));
            self.wrapped(8, Ink::Doubt, &lacks);
        }
    }

    fn findings(&mut self, audit: &Audit, kind: FindingKind) {
        let tongue = self.options.tongue;
        let findings: Vec<_> = audit
            .findings
            .iter()
            .filter(|finding| finding.kind == kind)
            .collect();
        let mark = self.mark(false, !findings.is_empty(), false);
        let heading = kind.heading();
        self.text.push_str(&format!(
            "{mark} {}{} {}\n",
            heading.of(tongue),
            tongue.colon(),
            findings.len()
        ));
        for finding in findings.iter().take(LISTED_AT_MOST) {
            self.wrapped(4, Ink::Strong, &finding.text.of(tongue).replace('`', ""));
            let (path, line) = self.files.path_and_line(finding.place);
            self.wrapped(6, Ink::Faint, &format!("{path}:{line}"));
        }
        if findings.len() > LISTED_AT_MOST {
            self.wrapped(
                4,
                Ink::Faint,
                &format!("… {}", tongue.more(findings.len() - LISTED_AT_MOST)),
            );
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&format!("{:indent$}{text}\n", ""));
    }

    /// Words on lines of their own, none of them wider than a terminal unless a word is.
    fn wrapped(&mut self, indent: usize, ink: Ink, text: &str) {
        let mut line = String::new();
        for word in text.split(' ') {
            let length = indent + line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && length > COLUMNS {
                let inked = self.ink(ink, &line);
                self.line(indent, &inked);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let inked = self.ink(ink, &line);
        self.line(indent, &inked);
    }

    fn mark(&self, bad: bool, doubt: bool, none: bool) -> String {
        match (bad, doubt, none) {
            (true, ..) => self.ink(Ink::Bad, "✗"),
            (_, true, _) => self.ink(Ink::Doubt, "!"),
            (_, _, true) => self.ink(Ink::Faint, "–"),
            _ => self.ink(Ink::Good, "✓"),
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
        match self.options.colored {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}
