//! `vitrine forget`: a record is deleted, and nothing of it is left in what was published.

mod normalize;
mod traces;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::render::{PRESS, PUBLIC};
use super::{LoadOptions, Outcome, Progress, Report, build, open};
use crate::diagnostic::did_you_mean;
use crate::load::{PartnerRecord, Records, resolve};
use crate::paper;
use crate::source::Sources;
use crate::text::truncate;
use traces::{Searched, Trace};

/// How many characters of a text are quoted: enough to recognize it.
const QUOTED_AT_MOST: usize = 40;

/// What is searched: the site, the editions for the printer, the sheets for partners.
const SEARCHED: [&str; 3] = [PUBLIC, PRESS, "proofs"];
/// What commands remember: a file of it that says something of the partner is deleted.
const REMEMBERED: &str = ".vitrine";
/// Former ids that lead elsewhere may stay there.
const REDIRECTS: [&str; 3] = ["_redirects", ".htaccess", "redirects.nginx.conf"];

/// A partner that is to be forgotten; nothing has been deleted.
#[derive(Debug, Clone)]
pub struct ErasurePlan {
    /// Its name.
    pub name: String,
    /// The files that will be deleted, from the project's folder: its record, and logos that nobody else uses.
    pub files: Vec<String>,
    id: String,
    traces: Vec<Trace>,
}

/// Finds a partner by its id, and what will be deleted with it.
///
/// # Errors
///
/// If the project cannot be read, or there is no such partner.
pub fn plan_erasure(
    project: &Path,
    id: &str,
    options: &LoadOptions,
) -> anyhow::Result<ErasurePlan> {
    let loaded = open(project, options)?;
    let Some(records) = &loaded.records else {
        bail!("the project cannot be read: `vitrine check` tells why");
    };
    let Some(record) = records.partners.iter().find(|record| record.id == id) else {
        let ids = records.partners.iter().map(|record| record.id.as_str());
        let help = did_you_mean(id, ids).unwrap_or_default();
        bail!("there is no partner `{id}`: {help}");
    };
    let mut files = vec![record.path.clone()];
    files.extend(logos(record, records));
    let mut traces = traces::of(record);
    // What others write as well stays theirs; a name and contacts are looked for all the same.
    for other in others(record, records) {
        let searched = Searched::text(&loaded.sources.get(other.file).text);
        traces.retain(|trace| trace.own || !searched.has(trace));
    }
    Ok(ErasurePlan {
        name: record.name.value.clone(),
        files,
        id: id.to_owned(),
        traces,
    })
}

/// The logos below `partners/` that no other record names.
fn logos(record: &PartnerRecord, records: &Records) -> Vec<String> {
    let named = |record: &PartnerRecord| {
        let folder = record
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let logos = [&record.logo, &record.logo_dark].into_iter().flatten();
        let paths = logos.filter_map(|logo| resolve(folder, &logo.value));
        paths.collect::<Vec<String>>()
    };
    let used: Vec<String> = others(record, records).flat_map(named).collect();
    let mut own = named(record);
    own.retain(|path| path.starts_with("partners/") && !used.contains(path));
    own.dedup();
    own
}

fn others<'a>(
    record: &'a PartnerRecord,
    records: &'a Records,
) -> impl Iterator<Item = &'a PartnerRecord> {
    let all = records.partners.iter().map(AsRef::as_ref);
    all.filter(|other| other.path != record.path)
}

/// What came of it.
pub struct ErasureReport {
    /// What building left to be shown.
    pub report: Report,
    /// Where something of the partner still is, in lines; what cannot be searched is told too.
    pub left: Vec<String>,
}

