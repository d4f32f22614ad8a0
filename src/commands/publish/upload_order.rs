//! The order of uploads: everything that a file refers to is sent before it. Entry point: [`stages`].

use std::collections::BTreeSet;

use crate::output::{self, Entry};

/// The stages of a publication, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// What pages need: styles, scripts, pictures, data, PDFs.
    Parts,
    /// Pages that no published page links to yet.
    NewPages,
    /// Pages that link to the new ones, and the home pages, so that a new site appears at once.
    ChangedPages,
    /// What leads visitors to pages: the root page, the sitemap, feeds, redirect rules.
    EntryPoints,
    /// The list of all files.
    List,
}

/// The files in upload order, one list for each stage.
pub(super) fn stages<'a>(files: &'a [Entry], replaced: &BTreeSet<String>) -> Vec<Vec<&'a Entry>> {
    let files_in = |stage| {
        files
            .iter()
            .filter(|file| stage_of(&file.path, replaced.contains(&file.path)) == stage)
            .collect()
    };
    [
        Stage::Parts,
        Stage::NewPages,
        Stage::ChangedPages,
        Stage::EntryPoints,
        Stage::List,
    ]
    .into_iter()
    .map(files_in)
    .collect()
}

/// The files in the order of their deletion: pages before what they need.
pub(super) fn deletions(files: &[String]) -> [Vec<String>; 2] {
    let (pages, others) = files.iter().cloned().partition(|path| is_page(path));
    [pages, others]
}

fn stage_of(path: &str, replaced: bool) -> Stage {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        _ if path == output::LIST => Stage::List,
        ".htaccess"
        | "_headers"
        | "_redirects"
        | "headers.nginx.conf"
        | "redirects.nginx.conf"
        | "robots.txt"
        | "feed.xml" => Stage::EntryPoints,
        _ if name.starts_with("sitemap") => Stage::EntryPoints,
        _ if !is_page(path) => Stage::Parts,
        _ if !path.contains('/') => Stage::EntryPoints,
        _ if replaced || path.split('/').count() == 2 => Stage::ChangedPages,
        _ => Stage::NewPages,
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}
