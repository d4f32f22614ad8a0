//! Problems as they are shown in the page.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// How many problems the page shows; the rest are counted.
const SHOWN_AT_MOST: usize = 50;

/// How much of a long line is shown before what is marked, in characters: little, so that the mark is in view on a
/// narrow window …
const BEFORE_AT_MOST: usize = 40;
/// … and how much of what is marked, and after it.
const AFTER_AT_MOST: usize = 80;

/// A problem with the place it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    severity: Severity,
    /// The word of its kind; none for a problem of the machine.
    code: Option<&'static str>,
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    excerpt: Option<Excerpt>,
}

/// A line, cut at what the problem is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Excerpt {
    before: String,
    marked: String,
    after: String,
    label: Option<String>,
}

/// All problems of a reading.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first of them.
    list: Vec<Problem>,
}

impl Problems {
    pub(super) fn new(diagnostics: &Diagnostics, sources: &Sources) -> Self {
        let mut shown: Vec<&Diagnostic> = diagnostics.iter().collect();
        // Errors first: they are why the page is an old one.
        shown.sort_by_key(|diagnostic| diagnostic.severity());
        shown.truncate(SHOWN_AT_MOST);
        Self {
            errors: diagnostics.errors(),
            warnings: diagnostics.warnings(),
            list: shown
                .into_iter()
                .map(|diagnostic| Problem::new(diagnostic, sources))
                .collect(),
        }
    }

    /// The only problem: the machine did not do what it was asked.
    pub(super) fn of_machine(message: String) -> Self {
        Self::from(vec![Problem::of_machine(message)])
    }

    /// `2 errors and 1 warning`.
    pub(super) fn count(&self) -> String {
        let errors = number(self.errors, "error");
        let warnings = number(self.warnings, "warning");
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".to_owned(),
            (_, 0) => errors,
            (0, _) => warnings,
            _ => format!("{errors} and {warnings}"),
        }
    }

    /// The message of the first.
    pub(super) fn first(&self) -> Option<&str> {
        self.list.first().map(|problem| problem.message.as_str())
    }

    /// The list in HTML.
    pub(super) fn to_html(&self) -> String {
        let mut html = String::from("<ol class=\"problems\">");
        for problem in &self.list {
            problem.push_html(&mut html);
        }
        html.push_str("</ol>");
        let rest = self.errors + self.warnings - self.list.len();
        if rest > 0 {
            let _ = write!(
                html,
                "<p class=\"rest\">… and {rest} more; mend these first</p>"
            );
        }
        html
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(list: Vec<Problem>) -> Self {
        let errors = list
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count();
        Self {
            errors,
            warnings: list.len() - errors,
            list,
        }
    }
}

impl Problem {
    pub(super) fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        Self {
            severity: diagnostic.severity(),
            code: Some(diagnostic.code.word()),
            message: diagnostic.message.clone(),
            place: diagnostic
                .place
                .map(|span| Place::new(span, diagnostic.label.clone(), sources)),
            help: diagnostic.help.clone(),
        }
    }

    /// A problem of the machine, such as a folder that cannot be read.
    pub(super) fn of_machine(message: String) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message,
            place: None,
            help: None,
        }
    }

    // Writing to a string cannot fail.
    fn push_html(&self, html: &mut String) {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = write!(
            html,
            "<li class=\"{severity}\"><p class=\"message\"><span class=\"severity\">{severity}</span> {}",
            with_code(&self.message)
        );
        if let Some(code) = self.code {
            let _ = write!(html, " <span class=\"word\">{code}</span>");
        }
        html.push_str("</p>");
        if let Some(place) = &self.place {
            place.push_html(html);
        }
        if let Some(help) = &self.help {
            let _ = write!(html, "<p class=\"help\">{}</p>", with_code(help));
        }
        html.push_str("</li>");
    }
}

impl Place {
    fn new(span: Span, label: Option<String>, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(span.file, span.start);
        let file = sources.get(span.file);
        Self {
            file: file.path.clone(),
            line,
            column,
            excerpt: Excerpt::new(&file.text, span, label),
        }
    }

