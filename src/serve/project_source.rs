//! The project in a folder, as the preview loads and serves it: [`ProjectFolder`] implements [`ProjectSource`], and
//! [`LiveProject`] implements [`Website`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::commands::{Changes, LoadOptions, MaintenanceCheck, ProjectLoader};
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::l10n::Localizer;
use crate::model::Catalogue;
use crate::paper::{self, Edition, Volume};
use crate::site::Site;
use crate::source::Sources;
use crate::theme::Theme;

use super::interface::Interface;
use super::labels::volume_label;
use super::maintenance::MaintenanceSummary;
use super::problems::Problem;
use super::website::{LoadedProject, ProjectSource, TypesetVolume, VolumePages, Website};

/// The project in a folder.
pub(super) struct ProjectFolder {
    path: PathBuf,
    options: LoadOptions,
    /// Absent before the first load, and after a panic.
    loader: Option<ProjectLoader>,
}

impl ProjectFolder {
    pub(super) fn new(path: &Path, options: &LoadOptions) -> Self {
        Self {
            path: path.to_owned(),
            options: options.clone(),
            loader: None,
        }
    }
}

impl ProjectSource for ProjectFolder {
    fn load(&mut self, changes: &Changes) -> anyhow::Result<LoadedProject> {
        let (mut loader, changes) = match self.loader.take() {
            Some(loader) => (loader, changes),
            None => (
                ProjectLoader::new(&self.path, &self.options),
                &Changes::Unknown,
            ),
        };
        let mut project = loader.read(changes)?;
        let site = project.site();
        let maintenance_check = project.take_maintenance_check();
        self.loader = Some(loader);
        let languages = project
            .draft
            .as_ref()
            .map_or(&[][..], |catalogue| &catalogue.settings.languages);
        let interface = Interface::new(Arc::clone(&project.theme), languages);
        let sources = Arc::new(project.sources);
        // Maintenance warnings are shown apart from the problems, and not printed after each save.
        let (diagnostics, maintenance_warnings) = project.diagnostics.split_maintenance();
        let website = project.catalogue.zip(site).map(|(catalogue, site)| {
            Arc::new(LiveProject {
                site,
                catalogue,
                theme: project.theme,
                options: self.options.clone(),
                sources: Arc::clone(&sources),
                maintenance_check,
                maintenance_warnings,
                all_maintenance_warnings: OnceLock::new(),
            }) as Arc<dyn Website>
        });
        Ok(LoadedProject {
            website,
            interface,
            diagnostics,
            sources,
        })
    }
}

/// A loaded project without errors.
struct LiveProject {
    site: Site,
    catalogue: Arc<Catalogue>,
    theme: Arc<Theme>,
    options: LoadOptions,
    sources: Arc<Sources>,
    maintenance_check: Option<MaintenanceCheck>,
    /// The maintenance warnings that loading found.
    maintenance_warnings: Diagnostics,
    /// These and those of the check; found when first requested, because that takes longer than rendering a page.
    all_maintenance_warnings: OnceLock<Diagnostics>,
}

impl Website for LiveProject {
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

    fn page_for_source(&self, path: &Path) -> BTreeMap<String, String> {
        let Some(address) = address_for_source(path) else {
            return BTreeMap::new();
        };
        // `gold.fr.md` is shown in one language only.
        let name = path.file_name().and_then(|name| name.to_str());
        let language = name
            .and_then(|name| name.strip_suffix(".md")?.rsplit_once('.'))
            .map(|(_, code)| code);
        let codes = self.catalogue.settings.languages.iter();
        codes
            .filter(|code| language.is_none_or(|language| language == *code))
            .map(|code| (code.clone(), format!("/{code}{address}")))
            .filter(|(_, address)| self.site.find(address).is_some())
            .collect()
    }

