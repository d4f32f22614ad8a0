//! What is saved, right or wrong, and what the browsers are told of it.

use std::fs;
use std::time::Duration;

use super::{Preview, id};

#[test]
fn a_bad_save_keeps_the_page_and_shows_the_problem_until_it_is_mended() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let mut events = preview.events("");
    let first = id(&mut events);

    preview.save("index.html", "<body>second mistake</body>");
    let second = id(&mut events);
    assert_ne!(first, second);
    let page = preview.get("/");
    assert!(page.contains("first"), "{page}");
    assert!(page.contains("1 error") && page.contains("content/index.html:1:14"));
    assert!(page.contains("you see the version of"));

    preview.save("index.html", "<body>third</body>");
    assert_ne!(id(&mut events), second);
    let page = preview.get("/");
    assert!(
        page.contains("third") && page.contains("strip calm"),
        "{page}"
    );
}

#[test]
fn a_browser_that_reconnects_is_told_only_what_it_missed() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let current = id(&mut preview.events(""));
    let mut events = preview.events(&current);
    preview.save("index.html", "<body>second</body>");
    let next = id(&mut events);
    assert_ne!(next, current);
    assert_eq!(id(&mut preview.events(&current)), next);
}

#[test]
fn a_project_that_never_was_whole_shows_its_problems() {
    let preview = Preview::of(&[("index.html", "<body>a mistake</body>")]);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    assert!(page.contains("a <code>mistake</code>") && page.contains("data-reading="));
    preview.save("index.html", "<body>mended</body>");
    preview.until("/", |page| page.contains("mended"));
}

#[test]
fn nothing_ends_the_preview() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    preview.save("index.html", "panic while reading");
    let page = preview.until("/", |page| page.contains("error"));
    assert!(page.contains("first"));

    preview.save("index.html", "panic in a page");
    let page = preview.until("/", |page| page.contains("HTTP/1.1 500"));
    assert!(page.contains("the page is too hard"), "{page}");

    fs::remove_dir_all(preview.folder.path().join("content")).unwrap();
    preview.until("/.vitrine/preview.css", |page| page.contains("200"));
    std::thread::sleep(Duration::from_millis(300));
    fs::create_dir(preview.folder.path().join("content")).unwrap();
    preview.save("index.html", "<body>back</body>");
    preview.until("/", |page| page.contains("back"));
    preview.save("index.html", "<body>and watched</body>");
    preview.until("/", |page| page.contains("and watched"));
}

#[test]
fn folders_that_are_made_later_are_watched_and_polling_works() {
    for poll in [false, true] {
        let preview = Preview::with(&[("index.html", "<body>first</body>")], poll);
        let mut events = preview.events("");
        let first = id(&mut events);
        let partners = preview.folder.path().join("partners/fr/new");
        fs::create_dir_all(&partners).unwrap();
        let second = id(&mut events);
        assert_ne!(first, second);
        fs::write(partners.join("a.toml"), "").unwrap();
        assert_ne!(id(&mut events), second);
    }
}
