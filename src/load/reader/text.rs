//! Texts of a TOML file: in one language or in several, with what is probably a mistake in them. Entry points: [`Value::text`],
//! [`Value::texts`].

use std::sync::Arc;

use super::Texts;
use super::shape::{ReferenceKind, ValueType};
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown;
use crate::source::Spanned;
use crate::text::{
    MARKS_AT_MOST, TextLength, html_leftover, is_invisible, is_noncharacter, overloaded_letter,
    single_line, unwanted_character,
};

/// Whether a text has markup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    None,
    Markdown,
}

impl Value<'_> {
    /// A text: a name, an id, an address.
    pub(in crate::load) fn text(self, key: &str) -> Option<Spanned<String>> {
        self.text_up_to(key, TextLength::Line)
    }

    /// A text of several lines, such as a note.
    pub(in crate::load) fn note(self, key: &str) -> Option<Spanned<String>> {
        self.text_up_to(key, TextLength::Plain)
    }

    fn text_up_to(self, key: &str, length: TextLength) -> Option<Spanned<String>> {
        self.accept(ValueType::Text)?;
        let text = self.plain_text(key, length)?;
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

    /// A name that is the same in all languages, or one for each. Languages without one are no gaps: most names of places
    /// are the same everywhere.
    pub(in crate::load) fn name_by_language(self, key: &str) -> Option<Texts> {
        self.accept(ValueType::NameByLanguage)?;
        self.by_language(key, |value| value.text(key))
    }

    fn versions(self, key: &str, markup: Markup) -> Option<Texts> {
        self.accept(ValueType::Texts)?;
        let texts = self.by_language(key, |value| value.long_text(key, markup))?;
        let is_one_text = self.as_str().is_some();
        self.reader.note_missing_translations(&texts, is_one_text);
        Some(texts)
    }

    /// One text, which is the version of the default language, or a table of versions.
    fn by_language(
        self,
        key: &str,
        read: impl Fn(Value<'_>) -> Option<Spanned<String>>,
    ) -> Option<Texts> {
        let mut versions = vec![None; self.reader.languages.len()];
        if self.as_str().is_some() {
            versions[0] = Some(read(self)?.map(Arc::from));
        } else if self.is_table() {
            for (language, value) in self.table(key)?.entries() {
                if let Some(at) = self.reader.language(language)
                    && let Some(text) = read(value)
                {
                    versions[at] = Some(text.map(Arc::from));
                }
            }
        } else {
            return self.wrong_type(key, "a text, or a text for each language");
        }
        Some(Texts {
            key: Some(key.into()),
            span: self.span,
            versions,
        })
    }

    /// A text in which soft hyphens are no mistake.
    fn long_text(self, key: &str, markup: Markup) -> Option<Spanned<String>> {
        let length = match markup {
            Markup::None => TextLength::Plain,
            Markup::Markdown => TextLength::Markdown,
        };
        let text = self.plain_text(key, length)?;
        self.report_invisible(key, &text.value.replace('\u{ad}', ""));
        if markup == Markup::None {
            self.report_html(key, &text.value);
        }
        Some(text)
    }

    fn plain_text(self, key: &str, length: TextLength) -> Option<Spanned<String>> {
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
        if let Some((message, help)) = unusable(text, length) {
            let message = format!("`{key}` {message}");
            self.reader
                .push(Diagnostic::new(Code::InvalidValue, self.span, message).help(help));
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

/// Why a text cannot be used, without its name, and what to do: it is too long, or contains what is not text.
pub(in crate::load) fn unusable(text: &str, length: TextLength) -> Option<(String, String)> {
    if let Some(characters) = length.excess(text) {
        let limit = length.limit();
        let message = format!("has {characters} characters, of which at most {limit} are read");
        return Some((message, "shorten it".to_owned()));
    }
    let is_none =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_noncharacter(c);
    if let Some(character) = text.chars().find(|&c| is_none(c)) {
        let kind = match character.is_control() {
            true => "control character",
            false => "noncharacter",
        };
        let message = format!("contains the {kind} U+{:04X}", u32::from(character));
        return Some((message, "delete it".to_owned()));
    }
    if length == TextLength::Markdown
        && let Some(excess) = markdown::excess(text)
    {
        let help = "shorten it, or divide it into several texts".to_owned();
        return Some((excess.message, help));
    }
    let (place, marks) = overloaded_letter(text)?;
    let first = text[place].chars().next().unwrap_or_default();
    let message = match is_invisible(first) {
        true => format!(
            "has {marks} invisible characters in a word, such as U+{:04X}",
            u32::from(first)
        ),
        false => format!("has a letter or sign `{first}` with {marks} marks or joined signs"),
    };
    let help = format!("delete them: a letter has at most {MARKS_AT_MOST}");
    Some((message, help))
}