    fn push_html(&self, html: &mut String) {
        let Some(excerpt) = &self.excerpt else {
            let _ = write!(html, "<p class=\"place\">{}</p>", escape(&self.file));
            return;
        };
        let _ = write!(
            html,
            "<p class=\"place\">{}:{}:{}</p><pre><span class=\"line\">{}</span><code>{}<mark>{}</mark>{}</code>",
            escape(&self.file),
            self.line,
            self.column,
            self.line,
            escape(&excerpt.before),
            escape(&excerpt.marked),
            escape(&excerpt.after),
        );
        if let Some(label) = &excerpt.label {
            let _ = write!(html, "<span class=\"label\">{}</span>", with_code(label));
        }
        html.push_str("</pre>");
    }
}

impl Excerpt {
    /// The line in which the span starts; none if the problem is about the file as a whole.
    fn new(text: &str, span: Span, label: Option<String>) -> Option<Self> {
        let (start, end) = (span.start as usize, span.end as usize);
        if (start, end) == (0, 0) {
            return None;
        }
        let before = text.get(..start)?;
        let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let rest = text.get(start..)?;
        let rest = rest.lines().next().unwrap_or_default();
        let marked_to = rest.floor_char_boundary(end.saturating_sub(start));
        let (marked, after) = rest.split_at(marked_to);
        let skipped = before.chars().count().saturating_sub(BEFORE_AT_MOST);
        let before: String = before.chars().skip(skipped).collect();
        Some(Self {
            before: if skipped > 0 {
                format!("…{before}")
            } else {
                before.trim_start().to_owned()
            },
            marked: shortened(marked),
            after: shortened(after),
            label,
        })
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(AFTER_AT_MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn number(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// Text as HTML, with what stands between backticks as code.
pub(super) fn with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| match at % 2 {
            0 => escape(part),
            _ => format!("<code>{}</code>", escape(part)),
        })
        .collect()
}

/// Text as HTML.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_problem_shows_its_line_and_nothing_of_it_is_markup() {
        let mut sources = Sources::default();
        let text = "a = 1\n  tier = \"<b>é\" # x\n";
        let file = sources.add("partners/a.toml", text);
        let start = text.find('"').unwrap();
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownTier,
                file.span(start..start + "\"<b>é\"".len()),
                "unknown tier `<b>é`",
            )
            .label("not <declared>")
            .help("did you mean `gold`?"),
        );
        let problems = Problems::new(&diagnostics, &sources);
        assert_eq!(problems.count(), "1 error");
        let html = problems.to_html();
        for expected in [
            "unknown tier <code>&lt;b&gt;é</code>",
            "partners/a.toml:2:10",
            "<code>tier = <mark>&quot;&lt;b&gt;é&quot;</mark> # x</code>",
            "not &lt;declared&gt;",
            "did you mean <code>gold</code>?",
            "unknown-tier",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
    }

    #[test]
    fn errors_come_first_and_the_rest_is_counted() {
        let mut diagnostics = Diagnostics::default();
        for at in 0..60 {
            diagnostics.push(Diagnostic::without_place(
                Code::MissingLogo,
                format!("w{at}"),
            ));
        }
        diagnostics.push(Diagnostic::without_place(Code::UnknownTier, "the error"));
        let problems = Problems::new(&diagnostics, &Sources::default());
        assert_eq!(problems.first(), Some("the error"));
        assert_eq!(problems.count(), "1 error and 60 warnings");
        assert!(problems.to_html().contains("… and 11 more"));
    }

    #[test]
    fn a_span_over_several_lines_or_at_the_end_of_a_long_one_is_cut() {
        let text = format!("{}é\"x\ny\"\n", "a".repeat(500));
        let mut sources = Sources::default();
        let file = sources.add("a", text.as_str());
        let excerpt = Excerpt::new(&text, file.span(502..506), None).unwrap();
        assert_eq!(excerpt.marked, "\"x");
        assert_eq!(excerpt.after, "");
        assert_eq!(excerpt.before, format!("…{}é", "a".repeat(39)));
    }
}
