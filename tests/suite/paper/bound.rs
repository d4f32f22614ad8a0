//! A book of more partners than are bound together: several volumes that say the same as one would.

use std::fs;
use std::path::{Path, PathBuf};

use super::pages_of;
use super::volumes::{Wanted, made};
use crate::catalogue;
use crate::project::Project;
use crate::tools;

/// The repository's catalogue in volumes of at most 25 partners.
fn project() -> Project {
    let project = Project::of(catalogue::built().path());
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let settings = settings.replace("[paper]\n", "[paper]\npartners_per_volume = 25\n");
    project.file("content/catalogue.toml", settings)
}

/// The files of the volumes.
fn volumes(project: &Project) -> Vec<PathBuf> {
    let first = made(project, Wanted::default()).pdf;
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
fn page_numbers_are_true_through_all_volumes() {
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
    // The contents and the guide of the first volume know where the indexes are in the last.
    let contents = pages
        .iter()
        .find(|page| page.starts_with("Contents"))
        .unwrap();
    assert!(
        contents.contains(&format!("Index by name {}", index + 1)),
        "{contents}"
    );
    let names = index_columns(volumes.last().unwrap());
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

/// The index by name, column by column: the numbers of columns beside each other cannot be told apart.
fn index_columns(volume: &Path) -> String {
    let pages = pages_of(volume);
    let begins = |heading| move |page: &String| tools::visible(page).starts_with(heading);
    let from = pages.iter().rposition(begins("Index by name")).unwrap() + 1;
    let to = pages.iter().rposition(begins("Index by subject")).unwrap() + 1;
    let mut text = String::new();
    for page in from..to {
        // Margins inside are wider than outside.
        let left = if page % 2 == 1 { 60 } else { 49 };
        for column in 0..3 {
            text += &tools::strip(volume, page, left + column * 166, 153);
        }
    }
    tools::visible(&text)
}

#[test]
fn the_volumes_are_the_same_bytes_twice() {
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
