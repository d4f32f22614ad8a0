//! The project in a folder, and its website, as the other commands know them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::commands::{Changes, LoadOptions, MaintenanceCheck, ProjectLoader};
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::model::Catalogue;
use crate::paper::{self, Edition, Volume};
use crate::site::Site;
use crate::source::Sources;
use crate::theme::Theme;

use super::problems::Problem;
use super::project::{Book, MakeBook, MakePaper, Project, Reading, SetVolume, Website};
use super::upkeep::Upkeep;

/// The project in a folder.
pub(super) struct Folder {
    path: PathBuf,
    options: LoadOptions,
    /// Absent while nothing is known of the folder, also after the program has failed.
    reader: Option<ProjectLoader>,
}

impl Folder {
    pub(super) fn new(path: &Path, options: &LoadOptions) -> Self {
        Self {
            path: path.to_owned(),
            options: options.clone(),
            reader: None,
        }
    }
}

impl Project for Folder {
    fn read(&mut self, changes: &Changes) -> anyhow::Result<Reading> {
        let (mut reader, changes) = match self.reader.take() {
            Some(reader) => (reader, changes),
            None => (
                ProjectLoader::new(&self.path, &self.options),
                &Changes::Unknown,
            ),
        };
        let mut loaded = reader.read(changes)?;
        let site = loaded.site();
        let upkeep = loaded.look_after_later();
        self.reader = Some(reader);
        let sources = Arc::new(loaded.sources);
        // What wants to be looked after is told apart from what is wrong, and not again after each save.
        let (diagnostics, noted) = loaded.diagnostics.split_upkeep();
        let website = loaded.catalogue.zip(site).map(|(catalogue, site)| {
            Arc::new(Preview {
                site,
                catalogue,
                theme: loaded.theme,
                options: self.options.clone(),
                sources: Arc::clone(&sources),
                upkeep,
                noted,
                looked_after: OnceLock::new(),
            }) as Arc<dyn Website>
        });
        Ok(Reading {
            website,
            diagnostics,
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
    upkeep: Option<MaintenanceCheck>,
    /// What was found in reading that wants to be looked after.
    noted: Diagnostics,
    looked_after: OnceLock<Diagnostics>,
}

impl Website for Preview {
    fn base_path(&self) -> &str {
        self.site.base_path()
    }

    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>> {
        let page = self.site.find(address)?;
        let bytes = self.site.render(&page);
        Some(bytes.map_err(|problem| vec![self.problem(&problem)]))
    }

    fn has_page(&self, address: &str) -> bool {
        self.site.find(address).is_some()
    }

    fn about(&self, path: &Path) -> BTreeMap<String, String> {
        let Some(address) = about(path) else {
            return BTreeMap::new();
        };
        // `gold.fr.md` is about a page in one language.
        let name = path.file_name().and_then(|name| name.to_str());
        let only = name
            .and_then(|name| name.strip_suffix(".md")?.rsplit_once('.'))
            .map(|(_, code)| code);
        let languages = self.catalogue.settings.languages.iter();
        languages
            .filter(|code| only.is_none_or(|only| only == *code))
            .map(|code| (code.clone(), format!("/{code}{address}")))
            .filter(|(_, address)| self.site.find(address).is_some())
            .collect()
    }

    fn upkeep(&self, address: &str) -> Upkeep {
        let Some(upkeep) = &self.upkeep else {
            return Upkeep::default();
        };
        let found = self.looked_after.get_or_init(|| {
            let mut found = upkeep.find(&self.sources);
            found.append(self.noted.clone());
            found.sort(&self.sources);
            found
        });
        // Without its language: `/en/partners/kerguelen/` → `/partners/kerguelen/`
        let page = address.get(1..).and_then(|rest| rest.find('/'));
        let page = page.map_or("", |at| &address[1 + at..]);
        let is_here = |problem: &&Diagnostic| {
            let path = problem.place.map(|span| &*self.sources.get(span.file).path);
            path.and_then(|path| about(Path::new(path)))
                .is_some_and(|address| address == page)
        };
        let here = found.iter().filter(is_here);
        Upkeep {
            here: here.map(|problem| self.problem(problem)).collect(),
            groups: diagnostic::headings(found),
            count: found.iter().count(),
        }
    }

    fn papers(&self) -> BTreeMap<String, String> {
        if !self.options.paper {
            return BTreeMap::new();
        }
        let catalogue = &self.catalogue;
        let volumes = catalogue.languages().map(|lang| {
            let name = Edition::whole(catalogue, lang).file_name(catalogue);
            (catalogue.code(lang).to_owned(), format!("/paper/{name}"))
        });
        volumes.collect()
    }

    fn paper(&self, address: &str) -> Option<Box<MakePaper<'_>>> {
        let wanted = self.volume(address.strip_prefix("/paper/")?)?;
        Some(Box::new(move || {
            match paper::render_one(&self.catalogue, &self.theme, wanted, self.options.today) {
                Ok((pdf, _warnings)) => Ok(pdf.bytes),
                Err(problems) => Err(self.problems(&problems)),
            }
        }))
    }

    fn volumes(&self) -> Vec<String> {
        if !self.options.paper {
            return Vec::new();
        }
        let catalogue = &self.catalogue;
        let wholes = catalogue
            .languages()
            .map(|lang| Edition::whole(catalogue, lang));
        let mut names: Vec<String> = wholes
            .chain(catalogue.settings.paper.volumes.iter().copied())
            .flat_map(|volume| {
                let tomes = volume.tomes(catalogue);
                tomes.map(move |tome| volume.tome_name(catalogue, tome))
            })
            .collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    fn called(&self, volumes: &[String]) -> Vec<String> {
        let words = paper::edition_labels::Words::new(&self.catalogue);
        let called = |name: &String| match self.volume(name) {
            Some((book, tome)) => words.of(book, tome),
            None => name.clone(),
        };
        volumes.iter().map(called).collect()
    }

    fn book(&self, name: &str) -> Option<Box<MakeBook<'_>>> {
        let wanted = self.volume(name)?;
        Some(Box::new(move || {
            match paper::pages(&self.catalogue, &self.theme, wanted, self.options.today) {
                Ok((pages, warnings)) => Ok(SetVolume {
                    book: Box::new(pages),
                    warnings: self.problems(&warnings),
                }),
                Err(problems) => Err(self.problems(&problems)),
            }
        }))
    }
}

impl Book for paper::Pages {
    fn sizes(&self) -> Vec<(f64, f64)> {
        (0..self.count()).filter_map(|at| self.size(at)).collect()
    }

    fn svg(&self, at: usize) -> Option<String> {
        paper::Pages::svg(self, at)
    }
}

impl Preview {
    /// The book and the tome whose file has this name.
    fn volume(&self, name: &str) -> Option<(Edition, Volume)> {
        if !self.options.paper {
            return None;
        }
        paper::volume_named(&self.catalogue, name)
    }

    fn problems(&self, diagnostics: &Diagnostics) -> Vec<Problem> {
        diagnostics.iter().map(|it| self.problem(it)).collect()
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        Problem::new(diagnostic, &self.sources)
    }
}

/// The address, without language, of the page that a file of the project is about.
fn about(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    // `gold.fr.md` → `gold`
    let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    Some(match parts?[..] {
        ["partners", .., name] => format!("/partners/{}/", name.strip_suffix(".toml")?),
        ["content", "pages", name] if stem(name) == "home" => "/".to_owned(),
        ["content", "pages", name] => format!("/{}/", stem(name)),
        ["content", "programmes", programme, _] => format!("/programmes/{programme}/"),
        ["content", "programmes", programme, "benefits", _] => {
            format!("/programmes/{programme}/benefits/")
        }
        ["content", "programmes", programme, part, name] => {
            let name = stem(name).to_lowercase();
            format!("/programmes/{programme}/{part}/{name}/")
        }
        _ => return None,
    })
}
