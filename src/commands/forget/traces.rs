//! Traces of a partner: its name, contacts and texts, in whatever form a file has them. Entry points: [`collect`] for the
//! traces of a record, [`Needles::find`] for the search.
//!
//! ```text
//!  record ──collect──▶ traces ──Needles::new──▶ the letters and digits of each value, in its spellings
//!  file ──find──▶ its letters and digits in several forms ──▶ the traces in it, with their lines
//! ```
//!
//! Only letters and digits are compared, without accents, so it does not matter how HTML, JSON, vCards or line breaks split
//! a text.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

use aho_corasick::AhoCorasick;
use anyhow::Context as _;

use super::normalize::{forms, letters, words};
use crate::load::{PartnerRecord, Texts};
use crate::text::url::without_scheme;
use crate::validate::{office_countries, parse_phone};

/// The fewest letters and digits of a piece of text that identifies its author.
const MIN_PIECE_LENGTH: usize = 20;
/// Shorter values are searched as whole words: as substrings they would be found everywhere.
const MIN_SUBSTRING_LENGTH: usize = 8;
/// The first letters and digits of a value, which are searched for.
const MAX_LENGTH: usize = 512;
/// The last digits of a telephone number, which all ways to write it have.
const NATIONAL_DIGITS: usize = 9;

/// The kind of former ids, which are searched for as names and as ids.
pub(super) const FORMER_ID: &str = "former id";
/// The kind of persons and their addresses.
const CONTACT: &str = "contact";
/// Titles of persons that have no full stop.
const TITLES: [&str; 24] = [
    "dr",
    "prof",
    "professor",
    "professeur",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dame",
    "herr",
    "frau",
    "madame",
    "monsieur",
    "mme",
    "mlle",
    "ing",
    "mag",
    "mgr",
    "dipl",
    "phd",
    "mba",
    "msc",
    "bsc",
];

/// A value to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    /// The kind of value, such as "name".
    pub(super) kind: String,
    /// The value, or a piece of it.
    pub(super) text: String,
    /// Whether it identifies the partner; a street or a customer may be another partner's too.
    pub(super) identifying: bool,
}

impl Trace {
    /// The letters and digits of each of its spellings.
    fn spellings(&self) -> Vec<String> {
        let mut texts = vec![self.text.clone()];
        if self.text.contains('@') {
            texts.push(self.text.replace('@', " at "));
        }
        if self.identifying {
            let person = (self.kind == CONTACT).then(|| without_titles(&self.text));
            for name in [Some(self.text.clone()), person.flatten()]
                .into_iter()
                .flatten()
            {
                texts.extend(turned_around(&name));
                // As in German addresses and file names: `Soehne`.
                texts.push(name.chars().map(written_out).collect());
                texts.push(name);
            }
        }
        let digits: String = self.text.chars().filter(char::is_ascii_digit).collect();
        if self.text.starts_with('+') && digits.len() > NATIONAL_DIGITS {
            texts.push(digits[digits.len() - NATIONAL_DIGITS..].to_owned());
        }
        texts.dedup();
        texts
    }
}

/// A name with its last part first, as in lists.
fn turned_around(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split_whitespace().collect();
    match &parts[..] {
        [first @ .., last] if (1..=3).contains(&first.len()) => {
            Some(format!("{last} {}", first.join(" ")))
        }
        _ => None,
    }
}

/// A person's first and last names without titles before and after them; absent if there are none, or less than two names.
fn without_titles(person: &str) -> Option<String> {
    let (names, after) = match person.split_once(',') {
        Some((names, _)) => (names, true),
        None => (person, false),
    };
    let is_title = |part: &str| {
        let letters = letters(part);
        // An initial is part of the name.
        (part.contains('.') && letters.chars().count() > 1) || TITLES.contains(&letters.as_str())
    };
    let all: Vec<&str> = names.split_whitespace().collect();
    let mut parts = &all[..];
    while let [first, rest @ ..] = parts
        && is_title(first)
    {
        parts = rest;
    }
    while let [rest @ .., last] = parts
        && is_title(last)
    {
        parts = rest;
    }
    (parts.len() > 1 && (after || parts.len() < all.len())).then(|| parts.join(" "))
}

