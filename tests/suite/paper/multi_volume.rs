//! Editions in several volumes: together they have the content of a single one.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use vitrine::model::{Lang, Page};
use vitrine::site::{Site, SiteOptions};

use super::editions::{EditionOptions, render_edition};
use super::{index, pages_of};
use vitrine::paper::{Medium, PaperSize};

use crate::catalogue;
use crate::cli::command;
use crate::project::{Project, TODAY, options};
use crate::tools;

/// The repository's catalogue in volumes of at most 25 partners.
fn project() -> Project {
    project_of(25)
}

fn project_of(at_most: usize) -> Project {
    let project = Project::of(catalogue::built().path());
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let settings = settings.replace(
        "[paper]\n",
        &format!("[paper]\npartners_per_volume = {at_most}\n"),
    );
    project.file("content/catalogue.toml", settings)
}

/// The files of the volumes.
fn volumes(project: &Project) -> Vec<PathBuf> {
    volumes_in(project, "en")
}

fn volumes_in(project: &Project, lang: &'static str) -> Vec<PathBuf> {
    let edition_options = EditionOptions {
        lang,
        ..EditionOptions::default()
    };
    let first = render_edition(project, edition_options).pdf;
    let mut volumes = vec![first.clone()];
    for number in 2.. {
        let next = first.with_file_name(format!("Screen-vol-{number}.pdf"));
        if !next.is_file() {
            return volumes;
        }
        volumes.push(next);
    }
    volumes
}

#[test]
fn page_numbers_count_through_all_volumes() {
    let project = project();
    let volumes = volumes(&project);
    let catalogue = catalogue::catalogue();
    assert_eq!(volumes.len(), catalogue.partners.len().div_ceil(25));
    let mut pages = Vec::new();
    for volume in &volumes {
        tools::qpdf(&["--check"], volume);
        let own = pages_of(volume);
        assert_eq!(own.len() % 4, 0, "{}", volume.display());
        pages.extend(own);
    }
    let pages: Vec<String> = pages.iter().map(|page| tools::visible(page)).collect();
    let index = pages
        .iter()
        .rposition(|page| page.starts_with("Index by name"));
    let index = index.unwrap();
    // The contents of the first volume have the pages of the indexes in the last.
    let contents = pages
        .iter()
        .find(|page| page.starts_with("Contents"))
        .unwrap();
    assert!(
        contents.contains(&format!("Index by name {}", index + 1)),
        "{contents}"
    );
    let names = index::A4.names(volumes.last().unwrap(), index::ENGLISH);
    for (_, partner) in catalogue.partners.iter() {
        let name = tools::visible(&partner.name);
        let (_, after) = names
            .split_once(&format!("{name}, "))
            .unwrap_or_else(|| panic!("{name} is not in the index: {names}"));
        let page = after.split(' ').find_map(|it| it.parse::<usize>().ok());
        let page = page.expect("a number follows each name");
        assert!(
            pages[page - 1].contains(&name),
            "{name} is not on page {page}"
        );
    }
}

#[test]
fn each_partner_is_in_one_volume_in_the_order_of_the_edition() {
    let catalogue = catalogue::catalogue();
    let websites = catalogue.partners.iter();
    let websites: BTreeSet<String> = websites
        .filter_map(|(_, partner)| {
            let website = partner.website.as_deref()?;
            Some(
                website
                    .trim_start_matches("https://")
                    .trim_end_matches('/')
                    .to_owned(),
            )
        })
        .collect();
    // A website is printed in its entry only.
    let shown = |volume: &PathBuf| -> Vec<String> {
        let text = tools::visible(&tools::text(volume));
        let words = text.split(' ').filter(|word| websites.contains(*word));
        words.map(str::to_owned).collect()
    };
    let (bound, whole) = (project(), Project::of(catalogue::built().path()));
    let in_volumes: Vec<String> = volumes(&bound).iter().flat_map(shown).collect();
    assert_eq!(
        in_volumes,
        shown(&render_edition(&whole, EditionOptions::default()).pdf)
    );
    assert_eq!(in_volumes.len(), websites.len());
}

