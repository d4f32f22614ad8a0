//! Validation: records → catalogue, the public model. Entry point: [`catalogue`]; then [`links`](fn@links) for the Markdown.
//!
//! Checks everything that depends on more than one file, such as references to the vocabulary. The catalogue is built
//! from whatever could be read, so that one run reports the problems of all files; it is used only if there are no
//! errors. The preview validates through the [`ValidationCache`], which calls the same functions for what has changed.

mod cache;
mod dates;
mod drafts;
mod external;
mod formats;
mod interface_strings;
mod internal;
mod links;
mod listings;
mod maintenance;
mod meant;
mod own_fields;
mod partner;
mod phone;
mod pictures;
mod programme;
mod reference_kind;
mod settings;
mod suggest;
mod vocabulary;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

pub use cache::ValidationCache;
pub use drafts::mark_drafts;
pub use external::external_links;
pub use formats::{check_email, check_url};
pub use interface_strings::interface_strings;
pub use internal::{Internal, PartnerInternal, ProgrammeInternal, internal};
pub use links::{PageIndex, links};
pub use maintenance::{
    UnmetTier, active, expected_languages, maintenance, stale_before, unmet_tiers,
};
pub use partner::office_countries;
pub use phone::{check_phone, parse_phone};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::l10n::Locale;
use crate::load::{ProseRecord, Records, ReferenceKind, Texts};
use crate::markdown::{self, Trust};
use crate::model::{
    Catalogue, ContentPage, Facet, IndexedList, ListIndex, Localized, Partner, PartnerIx, Picture,
    PictureIx, Programme, ProgrammeIx, Prose, Text, Vocabulary, reserved_page_names,
};
use crate::source::{FileId, Spanned};
use listings::ListingCache;
use suggest::NamedItem;

/// Inputs of validation besides the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidateOptions {
    /// The current date.
    pub today: Date,
    /// Replaces the `base_url` of the catalogue.
    pub base_url: Option<String>,
}

/// Builds the catalogue, and reports all problems of the records.
pub fn catalogue(
    records: &Records,
    options: &ValidateOptions,
    problems: &mut Diagnostics,
) -> Catalogue {
    let locales = locales(records, problems);
    let pictures = pictures::published(records, options.today);
    let mut cx = Context {
        records,
        problems,
        today: options.today,
        pictures: &pictures,
        locales: &locales,
    };
    let vocabulary = vocabulary::vocabulary(&mut cx);
    let programmes = programme::programmes(&mut cx, &vocabulary);

    cx.problems.append(partner::duplicates(records));
    let validated = partner::validate_all(&cx, &vocabulary, &programmes, &records.partners);
    for partner in &validated {
        cx.problems.append(partner.problems.clone());
    }
    let partners = partner::published(&validated);

    let listings = &mut ListingCache::default();
    cx.assemble(options, vocabulary, programmes, partners, listings)
}

/// Removes problems that may only be consequences of a syntax error in the same file: values may be missing.
fn suppress_cascading(problems: &mut Diagnostics) {
    let broken: BTreeSet<FileId> = problems
        .iter()
        .filter(|problem| problem.code == Code::TomlSyntax)
        .filter_map(|problem| Some(problem.place?.file))
        .collect();
    problems.retain(|problem| {
        let needs_other_values = matches!(problem.code, Code::MissingKey | Code::TypeNotAddressed);
        let certain = problem.severity() == Severity::Error && !needs_other_values;
        certain
            || !problem
                .place
                .is_some_and(|place| broken.contains(&place.file))
    });
}

/// Shared state of all checks of a project.
struct Context<'a> {
    records: &'a Records,
    problems: &'a mut Diagnostics,
    today: Date,
    pictures: &'a IndexedList<PictureIx, Picture>,
    locales: &'a [Locale],
}

