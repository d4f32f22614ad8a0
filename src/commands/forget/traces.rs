//! Traces of a partner: its name, contacts and texts, in whatever form a file has them. Entry points: [`collect`] for the
//! traces of a record, [`Haystack::contains`] for the search.
//!
//! ```text
//!  record ──collect──▶ traces: the letters and digits of each value
//!  file ──Haystack::new──▶ its letters and digits in several forms ──contains──▶ the traces in it
//! ```
//!
//! Only letters and digits are compared, so it does not matter how HTML, JSON, vCards or line breaks split a text.

use super::normalize::{forms, letters, words};
use crate::load::{PartnerRecord, Texts};
use crate::text::url::without_scheme;
use crate::validate::{office_countries, parse_phone};

/// The fewest letters and digits of a piece of text that identifies its author.
const MIN_PIECE_LENGTH: usize = 20;
/// Shorter values are searched as whole words: as substrings they would be found everywhere.
const MIN_SUBSTRING_LENGTH: usize = 8;

/// A value to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    /// The kind of value, such as "name".
    pub kind: &'static str,
    /// The value, or a piece of it.
    pub text: String,
    /// Whether it identifies the partner; a street or a customer may be another partner's too.
    pub identifying: bool,
    letters: String,
}

/// A text to search in.
pub(super) struct Haystack {
    letters: Vec<String>,
    words: Vec<String>,
}

impl Haystack {
    /// Prepares a text in any format.
    pub(super) fn new(text: &str) -> Self {
        let forms = forms(text);
        Self {
            letters: forms.iter().map(|form| letters(form)).collect(),
            words: forms.iter().map(|form| words(form)).collect(),
        }
    }

    /// Whether the text has the value.
    pub(super) fn contains(&self, trace: &Trace) -> bool {
        if trace.letters.chars().count() < MIN_SUBSTRING_LENGTH {
            let needle = words(&trace.text);
            return self.words.iter().any(|words| words.contains(&needle));
        }
        self.letters
            .iter()
            .any(|letters| letters.contains(&trace.letters))
    }
}

/// The traces that the record of a partner may leave.
pub(super) fn collect(record: &PartnerRecord) -> Vec<Trace> {
    let mut traces = Traces::default();
    traces.identifying("name", Some(&record.name.value));
    for name in [&record.legal_name, &record.sort_name] {
        traces.identifying("name", name.as_ref().map(|name| &name.value));
    }
    for contact in &record.contacts {
        let (person, email) = (&contact.person, &contact.email);
        traces.identifying("contact", person.as_ref().map(|person| &person.value));
        traces.identifying("contact", email.as_ref().map(|email| &email.value));
        if let Some(phone) = &contact.phone {
            traces.identifying("contact", Some(&phone.value));
            // Links and vCards have the international number.
            let phone = parse_phone(&phone.value, &office_countries(record));
            traces.identifying("contact", phone.ok().map(|phone| phone.number).as_ref());
        }
        traces.address(contact.form_url.as_ref().map(|url| &url.value));
        traces.texts("contact", contact.label.as_ref());
    }
    traces.address(record.website.as_ref().map(|url| &url.value));
    for link in &record.links {
        traces.address(Some(&link.url.value));
    }
    for office in &record.offices {
        traces.shared("street", office.street.as_ref().map(|street| &street.value));
    }
    for reference in &record.references {
        traces.shared("customer", Some(&reference.customer.value));
        traces.address(reference.url.as_ref().map(|url| &url.value));
        traces.texts("reference", reference.summary.as_ref());
    }
    traces.texts("summary", record.summary.as_ref());
    traces.texts("description", record.description.as_ref());
    if let Some(notes) = &record.internal.notes {
        traces.pieces("internal notes", &notes.value);
    }
    traces.0
}

#[derive(Default)]
struct Traces(Vec<Trace>);

impl Traces {
    fn identifying(&mut self, kind: &'static str, text: Option<&String>) {
        self.push(kind, text.map_or("", String::as_str), true);
    }

    fn shared(&mut self, kind: &'static str, text: Option<&String>) {
        self.push(kind, text.map_or("", String::as_str), false);
    }

    /// A web address without scheme and `www.`.
    fn address(&mut self, url: Option<&String>) {
        let url = url.map_or("", String::as_str);
        let bare = without_scheme(url);
        self.push("address", bare.trim_start_matches("www."), false);
    }

    fn texts(&mut self, kind: &'static str, texts: Option<&Texts>) {
        let versions = texts.iter().flat_map(|texts| texts.versions.iter());
        for version in versions.flatten() {
            self.pieces(kind, &version.value);
        }
    }

    /// The pieces of a text between Markdown markup, which the output has in another form or not at all.
    fn pieces(&mut self, kind: &'static str, text: &str) {
        let marks = |c: char| matches!(c, '\n' | '[' | ']' | '(' | ')' | '<' | '>' | '`' | '|');
        for piece in text.split(marks) {
            if letters(piece).chars().count() >= MIN_PIECE_LENGTH {
                self.push(kind, piece.trim(), false);
            }
        }
    }

    fn push(&mut self, kind: &'static str, text: &str, identifying: bool) {
        let letters = letters(text);
        let known = self.0.iter().any(|trace| trace.letters == letters);
        // A single letter does not identify anyone.
        if letters.chars().count() > 1 && !known {
            self.0.push(Trace {
                kind,
                text: text.to_owned(),
                identifying,
                letters,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Haystack, Trace, letters};

    #[test]
    fn finds_a_value_in_any_format() {
        for (value, file) in [
            ("Smith & Sons Ltd", "<b>Smith &amp; Sons</b> Ltd"),
            ("Smith & Sons Ltd", "Smith%20%26%20Sons%20Ltd"),
            ("L'Étoile du Nord", "L&#39;ÉTOILE DU NORD"),
            ("L'Étoile du Nord", "L\u{2019}Étoi\u{ad}le du\n Nord"),
            ("one line\nand another", r#"{"a":"one line\nand another"}"#),
            (
                "sales@kerguelen.example",
                "sales<wbr>@kerguelen.<wbr>example",
            ),
            (
                "sales@kerguelen.example",
                "EMAIL:sales@kergu\r\n elen.example",
            ),
            ("+33 2 99 00 00 00", "tel:+33299000000"),
            ("Ast", "by Ast, since"),
        ] {
            assert!(has(value, file), "`{value}` is not found in `{file}`");
        }
        for (value, file) in [("Ast", "at last"), ("Kerguelen Conseil", "Kerguelen")] {
            assert!(!has(value, file), "`{value}` is found in `{file}`");
        }
    }

    fn has(value: &str, file: &str) -> bool {
        Haystack::new(file).contains(&Trace {
            kind: "name",
            text: value.to_owned(),
            identifying: true,
            letters: letters(value),
        })
    }
}
