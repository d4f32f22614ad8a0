//! `vitrine proof`: what is published about each partner, for it to confirm.

mod facts;
mod sheet;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::paper::language;
use super::{LoadOptions, Outcome, Progress, Report, count, open};
use crate::diagnostic::did_you_mean;
use crate::l10n::Locale;
use crate::model::{Edition, EditionScope, Lang, Medium, PartnerIx};
use crate::paper;

/// Whose sheets are written, and where.
#[derive(Debug, Clone)]
pub struct ProofOptions {
    /// Ids of the partners; none: all that are published.
    pub partners: Vec<String>,
    /// The language of the sheets; absent: the default language.
    pub lang: Option<String>,
    /// The folder.
    pub output: PathBuf,
}

/// Writes a sheet for each partner, as HTML and, unless the paper is left out, as PDF.
///
/// # Errors
///
/// If the project cannot be read, there is no such partner or language, or a file cannot be written.
pub fn proof(
    project: &Path,
    options: &LoadOptions,
    wanted: &ProofOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    progress.step("Reading");
    let mut loaded = open(project, options)?;
    let Some(catalogue) = loaded.catalogue.clone() else {
        return Ok(loaded.failed());
    };
    let lang = language(&catalogue, wanted.lang.as_deref())?;
    let locale = Locale::new(catalogue.code(lang)).map_err(|reason| anyhow!(reason))?;
    let mut partners: Vec<PartnerIx> = Vec::new();
    for id in &wanted.partners {
        let Some(partner) = catalogue.partners.find(id) else {
            let help = did_you_mean(id, catalogue.partners.ids()).unwrap_or_default();
            bail!("the catalogue has no active partner `{id}`: {help}");
        };
        partners.push(partner);
    }
    if partners.is_empty() {
        partners = catalogue.partners_in_order(Lang::DEFAULT).to_vec();
    }
    let folder = &wanted.output;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let write = |name: String, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
    };
    progress.steps("Writing", partners.len());
    for &partner in &partners {
        let id = &catalogue.partners[partner].id;
        let sheet = sheet::sheet(&catalogue, partner, lang, &locale, options.today);
        write(format!("{id}.html"), sheet.as_bytes())?;
        if options.paper {
            let volume = Edition {
                lang,
                medium: Medium::Screen,
                scope: EditionScope::Partner(partner),
                size: catalogue.settings.paper.size,
            };
            match paper::render(&catalogue, &loaded.theme, &volume, options.today) {
                Ok((pdfs, warnings)) => {
                    loaded.diagnostics.append(warnings);
                    for pdf in pdfs {
                        write(format!("{id}.pdf"), &pdf.bytes)?;
                    }
                }
                Err(problems) => {
                    loaded.diagnostics.append(problems);
                    return Ok(loaded.failed());
                }
            }
        }
        progress.part_done();
    }
    let summary = format!(
        "{} in `{}`",
        count(partners.len(), "sheet"),
        folder.display()
    );
    Ok(loaded.report(Outcome::Clean, vec![summary]))
}
