//! Builds only the pages that the peers build from the same partners: `cargo run --example equivalent -- /tmp/big /tmp/out`.
//!
//! Profiles, lists by country, tier, type and specialization, home pages, sitemap and the search's index, in the plain
//! theme of `peers/`: the work of the equivalent sites. All other pages of a catalogue are omitted.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use jiff::civil::date;
use rayon::prelude::*;
use vitrine::commands::{LoadOptions, open};
use vitrine::model::address::file_of;
use vitrine::model::{FacetValue, Page};
use vitrine::output;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = env::args().skip(1).map(PathBuf::from).collect();
    let [project, output] = &arguments[..] else {
        anyhow::bail!("say which project, and into which folder");
    };
    build(project, output)
}

fn build(project: &Path, output: &Path) -> anyhow::Result<()> {
    let options = LoadOptions {
        base_url: None,
        today: date(2026, 10, 1),
        paper: false,
    };
    let mut loaded = open(project, &options)?;
    let site = loaded.site().context("the project has errors")?;
    let catalogue = loaded.catalogue.take().context("the project has errors")?;
    drop(loaded);
    let files = site.pages().par_iter().filter(|page| is_equivalent(page));
    let files = files.map(|page| {
        let bytes = site.render(page).map_err(|it| anyhow!(it.message))?;
        Ok((file_of(&page.address(&catalogue)), bytes))
    });
    let written = output::write(output, files)?;
    println!("{} files, {} bytes", written.files, written.bytes);
    Ok(())
}

fn is_equivalent(page: &Page) -> bool {
    match page {
        Page::FacetValue(_, facet, _) => {
            !matches!(facet, FacetValue::Product(_) | FacetValue::Industry(_))
        }
        Page::Partner(..) | Page::Directory(..) | Page::Home(_) => true,
        Page::Index(..) | Page::Cards(..) | Page::Summaries(..) => true,
        Page::Sitemap | Page::SitemapPart(_) => true,
        _ => false,
    }
}
