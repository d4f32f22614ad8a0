//! `vitrine paper`, and the volumes that `build` writes.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, bail};
use jiff::civil::Date;

use super::{LoadOptions, Outcome, Progress, Report, count, open};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::model::{Catalogue, CountryIx, Lang, PaperSize};
use crate::paper::{self, Edition, EditionScope, Medium, Pdf, Preflight};
use crate::theme::Theme;

/// Which book is made.
#[derive(Debug, Clone)]
pub struct PaperOptions {
    /// For screens or for the press.
    pub edition: Medium,
    /// Code of its language; absent: the default language.
    pub lang: Option<String>,
    /// Code of the one country it covers; absent: all.
    pub country: Option<String>,
    /// Id of the one partner it is about; absent: all.
    pub partner: Option<String>,
    /// The size of its pages; absent: the catalogue's.
    pub size: Option<PaperSize>,
    /// Whether all is told that a printer's preflight would look for.
    pub preflight: bool,
    /// Where it is written; absent: by its own name in the current folder.
    pub output: Option<PathBuf>,
}

/// Writes one edition of the paper catalogue.
///
/// # Errors
///
/// If the project cannot be read, there is no such language or country, or the file cannot be written.
pub fn paper(
    project: &Path,
    options: &LoadOptions,
    wanted: &PaperOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    progress.step("Reading");
    let mut loaded = open(project, options)?;
    let Some(catalogue) = loaded.catalogue.clone() else {
        return Ok(loaded.failed());
    };

    let volume = Edition {
        lang: language(&catalogue, wanted.lang.as_deref())?,
        edition: wanted.edition,
        scope: scope(&catalogue, wanted)?,
        size: wanted.size.unwrap_or(catalogue.settings.paper.size),
    };
    progress.step("Setting the catalogue");
    let (pdfs, warnings) = match paper::render(&catalogue, &loaded.theme, &volume, options.today) {
        Ok(rendered) => rendered,
        Err(problems) => {
            loaded.diagnostics.append(problems);
            return Ok(loaded.failed());
        }
    };
    loaded.diagnostics.append(warnings);
    let mut summary = Vec::new();
    for (number, pdf) in (1..).zip(&pdfs) {
        let output = match &wanted.output {
            Some(first) => numbered(first, number),
            None => pdf.name.clone().into(),
        };
        fs::write(&output, &pdf.bytes)
            .with_context(|| format!("cannot write `{}`", output.display()))?;
        summary.push(format!(
            "{}: {}, {:.1} MB",
            output.display(),
            described(pdf),
            pdf.bytes.len() as f64 / 1e6,
        ));
        if wanted.preflight {
            summary.extend(pdf.preflight.iter().flat_map(Preflight::lines));
        }
    }
    let took = format!("in {:.2} s", started.elapsed().as_secs_f64());
    if let [_] = pdfs.as_slice() {
        summary[0] += &format!(", {took}");
    } else {
        summary.push(format!("{} {took}", count(pdfs.len(), "volume")));
    }
    Ok(loaded.report(Outcome::Clean, summary))
}

/// Where a further volume is written: `book.pdf` has the first, `book-vol-2.pdf` the second.
fn numbered(first: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return first.to_owned();
    }
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let ending = first.extension().unwrap_or_default().to_string_lossy();
    let dot = if ending.is_empty() { "" } else { "." };
    first.with_file_name(format!("{stem}-vol-{number}{dot}{ending}"))
}

/// "88 pages; PDF/X-4, 13 of 13 checks passed".
pub(super) fn described(pdf: &Pdf) -> String {
    let pages = count(pdf.pages, "page");
    match &pdf.preflight {
        Some(preflight) => format!("{pages}; {}", preflight.summary()),
        None => pages,
    }
}

/// A book as `build` writes it.
pub(super) struct Book {
    pub(super) edition: Medium,
    /// Its volumes, mostly one.
    pub(super) pdfs: Vec<Pdf>,
    pub(super) warnings: Diagnostics,
}

/// Sets the books, several at a time.
///
/// Not on rayon's threads: Typst sets the pages of a book on them, and would wait for itself.
pub(super) fn books(
    catalogue: &Catalogue,
    theme: &Theme,
    volumes: &[Edition],
    today: Date,
    progress: &Progress,
) -> Vec<Result<Book, Diagnostics>> {
    let workers = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(volumes.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut books = Vec::new();
        while let Some(volume) = volumes.get(next.fetch_add(1, Ordering::Relaxed)) {
            let book = paper::render(catalogue, theme, volume, today);
            books.push(book.map(|(pdfs, warnings)| Book {
                edition: volume.edition,
                pdfs,
                warnings,
            }));
            progress.part_done();
        }
        books
    };
    let mut books: Vec<Result<Book, Diagnostics>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("`paper::render` does not panic"))
            .collect()
    });
    books.sort_by_cached_key(|book| Some(book.as_ref().ok()?.pdfs.first()?.name.clone()));
    books
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
        let help = did_you_mean(code, languages.iter().map(String::as_str)).unwrap_or_default();
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
        let help = did_you_mean(code, countries.ids()).unwrap_or_default();
        bail!("the catalogue has no country `{code}`: {help}");
    };
    Ok(Some(country))
}

fn scope(catalogue: &Catalogue, wanted: &PaperOptions) -> anyhow::Result<EditionScope> {
    if let Some(country) = country(catalogue, wanted.country.as_deref())? {
        return Ok(EditionScope::Country(country));
    }
    if let Some(id) = &wanted.partner {
        let Some(partner) = catalogue.partners.find(id) else {
            let help = did_you_mean(id, catalogue.partners.ids()).unwrap_or_default();
            bail!("the catalogue has no active partner `{id}`: {help}");
        };
        return Ok(EditionScope::Partner(partner));
    }
    Ok(EditionScope::Whole)
}