impl Context<'_> {
    /// The catalogue of programmes and partners that are already validated: validates the rest, and lists the partners.
    fn assemble(
        mut self,
        options: &ValidateOptions,
        vocabulary: Vocabulary,
        programmes: IndexedList<ProgrammeIx, Programme>,
        partners: IndexedList<PartnerIx, Partner>,
        listings: &mut ListingCache,
    ) -> Catalogue {
        let settings = settings::settings(&mut self, &vocabulary, &partners, options);
        let pages = pages(&mut self);
        let has_pairs = [Facet::Country, Facet::Specialization]
            .iter()
            .all(|facet| settings.facets.contains(facet));
        let pairs_at_least = has_pairs.then_some(settings.pairs_at_least);
        let listings = listings::update(
            listings,
            &partners,
            &vocabulary,
            self.locales,
            pairs_at_least,
        );
        suppress_cascading(self.problems);
        Catalogue {
            redirects: partner::redirects(self.records, &partners),
            settings,
            vocabulary,
            programmes,
            partners,
            pages,
            pictures: self.pictures.clone(),
            listings,
        }
    }
}

fn locales(records: &Records, problems: &mut Diagnostics) -> Arc<[Locale]> {
    let english = || Locale::new("en").expect("ICU4X has English");
    let locale = |(index, code): (usize, &String)| {
        Locale::new(code).unwrap_or_else(|reason| {
            let span = records
                .settings
                .languages
                .get(index)
                .map_or(records.settings.file.start(), |code| code.span);
            let help =
                "write its code of ISO 639, with a country where that matters: `en`, `fr`, `pt-BR`";
            problems.push(Diagnostic::new(Code::InvalidLanguage, span, reason).help(help));
            english()
        })
    };
    records.languages.iter().enumerate().map(locale).collect()
}

fn pages(cx: &mut Context<'_>) -> IndexedList<crate::model::PageIx, ContentPage> {
    let records = cx.records;
    let mut pages = Vec::new();
    for (id, record) in &records.pages {
        let file = record.main().file.start();
        let language = &records.languages[0];
        formats::file_id(cx, id, record.main().file, |id| {
            format!("{id}.{language}.md")
        });
        let mut reserved: Vec<&str> = reserved_page_names(&records.languages).collect();
        reserved.sort_unstable();
        if reserved.iter().any(|name| name.eq_ignore_ascii_case(id)) {
            let message =
                format!("a page cannot be called `{id}`: the site has that address already");
            let names: Vec<String> = reserved.iter().map(|name| format!("`{name}`")).collect();
            let help = format!(
                "rename its files; no page can be called {}",
                names.join(", ")
            );
            cx.push(Diagnostic::new(Code::DuplicateId, file, message).help(help));
        }
        let page = ContentPage {
            id: id.clone(),
            prose: cx.prose(record),
            menu: record
                .versions
                .iter()
                .flatten()
                .find_map(|version| version.menu),
            order: record
                .versions
                .iter()
                .flatten()
                .find_map(|version| version.order)
                .unwrap_or(0),
        };
        pages.push((id.clone(), page));
    }
    IndexedList::new(pages)
}