impl ErasurePlan {
    /// Deletes the files, builds, and searches all that was published for what is left. Where the site cannot be built
    /// without the partner, all files are as they were.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, written or deleted.
    pub fn forget(
        &self,
        project: &Path,
        options: &LoadOptions,
        progress: &Progress,
    ) -> anyhow::Result<ErasureReport> {
        let mut kept = Vec::new();
        for file in &self.files {
            let path = project.join(file);
            // A logo that is missing was reported; there is nothing to delete.
            if path.is_file() {
                let bytes = fs::read(&path);
                kept.push((bytes.with_context(|| cannot("read", &path))?, path));
            }
        }
        let bring_back = || {
            kept.iter().try_for_each(|(bytes, path)| {
                fs::write(path, bytes).with_context(|| cannot("bring back", path))
            })
        };
        for (_, path) in &kept {
            if let Err(error) = fs::remove_file(path).with_context(|| cannot("delete", path)) {
                bring_back()?;
                return Err(error);
            }
        }
        let report = match build(project, options, None, progress) {
            Ok(report) if report.outcome == Outcome::Clean => report,
            failed => {
                bring_back()?;
                let left = Vec::new();
                return failed.map(|report| ErasureReport { report, left });
            }
        };
        let left = self.left(project, &report.sources)?;
        Ok(ErasureReport { report, left })
    }

    fn left(&self, project: &Path, sources: &Sources) -> anyhow::Result<Vec<String>> {
        let remembered = files(&project.join(REMEMBERED))?;
        for file in remembered {
            if !self.found_in(&file, "")?.is_empty() {
                fs::remove_file(&file).with_context(|| cannot("delete", &file))?;
            }
        }
        let mut left = Vec::new();
        for folder in SEARCHED {
            let top = project.join(folder);
            let lines = files(&top)?
                .par_iter()
                .map(|file| {
                    let inside = file.strip_prefix(&top).unwrap_or(file);
                    let name = inside.to_string_lossy().replace('\\', "/");
                    let found = self.found_in(file, &name)?;
                    let lines = found.iter().map(|what| format!("{folder}/{name}: {what}"));
                    Ok(lines.collect::<Vec<String>>())
                })
                .collect::<anyhow::Result<Vec<_>>>()?;
            left.extend(lines.into_iter().flatten());
        }
        if !left.is_empty() {
            left.extend(self.written_by(sources));
        }
        Ok(left)
    }

    /// What of the partner a file has; its name in its folder may tell of it too.
    fn found_in(&self, file: &Path, name: &str) -> anyhow::Result<Vec<String>> {
        let bytes = fs::read(file).with_context(|| cannot("read", file))?;
        let text = if bytes.starts_with(b"%PDF-") {
            match paper::words(&bytes) {
                Ok(text) => text,
                Err(reason) => return Ok(vec![format!("cannot be searched: {reason}")]),
            }
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let searched = Searched::text(&text);
        let traces = self.traces.iter().filter(|trace| searched.has(trace));
        let mut found: Vec<String> = traces
            .map(|trace| format!("{} “{}”", trace.what, truncate(&trace.text, QUOTED_AT_MOST)))
            .collect();
        let addresses = [
            format!("partners/{}/", self.id),
            format!("partners/{}.", self.id),
            format!("/p/{}/", self.id),
        ];
        let may = REDIRECTS.contains(&name);
        let slashed = format!("/{name}");
        let mut in_it = addresses.iter();
        if !may && in_it.any(|address| text.contains(address) || slashed.contains(address)) {
            found.push(format!("address with the id `{}`", self.id));
        }
        Ok(found)
    }

    /// Which files of the project write a name or a contact: there is what the search found.
    fn written_by(&self, sources: &Sources) -> Vec<String> {
        let mut lines = Vec::new();
        for file in sources.iter() {
            let searched = Searched::text(&file.text);
            let mut traces = self.traces.iter().filter(|trace| searched.has(trace));
            if let Some(trace) = traces.next() {
                let text = truncate(&trace.text, QUOTED_AT_MOST);
                lines.push(format!("`{}` writes {} “{text}”", file.path, trace.what));
            }
        }
        lines
    }
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| cannot("read", &next))? {
            let entry = entry.with_context(|| cannot("read", &next))?;
            let kind = entry
                .file_type()
                .with_context(|| cannot("read", &entry.path()))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} `{}`", path.display())
}
