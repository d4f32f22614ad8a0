//! The commands of the command line, one module each: `vitrine check` is [`check()`] in `check.rs`.
//!
//! ```text
//!  project.rs: open ── load ──▶ validate ──▶ catalogue ──▶ site, paper ──▶ output
//! ```
//!
//! Most commands start with [`open`](fn@open), which reads a project up to its catalogue, and return a [`Report`] for the
//! terminal.

// From a project to its site.
mod build;
mod check;
mod paper;
mod publish;
mod verify;
// Editing a project.
mod export;
mod forget;
mod import;
mod init;
mod new;
mod schema;
// Reports about a project.
mod audit;
mod diff;
mod explain;
mod proof;
// Shared by several commands.
mod build_cache;
mod erasure;
mod maintenance;
mod progress;
mod project;
mod render;
mod report;
mod table;

pub use build::build;
pub use check::{LinkOptions, check, check_with_links};
pub use paper::{PaperOptions, paper};
pub use publish::{
    KnownPublication, PublishOptions, PublishPlan, PublishedPlace, StoreAccess, plan_publish,
    published_places,
};
pub use verify::{VerifyReport, verify};

pub use export::{ExportFormat, ExportOptions, ExportReport, csv, export, json};
pub use forget::{ErasurePlan, ErasureReport, Leftover, plan_erasure};
pub use import::{
    Change, FieldChange, ImportContext, ImportFiles, ImportRequest, ImportTable, NoFiles, Plan,
    PlannedPicture, PlannedRecord, RefusedPicture, TablePicture, import, plan,
};
pub use init::{InitOptions, NewProject, init, language_codes};
pub use new::{NewKind, NewOptions, new};
pub use schema::{json_schema, schema};

pub use audit::{AuditOptions, AuditResult, ReportLanguage, audit};
pub use diff::diff;
pub use explain::{ExplainOptions, explain};
pub use proof::{ProofOptions, proof};

pub use crate::load::{Changes, default_theme};
pub use maintenance::MaintenanceCheck;
pub use progress::Progress;
use project::parse_project;
pub use project::{LoadOptions, Project, ProjectLoader, open};
pub use report::{Outcome, Report, count};
