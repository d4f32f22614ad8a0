//! Problems as workflow commands, which GitHub shows beside the line:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use super::{Diagnostic, Severity};
use crate::source::Sources;
use crate::text::visible;

/// One problem as one line.
pub(super) fn to_github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = diagnostic.place.map_or(String::new(), |span| {
        let (line, column) = sources.line_column(span.file, span.start);
        let (end_line, end_column) = sources.line_column(span.file, span.end);
        let file = property(&sources.get(span.file).path);
        // GitHub accepts columns only for a range within one line; the end column is inclusive.
        let columns = match line == end_line && end_column > column {
            true => format!(",col={column},endColumn={}", end_column - 1),
            false => String::new(),
        };
        format!("file={file},line={line},endLine={end_line}{columns},")
    });
    let help = diagnostic
        .help
        .as_ref()
        .map_or(String::new(), |help| format!("\n{help}"));
    let text = data(&format!("{}{help}", diagnostic.message));
    format!(
        "::{command} {place}title={}::{text}",
        diagnostic.code.word()
    )
}

fn data(text: &str) -> String {
    // A carriage return is shown, and a line feed belongs to the message.
    visible(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::to_github;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Sources;

    #[test]
    fn what_has_a_meaning_in_a_command_is_escaped() {
        let mut sources = Sources::default();
        let file = sources.add("partners/a,b.toml", "x\ntier = \"glod\"\n");
        let problem = Diagnostic::new(Code::UnknownTier, file.span(9..15), "100% `glod`");
        assert_eq!(
            to_github(&problem.help("did you mean `gold`?"), &sources),
            "::error file=partners/a%2Cb.toml,line=2,endLine=2,col=8,endColumn=13,title=unknown-tier\
             ::100%25 `glod`%0Adid you mean `gold`?"
        );
        let problem = Diagnostic::without_place(Code::MissingGlyph, "none");
        assert_eq!(
            to_github(&problem, &sources),
            "::warning title=missing-glyph::none"
        );
    }
}