    fn maintenance(&self, address: &str) -> MaintenanceSummary {
        let Some(check) = &self.maintenance_check else {
            return MaintenanceSummary::default();
        };
        let warnings = self.all_maintenance_warnings.get_or_init(|| {
            let mut warnings = check.find(&self.sources);
            warnings.append(self.maintenance_warnings.clone());
            warnings.sort(&self.sources);
            warnings
        });
        // Without its language: `/en/partners/kerguelen/` → `/partners/kerguelen/`
        let after_language = address.get(1..).and_then(|rest| rest.find('/'));
        let page = after_language.map_or("", |slash| &address[1 + slash..]);
        let is_on_page = |warning: &&Diagnostic| {
            let path = warning.place.map(|span| &*self.sources.get(span.file).path);
            path.and_then(|path| address_for_source(Path::new(path)))
                .is_some_and(|address| address == page)
        };
        MaintenanceSummary {
            on_page: warnings
                .iter()
                .filter(is_on_page)
                .map(|warning| self.problem(warning))
                .collect(),
            groups: diagnostic::headings(warnings),
            total: warnings.iter().count(),
        }
    }

    fn has_paper(&self) -> bool {
        self.options.paper
    }

    fn volumes(&self) -> Vec<String> {
        if !self.options.paper {
            return Vec::new();
        }
        let mut names: Vec<String> = paper::available_volumes(&self.catalogue)
            .map(|(edition, volume)| edition.volume_file_name(&self.catalogue, volume))
            .collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    fn whole_catalogue(&self, lang: &str) -> Option<String> {
        if !self.options.paper {
            return None;
        }
        let catalogue = &self.catalogue;
        let lang = catalogue
            .languages()
            .find(|other| catalogue.code(*other) == lang)?;
        Some(Edition::whole(catalogue, lang).file_name(catalogue))
    }

    fn labels(&self, volumes: &[String], localizer: Localizer<'_>) -> Vec<String> {
        volumes
            .iter()
            .map(|name| match self.volume(name) {
                Some((edition, volume)) => {
                    volume_label(&self.catalogue, edition, volume, localizer)
                }
                None => name.clone(),
            })
            .collect()
    }

    fn has_volume(&self, name: &str) -> bool {
        self.volume(name).is_some()
    }

    fn render_pdf(&self, name: &str) -> Result<Vec<u8>, Vec<Problem>> {
        let volume = self.volume(name).expect("the caller asks `has_volume`");
        match paper::render_volume(&self.catalogue, &self.theme, volume, self.options.today) {
            Ok((pdf, _warnings)) => Ok(pdf.bytes),
            Err(problems) => Err(self.problems(&problems)),
        }
    }

    fn typeset(&self, name: &str) -> Result<TypesetVolume, Vec<Problem>> {
        let volume = self.volume(name).expect("the caller asks `has_volume`");
        match paper::preview(&self.catalogue, &self.theme, volume, self.options.today) {
            Ok((pages, warnings)) => Ok(TypesetVolume {
                pages: Box::new(pages),
                warnings: self.problems(&warnings),
            }),
            Err(problems) => Err(self.problems(&problems)),
        }
    }
}

impl VolumePages for paper::TypesetPages {
    fn sizes(&self) -> Vec<(f64, f64)> {
        (0..self.count())
            .filter_map(|index| self.size(index))
            .collect()
    }

    fn svg(&self, index: usize) -> Option<String> {
        paper::TypesetPages::svg(self, index)
    }
}

impl LiveProject {
    /// The volume whose file has this name.
    fn volume(&self, name: &str) -> Option<(Edition, Volume)> {
        if !self.options.paper {
            return None;
        }
        paper::find_edition(&self.catalogue, name)
    }

    fn problems(&self, diagnostics: &Diagnostics) -> Vec<Problem> {
        diagnostics
            .iter()
            .map(|diagnostic| self.problem(diagnostic))
            .collect()
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        Problem::new(diagnostic, &self.sources)
    }
}

/// The address, without language, of the page that a file of the project is shown on.
fn address_for_source(path: &Path) -> Option<String> {
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
