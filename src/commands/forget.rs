//! `vitrine forget`: the erasure of a partner, from its record to every published file. Entry points: [`plan_erasure`],
//! then [`ErasurePlan::erase`].

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
use crate::text::url::composed;
use traces::{Haystack, Trace};

/// How many characters of a text are quoted: enough to recognize it.
const MAX_QUOTED: usize = 40;

/// The folders that are searched: the site, the editions for the printer, the proofs for partners.
const SEARCHED_FOLDERS: [&str; 3] = [PUBLIC, PRESS, "proofs"];
/// The cache of all commands: files in it that mention the partner are deleted.
const CACHE_FOLDER: &str = ".vitrine";
/// Redirect rules, which may keep former ids.
const REDIRECTS: [&str; 3] = ["_redirects", ".htaccess", "redirects.nginx.conf"];

/// A planned erasure; nothing has been deleted.
#[derive(Debug, Clone)]
pub struct ErasurePlan {
    /// The name of the partner.
    pub name: String,
    /// The files that will be deleted, relative to the project: the record, and logos that no other record uses.
    pub files: Vec<String>,
    id: String,
    traces: Vec<Trace>,
}

/// Finds a partner by its id, and the files that will be deleted with it.
///
/// # Errors
///
/// If the project cannot be read, or the partner does not exist.
pub fn plan_erasure(
    project: &Path,
    id: &str,
    options: &LoadOptions,
) -> anyhow::Result<ErasurePlan> {
    let loaded = open(project, options)?;
    let Some(records) = &loaded.records else {
        bail!("the project cannot be read: `vitrine check` reports why");
    };
    let Some(record) = records.partners.iter().find(|record| record.id == id) else {
        let ids = records.partners.iter().map(|record| record.id.as_str());
        let help = did_you_mean(id, ids).unwrap_or_else(|| {
            "write the name of its file in `partners/`, without `.toml`".to_owned()
        });
        bail!("the partner `{id}` does not exist: {help}");
    };
    let mut files = vec![record.path.clone()];
    files.extend(logos(record, records));
    let mut traces = traces::collect(record);
    // Values that another partner has too are not searched for, unless they identify this one.
    for other in other_partners(record, records) {
        let haystack = Haystack::new(&loaded.sources.get(other.file).text);
        traces.retain(|trace| trace.identifying || !haystack.contains(trace));
    }
    Ok(ErasurePlan {
        name: record.name.value.clone(),
        files,
        id: id.to_owned(),
        traces,
    })
}

/// The logos below `partners/` that no other record uses.
fn logos(record: &PartnerRecord, records: &Records) -> Vec<String> {
    let logos_of = |record: &PartnerRecord| -> Vec<String> {
        let folder = record
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        [&record.logo, &record.logo_dark]
            .into_iter()
            .flatten()
            .filter_map(|logo| resolve(folder, &logo.value))
            .collect()
    };
    let used_by_others: Vec<String> = other_partners(record, records).flat_map(logos_of).collect();
    let mut logos = logos_of(record);
    logos.retain(|path| path.starts_with("partners/") && !used_by_others.contains(path));
    logos.dedup();
    logos
}

/// The file at a path of the project with composed letters: some systems store the accents of a name separately.
fn on_disk(project: &Path, file: &str) -> PathBuf {
    let mut path = project.to_owned();
    for part in file.split('/') {
        let exact = path.join(part);
        let has_name = |name: &str| composed(name) == composed(part);
        let named = || {
            let mut entries = fs::read_dir(&path).ok()?.flatten();
            entries.find(|entry| entry.file_name().to_str().is_some_and(has_name))
        };
        path = match exact.exists() || part.is_ascii() {
            true => exact,
            false => named().map_or(exact, |entry| entry.path()),
        };
    }
    path
}

fn other_partners<'a>(
    record: &'a PartnerRecord,
    records: &'a Records,
) -> impl Iterator<Item = &'a PartnerRecord> {
    let all = records.partners.iter().map(AsRef::as_ref);
    all.filter(|other| other.path != record.path)
}

/// The outcome of an erasure.
pub struct ErasureReport {
    /// The report of the build without the partner.
    pub report: Report,
    /// One line for each remaining trace of the partner, and for each file that cannot be searched.
    pub leftovers: Vec<String>,
}

