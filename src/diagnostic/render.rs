//! Problems as text. Entry point: [`render`]. The only module that uses annotate-snippets.

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::github::to_github;
use super::{Code, Diagnostic, Diagnostics, Severity, to_json, to_sarif};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::text::{visible_in_color, visible_line};

/// How many problems are shown in full; the rest are counted.
const SHOWN_AT_MOST: usize = 50;

/// Format of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt of the file.
    Human,
    /// One line for each problem.
    Short,
    /// One JSON object on each line.
    Json,
    /// One SARIF 2.1.0 document, for code scanning.
    Sarif,
    /// Annotations for GitHub workflows, one on each line.
    Github,
}

impl Format {
    /// Whether it is for other programs, which receive all problems.
    pub fn is_data(self) -> bool {
        matches!(self, Format::Json | Format::Sarif | Format::Github)
    }
}

/// Whether the text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For terminals.
    Colored,
    /// For files and tests.
    Plain,
}

/// All problems as text, ending with a line break unless the list is empty.
///
/// Formats for other programs contain all problems; the other formats contain fifty, the first of each kind before others,
/// and how many there are more of each code.
pub fn render(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: Format,
    style: Style,
) -> String {
    if format == Format::Sarif {
        return to_sarif(diagnostics, sources);
    }
    let shown = if format.is_data() {
        usize::MAX
    } else {
        SHOWN_AT_MOST
    };
    let mut list: Vec<&Diagnostic> = diagnostics.iter().collect();
    if list.len() > shown {
        list = each_kind_first(list);
    }
    let mut text = String::new();
    for diagnostic in list.iter().take(shown) {
        match format {
            Format::Human => text.push_str(&human(diagnostic, sources, style)),
            Format::Short => text.push_str(&short(diagnostic, sources)),
            Format::Json => text.push_str(&to_json(diagnostic, sources)),
            Format::Github => text.push_str(&to_github(diagnostic, sources)),
            Format::Sarif => {}
        }
        text.push_str(if format == Format::Human {
            "\n\n"
        } else {
            "\n"
        });
    }
    if let Some(rest) = list.get(shown..).filter(|rest| !rest.is_empty()) {
        let number = rest.len();
        let kinds = count_kinds(rest);
        text.push_str(&format!("… and {number} more; fix these first\n"));
        for (code, number) in kinds {
            text.push_str(&format!("  {number:>5} more: {}\n", code.word()));
        }
    }
    text
}

/// The problems in an order of which a part can be shown: the first of each kind, then the rest, each in the order of the
/// files, errors before warnings. Nothing is published until errors are fixed, so warnings must not hide them.
pub fn each_kind_first(mut list: Vec<&Diagnostic>) -> Vec<&Diagnostic> {
    list.sort_by_key(|diagnostic| diagnostic.severity());
    let mut seen = BTreeSet::new();
    let (mut first, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) = list
        .into_iter()
        .partition(|diagnostic| seen.insert((diagnostic.code, kind(&diagnostic.message))));
    first.extend(rest);
    first
}

/// A message without names and numbers.
fn kind(message: &str) -> String {
    let outside = message.split('`').step_by(2).collect::<Vec<_>>();
    outside.join("`").replace(|c: char| c.is_ascii_digit(), "")
}

/// How many problems there are of each code, the most frequent first.
fn count_kinds(list: &[&Diagnostic]) -> Vec<(Code, usize)> {
    let mut kinds: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in list {
        *kinds.entry(diagnostic.code).or_default() += 1;
    }
    let mut kinds: Vec<(Code, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|&(_, number)| std::cmp::Reverse(number));
    kinds
}

pub(super) fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.place.map_or(String::new(), |span| {
        let (line, column) = sources.line_column(span.file, span.start);
        let path = visible_line(&sources.get(span.file).path);
        format!("{path}:{line}:{column}: ")
    });
    let help = diagnostic
        .help
        .as_ref()
        .map_or(String::new(), |help| format!(" ({})", visible_line(help)));
    format!(
        "{place}{}[{}]: {}{help}",
        word(diagnostic.severity()),
        diagnostic.code.word(),
        visible_line(&diagnostic.message)
    )
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// An excerpt of a file with notes, which is not a problem.
pub struct Excerpt<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its message.
    pub title: &'a str,
    /// Its position.
    pub place: Span,
    /// A short label at the position.
    pub label: Option<&'a str>,
    /// Related positions, with notes.
    pub others: Vec<(Span, String)>,
    /// Further notes.
    pub notes: &'a [String],
}

