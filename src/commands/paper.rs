//! `vitrine paper`: writes one paper edition. Entry point: [`paper`](fn@paper); [`render_editions`] renders those that `build` writes.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::bail;
use jiff::civil::Date;

use super::{LoadOptions, Outcome, Progress, Report, count, open};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::disk::write_named;
use crate::l10n::Locale;
use crate::model::{Catalogue, CountryIx, Lang, PaperSize, PartnerIx};
use crate::paper::{self, Edition, EditionScope, Medium, MissingGlyphs, Pdf, Preflight};
use crate::theme::Theme;

/// Options of `vitrine paper`.
#[derive(Debug, Clone)]
pub struct PaperOptions {
    /// The medium: screen or press.
    pub medium: Medium,
    /// Code of the language; absent: the default language.
    pub lang: Option<String>,
    /// Code of the country it covers; absent: all countries.
    pub country: Option<String>,
    /// Id of the partner it is about; absent: all partners.
    pub partner: Option<String>,
    /// The size of its pages; absent: the catalogue's.
    pub size: Option<PaperSize>,
    /// Whether to list all results of the preflight.
    pub preflight: bool,
    /// The output file; absent: the default name in the current folder.
    pub output: Option<PathBuf>,
}

/// Writes one edition of the paper catalogue.
///
/// # Errors
///
/// If the project cannot be read, the language or country does not exist, or the file cannot be written.
pub fn paper(
    folder: &Path,
    options: &LoadOptions,
    paper: &PaperOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    progress.step("Reading");
    let mut project = open(folder, options)?;
    let Some(catalogue) = project.catalogue.clone() else {
        return Ok(project.failed());
    };

    let edition = Edition {
        lang: language(&catalogue, paper.lang.as_deref())?,
        medium: paper.medium,
        scope: scope(&catalogue, paper)?,
        size: paper.size.unwrap_or(catalogue.settings.paper.size),
    };
    progress.step("Setting the catalogue");
    let (pdfs, warnings) = match paper::render(&catalogue, &project.theme, &edition, options.today)
    {
        Ok(rendered) => rendered,
        Err(problems) => {
            project.diagnostics.append(problems);
            return Ok(project.failed());
        }
    };
    project.diagnostics.append(warnings);
    let mut summary = Vec::new();
    for (number, pdf) in (1..).zip(&pdfs) {
        let output = match &paper.output {
            Some(first) => volume_path(first, number),
            None => pdf.name.clone().into(),
        };
        write_named(&output, &pdf.bytes)?;
        summary.push(format!(
            "{}: {}, {:.1} MB",
            output.display(),
            describe(pdf),
            pdf.bytes.len() as f64 / 1e6,
        ));
        if paper.preflight {
            summary.extend(pdf.preflight.iter().flat_map(Preflight::lines));
        }
    }
    let took = format!("in {:.2} s", started.elapsed().as_secs_f64());
    if let [_] = pdfs.as_slice() {
        summary[0] += &format!(", {took}");
    } else {
        summary.push(format!("{} {took}", count(pdfs.len(), "volume")));
    }
    Ok(project.report(Outcome::Clean, summary))
}

/// Path of a volume: `book.pdf` has the first, `book-vol-2.pdf` the second.
fn volume_path(first: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return first.to_owned();
    }
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let extension = first.extension().unwrap_or_default().to_string_lossy();
    let dot = if extension.is_empty() { "" } else { "." };
    first.with_file_name(format!("{stem}-vol-{number}{dot}{extension}"))
}

/// "88 pages; PDF/X-4, 13 of 13 checks passed".
pub(super) fn describe(pdf: &Pdf) -> String {
    let pages = count(pdf.pages, "page");
    match &pdf.preflight {
        Some(preflight) => format!("{pages}; {}", preflight.summary()),
        None => pages,
    }
}