impl ErasurePlan {
    /// Deletes the files, builds, and searches everything that was published for remaining traces. If the site cannot be
    /// built without the partner, restores all files.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, written or deleted.
    pub fn erase(
        &self,
        project: &Path,
        options: &LoadOptions,
        progress: &Progress,
    ) -> anyhow::Result<ErasureReport> {
        let mut deleted = Vec::new();
        for file in &self.files {
            let path = on_disk(project, file);
            // A missing logo has been reported already.
            if path.is_file() {
                let bytes = fs::read(&path);
                deleted.push((bytes.with_context(|| cannot("read", &path))?, path));
            }
        }
        let restore = || {
            deleted.iter().try_for_each(|(bytes, path)| {
                fs::write(path, bytes).with_context(|| cannot("restore", path))
            })
        };
        for (_, path) in &deleted {
            if let Err(error) = fs::remove_file(path).with_context(|| cannot("delete", path)) {
                restore()?;
                return Err(error);
            }
        }
        let report = match build(project, options, None, progress) {
            Ok(report) if report.outcome == Outcome::Clean => report,
            failed => {
                restore()?;
                return failed.map(|report| ErasureReport {
                    report,
                    leftovers: Vec::new(),
                });
            }
        };
        let leftovers = self.leftovers(project, &report.sources)?;
        Ok(ErasureReport { report, leftovers })
    }

    fn leftovers(&self, project: &Path, sources: &Sources) -> anyhow::Result<Vec<String>> {
        for file in files(&project.join(CACHE_FOLDER))? {
            if !self.traces_in(&file, "")?.is_empty() {
                fs::remove_file(&file).with_context(|| cannot("delete", &file))?;
            }
        }
        let mut leftovers = Vec::new();
        for folder in SEARCHED_FOLDERS {
            let top = project.join(folder);
            let lines = files(&top)?
                .par_iter()
                .map(|file| {
                    let inside = file.strip_prefix(&top).unwrap_or(file);
                    let name = inside.to_string_lossy().replace('\\', "/");
                    let traces = self.traces_in(file, &name)?;
                    let lines = traces
                        .iter()
                        .map(|trace| format!("{folder}/{name}: {trace}"));
                    Ok(lines.collect::<Vec<String>>())
                })
                .collect::<anyhow::Result<Vec<_>>>()?;
            leftovers.extend(lines.into_iter().flatten());
        }
        if !leftovers.is_empty() {
            leftovers.extend(self.sources_with_traces(sources));
        }
        Ok(leftovers)
    }

    /// The traces of the partner in a file and in its name, which is relative to its folder.
    fn traces_in(&self, file: &Path, name: &str) -> anyhow::Result<Vec<String>> {
        let bytes = fs::read(file).with_context(|| cannot("read", file))?;
        let text = if bytes.starts_with(b"%PDF-") {
            match paper::extract_text(&bytes) {
                Ok(text) => text,
                Err(reason) => return Ok(vec![format!("cannot be searched: {reason}")]),
            }
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let haystack = Haystack::new(&text);
        let mut found: Vec<String> = self
            .traces
            .iter()
            .filter(|trace| haystack.contains(trace))
            .map(|trace| format!("{} “{}”", trace.kind, truncate(&trace.text, MAX_QUOTED)))
            .collect();
        let addresses = [
            format!("partners/{}/", self.id),
            format!("partners/{}.", self.id),
            format!("/p/{}/", self.id),
        ];
        let may_have_id = REDIRECTS.contains(&name);
        let path = format!("/{name}");
        let has_id = addresses
            .iter()
            .any(|address| text.contains(address) || path.contains(address));
        if has_id && !may_have_id {
            found.push(format!("address with the id `{}`", self.id));
        }
        Ok(found)
    }

    /// The files of the project that mention the partner, and are the origin of the traces.
    fn sources_with_traces(&self, sources: &Sources) -> Vec<String> {
        let mut lines = Vec::new();
        for file in sources.iter() {
            let haystack = Haystack::new(&file.text);
            if let Some(trace) = self.traces.iter().find(|trace| haystack.contains(trace)) {
                let text = truncate(&trace.text, MAX_QUOTED);
                lines.push(format!("`{}` has {} “{text}”", file.path, trace.kind));
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

fn cannot(action: &str, path: &Path) -> String {
    format!("cannot {action} `{}`", path.display())
}
