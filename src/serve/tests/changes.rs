//! Tests of saves, with and without errors, and of the events that they cause.

use std::fs;
use std::time::Duration;

use super::{TestPreview, next_id};

#[test]
fn a_save_with_an_error_keeps_the_page_and_shows_the_problem_until_it_is_fixed() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let mut events = preview.events("en", "");
    let first = next_id(&mut events);

    preview.save("index.html", "<body>second mistake</body>");
    let second = next_id(&mut events);
    assert_ne!(first, second);
    let page = preview.get("/");
    assert!(page.contains("first"), "{page}");
    assert!(page.contains("1 error") && page.contains("content/index.html:1:14"));
    assert!(page.contains("you see the version of"));

    preview.save("index.html", "<body>third</body>");
    assert_ne!(next_id(&mut events), second);
    let page = preview.get("/");
    assert!(
        page.contains("third") && page.contains("strip calm"),
        "{page}"
    );
}

#[test]
fn a_browser_that_reconnects_gets_only_newer_versions() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let current = next_id(&mut preview.events("en", ""));
    let mut events = preview.events("en", &current);
    preview.save("index.html", "<body>second</body>");
    let next = next_id(&mut events);
    assert_ne!(next, current);
    assert_eq!(next_id(&mut preview.events("en", &current)), next);
}

#[test]
fn a_project_with_errors_from_the_start_shows_its_problems() {
    let preview = TestPreview::with_files(&[("index.html", "<body>a mistake</body>")]);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    assert!(page.contains("a <code>mistake</code>") && page.contains("data-version="));
    preview.save("index.html", "<body>fixed</body>");
    preview.wait_until("/", |page| page.contains("fixed"));
}

#[test]
fn panics_and_deleted_folders_do_not_end_the_preview() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    preview.save("index.html", "panic while reading");
    let page = preview.wait_until("/", |page| page.contains("error"));
    assert!(page.contains("first"));

    preview.save("index.html", "panic in a page");
    let page = preview.wait_until("/", |page| page.contains("HTTP/1.1 500"));
    assert!(page.contains("the page is too hard"), "{page}");

    fs::remove_dir_all(preview.project.join("content")).unwrap();
    preview.wait_until("/.vitrine/preview.css", |page| page.contains("200"));
    std::thread::sleep(Duration::from_millis(300));
    fs::create_dir(preview.project.join("content")).unwrap();
    preview.save("index.html", "<body>back</body>");
    preview.wait_until("/", |page| page.contains("back"));
    preview.save("index.html", "<body>and watched</body>");
    preview.wait_until("/", |page| page.contains("and watched"));
}

#[test]
fn a_file_that_takes_long_to_read_is_reported_meanwhile() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    preview.save("index.html", "<body>hangs</body>");
    let page = preview.wait_until("/", |page| page.contains("takes long"));
    assert!(page.contains("first") && page.contains("strip error"));
    assert!(page.contains("you see the version of"), "{page}");
    let page = preview.wait_until("/", |page| page.contains("hangs"));
    assert!(page.contains("strip calm"), "{page}");
}

#[test]
fn a_project_folder_that_is_replaced_is_watched_again() {
    let files = [("index.html", "<body>first</body>")];
    let preview = TestPreview::in_a_subfolder(&files);
    let folder = &preview.project;
    let elsewhere = preview.folder.path().join("elsewhere");
    fs::rename(folder, &elsewhere).unwrap();
    preview.wait_until("/", |page| page.contains("strip error"));
    fs::create_dir_all(folder.join("content")).unwrap();
    preview.save("index.html", "<body>another folder</body>");
    preview.wait_until("/", |page| page.contains("another folder"));
    preview.save("index.html", "<body>and watched</body>");
    preview.wait_until("/", |page| page.contains("and watched"));
    fs::remove_dir_all(folder).unwrap();
    preview.wait_until("/", |page| page.contains("strip error"));
    fs::rename(&elsewhere, folder).unwrap();
    preview.wait_until("/", |page| page.contains("first"));
    preview.save("index.html", "<body>watched too</body>");
    preview.wait_until("/", |page| page.contains("watched too"));
}

#[test]
fn folders_created_later_are_watched_and_polled() {
    for poll in [false, true] {
        let files = [("index.html", "<body>first</body>")];
        let preview = if poll {
            TestPreview::with_polling(&files)
        } else {
            TestPreview::with_files(&files)
        };
        let mut events = preview.events("en", "");
        let first = next_id(&mut events);
        let partners = preview.project.join("partners/fr/new");
        fs::create_dir_all(&partners).unwrap();
        let second = next_id(&mut events);
        assert_ne!(first, second);
        fs::write(partners.join("a.toml"), "").unwrap();
        assert_ne!(next_id(&mut events), second);
    }
}

#[test]
fn strings_are_in_the_language_of_the_page() {
    let preview = TestPreview::with_files(&[
        ("index.html", "<body>first</body>"),
        ("fr+index.html", "<body>premier</body>"),
    ]);
    let page = preview.get("/fr/");
    assert!(
        page.contains("lang=\"fr\" dir=\"ltr\" aria-label=\"Aperçu\""),
        "{page}"
    );
    assert!(page.contains("data-lang=\"fr\"") && page.contains("L’aperçu est terminé"));
    assert!(preview.get("/").contains("aria-label=\"Preview\""));

    preview.save("index.html", "<body>second mistake</body>");
    let page = preview.wait_until("/fr/", |page| page.contains("strip error"));
    assert!(
        page.contains("1 erreur") && page.contains("version affichée"),
        "{page}"
    );
    assert!(page.contains("<ol class=\"problems\" lang=\"en\""));
    let event = preview
        .events("de", "")
        .find(|line| line.starts_with("data: "))
        .unwrap();
    assert!(event.contains("1 Fehler"), "{event}");
}
