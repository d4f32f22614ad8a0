//! Problems as they are shown in the page.

mod place;

use std::fmt::Write as _;

use super::client::Viewer;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use crate::text::escape_with_code;
use place::Place;

/// How many problems the page shows; the rest are counted.
const SHOWN_AT_MOST: usize = 50;

/// A problem with the place it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    severity: Severity,
    /// Its kind; none for a problem of the machine.
    code: Option<Code>,
    message: String,
    place: Option<Place>,
    help: Option<String>,
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
    pub(super) fn first(&self, viewer: Viewer) -> Option<&str> {
        self.list.first().map(|problem| problem.message(viewer))
    }

    /// The list in HTML.
    pub(super) fn to_html(&self, viewer: Viewer) -> String {
        let mut html = String::from("<ol class=\"problems\">");
        for problem in &self.list {
            problem.push_html(viewer, &mut html);
        }
        html.push_str("</ol>");
        if !self.list.iter().all(|problem| problem.is_for(viewer)) {
            html.push_str(
                "<p class=\"rest\">What is written in the files is shown only on the computer that the preview \
                 runs on.</p>",
            );
        }
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
            code: Some(diagnostic.code),
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

    /// Whether all of it may be shown. A message may quote a file, and partner records and programmes hold what is
    /// never published; themes hold nothing of the kind.
    fn is_for(&self, viewer: Viewer) -> bool {
        let of_theme = |place: &Place| place.file.starts_with("themes/");
        viewer == Viewer::Here || self.place.as_ref().is_some_and(of_theme)
    }

    /// What is wrong, else only of which kind it is.
    fn message(&self, viewer: Viewer) -> &str {
        match self.code {
            _ if self.is_for(viewer) => &self.message,
            Some(code) => code.meaning(),
            None => "The program could not do what it was to do.",
        }
    }

    // Writing to a string cannot fail.
    fn push_html(&self, viewer: Viewer, html: &mut String) {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = write!(
            html,
            "<li class=\"{severity}\"><p class=\"message\"><span class=\"severity\">{severity}</span> {}",
            escape_with_code(self.message(viewer))
        );
        if let Some(code) = self.code {
            let _ = write!(html, " <span class=\"word\">{}</span>", code.word());
        }
        html.push_str("</p>");
        if !self.is_for(viewer) {
            html.push_str("</li>");
            return;
        }
        if let Some(place) = &self.place {
            place.push_html(html);
        }
        if let Some(help) = &self.help {
            let _ = write!(html, "<p class=\"help\">{}</p>", escape_with_code(help));
        }
        html.push_str("</li>");
    }
}

/// `1 error`, `2 errors`.
pub(super) fn number(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let html = problems.to_html(Viewer::Here);
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
    fn others_in_the_network_learn_of_which_kind_a_problem_is_and_nothing_from_the_files() {
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
        let html = problems.to_html(Viewer::Elsewhere);
        assert!(!html.contains("secret"), "{html}");
        assert!(html.contains("A value of the wrong type.") && html.contains("wrong-type"));
        assert!(html.contains("only on the computer"));
        assert_eq!(
            problems.first(Viewer::Elsewhere),
            Some("A value of the wrong type.")
        );
        let machine = Problems::of_machine("/home/secret".to_owned());
        assert!(!machine.to_html(Viewer::Elsewhere).contains("secret"));

        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::new(
            Code::Template,
            template.span(3..5),
            "no end",
        ));
        let html = Problems::new(&diagnostics, &sources).to_html(Viewer::Elsewhere);
        assert!(
            html.contains("home.html:1:4") && html.contains("public"),
            "{html}"
        );
        assert!(!html.contains("only on the computer"));
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
        assert_eq!(problems.first(Viewer::Here), Some("the error"));
        assert_eq!(problems.count(), "1 error and 60 warnings");
        assert!(problems.to_html(Viewer::Here).contains("… and 11 more"));
    }
}
