//! From the path to the value: which files may say it, and which of them counts.

use super::path::{find, for_type, names, told, told_within};
use super::possible::{keys as possible_keys, purpose};
use super::{Explanation, Overridden};
use crate::diagnostic::did_you_mean;
use crate::load::{
    FileKind, MissingTranslation, PartnerRecord, ProgrammeRecord, ProseRecord, RawContent,
    RawValue, Records, raw_file,
};
use crate::model::Lang;
use crate::source::{FileId, Sources, Span};

/// The longest value in a note, in characters: a note has room on one line.
const NOTED_AT_MOST: usize = 32;

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The id of a partner or a programme, `catalogue` or `vocabulary`, then the keys.
    pub path: String,
    /// For readers of which language.
    pub lang: Lang,
    /// In which country.
    pub country: Option<String>,
    /// For which type of partner.
    pub partner_type: Option<String>,
}

/// A file that may say it, with the path in it and whom it is said for.
struct Source<'a> {
    kind: FileKind,
    file: RawValue,
    path: Vec<&'a str>,
    said_for: Option<String>,
    gaps: &'a [MissingTranslation],
}

/// Where a value comes from, else why that cannot be told.
///
/// # Errors
///
/// What is wrong with the question: no such partner or programme, no such key.
pub(super) fn explain(
    records: &Records,
    sources: &Sources,
    asked: &Asked,
) -> Result<Explanation, String> {
    let path: Vec<&str> = asked
        .path
        .split('.')
        .filter(|key| !key.is_empty())
        .collect();
    let [id, keys @ ..] = &path[..] else {
        return Err("write a partner or a programme, then a key: `solutions.fee`".to_owned());
    };
    let programme = records.programmes.iter().find(|record| record.id == *id);
    let partner = records.partners.iter().find(|record| record.id == *id);
    let answers = match (partner, programme, *id) {
        (Some(record), ..) => of_partner(sources, record, keys),
        (None, Some(record), _) => {
            if let Some(prose) = prose(record, keys) {
                return of_prose(records, sources, asked, prose, keys);
            }
            of_programme(sources, record, keys, asked)
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
    let mut found = answers
        .iter()
        .filter_map(|source| Some((source, find(&source.file, &source.path).ok()?)));
    let Some((source, value)) = found.next() else {
        return Err(not_written(records, sources, &answers));
    };
    let mut notes = Vec::new();
    let shown = in_language(records, asked, value, source.gaps, &mut notes);
    let over = found.map(|(source, value)| Overridden {
        value: told(in_language(
            records,
            asked,
            value,
            source.gaps,
            &mut Vec::new(),
        )),
        said_for: source.said_for.clone().unwrap_or_else(|| "all".to_owned()),
        place: place(value, sources),
    });
    let over: Vec<Overridden> = over.collect();
    if let Some(record) = programme.filter(|_| partner.is_none()) {
        differs(sources, record, keys, asked, &mut notes);
    }
    if keys.contains(&"internal") {
        notes.push("internal: it is never published".to_owned());
    }
    Ok(Explanation {
        asked: asked.path.clone(),
        value: told(shown),
        place: place(shown, sources),
        said_for: source.said_for.clone(),
        over,
        notes,
    })
}

fn of_partner<'a>(
    sources: &Sources,
    record: &'a PartnerRecord,
    keys: &[&'a str],
) -> Vec<Source<'a>> {
    of_file(sources, FileKind::Partner, record.file, &record.gaps, keys)
}

fn of_file<'a>(
    sources: &Sources,
    kind: FileKind,
    file: FileId,
    gaps: &'a [MissingTranslation],
    keys: &[&'a str],
) -> Vec<Source<'a>> {
    vec![Source {
        kind,
        file: raw_file(sources, file),
        path: keys.to_vec(),
        said_for: None,
        gaps,
    }]
}

/// The country's file before the programme's, in each what is said for the type of partner before what is for all.
fn of_programme<'a>(
    sources: &Sources,
    record: &'a ProgrammeRecord,
    keys: &[&'a str],
    asked: &'a Asked,
) -> Vec<Source<'a>> {
    let country = asked.country.as_ref().and_then(|code| {
        let share = record.countries.iter().find(|share| share.code == *code)?;
        Some((share.file, &share.gaps[..], Some(share.code.as_str())))
    });
    let files = country
        .into_iter()
        .chain([(record.file, &record.gaps[..], None)]);
    let mut all = Vec::new();
    for (file, gaps, code) in files {
        let for_type = asked
            .partner_type
            .as_deref()
            .and_then(|of| Some((for_type(keys, of)?, Some(of))));
        for (path, of) in for_type.into_iter().chain([(keys.to_vec(), None)]) {
            let said_for: Vec<&str> = [of, code].into_iter().flatten().collect();
            all.push(Source {
                kind: match code {
                    Some(_) => FileKind::Country,
                    None => FileKind::Programme,
                },
                file: raw_file(sources, file),
                path,
                said_for: (!said_for.is_empty()).then(|| said_for.join(", ")),
                gaps,
            });
        }
    }
    all
}

/// The pages that a path of a programme may mean: `summary`, `tiers.gold.body`.
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

