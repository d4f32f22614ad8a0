//! Maintenance warnings as text: one heading for each group, so that they do not bury other problems. Entry point:
//! [`render_groups`].

use annotate_snippets::{Group, Level};

use super::render::{renderer, short};
use super::{Code, Diagnostic, Diagnostics, Format, Style};
use crate::source::Sources;
use crate::text::visible_line;

/// How many problems of a group are listed; the rest are counted.
const LISTED_AT_MOST: usize = 10;
/// How many problems of a group are listed in the short format.
const LINES_AT_MOST: usize = 50;

/// How much of a group is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Only their number.
    Counted,
    /// Only their number, by the command that would list them if there were no errors.
    Postponed,
    /// Each of them.
    Listed,
}

/// Renders the maintenance warnings of a list, one group after the other.
///
/// Formats for other programs have no groups: [`super::render`](fn@super::render) lists all problems.
pub fn render_groups(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: Format,
    style: Style,
    detail: Detail,
) -> String {
    let mut text = String::new();
    for &code in Code::ALL {
        let group: Vec<&Diagnostic> = diagnostics.iter().filter(|one| one.code == code).collect();
        let Some(heading) = heading(code, group.len()) else {
            continue;
        };
        let at_most = match (format, detail) {
            (_, Detail::Counted | Detail::Postponed) => 0,
            (Format::Short, Detail::Listed) => LINES_AT_MOST,
            (_, Detail::Listed) => LISTED_AT_MOST,
        };
        if format == Format::Short {
            if at_most == 0 {
                text.push_str(&format!("warning[{}]: {heading}\n", code.word()));
            }
            for one in group.iter().take(at_most) {
                text.push_str(&format!("{}\n", short(one, sources)));
            }
        } else {
            text.push_str(&group_text(code, &heading, &group, sources, style, at_most));
        }
        let rest = group.len().saturating_sub(at_most);
        if rest > 0 && at_most > 0 {
            let all = if format == Format::Short {
                "`--format json` lists all"
            } else {
                "`--format short` lists more"
            };
            text.push_str(&format!("  … and {rest} more: {all}\n"));
        }
        if format == Format::Human && detail == Detail::Listed {
            text.push('\n');
        }
    }
    if detail != Detail::Listed && format == Format::Human && !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The headings of the groups alone: `3 records are due for verification`.
pub fn headings(diagnostics: &Diagnostics) -> Vec<String> {
    let of = |code| diagnostics.iter().filter(move |one| one.code == code);
    let codes = Code::ALL.iter();
    codes
        .filter_map(|&code| heading(code, of(code).count()))
        .collect()
}

fn heading(code: Code, count: usize) -> Option<String> {
    let (one, several) = code.group()?;
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    }
}

fn group_text(
    code: Code,
    heading: &str,
    group: &[&Diagnostic],
    sources: &Sources,
    style: Style,
    at_most: usize,
) -> String {
    let title = Level::WARNING.primary_title(heading).id(code.word());
    let mut text = renderer(style)
        .render(&[Group::with_title(title)])
        .to_string();
    text.push('\n');
    let mut file = "";
    for one in group.iter().take(at_most) {
        let place = one.place.map(|place| {
            (
                &*sources.get(place.file).path,
                sources.line_column(place.file, place.start).0,
            )
        });
        if let Some((path, _)) = place.filter(|(path, _)| *path != file) {
            text.push_str(&format!("  {}\n", visible_line(path)));
            file = path;
        }
        let line = place.map_or(String::new(), |(_, line)| line.to_string());
        let message = visible_line(&one.message);
        text.push_str(&format!("  {line:>5}: {message}\n"));
    }
    text
}
