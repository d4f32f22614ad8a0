//! Typst's errors and warnings → [`Diagnostic`]s with their place in the theme.

use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use super::world::{PaperWorld, path_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::theme::Theme;

/// What Typst says, as a problem of this kind.
pub(super) fn diagnostic(
    code: Code,
    said: &SourceDiagnostic,
    world: &PaperWorld,
    theme: &Theme,
) -> Diagnostic {
    let help = said
        .hints
        .iter()
        .map(|hint| hint.v.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let problem = match place(said, world, theme) {
        Place::Shown(span) => Diagnostic::new(code, span, said.message.as_str()),
        Place::Named(place) => {
            Diagnostic::without_place(code, format!("{} ({place})", said.message))
        }
        Place::Unknown => Diagnostic::without_place(code, said.message.as_str()),
    };
    problem.maybe_help((!help.is_empty()).then_some(help))
}

enum Place {
    /// In a file whose text messages can show.
    Shown(Span),
    /// In a file that only has a name: one of the theme compiled into the program.
    Named(String),
    /// Nowhere: a font, the PDF as a whole.
    Unknown,
}

fn place(said: &SourceDiagnostic, world: &PaperWorld, theme: &Theme) -> Place {
    let Some(file) = said.span.id() else {
        return Place::Unknown;
    };
    let Some(range) = world.range(said.span) else {
        return Place::Named(path_of(file));
    };
    let path = path_of(file);
    if let Some(source) = theme.files.get(&path).and_then(|file| file.source) {
        return Place::Shown(source.span(range));
    }
    let line = typst::World::source(world, file)
        .ok()
        .and_then(|source| source.lines().byte_to_line(range.start));
    Place::Named(match line {
        Some(line) => format!("{path}, line {}", line + 1),
        None => path,
    })
}