/// A part of a page: in the language that is asked for, else in the default one.
fn of_prose(
    records: &Records,
    sources: &Sources,
    asked: &Asked,
    prose: &ProseRecord,
    keys: &[&str],
) -> Result<Explanation, String> {
    let key = keys.last().copied().unwrap_or_default();
    let order = [asked.lang.index(), Lang::DEFAULT.index()]
        .into_iter()
        .chain(0..prose.versions.len());
    let found = order.filter_map(|at| {
        let file = raw_file(sources, prose.versions.get(at)?.as_ref()?.file);
        let value = file.get(key)?;
        Some((at, told(value), place(value, sources)))
    });
    let Some((at, value, place)) = found.into_iter().next() else {
        return Err(format!("no language of `{}` has a `{key}`", prose.stem));
    };
    let mut notes = Vec::new();
    if at != asked.lang.index() {
        notes.push(fallen_back(records, asked.lang, at));
    }
    Ok(Explanation {
        asked: asked.path.clone(),
        value,
        place,
        said_for: None,
        over: Vec::new(),
        notes,
    })
}

/// The version of a text for readers of a language; any other value as it is.
fn in_language<'w>(
    records: &Records,
    asked: &Asked,
    value: &'w RawValue,
    gaps: &[MissingTranslation],
    notes: &mut Vec<String>,
) -> &'w RawValue {
    let languages = &records.languages;
    let position = |key: &String| languages.iter().position(|code| code == key);
    let entries = value.entries();
    if entries.is_empty() || !entries.iter().all(|(key, _)| position(key).is_some()) {
        let gap = gaps.iter().find(|gap| gap.bare && gap.span == value.span);
        if gap.is_some_and(|gap| gap.is_missed(asked.lang.index())) {
            notes.push(fallen_back(records, asked.lang, Lang::DEFAULT.index()));
        }
        return value;
    }
    let version = |lang: usize| entries.iter().find(|(key, _)| position(key) == Some(lang));
    let shown = version(asked.lang.index())
        .or_else(|| version(Lang::DEFAULT.index()))
        .unwrap_or(&entries[0]);
    if let Some(at) = position(&shown.0).filter(|&at| at != asked.lang.index()) {
        notes.push(fallen_back(records, asked.lang, at));
    }
    &shown.1
}

fn fallen_back(records: &Records, wanted: Lang, shown: usize) -> String {
    let (wanted, shown) = (
        &records.languages[wanted.index()],
        &records.languages[shown],
    );
    format!("it is not written in `{wanted}`: its readers see the `{shown}` text, marked as such")
}

/// Notes for which countries and types of partner it is otherwise, where none was asked for.
fn differs(
    sources: &Sources,
    record: &ProgrammeRecord,
    keys: &[&str],
    asked: &Asked,
    notes: &mut Vec<String>,
) {
    let folder = format!("content/programmes/{}/", record.id);
    let told_at = |value: &RawValue| {
        let (line, _) = sources.line_column(value.key_span.file, value.key_span.start);
        let path = &sources.get(value.key_span.file).path;
        let path = path.strip_prefix(&folder).unwrap_or(path);
        format!("{} ({path}:{line})", told_within(value, NOTED_AT_MOST))
    };
    if asked.country.is_none() {
        for share in &record.countries {
            if let Ok(value) = find(&raw_file(sources, share.file), keys) {
                notes.push(format!("in `{}`: {}", share.code, told_at(value)));
            }
        }
    }
    if asked.partner_type.is_none() {
        let file = raw_file(sources, record.file);
        for of in &record.types {
            let path = for_type(keys, &of.value);
            if let Some(value) = path.and_then(|path| find(&file, &path).ok()) {
                notes.push(format!("for `{}`: {}", of.value, told_at(value)));
            }
        }
    }
}

/// The place that is shown: the value, or its key where it is longer than a line.
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
    let message = format!("there is no partner and no programme `{id}`");
    match did_you_mean(id, known) {
        Some(help) => format!("{message}: {help}"),
        None => message,
    }
}

/// Why nothing was found, told of the last file, which is the most general one.
fn not_written(records: &Records, sources: &Sources, answers: &[Source<'_>]) -> String {
    let Some(Err((found, value))) = answers
        .last()
        .map(|source| find(&source.file, &source.path))
    else {
        return "it is not written".to_owned();
    };
    let source = answers.last().expect("a file was looked at just now");
    let path = &sources.get(source.file.key_span.file).path;
    let missing = source.path[found..].join(".");
    let message = match found {
        0 => format!("`{missing}` is not written in `{path}`"),
        _ => format!(
            "`{missing}` is not written under `{}` in `{path}`",
            source.path[..found].join(".")
        ),
    };
    if let Some(purpose) = purpose(source.kind, &source.path[..=found]) {
        return format!("{message}, but it may be: {purpose}");
    }
    if let RawContent::Text(_) | RawContent::Plain(_) = value.value {
        return message;
    }
    let word = source.path[found];
    let possible = possible_keys(records, source.kind, &source.path[..found]);
    let mut words = names(value);
    words.extend(possible.iter().map(String::as_str));
    words.sort_unstable();
    words.dedup();
    match did_you_mean(word, words) {
        Some(help) => format!("{message}: {help}"),
        None => message,
    }
}