/// An excerpt as text, ending with a line break.
pub fn excerpt(excerpt: &Excerpt<'_>, sources: &Sources, style: Style) -> String {
    let (name, title) = (visible_line(excerpt.name), visible_line(excerpt.title));
    let level = Level::INFO.with_name(Some(&*name));
    let mut group = Group::with_title(level.primary_title(&*title));
    let own = [(AnnotationKind::Primary, excerpt.place, excerpt.label)];
    let others = excerpt.others.iter();
    let others = others.map(|(span, note)| (AnnotationKind::Context, *span, Some(note.as_str())));
    for (file, marks) in in_files(own.into_iter().chain(others)) {
        group = with_file(group, sources.get(file), &marks);
    }
    for note in excerpt.notes {
        group = group.element(Level::NOTE.message(visible_line(note)));
    }
    let text = renderer(style).render(&[group]);
    format!("{}\n", visible_in_color(&text))
}

fn human(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(visible_line(&diagnostic.message))
        .id(diagnostic.code.word());
    let mut main = Group::with_title(title);
    for (file, marks) in by_file(diagnostic) {
        main = with_file(main, sources.get(file), &marks);
    }
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.message(visible_line(help)));
    }
    // The renderer shows the control characters of files, but not all.
    visible_in_color(&renderer(style).render(&[main])).into_owned()
}

/// The longest part of a file that is shown, in bytes.
const EXCERPT_AT_MOST: usize = 20_000;
/// Width of the terminal: longer lines are cut, so that the markers stay below the marked text.
const COLUMNS: usize = 80;

pub(super) fn renderer(style: Style) -> Renderer {
    match style {
        Style::Colored => Renderer::styled().term_width(COLUMNS),
        Style::Plain => Renderer::plain(),
    }
}

/// A position that a message shows, with its label.
type Mark<'a> = (AnnotationKind, Span, Option<&'a str>);

/// The positions of a problem, grouped by file, its own position first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<Mark<'_>>)> {
    let own = diagnostic
        .place
        .map(|span| (AnnotationKind::Primary, span, diagnostic.label.as_deref()));
    let related = diagnostic
        .related
        .iter()
        .map(|(span, note)| (AnnotationKind::Context, *span, Some(note.as_str())));
    in_files(own.into_iter().chain(related))
}

fn in_files<'a>(marks: impl Iterator<Item = Mark<'a>>) -> Vec<(FileId, Vec<Mark<'a>>)> {
    let mut files: Vec<(FileId, Vec<Mark<'a>>)> = Vec::new();
    for mark in marks {
        match files.iter_mut().find(|(file, _)| *file == mark.1.file) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((mark.1.file, vec![mark])),
        }
    }
    files
}

/// Adds a file: its lines, or only its name where there is no line to show.
fn with_file<'a>(group: Group<'a>, file: &'a SourceFile, marks: &[Mark<'a>]) -> Group<'a> {
    let in_line = |span: Span| !file.text.is_empty() && (span.start, span.end) != (0, 0);
    let path = visible_line(&file.path);
    if !marks.iter().any(|&(_, span, _)| in_line(span)) {
        return group.element(Origin::path(path));
    }
    let in_lines = || marks.iter().filter(|&&(_, span, _)| in_line(span));
    let start = in_lines().map(|(_, span, _)| span.start).min();
    let end = in_lines().map(|(_, span, _)| span.end).max();
    let bytes = start.unwrap_or(0) as usize..end.unwrap_or(0) as usize;
    let (first_line, shown) = file.lines_around(bytes);
    if shown.len() > EXCERPT_AT_MOST {
        return group.element(Origin::path(path).line(first_line));
    }
    let annotations = in_lines().map(|(kind, span, label)| {
        let annotation =
            kind.span(span.start as usize - shown.start..span.end as usize - shown.start);
        match label {
            Some(label) => annotation.label(visible_line(label)),
            None => annotation,
        }
    });
    let snippet = Snippet::source(&file.text[shown.clone()])
        .line_start(first_line)
        .path(path)
        .fold(true);
    group.element(snippet.annotations(annotations))
}
