//! In which order files are sent: whatever a file refers to is there before it.

use std::collections::BTreeSet;

use crate::output::{self, Entry};

/// The stages of a publication, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// What pages need: styles, scripts, pictures, data, books.
    Parts,
    /// Pages to which nothing leads yet.
    NewPages,
    /// Pages that lead to the new ones, and the home pages, so that a new site appears at once.
    ChangedPages,
    /// What leads to pages from elsewhere: the front door, the site map, feeds, rules for hosts.
    Ways,
    /// The list of all files.
    List,
}

/// The files in the order in which they are sent, a list a stage.
pub(super) fn stages<'a>(files: &'a [Entry], replaced: &BTreeSet<String>) -> Vec<Vec<&'a Entry>> {
    let stages = [
        Stage::Parts,
        Stage::NewPages,
        Stage::ChangedPages,
        Stage::Ways,
        Stage::List,
    ];
    let of = |stage| {
        let files = files.iter();
        files
            .filter(|file| stage_of(&file.path, replaced.contains(&file.path)) == stage)
            .collect()
    };
    stages.into_iter().map(of).collect()
}

/// The files in the order in which they are deleted: pages before what they need.
pub(super) fn deletions(files: &[String]) -> [Vec<String>; 2] {
    let (pages, others) = files.iter().cloned().partition(|path| is_page(path));
    [pages, others]
}

fn stage_of(path: &str, replaced: bool) -> Stage {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        _ if path == output::LIST => Stage::List,
        ".htaccess" | "_redirects" | "redirects.nginx.conf" | "robots.txt" | "feed.xml" => {
            Stage::Ways
        }
        _ if name.starts_with("sitemap") => Stage::Ways,
        _ if !is_page(path) => Stage::Parts,
        _ if !path.contains('/') => Stage::Ways,
        _ if replaced || path.split('/').count() == 2 => Stage::ChangedPages,
        _ => Stage::NewPages,
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}
