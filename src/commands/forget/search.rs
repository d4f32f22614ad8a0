//! Search of a project's folder for traces of a partner: every file, hidden ones and those of other programs too. Entry
//! point: [`Search::run`].

mod folder;
mod ids;
mod remedy;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::files::on_disk;
use super::normalize::words;
use super::texts::for_each_text;
use super::traces::{FORMER_ID, Hit, Needles, Trace};
use crate::commands::erasure::{self, Journal};
use crate::commands::render::{PRESS, PUBLIC};
use crate::text::{single_line, truncate};
use folder::{EntryKind, FolderEntry};
pub(super) use remedy::Remedy;
use remedy::remedy;

/// How many characters of a text are quoted: enough to recognize it.
const MAX_QUOTED: usize = 40;
/// How many bytes are searched: more than a hundred large catalogues with their books.
const MAX_BYTES: u64 = 16 << 30;
/// Redirect rules, which may keep former ids.
const REDIRECTS: [&str; 3] = ["_redirects", ".htaccess", "redirects.nginx.conf"];

/// A search for a partner.
pub(super) struct Search<'a> {
    pub(super) project: &'a Path,
    pub(super) id: &'a str,
    /// The paths of pictures that the record named.
    pub(super) pictures: &'a [String],
    pub(super) traces: &'a [Trace],
    pub(super) needles: &'a Needles,
}

/// A trace of the partner, or a file that cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leftover {
    /// The file, from the project's folder.
    pub path: String,
    /// The line; absent if the file has none.
    pub line: Option<usize>,
    /// What was found.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

impl Leftover {
    /// Whether it is a trace in a cache, which is deleted.
    pub(super) fn is_cached(&self) -> bool {
        self.remedy == Remedy::Cache.words()
    }
}

/// The result of a search.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) leftovers: Vec<Leftover>,
    /// Folders that were not searched on purpose: the history of git, and caches of other programs.
    pub(super) skipped: Vec<String>,
}

impl Search<'_> {
    /// Searches every file of the project.
    pub(super) fn run(&self) -> Findings {
        let listing = folder::list(self.project);
        let bytes = AtomicU64::new(0);
        let own_journal = Journal::path(self.id);
        let entries = listing.entries.par_iter();
        let entries = entries.filter(|entry| entry.path != own_journal);
        let leftovers = entries.flat_map_iter(|entry| {
            if bytes.load(Ordering::Relaxed) > MAX_BYTES {
                let reason = format!("the project has more than {} GB", MAX_BYTES >> 30);
                return vec![self.leftover(&entry.path, None, unsearched(&reason), Remedy::Look)];
            }
            let mut found = self.in_name(entry);
            if entry.kind == EntryKind::File {
                found.extend(self.in_file(entry, &bytes));
            }
            found
        });
        let mut leftovers: Vec<Leftover> = leftovers.collect();
        leftovers.extend(
            listing
                .problems
                .iter()
                .map(|(path, reason)| self.leftover(path, None, unsearched(reason), Remedy::Look)),
        );
        let remaining = self.pictures.iter().filter(|picture| {
            let path = self.project.join(on_disk(self.project, picture));
            path.symlink_metadata().is_ok()
        });
        leftovers.extend(remaining.map(|picture| {
            let what = "a picture that the record named".to_owned();
            self.leftover(picture, None, what, Remedy::Picture)
        }));
        leftovers.sort();
        leftovers.dedup();
        Findings {
            leftovers,
            skipped: listing.skipped,
        }
    }

    fn in_name(&self, entry: &FolderEntry) -> Vec<Leftover> {
        let path = &entry.path;
        let hits = self.needles.find(path);
        let mut found: Vec<String> = hits.iter().map(|hit| self.quoted(*hit)).collect();
        let (address, in_words) = (format!("/{path}"), words(path));
        let ids = self.ids();
        let ids = ids.filter(|id| match is_output(path) {
            true => ids::has_address(&address, id),
            false => in_words.contains(&words(id)),
        });
        found.extend(ids.map(|id| format!("the id `{id}`")));
        let what = found
            .into_iter()
            .map(|trace| format!("its name has {trace}"));
        what.map(|what| self.leftover(path, None, what, remedy(path, Remedy::Name)))
            .collect()
    }

    fn in_file(&self, entry: &FolderEntry, bytes: &AtomicU64) -> Vec<Leftover> {
        let path = &entry.path;
        let mut found = BTreeMap::new();
        let mut found_ids = BTreeSet::new();
        let has_cells = ids::is_table(path) && !is_output(path) && !is_below(path, erasure::FOLDER);
        let read = for_each_text(&self.project.join(&entry.on_disk), &mut |text| {
            for hit in self.needles.find(text.text) {
                let line = text.line.map(|before| before + hit.line);
                found.entry(hit.trace).or_insert(line);
            }
            for id in self.ids() {
                if ids::has_address(text.text, id) {
                    found_ids.insert(("address with", id));
                }
                if has_cells && ids::has_cell(text.text, id) {
                    found_ids.insert(("cell with", id));
                }
            }
        });
        let mut leftovers: Vec<Leftover> = found
            .into_iter()
            .map(|(trace, line)| {
                let what = self.quoted(Hit { trace, line: 0 });
                self.leftover(path, line, what, remedy(path, Remedy::Text))
            })
            .collect();
        let name = path.rsplit('/').next().unwrap_or(path);
        if !REDIRECTS.contains(&name) {
            leftovers.extend(found_ids.into_iter().map(|(place, id)| {
                let what = format!("{place} the id `{id}`");
                self.leftover(path, None, what, remedy(path, Remedy::Text))
            }));
        }
        match read {
            Ok(read) => {
                bytes.fetch_add(read, Ordering::Relaxed);
            }
            Err(reason) => {
                leftovers.push(self.leftover(path, None, unsearched(&reason), Remedy::Look));
            }
        }
        leftovers
    }

    /// The id, and former ones.
    fn ids(&self) -> impl Iterator<Item = &str> {
        let former = self.traces.iter().filter(|trace| trace.kind == FORMER_ID);
        std::iter::once(self.id).chain(former.map(|trace| trace.text.as_str()))
    }

    fn quoted(&self, hit: Hit) -> String {
        let trace = &self.traces[hit.trace];
        let text = truncate(&single_line(&trace.text), MAX_QUOTED).to_string();
        format!("{} “{text}”", trace.kind)
    }

    fn leftover(&self, path: &str, line: Option<usize>, what: String, remedy: Remedy) -> Leftover {
        Leftover {
            path: path.to_owned(),
            line,
            what,
            remedy: remedy.words(),
        }
    }
}

/// Whether a file is built.
fn is_output(path: &str) -> bool {
    [PUBLIC, PRESS].iter().any(|folder| is_below(path, folder))
}

/// Whether a path is in a folder at the top of the project.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a file is the journal of an erasure, which has the traces to search for.
fn is_journal(path: &str) -> bool {
    let name = path.strip_prefix(erasure::FOLDER);
    let name = name.and_then(|rest| rest.strip_prefix('/'));
    name.is_some_and(erasure::is_journal)
}

fn unsearched(reason: &str) -> String {
    format!("cannot be searched: {reason}")
}
