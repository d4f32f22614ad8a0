//! Missing translations, one message for each file and language.

use std::collections::BTreeMap;

use super::{active, expected_languages};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{MissingTranslation, ProseRecord, Records};
use crate::model::Lang;
use crate::source::FileId;

/// The most keys that a message names.
const NAMED_AT_MOST: usize = 3;
pub(super) fn untranslated(records: &Records, problems: &mut Diagnostics) {
    let languages: Vec<Lang> = expected_languages(records)
        .into_iter()
        .filter(|&lang| lang != Lang::DEFAULT)
        .collect();
    let of_partners = active(records).map(|partner| (partner.file, &partner.gaps));
    let of_programmes = records.programmes.iter().flat_map(|programme| {
        let countries = programme
            .countries
            .iter()
            .map(|share| (share.file, &share.gaps));
        [(programme.file, &programme.gaps)]
            .into_iter()
            .chain(countries)
    });
    let others = [
        (records.settings.file, &records.settings.gaps),
        (records.vocabulary.file, &records.vocabulary.gaps),
    ];
    for (_, gaps) in others.into_iter().chain(of_programmes).chain(of_partners) {
        for &lang in &languages {
            problems.extend(in_file(records, gaps, lang));
        }
    }
    for prose in proses(records) {
        for &lang in &languages {
            problems.extend(in_prose(records, prose, lang));
        }
    }
}

/// The missing translations of one file in one language.
fn in_file(records: &Records, gaps: &[MissingTranslation], lang: Lang) -> Option<Diagnostic> {
    let code = &records.languages[lang.index()];
    let lacking: Vec<&MissingTranslation> = gaps
        .iter()
        .filter(|gap| gap.is_missed(lang.index()) && !records.is_choice(gap))
        .collect();
    let first = lacking.iter().min_by_key(|gap| gap.span.start)?;
    let mut keys: Vec<(&str, u32)> = Vec::new();
    for gap in &lacking {
        if !keys.iter().any(|(key, _)| *key == &*gap.key) {
            keys.push((&gap.key, gap.span.start));
        }
    }
    keys.sort_by_key(|(_, start)| *start);
    let named: Vec<String> = keys
        .iter()
        .take(NAMED_AT_MOST)
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    let named = named.join(", ");
    let what = match (lacking.len(), keys.len() > NAMED_AT_MOST) {
        (1, _) => named,
        (count, true) => format!("{count} texts: {named}, …"),
        (count, false) => format!("{count} texts: {named}"),
    };
    let message = format!("`{code}` lacks {what}");
    let default = &records.languages[0];
    let help = format!(
        "write `{}.{code} = \"…\"`; until then its readers see `{default}`",
        first.key
    );
    Some(Diagnostic::new(Code::Untranslated, first.span, message).help(help))
}

/// The Markdown files of the project in all their languages.
pub(in crate::validate) fn proses(records: &Records) -> impl Iterator<Item = &ProseRecord> {
    let of_programmes = records.programmes.iter().flat_map(|programme| {
        let parts = [
            &programme.tier_prose,
            &programme.axis_prose,
            &programme.process_prose,
            &programme.country_prose,
        ];
        let parts = parts.into_iter().flat_map(BTreeMap::values);
        programme.prose.iter().chain(parts)
    });
    records.pages.values().chain(of_programmes)
}

fn in_prose(records: &Records, prose: &ProseRecord, lang: Lang) -> Option<Diagnostic> {
    let code = &records.languages[lang.index()];
    let default = &records.languages[0];
    // A missing default language is reported separately.
    let original = prose.versions[0].as_ref()?;
    let file = |code: &str| format!("{}.{code}.md", prose.stem);
    let (place, message, help): (FileId, String, String) = match &prose.versions[lang.index()] {
        None => (
            original.file,
            format!("there is no `{}`", file(code)),
            format!(
                "write it beside `{}`, which readers of `{code}` see until then",
                file(default)
            ),
        ),
        Some(version) if version.summary.is_none() && original.summary.is_some() => (
            version.file,
            format!(
                "`{}` has no summary, but `{}` has",
                file(code),
                file(default)
            ),
            "add a line `summary = \"…\"` between the lines of plus signs".to_owned(),
        ),
        Some(version)
            if version.body.value.trim().is_empty() && !original.body.value.trim().is_empty() =>
        {
            (
                version.file,
                format!("`{}` has no text, but `{}` has", file(code), file(default)),
                "write it below the second `+++`".to_owned(),
            )
        }
        Some(_) => return None,
    };
    Some(Diagnostic::new(Code::Untranslated, place.start(), message).help(help))
}
