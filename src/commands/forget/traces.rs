//! What a record would leave in a file: its name, its contacts, its texts, however they are written there.
//!
//! ```text
//!  record ──of──▶ traces: the letters and digits of each value ──find_in──▶ those that a file has
//! ```
//!
//! Only letters and digits count, so that it does not matter how HTML, JSON, cards or a line's end cut a text up.

use super::normalize::{self, letters, words};
use crate::load::{PartnerRecord, Texts};
use crate::text::url::without_scheme;

/// The fewest letters of a piece of a text that tells whose text it is.
const TELLING: usize = 20;
/// Shorter values are looked for as whole words: inside others they would be found everywhere.
const SHORT: usize = 8;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    /// Which value it is, such as "name".
    pub what: &'static str,
    /// The value, or a piece of it.
    pub text: String,
    /// Whether it is somebody's alone; a street or a customer may be another partner's too.
    pub own: bool,
    letters: String,
}

/// A file as it is searched.
pub(super) struct Searched {
    letters: Vec<String>,
    words: Vec<String>,
}

impl Searched {
    /// A text in whatever form.
    pub(super) fn text(text: &str) -> Self {
        let forms = normalize::forms(text);
        Self {
            letters: forms.iter().map(|form| letters(form)).collect(),
            words: forms.iter().map(|form| words(form)).collect(),
        }
    }

    /// Whether it has the value.
    pub(super) fn has(&self, trace: &Trace) -> bool {
        if trace.letters.chars().count() < SHORT {
            let wanted = words(&trace.text);
            return self.words.iter().any(|words| words.contains(&wanted));
        }
        let mut forms = self.letters.iter();
        forms.any(|letters| letters.contains(&trace.letters))
    }
}

/// What the record of a partner would leave.
pub(super) fn of(record: &PartnerRecord) -> Vec<Trace> {
    let mut traces = Traces::default();
    traces.own("name", Some(&record.name.value));
    for name in [&record.legal_name, &record.sort_name] {
        traces.own("name", name.as_ref().map(|name| &name.value));
    }
    for contact in &record.contacts {
        let (person, email) = (&contact.person, &contact.email);
        traces.own("contact", person.as_ref().map(|person| &person.value));
        traces.own("contact", email.as_ref().map(|email| &email.value));
        traces.own("contact", contact.phone.as_ref().map(|phone| &phone.value));
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
    fn own(&mut self, what: &'static str, text: Option<&String>) {
        self.push(what, text.map_or("", String::as_str), true);
    }

    fn shared(&mut self, what: &'static str, text: Option<&String>) {
        self.push(what, text.map_or("", String::as_str), false);
    }

    /// A web address, without what all have.
    fn address(&mut self, url: Option<&String>) {
        let url = url.map_or("", String::as_str);
        let bare = without_scheme(url);
        self.push("address", bare.trim_start_matches("www."), false);
    }

    fn texts(&mut self, what: &'static str, texts: Option<&Texts>) {
        let versions = texts.iter().flat_map(|texts| texts.versions.iter());
        for version in versions.flatten() {
            self.pieces(what, &version.value);
        }
    }

    /// The stretches of a text between its marks: these become something else, or nothing.
    fn pieces(&mut self, what: &'static str, text: &str) {
        let marks = |c: char| matches!(c, '\n' | '[' | ']' | '(' | ')' | '<' | '>' | '`' | '|');
        for piece in text.split(marks) {
            if letters(piece).chars().count() >= TELLING {
                self.push(what, piece.trim(), false);
            }
        }
    }

    fn push(&mut self, what: &'static str, text: &str, own: bool) {
        let letters = letters(text);
        let known = self.0.iter().any(|trace| trace.letters == letters);
        // A single letter says nothing of anybody.
        if letters.chars().count() > 1 && !known {
            self.0.push(Trace {
                what,
                text: text.to_owned(),
                own,
                letters,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Searched, Trace, letters};

    #[test]
    fn a_value_is_found_however_it_is_written() {
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
        Searched::text(file).has(&Trace {
            what: "name",
            text: value.to_owned(),
            own: true,
            letters: letters(value),
        })
    }
}
