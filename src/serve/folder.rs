//! The project in a folder, and its website, as the other commands know them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::commands::{self, LoadOptions, Loaded};
use crate::diagnostic::Diagnostic;
use crate::model::Catalogue;
use crate::paper::{self, Volume};
use crate::site::{Site, SiteOptions};
use crate::source::Sources;
use crate::theme::Theme;

use super::problems::Problem;
use super::project::{MakePaper, Project, Reading, Website};

/// The project in a folder.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) options: LoadOptions,
}

impl Project for Folder {
    fn read(&self) -> anyhow::Result<Reading> {
        let mut loaded = commands::load(&self.path, &self.options)?;
        let site = site(&mut loaded);
        let sources = Arc::new(loaded.sources);
        let website = loaded.catalogue.zip(site).map(|(catalogue, site)| {
            Arc::new(Preview {
                site,
                catalogue,
                theme: loaded.theme,
                options: self.options.clone(),
                sources: Arc::clone(&sources),
            }) as Arc<dyn Website>
        });
        Ok(Reading {
            website,
            diagnostics: loaded.diagnostics,
            sources,
        })
    }
}

/// The website of a reading.
struct Preview {
    site: Site,
    catalogue: Arc<Catalogue>,
    theme: Arc<Theme>,
    options: LoadOptions,
    sources: Arc<Sources>,
}

impl Website for Preview {
    fn base_path(&self) -> &str {
        let url = &self.catalogue.settings.base_url;
        let host = url.split_once("://").map_or("", |(_, host)| host);
        host.find('/').map_or("", |at| &host[at..])
    }

    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>> {
        let page = self.site.find(address)?;
        let bytes = self.site.render(&page);
        Some(bytes.map_err(|problem| vec![self.problem(&problem)]))
    }

    fn has_page(&self, address: &str) -> bool {
        self.site.find(address).is_some()
    }

    fn paper(&self, address: &str) -> Option<Box<MakePaper<'_>>> {
        let volume = self.volume(address.strip_prefix("/paper/")?)?;
        Some(Box::new(move || {
            match paper::render(&self.catalogue, &self.theme, &volume, self.options.today) {
                Ok((pdf, _warnings)) => Ok(pdf.bytes),
                Err(problems) => Err(problems.iter().map(|it| self.problem(it)).collect()),
            }
        }))
    }
}

impl Preview {
    /// The volume whose file has this name.
    fn volume(&self, name: &str) -> Option<Volume> {
        if !self.options.paper {
            return None;
        }
        paper::volume_named(&self.catalogue, name)
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        Problem::new(diagnostic, &self.sources)
    }
}

/// The website of a catalogue; what is wrong with the theme joins the other problems.
fn site(loaded: &mut Loaded) -> Option<Site> {
    let options = SiteOptions {
        today: loaded.options.today,
        paper: loaded.options.paper,
    };
    match Site::new(
        loaded.catalogue.clone()?,
        Arc::clone(&loaded.theme),
        options,
    ) {
        Ok(site) => Some(site),
        Err(problems) => {
            loaded.diagnostics.append(problems);
            loaded.diagnostics.sort(&loaded.sources);
            None
        }
    }
}
