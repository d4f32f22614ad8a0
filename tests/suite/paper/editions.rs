//! The editions that a catalogue lists, and those of `vitrine paper`.

use std::fs;
use std::path::PathBuf;

use vitrine::commands::{self, PaperOptions, Progress};
use vitrine::diagnostic::{Diagnostics, Format, Style, render};
use vitrine::paper::{Medium, PaperSize};

use crate::catalogue;
use crate::project::{Project, options};
use crate::tools;

/// The options of `vitrine paper` that tests vary.
pub(super) struct EditionOptions {
    pub(super) medium: Medium,
    pub(super) lang: &'static str,
    pub(super) partner: Option<&'static str>,
    pub(super) size: Option<PaperSize>,
}

impl Default for EditionOptions {
    fn default() -> Self {
        Self {
            medium: Medium::Screen,
            lang: "en",
            partner: None,
            size: None,
        }
    }
}

/// The result of `vitrine paper`.
pub(super) struct RenderedEdition {
    pub(super) pdf: PathBuf,
    pub(super) summary: String,
    pub(super) diagnostics: Diagnostics,
    pub(super) messages: String,
}

pub(super) fn render_edition(project: &Project, edition: EditionOptions) -> RenderedEdition {
    let pdf = project.path().join(format!("{:?}.pdf", edition.medium));
    let paper_options = PaperOptions {
        medium: edition.medium,
        lang: Some(edition.lang.to_owned()),
        country: None,
        partner: edition.partner.map(str::to_owned),
        size: edition.size,
        preflight: false,
        output: Some(pdf.clone()),
    };
    let report = commands::paper(
        project.path(),
        &options(),
        &paper_options,
        &Progress::silent(),
    )
    .unwrap();
    let messages = render(
        &report.diagnostics,
        &report.sources,
        Format::Short,
        Style::Plain,
    );
    RenderedEdition {
        pdf,
        summary: report.summary.join("\n"),
        diagnostics: report.diagnostics,
        messages,
    }
}

#[test]
fn screen_editions_are_in_the_site_and_press_editions_beside_it() {
    let project = catalogue::built().path();
    for path in [
        "public/paper/catalogue-en.pdf",
        "public/paper/catalogue-fr.pdf",
        "public/paper/catalogue-de.pdf",
        "public/paper/catalogue-fr-fr-a5.pdf",
        "print/catalogue-en-press.pdf",
        "print/catalogue-fr-press.pdf",
        "print/catalogue-fr-fr-a5-press.pdf",
    ] {
        assert!(project.join(path).is_file(), "{path} is missing");
    }
    assert!(!project.join("public/paper/catalogue-en-press.pdf").exists());
    let page = fs::read_to_string(project.join("public/en/catalogue/index.html")).unwrap();
    for name in ["catalogue-en.pdf", "catalogue-fr-fr-a5.pdf"] {
        let link = format!("/paper/{name}\"");
        assert!(page.contains(&link), "{name} is not offered");
    }
    assert!(!page.contains("-press.pdf"));
}

#[test]
fn a_country_edition_has_the_partners_of_its_page() {
    let project = catalogue::built().path();
    let page = project.join("public/fr/directory/country/fr/index.html");
    let page = fs::read_to_string(page).unwrap();
    let pdf = project.join("public/paper/catalogue-fr-fr-a5.pdf");
    let text = tools::visible(&tools::text(&pdf));
    let catalogue = catalogue::catalogue();
    let france = catalogue.vocabulary.countries.find("FR").unwrap();
    let mut others = 0;
    for (_, partner) in catalogue.partners.iter() {
        let is_in_the_edition = text.contains(&tools::visible(&partner.name));
        // The first page of the directory; others follow it.
        if page.contains(&format!("/fr/partners/{}/\"", partner.id)) {
            assert!(is_in_the_edition, "{} is missing", partner.name);
        }
        let serves = partner.countries.contains(&france);
        assert_eq!(is_in_the_edition, serves, "{}", partner.name);
        others += usize::from(!serves);
    }
    assert!(others > 0, "some partner is not in France");
}

#[test]
fn pages_have_the_size_of_the_edition() {
    let project = catalogue::built().path();
    let info = tools::info(&project.join("public/paper/catalogue-fr-fr-a5.pdf"));
    assert!(info.contains("419.528 x 595.276 pts"), "{info}");
}

#[test]
fn a_sheet_is_about_one_partner() {
    let project = Project::of(catalogue::built().path());
    for (size, pages) in [
        (PaperSize::A4, "Pages:           1"),
        (PaperSize::A5, "Pages:           2"),
    ] {
        let edition_options = EditionOptions {
            lang: "fr",
            partner: Some("kerguelen"),
            size: Some(size),
            ..EditionOptions::default()
        };
        let pdf = render_edition(&project, edition_options).pdf;
        let info = tools::info(&pdf);
        assert!(info.contains(pages), "{info}");
        let text = tools::visible(&tools::text(&pdf));
        assert!(
            text.contains("Kerguelen Conseil") && text.contains("Or Solutions"),
            "{text}"
        );
        assert!(!text.contains("Tessera"));
        let codes = tools::codes(&pdf, 1);
        let own = codes.iter().any(|code| code.ends_with("/p/kerguelen/"));
        assert!(own, "{codes:?}");
    }
}

#[test]
fn press_editions_that_are_no_longer_listed_are_removed() {
    let list = "\n[[paper.volumes]]\neditions = [\"screen\", \"press\"]\nlanguages = [\"en\"]\n";
    let project = Project::base();
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let project = project.file("content/catalogue.toml", format!("{settings}{list}"));
    project.build(&options());
    let press = project.path().join("print/catalogue-en-press.pdf");
    assert!(press.is_file());
    // Other files in the folder stay.
    let project = project
        .file("print/order.txt", "1 000 copies")
        .file("content/catalogue.toml", settings);
    project.build(&options());
    assert!(!press.exists());
    assert!(project.path().join("print/order.txt").is_file());
}

#[test]
fn entries_have_the_room_that_their_tier_gives() {
    let summary = "Moves retailers onto Atlas, one warehouse at a time.";
    let text = |project: &Project| {
        let pdf = render_edition(project, EditionOptions::default()).pdf;
        tools::visible(&tools::text(&pdf))
    };
    let project = Project::base();
    assert!(text(&project).contains(summary));
    let programme = "content/programmes/solutions/programme.toml";
    let tiers = fs::read_to_string(project.path().join(programme)).unwrap();
    let tiers = tiers.replace("[[tiers]]\n", "[[tiers]]\nprint_entry = \"line\"\n");
    let text = text(&project.file(programme, tiers));
    assert!(
        text.contains("Kerguelen Conseil") && text.contains("kerguelen.example"),
        "{text}"
    );
    assert!(!text.contains(summary), "a line has no room for it: {text}");
}