#[test]
fn the_download_page_and_the_covers_show_the_same_boundaries() {
    let project = project_of(13);
    let loaded = project.load();
    let catalogue = loaded.catalogue.expect("nothing is wrong with it");
    let options = SiteOptions {
        today: TODAY.parse().unwrap(),
        paper: true,
    };
    let Ok(site) = Site::new(catalogue, loaded.theme, options) else {
        panic!("nothing is wrong with it");
    };
    let page = site.render(&Page::Paper(Lang(0))).ok().unwrap();
    let page = String::from_utf8(page).unwrap();
    // The page is English; the volumes are in French.
    let expected = [
        "Volume 1 sur 5 Allemagne – Belgique",
        "Volume 2 sur 5 Danemark – France (Écluse Numérique)",
        "Volume 3 sur 5 France (Greffe Ouvert) – Luxembourg",
        "Volume 4 sur 5 Norvège – Portugal",
        "Volume 5 sur 5 Royaume-Uni – Tchéquie",
    ];
    let volumes = volumes_in(&project, "fr");
    assert_eq!(volumes.len(), expected.len());
    for ((number, volume), expected) in (1..).zip(&volumes).zip(expected) {
        let file = match number {
            1 => "catalogue-fr.pdf".to_owned(),
            _ => format!("catalogue-fr-vol-{number}.pdf"),
        };
        let (_, item) = page.split_once(&format!("/paper/{file}\"")).unwrap();
        let (item, _) = item.split_once(&file).unwrap();
        assert!(item.contains("<p lang=\"fr\""), "{item}");
        let (_, said) = item.split_once(" · ").unwrap();
        assert_eq!(tools::visible(&without_tags(said)), expected);
        let cover = tools::visible(&pages_of(volume)[0]);
        assert!(cover.contains(expected), "{expected}\n{cover}");
    }
}

/// The text of HTML.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let (_, shown) = part.split_once('>').unwrap_or(("", part));
        text += shown;
    }
    text
}

#[test]
fn output_is_deterministic() {
    let project = project();
    let read = || -> Vec<Vec<u8>> {
        let volumes = volumes(&project);
        volumes
            .iter()
            .map(|volume| fs::read(volume).unwrap())
            .collect()
    };
    assert_eq!(read(), read());
}

#[test]
fn press_volumes_are_pdfx_4() {
    let project = project();
    let edition_options = EditionOptions {
        medium: Medium::Press,
        lang: "fr",
        size: Some(PaperSize::A5),
        ..EditionOptions::default()
    };
    let rendered = render_edition(&project, edition_options);
    let mut volume = rendered.pdf.clone();
    let mut volumes = 0;
    while volume.is_file() {
        volumes += 1;
        assert!(tools::info(&volume).contains("PDF subtype:    PDF/X-4"));
        tools::qpdf(&["--check"], &volume);
        let trims = tools::boxes(&volume, "TrimBox");
        assert_eq!(trims.len() % 4, 0, "volume {volumes}");
        for trim in trims {
            assert!((trim[2] - trim[0] - 419.53).abs() < 0.1, "{trim:?}");
        }
        let plain = tools::decompressed(&volume);
        let plain = String::from_utf8_lossy(&plain);
        assert!(plain.contains("/DestOutputProfile") && !plain.contains("/DeviceRGB"));
        volume = rendered
            .pdf
            .with_file_name(format!("Press-vol-{}.pdf", volumes + 1));
    }
    assert_eq!(
        volumes,
        catalogue::catalogue().partners.len().div_ceil(25),
        "{}",
        rendered.summary
    );
}

#[test]
fn verify_diff_and_publish_handle_volumes() {
    let list = "\n[paper]\npartners_per_volume = 1\n";
    let project = Project::base();
    let read = |path: &str| fs::read_to_string(project.path().join(path)).unwrap();
    let settings = format!("{}{list}", read("content/catalogue.toml"));
    let second = read("partners/kerguelen.toml").replace("Kerguelen", "Crozet");
    let project = project
        .file("content/catalogue.toml", settings)
        .file("partners/crozet.toml", second);
    project.build(&options());
    let volume = "public/paper/catalogue-en-vol-2.pdf";
    assert!(project.path().join(volume).is_file());
    let folder = project.path().to_str().unwrap();
    let said = |arguments: &[&str]| {
        let all = [arguments, &["--project", folder]].concat();
        let output = command(&all).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    };
    let public = project.path().join("public");
    let (code, verified) = said(&["verify", public.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{verified}");
    let (code, changes) = said(&["diff"]);
    assert_eq!(code, Some(0), "{changes}");
    let to = tempfile::tempdir().unwrap();
    let (code, sent) = said(&["publish", "--dry-run", "--to", to.path().to_str().unwrap()]);
    assert_eq!(code, Some(0), "{sent}");
    fs::remove_file(project.path().join(volume)).unwrap();
    let (code, verified) = said(&["verify", public.to_str().unwrap()]);
    assert_ne!(code, Some(0), "{verified}");
    assert!(verified.contains("catalogue-en-vol-2.pdf"), "{verified}");
}
