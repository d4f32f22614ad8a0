//! Problems as HTML: [`Problems`] of a version, and what of them a client may see.

mod location;

use std::fmt::Write as _;

use super::client::Client;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, each_kind_first};
use crate::l10n::Localizer;
use crate::source::Sources;
use crate::text::{escape, escape_with_code, visible};
use location::Location;

/// How many problems are listed; the rest are counted.
const SHOWN_AT_MOST: usize = 50;

/// A problem with its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    severity: Severity,
    /// Absent for a problem of the machine.
    code: Option<Code>,
    message: String,
    location: Option<Location>,
    help: Option<String>,
}

/// All problems of a version.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first [`SHOWN_AT_MOST`] of them.
    list: Vec<Problem>,
}

impl Problems {
    pub(super) fn new(diagnostics: &Diagnostics, sources: &Sources) -> Self {
        let mut shown = each_kind_first(diagnostics.iter().collect());
        shown.truncate(SHOWN_AT_MOST);
        // Errors first: they are the reason why an older version is shown.
        shown.sort_by_key(|diagnostic| diagnostic.severity());
        Self {
            errors: diagnostics.errors(),
            warnings: diagnostics.warnings(),
            list: shown
                .into_iter()
                .map(|diagnostic| Problem::new(diagnostic, sources))
                .collect(),
        }
    }

    /// A single problem of the machine.
    pub(super) fn of_machine(message: String) -> Self {
        Self::from(vec![Problem::of_machine(message)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }

    /// `2 errors and 1 warning`, for the terminal.
    pub(super) fn count(&self) -> String {
        let errors = counted(self.errors, "error");
        let warnings = counted(self.warnings, "warning");
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".to_owned(),
            (_, 0) => errors,
            (0, _) => warnings,
            _ => format!("{errors} and {warnings}"),
        }
    }

    /// `2 errors and 1 warning`, for the page; empty without problems.
    pub(super) fn localized_count(&self, localizer: Localizer<'_>) -> String {
        let counts = [
            ("preview_errors", self.errors),
            ("preview_warnings", self.warnings),
        ];
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| localizer.message_count(key, count))
            .collect();
        localizer.locale().list(&counts)
    }

    /// The message of the first problem.
    pub(super) fn first(&self, client: Client) -> Option<&str> {
        self.list.first().map(|problem| problem.message(client))
    }

    /// The list in HTML. Messages are English; what the preview adds is in the language of the page.
    pub(super) fn to_html(&self, client: Client, localizer: Localizer<'_>) -> String {
        let mut html = String::from("<ol class=\"problems\" lang=\"en\" dir=\"ltr\">");
        for problem in &self.list {
            problem.push_html(client, &mut html);
        }
        html.push_str("</ol>");
        let mut push_note = |note: String| {
            // Writing to a string cannot fail.
            let _ = write!(html, "<p class=\"rest\">{}</p>", escape(&note));
        };
        if !self
            .list
            .iter()
            .all(|problem| problem.is_visible_to(client))
        {
            push_note(localizer.message("preview_local_only", &[]));
        }
        let rest = self.errors + self.warnings - self.list.len();
        if rest > 0 {
            push_note(localizer.message_count("preview_more_problems", rest));
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
            code: Some(diagnostic.code),
            message: visible(&diagnostic.message).into_owned(),
            location: diagnostic
                .place
                .map(|span| Location::new(span, diagnostic.label.clone(), sources)),
            help: diagnostic
                .help
                .as_deref()
                .map(|help| visible(help).into_owned()),
        }
    }

    /// A problem of the machine, such as a folder that cannot be read.
    pub(super) fn of_machine(message: String) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message: visible(&message).into_owned(),
            location: None,
            help: None,
        }
    }

    /// Whether the client may see all of it. A message may quote a file, and partner records and programmes contain
    /// values that are never published; themes contain none.
    fn is_visible_to(&self, client: Client) -> bool {
        let is_in_theme = |location: &Location| location.file.starts_with("themes/");
        client == Client::Local || self.location.as_ref().is_some_and(is_in_theme)
    }

    /// The message, or only the meaning of the code for a client that may not see the message.
    fn message(&self, client: Client) -> &str {
        match self.code {
            _ if self.is_visible_to(client) => &self.message,
            Some(code) => code.meaning(),
            None => "The program failed.",
        }
    }

    // Writing to a string cannot fail.
    fn push_html(&self, client: Client, html: &mut String) {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = write!(
            html,
            "<li class=\"{severity}\"><p class=\"message\"><span class=\"severity\">{severity}</span> {}",
            escape_with_code(self.message(client))
        );
        if let Some(code) = self.code {
            let _ = write!(html, " <span class=\"word\">{}</span>", code.word());
        }
        html.push_str("</p>");
        if !self.is_visible_to(client) {
            html.push_str("</li>");
            return;
        }
        if let Some(location) = &self.location {
            location.push_html(html);
        }
        if let Some(help) = &self.help {
            let _ = write!(html, "<p class=\"help\">{}</p>", escape_with_code(help));
        }
        html.push_str("</li>");
    }
}

/// `1 error`, `2 errors`.
fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::interface::Interface;

    #[test]
    fn a_problem_shows_its_line_and_everything_is_escaped() {
        let english = Interface::default();
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
        let html = problems.to_html(Client::Local, english.localizer("en"));
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
    fn remote_clients_see_the_meaning_of_a_code_and_nothing_from_the_files() {
        let english = Interface::default();
        let mut sources = Sources::default();
        let record = sources.add("partners/secret.toml", "[internal]\nrevenue = \"secret\"\n");
        let template = sources.add("themes/own/templates/home.html", "{% if public %}");
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                record.span(21..29),
                "`secret` is no number",
            )
            .label("secret")
            .help("not `secret`"),
        );
        diagnostics.push(Diagnostic::without_place(Code::UnusedFile, "secret"));
        let problems = Problems::new(&diagnostics, &sources);
        let html = problems.to_html(Client::Remote, english.localizer("en"));
        assert!(!html.contains("secret"), "{html}");
        assert!(html.contains("A value of the wrong type.") && html.contains("wrong-type"));
        assert!(html.contains("only on the computer"));
        assert_eq!(
            problems.first(Client::Remote),
            Some("A value of the wrong type.")
        );
        let machine = Problems::of_machine("/home/secret".to_owned());
        assert!(
            !machine
                .to_html(Client::Remote, english.localizer("en"))
                .contains("secret")
        );

        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::new(
            Code::Template,
            template.span(3..5),
            "no end",
        ));
        let html =
            Problems::new(&diagnostics, &sources).to_html(Client::Remote, english.localizer("en"));
        assert!(
            html.contains("home.html:1:4") && html.contains("public"),
            "{html}"
        );
        assert!(!html.contains("only on the computer"));
    }

    #[test]
    fn errors_come_first_and_the_rest_are_counted() {
        let english = Interface::default();
        let mut diagnostics = Diagnostics::default();
        for index in 0..60 {
            diagnostics.push(Diagnostic::without_place(
                Code::MissingLogo,
                format!("w{index}"),
            ));
        }
        diagnostics.push(Diagnostic::without_place(Code::UnknownTier, "the error"));
        let problems = Problems::new(&diagnostics, &Sources::default());
        assert_eq!(problems.first(Client::Local), Some("the error"));
        assert_eq!(problems.count(), "1 error and 60 warnings");
        assert!(
            problems
                .to_html(Client::Local, english.localizer("en"))
                .contains("… and 11 more")
        );
    }
}
