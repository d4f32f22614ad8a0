//! folder → records: everything that is written, with the place of each value; the only stage that reads files.
//!
//! Each file is read by itself, in parallel, and a problem in one keeps none of the others from being read.

mod basis;
mod changes;
mod file_kind;
mod files;
mod folder;
mod front_matter;
mod icc_profile;
mod partner;
mod pictures;
mod programme;
mod raw_value;
mod reader;
mod references;
mod settings;
mod theme;
mod vocabulary;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

pub use changes::Changes;
pub use file_kind::FileKind;
pub use folder::Folder;
pub use front_matter::{ProseRecord, ProseVersion};
pub use partner::{
    CertificationRecord, ContactRecord, InternalRecord, LinkRecord, MembershipRecord, OfficeRecord,
    PartnerRecord, PartnerStatus, ReferenceRecord, SpecializationRecord,
};
pub use pictures::resolve;
pub use programme::*;
pub use raw_value::{BODY, RawValue, WrittenValue, written};
pub use reader::{Field, MissingTranslation, ReferenceKind, Shape, TableShape, Texts, ValueType};
pub use references::DeclaredWord;
pub use settings::{
    OrganizationRecord, PaperRecord, PressRecord, PublishRecord, SettingsRecord, UpkeepRecord,
    VolumeRecord,
};
pub use theme::default_theme;
pub use vocabulary::{CountryRecord, TermRecord, VocabularyRecord};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{OutputProfile, Picture};
use crate::source::{FileId, Sources};
use crate::theme::Theme;
use files::Tree;
use front_matter::PageKind;
use pictures::{Pictures, Wanted};
use reader::FileReader;

/// The project as written.
#[derive(Debug, Clone)]
pub struct Records {
    /// Everything but the partners; the same for two readings between which only records of partners have changed.
    pub basis: Arc<ProjectRecords>,
    /// The partners, by path; the same for two readings between which the record has not changed.
    pub partners: Vec<Arc<PartnerRecord>>,
}

/// What the records of partners refer to.
#[derive(Debug)]
pub struct ProjectRecords {
    /// Codes of the languages; the first is the default.
    pub languages: Vec<String>,
    /// `content/catalogue.toml`.
    pub settings: SettingsRecord,
    /// `content/vocabulary.toml`.
    pub vocabulary: VocabularyRecord,
    /// The programmes, in their order.
    pub programmes: Vec<ProgrammeRecord>,
    /// `content/pages/`.
    pub pages: BTreeMap<String, ProseRecord>,
    /// Pictures by path, those that partners name included.
    pub pictures: BTreeMap<String, Picture>,
    /// Files of resources by path.
    pub downloads: BTreeMap<String, Arc<[u8]>>,
    /// The profile of the press, if there is one.
    pub profile: Option<OutputProfile>,
}

impl Deref for Records {
    type Target = ProjectRecords;

    fn deref(&self) -> &ProjectRecords {
        &self.basis
    }
}

/// What was read, as far as it could be.
#[derive(Debug)]
pub struct ProjectFiles {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// What was found to be wrong.
    pub problems: Diagnostics,
    /// Absent where there is no catalogue at all, or none whose languages are known.
    pub records: Option<Records>,
    /// The theme; the same for two readings between which it has not changed.
    pub theme: Arc<Theme>,
}

const SETTINGS: &str = "content/catalogue.toml";
const VOCABULARY: &str = "content/vocabulary.toml";

/// Reads the project in the folder `root`.
pub fn project(root: &Path) -> ProjectFiles {
    Folder::new(root).read(&Changes::Unknown)
}

/// What reading works on.
struct Reading<'a> {
    tree: &'a mut Tree,
    sources: &'a mut Sources,
    problems: &'a mut Diagnostics,
}

