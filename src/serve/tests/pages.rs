//! Tests of addresses: pages, redirects and files.

use std::fs;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::TestPreview;

#[test]
fn pages_are_served_as_web_hosts_serve_them() {
    let preview = TestPreview::with_files(&[
        ("index.html", "<body>home</body>"),
        ("en+index.html", "<body>english</body>"),
        ("en+a é.css", "p{}"),
        ("404.html", "<body>nothing here</body>"),
    ]);
    let home = preview.get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(
        home.contains("home<vitrine-preview>")
            && home.contains("<script src=\"/.vitrine/preview.js\"")
    );
    assert!(home.contains("Content-Type: text/html; charset=utf-8"));
    assert!(home.contains("Cache-Control: no-store"));
    let redirect = preview.get("/en?q=1");
    assert!(redirect.contains("Location: /en/?q=1"), "{redirect}");
    assert!(preview.get("/en/index.html").contains("english"));
    let styles = preview.get("/en/a%20%C3%A9.css");
    assert!(styles.contains("text/css") && styles.ends_with("p{}"));
    let missing = preview.get("/missing/");
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
    assert!(missing.contains("nothing here<vitrine-preview>"));
    let head = preview.request("HEAD / HTTP/1.1\r\nHost: localhost");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"));
    let post = preview.request("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[test]
fn a_real_project_is_served_and_reloaded() {
    let preview = TestPreview::of_starter();
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
    assert!(preview.get("/en").contains("Location: /en/\r\n"));
    let home = preview.get("/en/");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("/.vitrine/preview.js"));
    assert!(
        home.contains("connect-src 'self'"),
        "the policy allows events"
    );
    assert!(preview.get("/en/nowhere/").starts_with("HTTP/1.1 404"));
    assert!(
        preview
            .get("/paper/catalogue-xx.pdf")
            .starts_with("HTTP/1.1 404")
    );
    let paper = preview.get("/paper/catalogue-en.pdf");
    assert!(paper.contains("application/pdf") && paper.contains("%PDF-"));
    let page = preview.get("/.vitrine/paper?from=/en/");
    assert!(
        page.contains("/.vitrine/paper/catalogue-en.pdf/2.svg"),
        "{page}"
    );
    let image = preview.get("/.vitrine/paper/catalogue-en.pdf/2.svg");
    assert!(image.contains("image/svg+xml") && image.contains("<svg"));

    let path = preview.project.join("content/catalogue.toml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(&path, good.replacen("\ntitle", "\ntitel", 1)).unwrap();
    let page = preview.wait_until("/en/", |page| page.contains("strip error"));
    assert!(page.contains("content/catalogue.toml:") && page.starts_with("HTTP/1.1 200"));
    let title = "A catalogue with another name";
    let (before, after) = good.split_once("\ntitle = \"").unwrap();
    let (_, after) = after.split_once('"').unwrap();
    fs::write(&path, format!("{before}\ntitle = \"{title}\"{after}")).unwrap();
    let page = preview.wait_until("/en/", |page| page.contains(title));
    assert!(!page.contains("version of"));
}

#[test]
fn a_slow_page_is_made_once_for_all_and_delays_no_other() {
    let preview = TestPreview::with_files(&[
        ("index.html", "<body>first</body>"),
        ("slow.html", "<body>slow</body>"),
        ("slower.html", "<body>slow too</body>"),
    ]);
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| assert!(preview.get("/slow.html").contains("slow<")));
            scope.spawn(|| assert!(preview.get("/slower.html").contains("slow too<")));
        }
        std::thread::sleep(Duration::from_millis(100));
        assert!(preview.get("/").contains("first"));
        assert_eq!(preview.volumes_made.load(Ordering::SeqCst), 0);
    });
    // Requests that came after it was ready make it again: a page is always up to date.
    assert!(preview.volumes_made.load(Ordering::SeqCst) < 20);
}

#[test]
fn a_base_path_is_part_of_every_address() {
    let preview = TestPreview::with_files(&[
        ("base", "/partners"),
        ("index.html", "<body>home</body>"),
        ("en+index.html", "<body>english</body>"),
    ]);
    assert!(preview.get("/").contains("Location: /partners/\r\n"));
    assert!(
        preview
            .get("/partners")
            .contains("Location: /partners/\r\n")
    );
    assert!(preview.get("/partners/").contains("home"));
    assert!(
        preview
            .get("/partners/en")
            .contains("Location: /partners/en/\r\n")
    );
    assert!(preview.get("/partners/en/").contains("english"));
    assert!(preview.get("/en/").starts_with("HTTP/1.1 404"));
    assert!(preview.get("/partnersen/").starts_with("HTTP/1.1 404"));
}
