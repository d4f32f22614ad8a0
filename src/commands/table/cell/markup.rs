//! HTML and line ends that a program left in a cell. Entry point: [`CellParser::without_markup`].

use std::borrow::Cow;

use super::{CellError, CellParser};
use crate::diagnostic::Code;
use crate::edit::{FieldPath, Step};
use crate::text::{HtmlLeftover, html_leftover, truncate};

/// Elements around a text that mean only how it looks.
const REMOVED: [&str; 6] = ["b", "em", "i", "p", "span", "strong"];
/// The longest text that is shown, in characters.
const MAX_SHOWN: usize = 60;

impl CellParser<'_> {
    /// The text without HTML and without line ends as Excel writes them, where it is certain what they mean, and noted;
    /// other HTML is an error. A description keeps its HTML.
    pub(super) fn without_markup<'t>(
        &self,
        text: &'t str,
        path: &FieldPath,
    ) -> Result<Cow<'t, str>, CellError> {
        if !self.third_party || !text.contains(['&', '<', '_']) {
            return Ok(Cow::Borrowed(text));
        }
        let mut clean = without_escaped_line_ends(text);
        let is_markdown = matches!(&path.0[0], Step::Key(key) if key == "description");
        if !is_markdown {
            clean = without_html(&clean)?;
        }
        if clean == text {
            return Ok(Cow::Borrowed(text));
        }
        self.vocabulary.add_note(format!(
            "`{}` in `{path}` is read as `{}`",
            truncate(text, MAX_SHOWN),
            truncate(&clean, MAX_SHOWN)
        ));
        Ok(Cow::Owned(clean))
    }
}

/// The text with the line ends that Excel writes as `_x000D_` and `_x000A_`.
fn without_escaped_line_ends(text: &str) -> String {
    let (carriage_return, line_feed) = ("_x000D_", "_x000A_");
    let text = text.replace("_x000d_", carriage_return);
    let text = text.replace("_x000a_", line_feed);
    let text = text.replace(&format!("{carriage_return}{line_feed}"), "\n");
    let text = text.replace(&format!("{carriage_return}\n"), "\n");
    let text = text.replace(carriage_return, "\n");
    text.replace(line_feed, "\n").trim().to_owned()
}

fn without_html(text: &str) -> Result<String, CellError> {
    let mut clean = String::new();
    let mut rest = text;
    let (mut opened, mut closed) = (0, 0);
    while let Some(found) = html_leftover(rest) {
        let start = rest.find(found.written).unwrap_or(0);
        clean.push_str(&rest[..start]);
        rest = &rest[start + found.written.len()..];
        match meaning(found) {
            Some(meaning) => clean.push_str(&meaning),
            None => return Err(error(text, found.written)),
        }
        let is_tag = found.written.starts_with('<');
        closed += usize::from(found.written.starts_with("</"));
        opened += usize::from(is_tag && !found.written.starts_with("</"));
    }
    clean.push_str(rest);
    if clean == text {
        return Ok(clean);
    }
    let clean = clean.trim().replace("  ", " ");
    match html_leftover(&clean) {
        Some(found) => Err(error(text, found.written)),
        None if opened != closed => Err(error(text, "<")),
        None => Ok(clean),
    }
}

/// What an entity or a tag means in a text; `None` where that is not certain.
fn meaning(found: HtmlLeftover<'_>) -> Option<String> {
    match found.written {
        "&apos;" => Some("'".to_owned()),
        written if written.starts_with('&') => found.meant.map(String::from),
        tag => {
            let inside = tag.trim_start_matches(['<', '/']);
            let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
            let name = name.to_ascii_lowercase();
            let between = if name == "p" { " " } else { "" };
            REMOVED.contains(&name.as_str()).then(|| between.to_owned())
        }
    }
}

fn error(text: &str, written: &str) -> CellError {
    let message = format!("`{}` contains HTML: `{written}`", truncate(text, MAX_SHOWN));
    let help = "write the text that readers should see";
    CellError::new(Code::InvalidValue, message, Some(help.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{without_escaped_line_ends, without_html};

    #[test]
    fn html_is_decoded_where_its_meaning_is_certain() {
        for (text, expected) in [
            ("<b>Éts Lefèvre &amp; Fils</b>", "Éts Lefèvre & Fils"),
            ("<p>One</p><p class=\"x\">two</p>", "One two"),
            ("L&#39;Or &apos;n&eacute;", "L'Or 'né"),
            ("a < b & c", "a < b & c"),
        ] {
            assert_eq!(without_html(text).unwrap(), expected);
        }
        for text in [
            "<a href=\"x\">A</a>",
            "A<br>B",
            "A <b> B",
            "&amp;lt;",
            "for&ecirc;t",
        ] {
            assert!(without_html(text).is_err(), "{text}");
        }
    }

    #[test]
    fn line_ends_of_excel_are_line_ends() {
        for (text, expected) in [
            ("Alpha_x000D_", "Alpha"),
            (
                "One_x000D_\ntwo_x000D__x000A_three_x000A_four",
                "One\ntwo\nthree\nfour",
            ),
            ("One_x000d_two", "One\ntwo"),
        ] {
            assert_eq!(without_escaped_line_ends(text), expected);
        }
    }
}