/// Renders editions in parallel.
///
/// Not on rayon's threads: Typst lays out pages on them, and would deadlock.
pub(super) fn render_editions(
    catalogue: &Catalogue,
    theme: &Theme,
    editions: &[Edition],
    today: Date,
    progress: &Progress,
) -> RenderedEditions {
    let workers = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(editions.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rendered = Vec::new();
        while let Some(edition) = editions.get(next.fetch_add(1, Ordering::Relaxed)) {
            let volume = edition.volumes(catalogue).next();
            let name = volume.map(|volume| edition.volume_file_name(catalogue, volume));
            let _running = progress.part(name.unwrap_or_default());
            let result = paper::render_edition(catalogue, theme, edition, today);
            rendered.push((*edition, result));
            progress.part_done();
        }
        rendered
    };
    let mut rendered: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker
                    .join()
                    .expect("`paper::render_edition` does not panic")
            })
            .collect()
    });
    rendered
        .sort_by_cached_key(|(_, edition)| Some(edition.as_ref().ok()?.pdfs.first()?.name.clone()));
    let mut all = RenderedEditions::default();
    // Those of sheets are no errors.
    let (mut of_books, mut of_sheets) = (MissingGlyphs::default(), MissingGlyphs::default());
    for (edition, result) in rendered {
        match result {
            Ok(rendered) => {
                all.problems.append(rendered.warnings);
                let pdfs = rendered.pdfs.into_iter().map(|pdf| (edition.medium, pdf));
                all.pdfs.extend(pdfs);
                if paper::may_lack_fonts(catalogue, &edition) {
                    of_sheets.merge(rendered.missing_glyphs);
                } else {
                    of_books.merge(rendered.missing_glyphs);
                }
            }
            Err(errors) => all.problems.append(errors),
        }
    }
    of_sheets.merge(of_books.clone());
    let errors = of_books.into_problems(theme, false);
    all.problems.append(if errors.errors() > 0 {
        errors
    } else {
        of_sheets.into_problems(theme, true)
    });
    all
}

/// The rendered editions.
#[derive(Default)]
pub(super) struct RenderedEditions {
    /// The volumes, with their medium.
    pub(super) pdfs: Vec<(Medium, Pdf)>,
    pub(super) problems: Diagnostics,
}

pub(super) fn language(catalogue: &Catalogue, code: Option<&str>) -> anyhow::Result<Lang> {
    let Some(code) = code else {
        return Ok(Lang::DEFAULT);
    };
    let languages = &catalogue.settings.languages;
    let Some(lang) = catalogue
        .languages()
        .find(|&lang| catalogue.code(lang) == code)
    else {
        let help = did_you_mean(code, languages.iter().map(String::as_str))
            .unwrap_or_else(|| "write one of `languages` in `content/catalogue.toml`".to_owned());
        bail!("the catalogue has no language `{code}`: {help}");
    };
    Ok(lang)
}

pub(super) fn country(
    catalogue: &Catalogue,
    code: Option<&str>,
) -> anyhow::Result<Option<CountryIx>> {
    let Some(code) = code else { return Ok(None) };
    let countries = &catalogue.vocabulary.countries;
    let Some(country) = countries.find(&code.to_uppercase()) else {
        let help = country_named(catalogue, code)
            .map(|code| format!("that is its name: write its code, `{code}`"))
            .or_else(|| did_you_mean(code, countries.ids()))
            .unwrap_or_else(|| {
                "write the code of one that `content/vocabulary.toml` declares".to_owned()
            });
        bail!("the catalogue has no country `{code}`: {help}");
    };
    Ok(Some(country))
}

/// The code of the country with this name in English or a language of the catalogue.
fn country_named<'a>(catalogue: &'a Catalogue, name: &str) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let languages = catalogue.settings.languages.iter().map(String::as_str);
    let locales: Vec<Locale> = languages
        .chain(["en"])
        .filter_map(|code| Locale::new(code).ok())
        .collect();
    let mut countries = catalogue.vocabulary.countries.iter();
    let found = countries.find(|(_, country)| {
        let mut names = locales
            .iter()
            .filter_map(|locale| locale.country_name(&country.code));
        names.any(|name| name.to_lowercase() == wanted)
    });
    found.map(|(_, country)| country.code.as_str())
}

/// The published partner with this id.
pub(super) fn partner(catalogue: &Catalogue, id: &str) -> anyhow::Result<PartnerIx> {
    if let Some(partner) = catalogue.partners.find(id) {
        return Ok(partner);
    }
    let wanted = id.to_lowercase();
    let mut partners = catalogue.partners.iter();
    let named = partners.find(|(_, partner)| partner.name.to_lowercase() == wanted);
    let help = named
        .map(|(_, partner)| format!("that is its name: write its id, `{}`", partner.id))
        .or_else(|| did_you_mean(id, catalogue.partners.ids()))
        .unwrap_or_else(|| "write the name of its file in `partners/`, without `.toml`".to_owned());
    bail!("the catalogue has no active partner `{id}`: {help}");
}

fn scope(catalogue: &Catalogue, paper: &PaperOptions) -> anyhow::Result<EditionScope> {
    if let Some(country) = country(catalogue, paper.country.as_deref())? {
        return Ok(EditionScope::Country(country));
    }
    if let Some(id) = &paper.partner {
        return Ok(EditionScope::Partner(partner(catalogue, id)?));
    }
    Ok(EditionScope::Whole)
}
