//! The search for a value: the files that may define it, and the one that applies. Entry point: [`explain`].

use super::inherited;
use super::path::{display, display_within, find, for_type, names};
use super::schema_lookup::{self, purpose};
use super::{Explanation, Overridden};
use crate::diagnostic::did_you_mean;
use crate::load::{
    FileKind, MissingTranslation, PartnerRecord, ProgrammeRecord, ProseRecord, RawContent,
    RawValue, Records, raw_file,
};
use crate::model::Lang;
use crate::source::{FileId, Sources, Span};

/// The longest value in a note, in characters: a note fits on one line.
const MAX_NOTE_LENGTH: usize = 32;

/// The value to explain.
#[derive(Debug, Clone)]
pub(super) struct Query {
    /// The id of a partner or a programme, `catalogue` or `vocabulary`, then the keys.
    pub path: String,
    /// The language of the reader.
    pub lang: Lang,
    /// The code of a country.
    pub country: Option<String>,
    /// A type of partner.
    pub partner_type: Option<String>,
}

/// A file that may define the value, with the path in it and what it applies to.
struct Candidate<'a> {
    kind: FileKind,
    file: RawValue,
    path: Vec<&'a str>,
    applies_to: Option<String>,
    gaps: &'a [MissingTranslation],
}

/// Explains a value.
///
/// # Errors
///
/// If the partner, the programme or the key does not exist.
pub(super) fn explain(
    records: &Records,
    sources: &Sources,
    query: &Query,
) -> Result<Explanation, String> {
    let path: Vec<&str> = query
        .path
        .split('.')
        .filter(|key| !key.is_empty())
        .collect();
    let [id, keys @ ..] = &path[..] else {
        return Err("write a partner or a programme, then a key: `solutions.fee`".to_owned());
    };
    let programme = records.programmes.iter().find(|record| record.id == *id);
    let partner = records.partners.iter().find(|record| record.id == *id);
    let candidates = match (partner, programme, *id) {
        (Some(record), ..) => of_partner(sources, record, keys),
        (None, Some(record), _) => {
            if let Some(prose) = prose(record, keys) {
                return of_prose(records, sources, query, prose, keys);
            }
            of_programme(sources, record, keys, query)
        }
        (.., "catalogue") => of_file(
            sources,
            FileKind::Catalogue,
            records.settings.file,
            &records.settings.gaps,
            keys,
        ),
        (.., "vocabulary") => of_file(
            sources,
            FileKind::Vocabulary,
            records.vocabulary.file,
            &records.vocabulary.gaps,
            keys,
        ),
        _ => return Err(unknown(records, id)),
    };
    let file = |kind| candidates.iter().find(|candidate| candidate.kind == kind);
    if let (Some(country), Some(programme)) = (file(FileKind::Country), file(FileKind::Programme))
        && let Some(reason) = inherited::replacement(sources, keys, &country.file, &programme.file)
    {
        return Err(reason);
    }
    let mut definitions = candidates
        .iter()
        .filter_map(|candidate| Some((candidate, find(&candidate.file, &candidate.path).ok()?)));
    let Some((candidate, value)) = definitions.next() else {
        return Err(not_written(records, sources, &candidates));
    };
    let mut notes = Vec::new();
    // A country's table is shown with what it inherits.
    let merged = definitions
        .clone()
        .filter(|_| candidate.kind == FileKind::Country)
        .fold(None, |merged: Option<RawValue>, (_, programme)| {
            let own = merged.as_ref().unwrap_or(value);
            let (table, inherited) = inherited::merge(keys, own, programme)?;
            if !inherited.is_empty() {
                let path = &sources.get(programme.key_span.file).path;
                notes.push(format!("inherited from `{path}`: {}", inherited.join(", ")));
            }
            Some(table)
        });
    if merged.is_some() {
        definitions.by_ref().for_each(drop);
    }
    let value = merged.as_ref().unwrap_or(value);
    let version = in_language(records, query, value, candidate.gaps, &mut notes);
    let overridden = definitions.map(|(candidate, value)| Overridden {
        value: display(in_language(
            records,
            query,
            value,
            candidate.gaps,
            &mut Vec::new(),
        )),
        applies_to: candidate
            .applies_to
            .clone()
            .unwrap_or_else(|| "all".to_owned()),
        place: place(value, sources),
    });
    let overridden: Vec<Overridden> = overridden.collect();
    if let Some(record) = programme.filter(|_| partner.is_none()) {
        differs(sources, record, keys, query, &mut notes);
    }
    if keys.contains(&"internal") {
        notes.push("internal: it is never published".to_owned());
    }
    Ok(Explanation {
        query: query.path.clone(),
        value: display(version),
        place: place(version, sources),
        applies_to: candidate.applies_to.clone(),
        overridden,
        notes,
    })
}