impl Context<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// The text without positions; `None` if no language has it. Warns if it is missing in the default language.
    fn text(&mut self, texts: &Texts) -> Option<Text> {
        let text = without_places(texts)?;
        if text.exact(crate::model::Lang::DEFAULT).is_none() {
            let default = &self.records.languages[0];
            let what = match &texts.key {
                Some(key) => format!("`{key}`"),
                None => "the text".to_owned(),
            };
            let message = format!("{what} is missing in `{default}`, the default language");
            let help = format!("add it in `{default}`: other languages fall back to it");
            self.push(Diagnostic::new(Code::MissingTranslation, texts.span, message).help(help));
        }
        Some(text)
    }

    fn maybe_text(&mut self, texts: Option<&Texts>) -> Option<Text> {
        texts.and_then(|texts| self.text(texts))
    }

    /// A Markdown text without comments; `None` if nothing of it is published.
    fn markdown(&mut self, texts: Option<&Texts>, trust: Trust) -> Option<Text> {
        self.text(&published(texts?, trust))
    }

    /// A required text; a missing one was reported when it was read.
    fn required_text(&mut self, texts: &Texts) -> Text {
        self.text(texts).unwrap_or_else(|| self.placeholder(""))
    }

    fn placeholder(&self, text: &str) -> Text {
        Localized::new(vec![Some(Arc::from(text))]).expect("there is one version")
    }

    fn prose(&mut self, record: &ProseRecord) -> Prose {
        let (titles, summaries, bodies) = (
            record.titles(),
            record.summaries(),
            published(&record.bodies(), Trust::Owner),
        );
        let file = format!("{}.{}.md", record.stem, self.records.languages[0]);
        let lacks = |texts: &Texts| {
            texts.versions[0].is_none() && texts.versions.iter().any(Option::is_some)
        };
        let missing = if lacks(&titles) {
            Some((
                format!("there is no `{file}` in the default language"),
                "write it",
            ))
        } else if lacks(&summaries) {
            Some((
                format!("`{file}` has no summary, but another language has"),
                "add a line `summary = \"…\"`",
            ))
        } else if lacks(&bodies) {
            Some((
                format!("`{file}` has no text, but another language has"),
                "write it below the second `+++`",
            ))
        } else {
            None
        };
        if let Some((message, help)) = missing {
            let help = format!("{help}: other languages fall back to it");
            self.push(
                Diagnostic::new(
                    Code::MissingTranslation,
                    record.main().file.start(),
                    message,
                )
                .help(help),
            );
        }
        Prose {
            title: without_places(&titles).unwrap_or_else(|| self.placeholder("")),
            summary: without_places(&summaries),
            body: without_places(&bodies),
        }
    }

    /// The index of a word in a list; reports one that the list does not have.
    fn find<I: ListIndex, T: NamedItem>(
        &mut self,
        list: &IndexedList<I, T>,
        word: &Spanned<String>,
        code: Code,
        kind: ReferenceKind,
    ) -> Option<I> {
        if word.value.is_empty() {
            // The word is missing, which was reported when it was read.
            return None;
        }
        let found = list.find(&word.value);
        if found.is_none() {
            let message = format!("unknown {} `{}`", kind.singular(), word.value);
            let help = match (self.suggestion(list, &word.value), kind.declared_in()) {
                (Some(help), "") => help,
                (Some(help), file) => format!("{help} (declared in `{file}`)"),
                (None, file) => {
                    format!("declare it in `{file}`, or write one that is declared there")
                }
            };
            self.push(Diagnostic::new(code, word.span, message).help(help));
        }
        found
    }

    fn find_all<I: ListIndex, T: NamedItem>(
        &mut self,
        list: &IndexedList<I, T>,
        words: &[Spanned<String>],
        code: Code,
        kind: ReferenceKind,
    ) -> Vec<I> {
        words
            .iter()
            .filter_map(|word| self.find(list, word, code, kind))
            .collect()
    }

    /// Reports an end date before the start date.
    fn date_order(
        &mut self,
        begin: Option<&Spanned<Date>>,
        end: Option<&Spanned<Date>>,
        what: &str,
    ) {
        if let (Some(begin), Some(end)) = (begin, end)
            && end.value < begin.value
        {
            let message = format!(
                "{what} ends on {}, before it begins on {}",
                end.value, begin.value
            );
            let diagnostic = Diagnostic::new(Code::DateOrder, end.span, message);
            self.push(
                diagnostic
                    .related(begin.span, "begins here")
                    .help("change one of the two dates"),
            );
        }
    }
}

/// The text without places; nothing if no language has it.
/// Markdown without comments.
fn published(texts: &Texts, trust: Trust) -> Texts {
    let version = |version: &Option<Spanned<Arc<str>>>| {
        let version = version.as_ref()?;
        let value = markdown::published(&version.value, trust)?;
        Some(Spanned {
            value,
            span: version.span,
        })
    };
    Texts {
        key: texts.key.clone(),
        span: texts.span,
        versions: texts.versions.iter().map(version).collect(),
    }
}

fn without_places(texts: &Texts) -> Option<Text> {
    let versions = texts.versions.iter();
    Localized::new(
        versions
            .map(|version| Some(version.as_ref()?.value.clone()))
            .collect(),
    )
}
