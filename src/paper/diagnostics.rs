//! Typst's errors and warnings → [`Diagnostic`]s with their location in the theme. Entry point: [`convert`].

use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use super::world::{PaperWorld, path_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::theme::Theme;

/// A problem that Typst reports, as a diagnostic of this code.
pub(super) fn convert(
    code: Code,
    problem: &SourceDiagnostic,
    world: &PaperWorld,
    theme: &Theme,
) -> Diagnostic {
    let help = problem
        .hints
        .iter()
        .map(|hint| hint.v.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let diagnostic = match locate(problem, world, theme) {
        ErrorLocation::Source(span) => Diagnostic::new(code, span, problem.message.as_str()),
        ErrorLocation::File(location) => {
            Diagnostic::without_place(code, format!("{} ({location})", problem.message))
        }
        ErrorLocation::Unknown => Diagnostic::without_place(code, problem.message.as_str()),
    };
    diagnostic.maybe_help((!help.is_empty()).then_some(help))
}

enum ErrorLocation {
    /// In a file whose source the message can show.
    Source(Span),
    /// In a file without source: the default theme is compiled into the program. The path, with the line if known.
    File(String),
    /// Not in a file: a font, or the PDF as a whole.
    Unknown,
}

fn locate(problem: &SourceDiagnostic, world: &PaperWorld, theme: &Theme) -> ErrorLocation {
    let Some(file) = problem.span.id() else {
        return ErrorLocation::Unknown;
    };
    let Some(range) = world.range(problem.span) else {
        return ErrorLocation::File(path_of(file));
    };
    let path = path_of(file);
    if let Some(source) = theme.files.get(&path).and_then(|file| file.source) {
        return ErrorLocation::Source(source.span(range));
    }
    let line = typst::World::source(world, file)
        .ok()
        .and_then(|source| source.lines().byte_to_line(range.start));
    ErrorLocation::File(match line {
        Some(line) => format!("{path}, line {}", line + 1),
        None => path,
    })
}
