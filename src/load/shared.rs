//! Inputs that the records of partners refer to: settings, vocabulary, programmes, pages, pictures, downloads and the
//! theme. Entry point: [`SharedInputs::read`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::files::FileTree;
use super::front_matter::PageKind;
use super::misplaced_text::misplaced_text;
use super::pictures::{PictureCache, PictureReference};
use super::reader::{FileReader, Shape};
use super::theme::{self, Layer};
use super::{
    FileKind, PartnerRecord, ProgrammeRecord, ProjectRecords, ProseRecord, SETTINGS,
    SettingsRecord, VOCABULARY, downloads, front_matter, icc_profile, programme, settings,
    vocabulary,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::theme::Theme;

/// Everything that was read except the partners.
pub(super) struct SharedInputs {
    /// Absent where a file that all others refer to is missing or broken.
    pub(super) records: Option<Arc<ProjectRecords>>,
    pub(super) theme: Arc<Theme>,
    pub(super) problems: Diagnostics,
}

impl SharedInputs {
    /// Reads everything except the partners; their records name pictures. `parser` holds the problems found so far.
    pub(super) fn read(
        mut parser: ProjectParser<'_>,
        languages: &[String],
        partners: &[Arc<PartnerRecord>],
        pictures: &mut PictureCache,
        built_in_theme: &Layer,
    ) -> Self {
        let mut records = if languages.is_empty() {
            None
        } else {
            parser.shared_records(languages, partners, pictures)
        };
        let theme = records.as_ref().and_then(|it| it.settings.theme.as_ref());
        let theme = theme::read(
            theme,
            built_in_theme,
            parser.files,
            parser.sources,
            &mut parser.problems,
        );
        let ProjectParser {
            files,
            sources,
            mut problems,
        } = parser;
        problems.extend(files.unusable().cloned());
        problems.extend(files.unportable());
        if is_broken(&problems, sources) {
            records = None;
        }
        if records.is_some() {
            let uncertain = folders_with_errors(files, partners);
            let unused = files.unused();
            // A record that cannot be read as a whole may name it.
            let unused = unused.filter(|(path, _)| !uncertain.contains(folder_of(path)));
            problems.extend(unused.map(|(path, file)| {
                let message = format!("nothing uses `{path}`");
                let exists = |path: &str| files.find(path).is_some();
                let help = misplaced_text(path, &exists).unwrap_or_else(|| {
                    "name it where it belongs; if it belongs nowhere, delete it".to_owned()
                });
                Diagnostic::new(Code::UnusedFile, file.start(), message).help(help)
            }));
        }
        Self {
            records: records.map(Arc::new),
            theme: Arc::new(theme),
            problems,
        }
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders of partners' records with errors.
fn folders_with_errors(files: &FileTree, partners: &[Arc<PartnerRecord>]) -> BTreeSet<String> {
    let sound: BTreeSet<&str> = partners
        .iter()
        .filter(|partner| !partner.has_errors)
        .map(|partner| partner.path.as_str())
        .collect();
    let paths = files.partners().into_iter().map(|(path, _)| path);
    paths
        .filter(|path| !sound.contains(path.as_str()))
        .map(|path| folder_of(&path).to_owned())
        .collect()
}

/// Whether one of the files that all others refer to cannot be read as a whole. Other files cannot be validated then:
/// each of their references would be reported as unknown.
fn is_broken(problems: &Diagnostics, sources: &Sources) -> bool {
    problems.iter().any(|problem| {
        let Some(place) = problem.place else {
            return false;
        };
        let path = &sources.get(place.file).path;
        let is_shared = path == SETTINGS || path == VOCABULARY || path.ends_with("/programme.toml");
        let is_unread = matches!(problem.code, Code::MissingFile | Code::UnreadableFile)
            && place == place.file.start();
        is_shared && (problem.code == Code::TomlSyntax || is_unread)
    })
}

/// Parses the files of a project and gathers their problems.
pub(super) struct ProjectParser<'a> {
    pub(super) files: &'a mut FileTree,
    pub(super) sources: &'a mut Sources,
    pub(super) problems: Diagnostics,
}

impl ProjectParser<'_> {
    /// The languages of the catalogue. If there are none, no other file can be read, and that is reported.
    pub(super) fn languages(&mut self) -> Vec<String> {
        let Some((file, text)) = self.required(SETTINGS) else {
            return Vec::new();
        };
        let languages = settings::languages(&text, file);
        if languages.is_empty() {
            self.problems.append(settings::no_languages(&text, file));
        }
        languages
    }

    /// The records of everything except the partners.
    fn shared_records(
        &mut self,
        languages: &[String],
        partners: &[Arc<PartnerRecord>],
        pictures: &mut PictureCache,
    ) -> Option<ProjectRecords> {
        // A file that cannot be read has been reported.
        let (settings_file, settings_text) = self.required(SETTINGS)?;
        let settings = self.parse(
            settings_file,
            languages,
            || FileKind::Catalogue.fields(),
            |reader| settings::read(&settings_text, reader, settings_file),
        );
        let (file, text) = self
            .required(VOCABULARY)
            .unwrap_or((settings_file, String::new()));
        let vocabulary = self.parse(
            file,
            languages,
            || FileKind::Vocabulary.fields(),
            |reader| vocabulary::read(&text, reader, file),
        );
        let pages = self.texts("content/pages/", languages, PageKind::Standalone);
        let programmes = self.programmes(languages);
        let references = picture_references(&settings, partners);
        let pictures = pictures.read(self.files, &references, &mut self.problems);
        let downloads = downloads::read(&programmes, self.files, &mut self.problems);
        let profile = icc_profile::read(&settings, self.files, &mut self.problems);
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
        fields: fn() -> Shape,
        parse: impl FnOnce(&FileReader<'_>) -> T,
    ) -> T {
        let reader = FileReader::new(file, languages).with_fields(fields);
        let value = parse(&reader);
        self.problems.append(reader.into_problems());
        value
    }

    /// The text of a required file.
    fn required(&mut self, path: &str) -> Option<(FileId, String)> {
        let Some(file) = self.files.find(path) else {
            let file = self.files.id(path, self.sources);
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
        self.files.mark_used(path);
        match self.files.read_text(path, file) {
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

    /// The Markdown files directly in a folder, by stem.
    fn texts(
        &mut self,
        folder: &str,
        languages: &[String],
        kind: PageKind,
    ) -> BTreeMap<String, ProseRecord> {
        let mut versions = Vec::new();
        for (path, file) in self.files.under(folder) {
            let name = &path[folder.len()..];
            if name.contains('/') || !name.ends_with(".md") {
                continue;
            }
            self.files.mark_used(&path);
            let files = &*self.files;
            let exists = |name: &str| files.find(&format!("{folder}{name}")).is_some();
            let problems = &mut self.problems;
            let Some((stem, language)) =
                front_matter::split_name(name, file, languages, &exists, problems)
            else {
                continue;
            };
            if let Some(text) = self.text(&path, file) {
                let fields: fn() -> Shape = match kind {
                    PageKind::Standalone => || FileKind::Page.fields(),
                    PageKind::Part | PageKind::Tier => || FileKind::Prose.fields(),
                };
                let version = self.parse(file, languages, fields, |reader| {
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
            .files
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
        let mut record = self.parse(
            file,
            languages,
            || FileKind::Programme.fields(),
            |reader| programme::read(&text, reader, file, id),
        );
        let mut own = self.texts(folder, languages, PageKind::Part);
        record.prose = own.remove("index");
        for stray in own.values() {
            let message = format!("a programme has no text `{}`", stray.stem);
            let help = "its own text is `index.<lang>.md`; others belong into `tiers/`, `benefits/`, `processes/` or `countries/`";
            self.problems.push(
                Diagnostic::new(Code::UnusedFile, stray.main().file.start(), message).help(help),
            );
        }
        record.tier_prose = self.texts(&format!("{folder}tiers/"), languages, PageKind::Tier);
        let mut part = |name| self.texts(&format!("{folder}{name}/"), languages, PageKind::Part);
        record.axis_prose = part("benefits");
        record.process_prose = part("processes");
        record.country_prose = part("countries");
        for (path, file) in self.files.under(&format!("{folder}countries/")) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let Some(code) = name.strip_suffix(".toml") else {
                continue;
            };
            if let Some(text) = self.text(&path, file) {
                let share = self.parse(
                    file,
                    languages,
                    || FileKind::Country.fields(),
                    |reader| programme::read_country(&text, reader, file, code),
                );
                record.countries.push(share);
            }
        }
        Some(record)
    }
}

/// The pictures that the organization and the partners name.
fn picture_references(
    settings: &SettingsRecord,
    partners: &[Arc<PartnerRecord>],
) -> Vec<PictureReference> {
    let organization = &settings.organization;
    let reference = |folder: &str, name: &Spanned<String>| PictureReference {
        folder: folder.to_owned(),
        name: name.clone(),
    };
    let mut references = Vec::new();
    let own = [
        &organization.logo,
        &organization.logo_dark,
        &organization.mark,
        &organization.mark_lit,
    ];
    for name in own {
        references.extend(name.iter().map(|name| reference("content", name)));
    }
    for partner in partners {
        let names = partner.pictures();
        references.extend(names.map(|name| reference(partner.folder(), name)));
    }
    references
}