impl Reading<'_> {
    /// The languages of the catalogue; none where nothing can be read without them, which is then reported.
    fn languages(&mut self) -> Vec<String> {
        let Some((file, text)) = self.required(SETTINGS) else {
            return Vec::new();
        };
        let languages = settings::languages(&text, file);
        if languages.is_empty() {
            self.problems.append(settings::no_languages(&text, file));
        }
        languages
    }

    /// Everything but the partners; `pictures` are those that were read before and have not changed.
    fn basis(
        &mut self,
        languages: &[String],
        partners: &[Arc<PartnerRecord>],
        pictures: &mut Pictures,
    ) -> Option<ProjectRecords> {
        // It was reported if it cannot be read.
        let (settings_file, settings_text) = self.required(SETTINGS)?;
        let settings = self.parse(settings_file, languages, |reader| {
            settings::read(&settings_text, reader, settings_file)
        });
        let (file, text) = self
            .required(VOCABULARY)
            .unwrap_or((settings_file, String::new()));
        let vocabulary = self.parse(file, languages, |reader| {
            vocabulary::read(&text, reader, file)
        });
        let pages = self.texts("content/pages/", languages, PageKind::Standalone);
        let programmes = self.programmes(languages);
        let wanted = wanted(&settings, partners);
        let pictures = pictures.read(self.tree, &wanted, self.problems);
        let downloads = self.downloads(&programmes);
        let profile = icc_profile::read(&settings, self.tree, self.problems);
        Some(ProjectRecords {
            languages: languages.to_vec(),
            settings,
            vocabulary,
            programmes,
            pages,
            pictures,
            downloads,
            profile,
        })
    }

    /// Parses one file, keeping its problems.
    fn parse<T>(
        &mut self,
        file: FileId,
        languages: &[String],
        parse: impl FnOnce(&FileReader<'_>) -> T,
    ) -> T {
        let reader = FileReader::new(file, languages);
        let value = parse(&reader);
        self.problems.append(reader.into_problems());
        value
    }

    /// The text of a file that must be there.
    fn required(&mut self, path: &str) -> Option<(FileId, String)> {
        let Some(file) = self.tree.find(path) else {
            let file = self.tree.id(path, self.sources);
            let help = match path {
                SETTINGS => {
                    "`vitrine init` makes a working project; `--project` names the folder of one"
                }
                _ => "create the file, or bring it back",
            };
            let message = format!("`{path}` is missing");
            self.problems
                .push(Diagnostic::new(Code::MissingFile, file.start(), message).help(help));
            return None;
        };
        Some((file, self.text(path, file)?))
    }

    fn text(&mut self, path: &str, file: FileId) -> Option<String> {
        self.tree.mark_used(path);
        match self.tree.read_text(path, file) {
            Ok(text) => {
                self.sources.set_text(file, text.as_str());
                Some(text)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// The Markdown files right in a folder, by stem.
    fn texts(
        &mut self,
        folder: &str,
        languages: &[String],
        kind: PageKind,
    ) -> BTreeMap<String, ProseRecord> {
        let mut versions = Vec::new();
        for (path, file) in self.tree.under(folder) {
            let name = &path[folder.len()..];
            if name.contains('/') || !name.ends_with(".md") {
                continue;
            }
            self.tree.mark_used(&path);
            let Some((stem, language)) =
                front_matter::split_name(name, file, languages, self.problems)
            else {
                continue;
            };
            if let Some(text) = self.text(&path, file) {
                let version = self.parse(file, languages, |reader| {
                    front_matter::read(&text, reader, file, kind)
                });
                versions.push((stem.to_owned(), language, version));
            }
        }
        front_matter::group(versions, languages.len())
    }

    fn programmes(&mut self, languages: &[String]) -> Vec<ProgrammeRecord> {
        const FOLDER: &str = "content/programmes/";
        let mut ids: Vec<String> = self
            .tree
            .under(FOLDER)
            .iter()
            .filter_map(|(path, _)| {
                path[FOLDER.len()..]
                    .split_once('/')
                    .map(|(id, _)| id.to_owned())
            })
            .collect();
        ids.dedup();
        let mut programmes: Vec<ProgrammeRecord> = ids
            .iter()
            .filter_map(|id| self.programme(id, &format!("{FOLDER}{id}/"), languages))
            .collect();
        programmes.sort_by_key(|programme| programme.order.unwrap_or(i64::MAX));
        programmes
    }

    fn programme(
        &mut self,
        id: &str,
        folder: &str,
        languages: &[String],
    ) -> Option<ProgrammeRecord> {
        let (file, text) = self.required(&format!("{folder}programme.toml"))?;
        let mut record = self.parse(file, languages, |reader| {
            programme::read(&text, reader, file, id)
        });
        let mut own = self.texts(folder, languages, PageKind::Part);
        record.prose = own.remove("index");
        for stray in own.values() {
            let message = format!("a programme has no text `{}`", stray.stem);
            let help = "its own text is `index.<lang>.md`; others belong into `tiers/`, `benefits/`, `processes/` or `countries/`";
            self.problems.push(
                Diagnostic::new(Code::UnusedFile, stray.main().file.start(), message).help(help),
            );
        }
        let mut part = |name| self.texts(&format!("{folder}{name}/"), languages, PageKind::Part);
        record.tier_prose = part("tiers");
        record.axis_prose = part("benefits");
        record.process_prose = part("processes");
        record.country_prose = part("countries");
        for (path, file) in self.tree.under(&format!("{folder}countries/")) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let Some(code) = name.strip_suffix(".toml") else {
                continue;
            };
            if let Some(text) = self.text(&path, file) {
                let share = self.parse(file, languages, |reader| {
                    programme::read_country(&text, reader, file, code)
                });
                record.countries.push(share);
            }
        }
        Some(record)
    }

    /// The files of resources that everybody can have.
    fn downloads(&mut self, programmes: &[ProgrammeRecord]) -> BTreeMap<String, Arc<[u8]>> {
        let mut downloads = BTreeMap::new();
        for programme in programmes {
            let folder = format!("content/programmes/{}", programme.id);
            for name in programme
                .resources
                .iter()
                .filter_map(|resource| resource.file.as_ref())
            {
                let found = resolve(&folder, &name.value)
                    .and_then(|path| Some((self.tree.find(&path)?, path)));
                let Some((file, path)) = found else {
                    let message = format!("there is no file `{}` in `{folder}/`", name.value);
                    let help = "put the file there, or delete this line";
                    self.problems
                        .push(Diagnostic::new(Code::MissingFile, name.span, message).help(help));
                    continue;
                };
                self.tree.mark_used(&path);
                match self.tree.read_binary(&path, file) {
                    Ok(bytes) => {
                        downloads.insert(path, Arc::from(bytes));
                    }
                    Err(problem) => self.problems.push(problem),
                }
            }
        }
        downloads
    }
}

/// The pictures that records name.
fn wanted(settings: &SettingsRecord, partners: &[Arc<PartnerRecord>]) -> Vec<Wanted> {
    let organization = &settings.organization;
    let of_organization = [&organization.logo, &organization.logo_dark]
        .into_iter()
        .flatten()
        .map(|name| Wanted {
            folder: "content".to_owned(),
            name: name.clone(),
        });
    let of_partners = partners.iter().flat_map(|partner| {
        let folder = partner
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        [&partner.logo, &partner.logo_dark]
            .into_iter()
            .flatten()
            .map(|name| Wanted {
                folder: folder.to_owned(),
                name: name.clone(),
            })
    });
    of_organization.chain(of_partners).collect()
}
