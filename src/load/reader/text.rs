//! Texts of a TOML file: in one language or in several, with what is probably a mistake in them. Entry points: [`Value::text`],
//! [`Value::texts`].

use std::sync::Arc;

use super::Texts;
use super::shape::{ReferenceKind, ValueType};
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::text::{html_leftover, single_line, unwanted_character};

/// Whether a text has markup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    None,
    Markdown,
}

impl Value<'_> {
    /// A text: a name, an id, an address.
    pub(in crate::load) fn text(self, key: &str) -> Option<Spanned<String>> {
        self.accept(ValueType::Text)?;
        let text = self.plain_text(key)?;
        self.report_invisible(key, &text.value);
        self.report_html(key, &text.value);
        Some(text)
    }

    /// A reference.
    pub(in crate::load) fn text_of(
        self,
        key: &str,
        kind: ReferenceKind,
    ) -> Option<Spanned<String>> {
        self.accept(ValueType::Declared(kind))?;
        self.text(key)
    }

    /// A text in several languages.
    pub(in crate::load) fn texts(self, key: &str) -> Option<Texts> {
        self.versions(key, Markup::None)
    }

    /// A text in several languages that is read as Markdown.
    pub(in crate::load) fn markdown(self, key: &str) -> Option<Texts> {
        self.versions(key, Markup::Markdown)
    }

    fn versions(self, key: &str, markup: Markup) -> Option<Texts> {
        self.accept(ValueType::Texts)?;
        let mut versions = vec![None; self.reader.languages.len()];
        let is_one_text = self.as_str().is_some();
        if is_one_text {
            versions[0] = Some(self.long_text(key, markup)?.map(Arc::from));
        } else if self.is_table() {
            for (language, value) in self.table(key)?.entries() {
                if let Some(at) = self.reader.language(language)
                    && let Some(text) = value.long_text(key, markup)
                {
                    versions[at] = Some(text.map(Arc::from));
                }
            }
        } else {
            return self.wrong_type(key, "a text, or a text for each language");
        }
        let texts = Texts {
            key: Some(key.into()),
            span: self.span,
            versions,
        };
        self.reader.note_missing_translations(&texts, is_one_text);
        Some(texts)
    }

    /// A text in which soft hyphens are no mistake.
    fn long_text(self, key: &str, markup: Markup) -> Option<Spanned<String>> {
        let text = self.plain_text(key)?;
        self.report_invisible(key, &text.value.replace('\u{ad}', ""));
        if markup == Markup::None {
            self.report_html(key, &text.value);
        }
        Some(text)
    }

    fn plain_text(self, key: &str) -> Option<Spanned<String>> {
        let Some(text) = self.as_str() else {
            return self.wrong_type(key, "a text in quotes");
        };
        let text = text.trim();
        if text.is_empty() {
            let message = format!("`{key}` is empty");
            let diagnostic = Diagnostic::new(Code::InvalidValue, self.span, message);
            self.reader
                .push(diagnostic.help("write a text, or leave the key out"));
            return None;
        }
        if let Some(control) = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            let message = format!(
                "`{key}` contains the control character U+{:04X}",
                control as u32
            );
            self.reader
                .push(Diagnostic::new(Code::InvalidValue, self.span, message).help("delete it"));
            return None;
        }
        Some(Spanned {
            value: text.to_owned(),
            span: self.span,
        })
    }

    /// Warns of an invisible character: a name with one looks right, and is not found.
    fn report_invisible(self, key: &str, text: &str) {
        let Some(character) = unwanted_character(text) else {
            return;
        };
        let message = format!(
            "`{key}` contains the invisible character U+{:04X}",
            u32::from(character)
        );
        self.reader.push(
            Diagnostic::new(Code::InvisibleCharacter, self.span, message)
                .help("type the text again instead of copying it"),
        );
    }

    /// Warns of HTML in a text without markup.
    fn report_html(self, key: &str, text: &str) {
        let Some(leftover) = html_leftover(text) else {
            return;
        };
        let written = single_line(leftover.written);
        let message = format!("`{key}` contains `{written}`, which readers see as it is written");
        let help = match leftover.meant {
            Some(' ') => "write a space".to_owned(),
            Some(meant) => format!("write `{meant}`"),
            None => "this text has no markup: delete it, or write the character itself".to_owned(),
        };
        self.reader
            .push(Diagnostic::new(Code::MarkupAsText, self.span, message).help(help));
    }
}