fn written_out(c: char) -> String {
    match c {
        'ä' | 'æ' => "ae".to_owned(),
        'Ä' | 'Æ' => "Ae".to_owned(),
        'ö' | 'ø' | 'œ' => "oe".to_owned(),
        'Ö' | 'Ø' | 'Œ' => "Oe".to_owned(),
        'ü' => "ue".to_owned(),
        'Ü' => "Ue".to_owned(),
        'å' => "aa".to_owned(),
        'Å' => "Aa".to_owned(),
        c => c.to_string(),
    }
}

/// A trace in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The index of the trace.
    pub(super) trace: usize,
    /// The line where it begins, from 1.
    pub(super) line: usize,
}

/// All traces, prepared to be searched for at once.
pub(super) struct Needles {
    substrings: Needle,
    words: Needle,
}

/// The spellings of one kind, and the trace of each.
struct Needle {
    automaton: Option<AhoCorasick>,
    traces: Vec<usize>,
}

impl Needle {
    fn new(spellings: &BTreeMap<String, usize>) -> anyhow::Result<Self> {
        let automaton = (!spellings.is_empty())
            .then(|| AhoCorasick::new(spellings.keys()))
            .transpose()
            .context("the record has too much text to search for")?;
        Ok(Self {
            automaton,
            traces: spellings.values().copied().collect(),
        })
    }

    /// The first place of each trace that is not known yet. `reduce` makes of a text what is searched; that of a text is
    /// that of its lines together.
    fn find(&self, form: &str, reduce: fn(&str) -> String, hits: &mut BTreeMap<usize, usize>) {
        let Some(automaton) = &self.automaton else {
            return;
        };
        let mut places: Vec<(usize, usize)> = Vec::new();
        for found in automaton.find_overlapping_iter(&reduce(form)) {
            let trace = self.traces[found.pattern().as_usize()];
            if let Entry::Vacant(hit) = hits.entry(trace) {
                hit.insert(0);
                places.push((found.start(), trace));
            }
        }
        if places.is_empty() {
            return;
        }
        places.sort_unstable();
        let mut places = places.into_iter().peekable();
        let mut end = 0;
        for (index, line) in form.split('\n').enumerate() {
            // The spaces around words are shared with the lines beside them.
            let reduced = reduce(line);
            end += reduced.trim_start_matches(' ').len();
            while let Some((_, trace)) = places.next_if(|(start, _)| *start < end) {
                hits.insert(trace, index + 1);
            }
        }
        // Letters that reach beyond the last line, if reducing a line is not reducing a part of the text.
        let last = form.split('\n').count();
        hits.extend(places.map(|(_, trace)| (trace, last)));
    }
}

impl Needles {
    /// Prepares traces.
    ///
    /// # Errors
    ///
    /// If there are too many for the memory.
    pub(super) fn new(traces: &[Trace]) -> anyhow::Result<Self> {
        let (mut substrings, mut in_words) = (BTreeMap::new(), BTreeMap::new());
        for (index, trace) in traces.iter().enumerate() {
            for spelling in trace.spellings() {
                let letters: String = letters(&spelling).chars().take(MAX_LENGTH).collect();
                match letters.chars().count() {
                    // A single letter does not identify anyone.
                    0 | 1 => {}
                    2..MIN_SUBSTRING_LENGTH => {
                        in_words.entry(words(&spelling)).or_insert(index);
                    }
                    _ => {
                        substrings.entry(letters).or_insert(index);
                    }
                }
            }
        }
        Ok(Self {
            substrings: Needle::new(&substrings)?,
            words: Needle::new(&in_words)?,
        })
    }

    /// The traces in a text of any format, in their order.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = BTreeMap::new();
        for form in forms(text) {
            self.substrings.find(&form, letters, &mut hits);
            self.words.find(&form, words, &mut hits);
        }
        let hits = hits.into_iter();
        hits.map(|(trace, line)| Hit { trace, line }).collect()
    }
}

/// The traces that the record of a partner may leave. Values that do not identify it are absent if another record has them
/// in the same field.
pub(super) fn collect<'a>(
    record: &PartnerRecord,
    all: impl Iterator<Item = &'a PartnerRecord>,
) -> Vec<Trace> {
    let mut traces = of_record(record);
    let field =
        |trace: &Trace| (!trace.identifying).then(|| (trace.kind.clone(), letters(&trace.text)));
    let others = all.filter(|other| other.path != record.path);
    let shared: HashSet<(String, String)> = others
        .flat_map(of_record)
        .filter_map(|trace| field(&trace))
        .collect();
    traces.retain(|trace| field(trace).is_none_or(|field| !shared.contains(&field)));
    traces
}

