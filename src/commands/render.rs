//! Rendering of everything that a project publishes: the pages of the site and the paper editions. Entry point:
//! [`OutputRenderer::render`], whose files `build` writes and `check` drops.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use anyhow::anyhow;
use jiff::civil::Date;
use rayon::prelude::*;

use super::paper::{describe, render_editions};
use super::{Progress, Project};
use crate::diagnostic::Diagnostics;
use crate::model::Catalogue;
use crate::model::address::file_of;
use crate::paper::{Edition, Medium};
use crate::site::Site;
use crate::theme::Theme;

/// The folder of the site.
pub(super) const PUBLIC: &str = "public";

/// The folder of the press editions, beside that of the site.
pub(super) const PRESS: &str = "print";

/// The error of a file that could not be rendered. It is never shown: the reason is among the problems.
const NOT_RENDERED: &str = "a page or an edition could not be rendered";

/// A file of the output, by its path in `public/`; an error if it could not be rendered.
pub(super) type OutputFile = anyhow::Result<(String, Vec<u8>)>;

/// Renders a valid project.
pub(super) struct OutputRenderer {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) site: Site,
    pub(super) editions: Vec<Edition>,
    pub(super) theme: Arc<Theme>,
    pub(super) today: Date,
}

/// What was rendered besides the files of the site.
pub(super) struct RenderResult<R> {
    /// What the sink returned.
    pub(super) result: R,
    /// A line for each volume.
    pub(super) volumes: Vec<String>,
    /// The press editions, which do not belong to the site, by their file names.
    pub(super) press: Vec<OutputFile>,
    pub(super) problems: Diagnostics,
}

impl OutputRenderer {
    /// Prepares rendering. Absent if the project has errors, which are then among its diagnostics.
    pub(super) fn new(project: &mut Project) -> Option<Self> {
        let catalogue = project.catalogue.clone()?;
        let site = project.site()?;
        let editions = if project.options.paper {
            catalogue.settings.paper.editions.clone()
        } else {
            Vec::new()
        };
        Some(Self {
            catalogue,
            site,
            editions,
            theme: Arc::clone(&project.theme),
            today: project.options.today,
        })
    }

    /// Renders every file and hands it to `sink`.
    pub(super) fn render<R>(
        &self,
        verb: &'static str,
        progress: &Progress,
        sink: impl FnOnce(OutputFiles<'_>) -> R,
    ) -> RenderResult<R> {
        progress.steps(verb, self.site.pages().len() + self.editions.len());
        let mut problems = Diagnostics::default();
        let mut volumes = Vec::new();
        let mut screen = Vec::new();
        let mut press = Vec::new();
        let editions = render_editions(
            &self.catalogue,
            &self.theme,
            &self.editions,
            self.today,
            progress,
        );
        if editions.problems.errors() > 0 {
            screen.push(Err(anyhow!(NOT_RENDERED)));
        }
        problems.append(editions.problems);
        for (medium, pdf) in editions.pdfs {
            let description = describe(&pdf);
            let (folder, files, path) = match medium {
                Medium::Screen => ("paper", &mut screen, format!("paper/{}", pdf.name)),
                Medium::Press => (PRESS, &mut press, pdf.name.clone()),
            };
            volumes.push(format!("{folder}/{}: {description}", pdf.name));
            files.push(Ok((path, pdf.bytes)));
        }
        let problems = Mutex::new(problems);
        let result = sink(OutputFiles {
            renderer: self,
            editions: screen,
            problems: &problems,
            progress,
        });
        RenderResult {
            result,
            volumes,
            press,
            problems: problems.into_inner().expect("no thread panicked"),
        }
    }

    /// Renders every file of the site except the paper, and keeps only what `view` makes of it, by its path.
    pub(super) fn render_site<R: Send>(
        &self,
        verb: &'static str,
        progress: &Progress,
        view: impl Fn(&str, &[u8]) -> R + Sync,
    ) -> Result<BTreeMap<String, R>, Diagnostics> {
        progress.steps(verb, self.site.pages().len());
        let problems = Mutex::default();
        let files = OutputFiles {
            renderer: self,
            editions: Vec::new(),
            problems: &problems,
            progress,
        };
        let views: anyhow::Result<BTreeMap<String, R>> = files
            .into_par_iter()
            .map(|file| {
                let (path, bytes) = file?;
                let view = view(&path, &bytes);
                Ok((path, view))
            })
            .collect();
        // The reason of an error is among the problems.
        views.map_err(|_| problems.into_inner().expect("no thread panicked"))
    }
}

/// The files of the output; each page is rendered when the iterator reaches it.
pub(super) struct OutputFiles<'a> {
    renderer: &'a OutputRenderer,
    editions: Vec<OutputFile>,
    problems: &'a Mutex<Diagnostics>,
    progress: &'a Progress,
}

impl<'a> OutputFiles<'a> {
    /// The paper editions first, then the pages of the site, rendered in parallel.
    pub(super) fn into_par_iter(self) -> impl ParallelIterator<Item = OutputFile> + 'a {
        let Self {
            renderer,
            editions,
            problems,
            progress,
        } = self;
        let pages = renderer.site.pages().par_iter().map(move |page| {
            let address = page.address(&renderer.catalogue);
            let _running = progress.part(address.clone());
            let bytes = renderer.site.render(page).map_err(|problem| {
                problems
                    .lock()
                    .expect("no thread panics while it holds the lock")
                    .append(Diagnostics::from_iter([problem]));
                anyhow!(NOT_RENDERED)
            })?;
            progress.part_done();
            Ok((file_of(&address), bytes))
        });
        editions.into_par_iter().chain(pages)
    }
}
