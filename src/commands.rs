//! The commands, each told as the path of the data: load → validate → catalogue → site and paper → publish.

mod audit;
mod build;
mod build_cache;
mod check;
mod diff;
mod explain;
mod export;
mod forget;
mod import;
mod init;
mod maintenance;
mod new;
mod paper;
mod progress;
mod project;
mod proof;
mod publish;
mod render;
mod report;
mod schema;
mod table;
mod verify;

pub use crate::load::Changes;
pub use audit::{AuditOptions, AuditResult, Tongue, audit};
pub use build::build;
pub use check::{LinkOptions, check, check_with_links};
pub use diff::diff;
pub use explain::{ExplainOptions, explain};
pub use export::{ExportFormat, ExportOptions, csv, export, json};
pub use forget::{ErasurePlan, ErasureReport, plan_erasure};
pub use import::{
    Change, FieldChange, ImportOptions, ImportRequest, Plan, Planned, Table, import, plan,
};
pub use init::{InitOptions, Initialized, init};
pub use maintenance::MaintenanceCheck;
pub use new::{NewKind, NewOptions, new};
pub use paper::{PaperOptions, paper};
pub use progress::Progress;
use project::parse_project;
pub use project::{LoadOptions, Project, ProjectLoader, open};
pub use proof::{ProofOptions, proof};
pub use publish::{PublishOptions, PublishPlan, plan_publish};
pub use report::{Outcome, Report, count};
pub use schema::{json_schema, schema};
pub use verify::{VerifyReport, verify};
