//! Reading a project: folder → records, with the position of each value. Entry point: [`project`].
//!
//! Files are read independently and in parallel, so that a problem in one does not hide those of another. No other stage
//! reads the files of a project. The preview reads through the [`IncrementalLoader`], which reads only what has changed
//! by calling the same functions.

mod changes;
mod downloads;
mod file_kind;
mod files;
mod folder_name;
mod front_matter;
mod icc_profile;
mod incremental;
mod misplaced_text;
mod partner;
mod partner_files;
mod pictures;
mod programme;
mod raw_value;
mod reader;
mod references;
mod settings;
mod shared;
mod theme;
mod vocabulary;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

pub use changes::Changes;
pub use file_kind::FileKind;
pub use folder_name::is_folder_name;
pub use front_matter::{ProseRecord, ProseVersion};
pub use incremental::IncrementalLoader;
pub use partner::{
    CertificationRecord, ContactRecord, InternalRecord, LinkRecord, MembershipRecord, OfficeRecord,
    OwnContent, OwnValueRecord, PartnerRecord, PartnerStatus, ReferenceFigureRecord,
    ReferenceRecord, SpecializationRecord, TABLES_AT_MOST,
};
pub use partner_files::partner_record;
pub use pictures::resolve;
pub use programme::*;
pub use raw_value::{BODY, RawContent, RawValue, raw_file};
pub(crate) use reader::truth;
pub use reader::{Field, MissingTranslation, ReferenceKind, Shape, TableShape, Texts, ValueType};
pub use references::Declaration;
pub use settings::{
    EnquiryRecord, FindRecord, MaintenanceRecord, OpenDataRecord, OrganizationRecord, PaperRecord,
    PressRecord, PublishRecord, SettingsRecord, VolumeRecord,
};
pub use theme::default_theme;
pub(crate) use theme::too_dark;
pub use vocabulary::{ChoiceRecord, CountryRecord, OwnFieldRecord, TermRecord, VocabularyRecord};

use crate::diagnostic::Diagnostics;
use crate::model::{OutputProfile, Picture};
use crate::source::Sources;
use crate::theme::Theme;
use files::FileTree;
use partner_files::PartnerFile;
use pictures::PictureCache;
use shared::{ProjectParser, SharedInputs};

const SETTINGS: &str = "content/catalogue.toml";
const VOCABULARY: &str = "content/vocabulary.toml";

/// Reads the project in a folder.
pub fn project(folder: &Path) -> ProjectFiles {
    let mut sources = Sources::default();
    let built_in_theme = theme::built_in(&mut sources);
    let mut files = FileTree::walk(folder, &mut sources);

    let mut parser = ProjectParser {
        files: &mut files,
        sources: &mut sources,
        problems: Diagnostics::default(),
    };
    let languages = parser.languages();
    let problems = std::mem::take(&mut parser.problems);
    let partners = partner_files::read_files(files.partners(), &languages, &files, &mut sources);
    let partners: Vec<PartnerFile> = partners.into_iter().map(|(_, partner)| partner).collect();

    let parser = ProjectParser {
        files: &mut files,
        sources: &mut sources,
        problems,
    };
    let shared = SharedInputs::read(
        parser,
        &languages,
        &partner_files::records(&partners),
        &mut PictureCache::default(),
        &built_in_theme,
    );
    ProjectFiles::new(sources, &shared, &partners)
}

/// All records of a project, as written.
#[derive(Debug, Clone)]
pub struct Records {
    /// Everything except the partners. The incremental loader returns an equal pointer where only partners have changed.
    pub shared: Arc<ProjectRecords>,
    /// The partners, by path. The incremental loader returns an equal pointer for each record that has not changed.
    pub partners: Vec<Arc<PartnerRecord>>,
}

/// The records that those of partners refer to.
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
    /// Pictures by path, including those of partners.
    pub pictures: BTreeMap<String, Picture>,
    /// Files of resources by path.
    pub downloads: BTreeMap<String, Arc<[u8]>>,
    /// The profile of the press, if there is one.
    pub profile: Option<OutputProfile>,
}

impl Deref for Records {
    type Target = ProjectRecords;

    fn deref(&self) -> &ProjectRecords {
        &self.shared
    }
}

/// The files of a project, as far as they could be read.
#[derive(Debug)]
pub struct ProjectFiles {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// The problems of all files.
    pub problems: Diagnostics,
    /// Absent where a file that all others refer to, such as the catalogue's settings, is missing or broken.
    pub records: Option<Records>,
    /// The theme. The incremental loader returns an equal pointer where it has not changed.
    pub theme: Arc<Theme>,
}

impl ProjectFiles {
    fn new<'a>(
        sources: Sources,
        shared: &SharedInputs,
        partners: impl IntoIterator<Item = &'a PartnerFile> + Clone,
    ) -> Self {
        let mut problems = shared.problems.clone();
        for partner in partners.clone() {
            problems.extend(partner.problems.iter().cloned());
        }
        let records = shared.records.as_ref().map(|shared| Records {
            shared: Arc::clone(shared),
            partners: partner_files::records(partners),
        });
        Self {
            sources,
            problems,
            records,
            theme: Arc::clone(&shared.theme),
        }
    }
}