fn of_record(record: &PartnerRecord) -> Vec<Trace> {
    let mut traces = Traces::default();
    traces.identifying("name", Some(&record.name.value));
    for name in [&record.legal_name, &record.sort_name] {
        traces.identifying("name", name.as_ref().map(|name| &name.value));
    }
    for alias in &record.aliases {
        traces.identifying(FORMER_ID, Some(&alias.value));
    }
    for contact in &record.contacts {
        let (person, email) = (&contact.person, &contact.email);
        traces.identifying(CONTACT, person.as_ref().map(|person| &person.value));
        traces.identifying(CONTACT, email.as_ref().map(|email| &email.value));
        if let Some(phone) = &contact.phone {
            traces.identifying(CONTACT, Some(&phone.value));
            // Links and vCards have the international number.
            let phone = parse_phone(&phone.value, &office_countries(record));
            traces.identifying(CONTACT, phone.ok().map(|phone| phone.number).as_ref());
        }
    }
    let links = record.links.iter().map(|link| &link.url);
    for url in record.website.iter().chain(links) {
        traces.push("address", bare(&url.value), true);
    }
    for contact in &record.contacts {
        traces.address(contact.form_url.as_ref().map(|url| &url.value));
        traces.texts(CONTACT, contact.label.as_ref());
    }
    for office in &record.offices {
        traces.shared("street", office.street.as_ref().map(|street| &street.value));
    }
    for reference in &record.references {
        traces.shared("customer", Some(&reference.customer.value));
        traces.address(reference.url.as_ref().map(|url| &url.value));
        let person = reference.quote_person.as_ref();
        traces.identifying(CONTACT, person.map(|person| &person.value));
        let figures = reference.figures.iter();
        let texts = [&reference.summary, &reference.quote, &reference.quote_role]
            .into_iter()
            .chain([&reference.alt])
            .flatten()
            .chain(figures.flat_map(|figure| [&figure.value, &figure.label]));
        for text in texts {
            traces.texts("reference", Some(text));
        }
    }
    traces.texts("summary", record.summary.as_ref());
    traces.texts("picture", record.picture_alt.as_ref());
    traces.texts("description", record.description.as_ref());
    if let Some(notes) = &record.internal.notes {
        traces.pieces("internal notes", &notes.value);
    }
    traces.list
}

/// A web address without scheme and `www.`.
fn bare(url: &str) -> &str {
    without_scheme(url).trim_start_matches("www.")
}

#[derive(Default)]
struct Traces {
    list: Vec<Trace>,
    known: HashSet<String>,
}

impl Traces {
    fn identifying(&mut self, kind: &str, text: Option<&String>) {
        self.push(kind, text.map_or("", String::as_str), true);
    }

    fn shared(&mut self, kind: &str, text: Option<&String>) {
        self.push(kind, text.map_or("", String::as_str), false);
    }

    fn address(&mut self, url: Option<&String>) {
        self.push("address", url.map_or("", |url| bare(url)), false);
    }

    fn texts(&mut self, kind: &str, texts: Option<&Texts>) {
        let versions = texts.iter().flat_map(|texts| texts.versions.iter());
        for version in versions.flatten() {
            self.pieces(kind, &version.value);
        }
    }

    /// The pieces of a text between Markdown markup, which the output has in another form or not at all.
    fn pieces(&mut self, kind: &str, text: &str) {
        let marks = |c: char| matches!(c, '\n' | '[' | ']' | '(' | ')' | '<' | '>' | '`' | '|');
        for piece in text.split(marks) {
            if letters(piece).chars().count() >= MIN_PIECE_LENGTH {
                self.push(kind, piece.trim(), false);
            }
        }
    }

    fn push(&mut self, kind: &str, text: &str, identifying: bool) {
        let letters = letters(text);
        // A single letter does not identify anyone.
        if letters.chars().count() > 1 && self.known.insert(letters) {
            self.list.push(Trace {
                kind: kind.to_owned(),
                text: text.to_owned(),
                identifying,
            });
        }
    }
}

#[cfg(test)]
mod tests;