fn of_partner<'a>(
    sources: &Sources,
    record: &'a PartnerRecord,
    keys: &[&'a str],
) -> Vec<Candidate<'a>> {
    of_file(sources, FileKind::Partner, record.file, &record.gaps, keys)
}

fn of_file<'a>(
    sources: &Sources,
    kind: FileKind,
    file: FileId,
    gaps: &'a [MissingTranslation],
    keys: &[&'a str],
) -> Vec<Candidate<'a>> {
    vec![Candidate {
        kind,
        file: raw_file(sources, file),
        path: keys.to_vec(),
        applies_to: None,
        gaps,
    }]
}

/// The country's file before the programme's; in each, the value for the type of partner before that for all.
fn of_programme<'a>(
    sources: &Sources,
    record: &'a ProgrammeRecord,
    keys: &[&'a str],
    query: &'a Query,
) -> Vec<Candidate<'a>> {
    let country = query.country.as_ref().and_then(|code| {
        let share = record.countries.iter().find(|share| share.code == *code)?;
        Some((share.file, &share.gaps[..], Some(share.code.as_str())))
    });
    let files = country
        .into_iter()
        .chain([(record.file, &record.gaps[..], None)]);
    let mut all = Vec::new();
    for (file, gaps, code) in files {
        let for_type = query
            .partner_type
            .as_deref()
            .and_then(|partner_type| Some((for_type(keys, partner_type)?, Some(partner_type))));
        for (path, partner_type) in for_type.into_iter().chain([(keys.to_vec(), None)]) {
            let applies_to: Vec<&str> = [partner_type, code].into_iter().flatten().collect();
            all.push(Candidate {
                kind: match code {
                    Some(_) => FileKind::Country,
                    None => FileKind::Programme,
                },
                file: raw_file(sources, file),
                path,
                applies_to: (!applies_to.is_empty()).then(|| applies_to.join(", ")),
                gaps,
            });
        }
    }
    all
}

/// The page that a path of a programme refers to, such as `summary` or `tiers.gold.body`.
fn prose<'a>(record: &'a ProgrammeRecord, keys: &[&str]) -> Option<&'a ProseRecord> {
    let key = keys
        .last()
        .filter(|key| matches!(**key, "title" | "summary" | "body"))?;
    match keys {
        [_] => record.prose.as_ref(),
        ["tiers", id, _] => record.tier_prose.get(*id),
        ["benefits", id, _] => record.axis_prose.get(*id),
        ["processes", id, _] => record.process_prose.get(*id),
        ["countries", id, _] => record.country_prose.get(*id),
        _ => None,
    }
    .filter(|_| !key.is_empty())
}

/// Explains a part of a page: in the reader's language, else in the default one.
fn of_prose(
    records: &Records,
    sources: &Sources,
    query: &Query,
    prose: &ProseRecord,
    keys: &[&str],
) -> Result<Explanation, String> {
    let key = keys.last().copied().unwrap_or_default();
    let order = [query.lang.index(), Lang::DEFAULT.index()]
        .into_iter()
        .chain(0..prose.versions.len());
    let mut versions = order.filter_map(|lang| {
        let file = raw_file(sources, prose.versions.get(lang)?.as_ref()?.file);
        let value = file.get(key)?;
        Some((lang, display(value), place(value, sources)))
    });
    let Some((lang, value, place)) = versions.next() else {
        return Err(format!("`{}` has no `{key}` in any language", prose.stem));
    };
    let mut notes = Vec::new();
    if lang != query.lang.index() {
        notes.push(fallback_note(records, query.lang, lang));
    }
    Ok(Explanation {
        query: query.path.clone(),
        value,
        place,
        applies_to: None,
        overridden: Vec::new(),
        notes,
    })
}

