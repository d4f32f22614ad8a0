//! The settings of the paper catalogue, and its volumes.

use std::collections::BTreeMap;

use super::active;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::VolumeRecord;
use crate::model::{
    Edition, EditionScope, GroupBy, IndexedList, Lang, Medium, PaperSettings, PaperSize, Partner,
    PartnerIx, PressSettings, Vocabulary,
};
use crate::source::Span;
use crate::validate::{Context, ReferenceKind};

/// The default number of pages for notes.
const NOTES: i64 = 2;
/// The default number of partners in a volume: about 350 pages, which can be bound, and laid out in about 0.6 GB of
/// memory.
const PARTNERS_PER_VOLUME: i64 = 1000;

pub(super) fn settings(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
    partners: &IndexedList<PartnerIx, Partner>,
) -> PaperSettings {
    let record = &cx.records.settings.paper;
    let size = record.size.unwrap_or(PaperSize::A4);
    let partners_per_volume = record.partners_per_volume.unwrap_or(PARTNERS_PER_VOLUME);
    PaperSettings {
        size,
        group_by: record.group_by.unwrap_or(GroupBy::Country),
        brand: record.brand,
        entry: record.entry,
        notes: usize::try_from(record.notes.unwrap_or(NOTES)).unwrap_or(0),
        partners_per_volume: usize::try_from(partners_per_volume).unwrap_or(usize::MAX),
        allow_missing_fonts: record.allow_missing_fonts.unwrap_or(false),
        editions: volumes(cx, vocabulary, partners, size),
        press: press(cx),
    }
}

fn press(cx: &Context<'_>) -> PressSettings {
    let record = &cx.records.settings.paper.press;
    let default = PressSettings::default();
    let number = |number: Option<i64>, default: u32| {
        number
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(default)
    };
    PressSettings {
        profile: cx.records.profile.clone(),
        condition: record.condition.as_ref().map(|name| name.value.clone()),
        bleed: record.bleed.unwrap_or(default.bleed),
        marks: record.marks.unwrap_or(default.marks),
        rgb: record.rgb.unwrap_or(default.rgb),
        ink_limit: number(record.ink_limit, default.ink_limit),
        dpi: number(record.dpi, default.dpi),
    }
}

/// The editions that are listed; without a list, the whole catalogue in each language, for screens.
fn volumes(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
    partners: &IndexedList<PartnerIx, Partner>,
    size: PaperSize,
) -> Vec<Edition> {
    let records = cx.records;
    let whole = |lang| Edition {
        lang,
        medium: Medium::Screen,
        scope: EditionScope::Whole,
        size,
    };
    if records.settings.paper.volumes.is_empty() {
        return languages(cx).into_iter().map(whole).collect();
    }
    let mut found: BTreeMap<Edition, Span> = BTreeMap::new();
    let mut volumes = Vec::new();
    for record in &records.settings.paper.volumes {
        for volume in listed(cx, vocabulary, partners, size, record) {
            if let Some(&first) = found.get(&volume) {
                let message = "a volume is listed twice";
                let problem = Diagnostic::new(Code::DuplicateValue, record.span, message);
                cx.push(
                    problem
                        .related(first, "first here")
                        .help("delete one of them"),
                );
                break;
            }
            found.insert(volume, record.span);
            volumes.push(volume);
        }
    }
    volumes
}

/// The volumes of one entry: each edition in each language, for each country or partner.
fn listed(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
    partners: &IndexedList<PartnerIx, Partner>,
    size: PaperSize,
    record: &VolumeRecord,
) -> Vec<Edition> {
    let mut scopes = Vec::new();
    for code in &record.countries {
        let country = cx.find(
            &vocabulary.countries,
            code,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        );
        scopes.extend(country.map(EditionScope::Country));
    }
    for id in &record.partners {
        scopes.extend(active(cx, partners, id).map(EditionScope::Partner));
    }
    if record.countries.is_empty() && record.partners.is_empty() {
        scopes.push(EditionScope::Whole);
    }
    let known = cx.records.languages.as_slice();
    let mut langs = Vec::new();
    for code in &record.languages {
        match known.iter().position(|known| *known == code.value) {
            Some(at) => langs.extend(u8::try_from(at).map(Lang)),
            None => {
                let message = format!("the catalogue has no language `{}`", code.value);
                let help = did_you_mean(&code.value, known.iter().map(String::as_str));
                let problem = Diagnostic::new(Code::UnknownLanguage, code.span, message);
                cx.push(problem.maybe_help(help));
            }
        }
    }
    if record.languages.is_empty() {
        langs = languages(cx);
    }
    let editions = match record.editions.as_slice() {
        [] => &[Medium::Screen],
        editions => editions,
    };
    let size = record.size.unwrap_or(size);
    let mut volumes = Vec::new();
    for &scope in &scopes {
        for &lang in &langs {
            volumes.extend(editions.iter().map(|&edition| Edition {
                lang,
                medium: edition,
                scope,
                size,
            }));
        }
    }
    volumes
}

fn languages(cx: &Context<'_>) -> Vec<Lang> {
    let count = u8::try_from(cx.records.languages.len()).unwrap_or(u8::MAX);
    (0..count).map(Lang).collect()
}
