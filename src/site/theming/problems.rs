//! Problems of templates, with their position in the theme's file.

use std::ops::Range;

use tera::{Error, ErrorKind, ReportError, Tera};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::theme::Theme;

/// A problem of a template as a whole.
pub(crate) fn about(theme: &Theme, template: &str, message: String) -> Diagnostic {
    at(theme, template, 0..0, message)
}

/// All problems of templates that tera cannot combine.
pub(crate) fn of_building(theme: &Theme, sources: &[(&str, &str)], error: &Error) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(syntax_errors(theme, sources));
    if diagnostics.errors() > 0 {
        return diagnostics;
    }
    match error.kind() {
        ErrorKind::Msg(reports) => diagnostics.extend(
            reports
                .split("\n\n")
                .map(|report| of_report(theme, sources, report)),
        ),
        kind => diagnostics.push(of_kind(theme, sources, kind)),
    }
    diagnostics
}

/// A problem that occurred while a template was rendered.
pub(crate) fn of_rendering(theme: &Theme, template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            of_place(theme, report)
        }
        kind => about(theme, template, sentence(&kind.to_string())),
    }
}

/// tera stops at the first template that it cannot parse; each is parsed alone, so that all are reported.
fn syntax_errors(theme: &Theme, sources: &[(&str, &str)]) -> Vec<Diagnostic> {
    sources
        .iter()
        .filter_map(|&source| {
            let error = Tera::new().add_raw_templates([source]).err()?;
            match error.kind() {
                ErrorKind::SyntaxError(report) => Some(of_place(theme, report)),
                _ => None,
            }
        })
        .collect()
}

fn of_kind(theme: &Theme, sources: &[(&str, &str)], kind: &ErrorKind) -> Diagnostic {
    match kind {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            of_place(theme, report)
        }
        ErrorKind::MissingParent { current, parent } => {
            let source = sources.iter().find(|(name, _)| name == current);
            let place = source.and_then(|(_, text)| quoted(text, 0, parent));
            let message = format!("the template extends `{parent}`, which the theme does not have");
            at(theme, current, place.unwrap_or_default(), message)
                .maybe_help(other_template(theme, parent))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let help = "a template replaces that of the same name in the theme below, and cannot extend it: \
                        copy the whole template, or change the look with `assets/css/` alone";
            about(theme, tpl, "the template extends itself".to_owned()).help(help)
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            about(theme, tpl, "the template includes itself".to_owned())
        }
        kind => Diagnostic::without_place(Code::Template, sentence(&kind.to_string())),
    }
}

fn of_place(theme: &Theme, report: &ReportError) -> Diagnostic {
    at(
        theme,
        report.filename(),
        report.span().range.clone(),
        sentence(report.message()),
    )
}

/// tera reports several problems as one text: `error: message`, ` --> template:line:column`, the line itself.
fn of_report(theme: &Theme, sources: &[(&str, &str)], report: &str) -> Diagnostic {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or_default();
    let message = sentence(message.strip_prefix("error: ").unwrap_or(message));
    let place = lines
        .next()
        .and_then(|line| line.trim().strip_prefix("--> "))
        .and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let name = parts.next()?;
            let (_, text) = sources.iter().find(|(known, _)| *known == name)?;
            Some((name, *text, byte_of(text, line, column)))
        });
    let unknown = message
        .strip_prefix("unknown template `")
        .and_then(|rest| rest.strip_suffix('`'));
    match (place, unknown) {
        (Some((name, text, byte)), Some(template)) => {
            let place = quoted(text, byte, template).unwrap_or(byte..byte);
            let help = other_template(theme, template);
            at(theme, name, place, message.clone()).maybe_help(help)
        }
        (Some((name, _, byte)), None) => at(theme, name, byte..byte, message),
        (None, _) => Diagnostic::without_place(Code::Template, message),
    }
}

/// The position of a quoted name, from this byte on.
fn quoted(text: &str, from: usize, name: &str) -> Option<Range<usize>> {
    let double = text.get(from..)?.find(&format!("\"{name}\""));
    let start = from + double.or_else(|| text.get(from..)?.find(&format!("'{name}'")))?;
    Some(start..start + name.len() + 2)
}

/// The template of the theme that was probably meant.
fn other_template(theme: &Theme, name: &str) -> Option<String> {
    let files = theme.files.keys();
    let names = files.filter_map(|path| path.strip_prefix("templates/"));
    Some(format!("did you mean `{}`?", nearest(name, names)?))
}

/// The byte at a line and a column, both from 1; the column counts characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let columns = text[start..].char_indices().map(|(at, _)| at);
    start + columns.take(column).last().unwrap_or_default()
}

fn at(theme: &Theme, template: &str, bytes: Range<usize>, message: String) -> Diagnostic {
    // The second sentence of tera's message is advice.
    let (message, help) = match message.split_once(". ") {
        Some((message, help)) => (message.to_owned(), Some(sentence(help))),
        None => (message, None),
    };
    let file = theme.files.get(&format!("templates/{template}"));
    let inside = |file: &crate::theme::ThemeFile| bytes.end <= file.bytes.len();
    let problem = match file
        .filter(|file| inside(file))
        .and_then(|file| file.source)
    {
        Some(source) => Diagnostic::new(Code::Template, source.span(bytes), message),
        None => Diagnostic::without_place(Code::Template, format!("{message} (in `{template}`)")),
    };
    problem.maybe_help(help)
}

/// A message of tera in our style: a lowercase first letter, no full stop.
fn sentence(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "the template cannot be rendered".to_owned(),
    }
}