/// The version of a text in the reader's language; any other value unchanged.
fn in_language<'w>(
    records: &Records,
    query: &Query,
    value: &'w RawValue,
    gaps: &[MissingTranslation],
    notes: &mut Vec<String>,
) -> &'w RawValue {
    let languages = &records.languages;
    let position = |key: &String| languages.iter().position(|code| code == key);
    let entries = value.entries();
    if entries.is_empty() || !entries.iter().all(|(key, _)| position(key).is_some()) {
        let gap = gaps.iter().find(|gap| gap.bare && gap.span == value.span);
        if gap.is_some_and(|gap| gap.is_missed(query.lang.index())) {
            notes.push(fallback_note(records, query.lang, Lang::DEFAULT.index()));
        }
        return value;
    }
    let version = |lang: usize| entries.iter().find(|(key, _)| position(key) == Some(lang));
    let shown = version(query.lang.index())
        .or_else(|| version(Lang::DEFAULT.index()))
        .unwrap_or(&entries[0]);
    if let Some(lang) = position(&shown.0).filter(|&lang| lang != query.lang.index()) {
        notes.push(fallback_note(records, query.lang, lang));
    }
    &shown.1
}

fn fallback_note(records: &Records, requested: Lang, shown: usize) -> String {
    let requested = &records.languages[requested.index()];
    let shown = &records.languages[shown];
    format!("it is not written in `{requested}`: readers see the `{shown}` text, marked as such")
}

/// Notes the countries and types of partner with another value, if the query names none.
fn differs(
    sources: &Sources,
    record: &ProgrammeRecord,
    keys: &[&str],
    query: &Query,
    notes: &mut Vec<String>,
) {
    let folder = format!("content/programmes/{}/", record.id);
    let described_at = |value: &RawValue| {
        let (line, _) = sources.line_column(value.key_span.file, value.key_span.start);
        let path = &sources.get(value.key_span.file).path;
        let path = path.strip_prefix(&folder).unwrap_or(path);
        format!("{} ({path}:{line})", display_within(value, MAX_NOTE_LENGTH))
    };
    if query.country.is_none() {
        for share in &record.countries {
            if let Ok(value) = find(&raw_file(sources, share.file), keys) {
                notes.push(format!("in `{}`: {}", share.code, described_at(value)));
            }
        }
    }
    if query.partner_type.is_none() {
        let file = raw_file(sources, record.file);
        for partner_type in &record.types {
            let path = for_type(keys, &partner_type.value);
            if let Some(value) = path.and_then(|path| find(&file, &path).ok()) {
                notes.push(format!(
                    "for `{}`: {}",
                    partner_type.value,
                    described_at(value)
                ));
            }
        }
    }
}

/// The position to show: that of the value, or of its key if the value is longer than a line.
fn place(value: &RawValue, sources: &Sources) -> Span {
    let text = &sources.get(value.span.file).text;
    let written = text
        .get(value.span.start as usize..value.span.end as usize)
        .unwrap_or_default();
    match written.find('\n') {
        None if !written.is_empty() => value.span,
        Some(end) if value.key_span == value.span => Span {
            end: value.span.start + end as u32,
            ..value.span
        },
        _ => value.key_span,
    }
}

fn unknown(records: &Records, id: &str) -> String {
    let programmes = records.programmes.iter().map(|record| record.id.as_str());
    let partners = records.partners.iter().map(|record| record.id.as_str());
    let known = programmes
        .chain(["catalogue", "vocabulary"])
        .chain(partners);
    let message = format!("`{id}` is neither a partner nor a programme");
    match did_you_mean(id, known) {
        Some(help) => format!("{message}: {help}"),
        None => message,
    }
}

/// Why nothing was found, as seen from the last file, which is the most general one.
fn not_written(records: &Records, sources: &Sources, candidates: &[Candidate<'_>]) -> String {
    let Some(Err((found, value))) = candidates
        .last()
        .map(|candidate| find(&candidate.file, &candidate.path))
    else {
        return "it is not written".to_owned();
    };
    let candidate = candidates.last().expect("a file was looked at just now");
    let path = &sources.get(candidate.file.key_span.file).path;
    let missing = candidate.path[found..].join(".");
    let message = match found {
        0 => format!("`{missing}` is not written in `{path}`"),
        _ => format!(
            "`{missing}` is not written under `{}` in `{path}`",
            candidate.path[..found].join(".")
        ),
    };
    if let Some(purpose) = purpose(candidate.kind, &candidate.path[..=found]) {
        return format!("{message}, but it is possible: {purpose}");
    }
    if let RawContent::Text(_) | RawContent::Plain(_) = value.value {
        return message;
    }
    let word = candidate.path[found];
    let possible = schema_lookup::keys(records, candidate.kind, &candidate.path[..found]);
    let mut words = names(value);
    words.extend(possible.iter().map(String::as_str));
    words.sort_unstable();
    words.dedup();
    match did_you_mean(word, words) {
        Some(help) => format!("{message}: {help}"),
        None => message,
    }
}
