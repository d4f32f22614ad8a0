//! `vitrine proof`: a sheet for each partner with what is published about it, to confirm or correct.
//! Entry point: [`proof`].
//!
//! ```text
//!  site ──public data──▶ facts ──▶ the theme's `report/proof.html`
//!  catalogue ──────────────paper─▶ PDF of the partner
//! ```

mod facts;
mod names;

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use serde_json::json;

use super::paper::{language, partner};
use super::{LoadOptions, Outcome, Progress, Report, count, open};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disk::Folder;
use crate::l10n::{ENGLISH, Locale, Localizer};
use crate::model::{Catalogue, Edition, EditionScope, Lang, Medium, Page, PartnerIx};
use crate::paper;
use crate::site::{ReportTemplates, Site};
use crate::theme::Theme;
use facts::FactSheet;
use names::PublicNames;

/// The partners whose sheets are written, and where.
#[derive(Debug, Clone)]
pub struct ProofOptions {
    /// Ids of the partners; empty: all published partners.
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
/// If the project cannot be read, a partner or the language does not exist, or a file cannot be written.
pub fn proof(
    project: &Path,
    load_options: &LoadOptions,
    options: &ProofOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    progress.step("Reading");
    let mut project = open(project, load_options)?;
    let Some(catalogue) = project.catalogue.clone() else {
        return Ok(project.failed());
    };
    let lang = language(&catalogue, options.lang.as_deref())?;
    let partners = selected(&catalogue, &options.partners)?;
    let Some(site) = project.site() else {
        return Ok(project.failed());
    };
    let theme = project.theme.clone();
    let templates = match ReportTemplates::new(&theme, catalogue.code(lang)) {
        Ok(templates) => templates,
        Err(problems) => {
            project.diagnostics.append(problems);
            return Ok(project.failed());
        }
    };
    let locale = Locale::new(catalogue.code(lang)).map_err(|reason| anyhow!(reason))?;
    let english = Locale::new(ENGLISH).map_err(|reason| anyhow!(reason))?;
    let languages = &catalogue.settings.languages;
    let names = PublicNames::new(&site, catalogue.code(lang), languages);
    let sheets = PartnerSheets {
        catalogue: &catalogue,
        site: &site,
        theme: &theme,
        templates: &templates,
        facts: FactSheet {
            localizer: Localizer::new(&theme, &locale, &english),
            names: &names,
        },
        lang,
        load_options,
    };
    let folder = Folder::create(&options.output)?;
    progress.steps("Writing", partners.len());
    for &partner in &partners {
        let sheet = match sheets.render(partner) {
            Ok(sheet) => sheet,
            Err(problems) => {
                project.diagnostics.append(problems);
                return Ok(project.failed());
            }
        };
        let id = &catalogue.partners[partner].id;
        folder.write_output(format!("{id}.html"), &sheet.html)?;
        for pdf in &sheet.pdfs {
            folder.write_output(format!("{id}.pdf"), &pdf.bytes)?;
        }
        project.diagnostics.append(sheet.warnings);
        progress.part_done();
    }
    let summary = format!(
        "{} in `{}`",
        count(partners.len(), "sheet"),
        options.output.display()
    );
    Ok(project.report(Outcome::Clean, vec![summary]))
}

/// The partners with these ids; all published partners if there are none.
fn selected(catalogue: &Catalogue, ids: &[String]) -> anyhow::Result<Vec<PartnerIx>> {
    if ids.is_empty() {
        return Ok(catalogue.partners_in_order(Lang::DEFAULT).to_vec());
    }
    ids.iter().map(|id| partner(catalogue, id)).collect()
}

/// The context of all sheets.
struct PartnerSheets<'a> {
    catalogue: &'a Catalogue,
    site: &'a Site,
    theme: &'a Theme,
    templates: &'a ReportTemplates,
    facts: FactSheet<'a>,
    lang: Lang,
    load_options: &'a LoadOptions,
}

/// The sheet of one partner.
struct PartnerSheet {
    html: Vec<u8>,
    pdfs: Vec<paper::Pdf>,
    warnings: Diagnostics,
}

impl PartnerSheets<'_> {
    fn render(&self, partner: PartnerIx) -> Result<PartnerSheet, Diagnostics> {
        let html = self
            .html(partner)
            .map_err(|problem| Diagnostics::from_iter([problem]))?;
        let (pdfs, warnings) = if self.load_options.paper {
            let edition = Edition {
                lang: self.lang,
                medium: Medium::Screen,
                scope: EditionScope::Partner(partner),
                size: self.catalogue.settings.paper.size,
            };
            paper::render(
                self.catalogue,
                self.theme,
                &edition,
                self.load_options.today,
            )?
        } else {
            (Vec::new(), Diagnostics::default())
        };
        Ok(PartnerSheet {
            html,
            pdfs,
            warnings,
        })
    }

    fn html(&self, partner: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
        let settings = &self.catalogue.settings;
        let organization = &settings.organization;
        let public_data = self.site.partner_data(partner);
        let address = Page::Partner(self.lang, partner).address(self.catalogue);
        let page = format!("{}{address}", settings.base_url.trim_end_matches('/'));
        let view = json!({
            "name": public_data["name"],
            "organization": organization.name,
            "catalogue": settings.title.str(self.lang),
            "today": self.facts.localizer.date(self.load_options.today),
            "facts": self.facts.facts(&public_data, page),
            "reply_to": organization.email.as_deref().unwrap_or(&organization.name),
        });
        self.templates.render("proof", &view)
    }
}
