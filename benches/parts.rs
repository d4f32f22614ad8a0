//! Benchmarks of the parts of a build: `cargo bench --bench parts`.
//!
//! All on a project from `generate`, with a thousand partners in two languages, on one thread.

mod project;

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use jiff::civil::date;
use tempfile::TempDir;
use vitrine::commands::{LoadOptions, open};
use vitrine::markdown::{self, Trust};
use vitrine::model::{Api, Page};
use vitrine::site::Site;

const PARTNERS: usize = 1_000;

static PROJECT: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().expect("there is room for a project");
    project::project(PARTNERS, folder.path()).expect("a project can be written");
    folder
});

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let site = read(PROJECT.path());
    // One-time initialization is not measured.
    for page in site.pages() {
        site.render(page).expect("the project is valid");
    }
    site
});

fn read(folder: &Path) -> Site {
    let options = LoadOptions {
        base_url: None,
        today: date(2026, 10, 1),
        paper: false,
    };
    let mut loaded = open(folder, &options).expect("the project is there");
    loaded.site().expect("the project is valid")
}

fn main() {
    divan::main();
}

/// Loading and validating a project, and preparing its site.
#[divan::bench(sample_count = 10)]
fn read_a_thousand_partners(bencher: Bencher<'_, '_>) {
    let folder = PROJECT.path();
    bencher
        .counter(ItemsCount::new(PARTNERS))
        .bench(|| read(folder));
}

/// The pages of one kind.
#[divan::bench(sample_count = 20, args = ["profile", "list", "card", "vcard", "data", "short", "index", "summaries", "feed", "sitemap"])]
fn render(bencher: Bencher<'_, '_>, kind: &str) {
    let of_kind = |page: &&Page| {
        let name = match page {
            Page::Partner(..) => "profile",
            Page::Directory(..) | Page::FacetValue(..) | Page::Pair(..) => "list",
            Page::Embed(..) => "card",
            Page::Vcard(_) => "vcard",
            Page::Api(Api::Partner(_)) => "data",
            Page::Short(_) => "short",
            Page::Index(..) => "index",
            Page::Summaries(..) => "summaries",
            Page::Feed(_) => "feed",
            Page::Sitemap | Page::SitemapPart(_) => "sitemap",
            _ => "other",
        };
        name == kind
    };
    let site = &*SITE;
    let pages: Vec<&Page> = site.pages().iter().filter(of_kind).collect();
    let mut next = pages.iter().cycle();
    bencher
        .counter(ItemsCount::new(1usize))
        .bench_local(|| black_box(site.render(next.next().expect("there are such pages"))));
}

/// A partner's description.
#[divan::bench]
fn markdown_to_html(bencher: Bencher<'_, '_>) {
    let text = "Deploys **Atlas** in [small firms](/directory/), with training.\n\n* migration\n* reports\n\n".repeat(3);
    bencher.bench(|| {
        markdown::html(black_box(&text), Trust::Partner, 3, &|target| {
            target.to_owned()
        })
    });
}
