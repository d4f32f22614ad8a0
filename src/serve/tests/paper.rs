//! The paper catalogue in the preview.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::Preview;

#[test]
fn the_paper_catalogue_is_made_once_for_all_who_ask() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let paper = preview.get("/paper/catalogue-en.pdf");
                assert!(paper.contains("application/pdf") && paper.contains("%PDF 0"));
                assert!(
                    paper.contains("Content-Length: 100007"),
                    "{}",
                    &paper[..300]
                );
            });
        }
    });
    assert_eq!(preview.papers.load(Ordering::SeqCst), 1);
    preview.save("index.html", "<body>second</body>");
    preview.until("/", |page| page.contains("second"));
    assert!(preview.get("/paper/catalogue-en.pdf").contains("%PDF 1"));
}

#[test]
fn the_paper_catalogue_is_shown_page_by_page_and_set_once_for_all_who_look() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let leaf = |number| preview.get(&format!("/.vitrine/paper/catalogue-en.pdf/{number}.svg"));
    std::thread::scope(|scope| {
        for number in [1, 2, 1, 2] {
            scope.spawn(move || {
                let image = leaf(number);
                assert!(image.contains("image/svg+xml"), "{image}");
                assert!(image.ends_with(&format!("<svg>0 {}</svg>", number - 1)));
            });
        }
        // Who asks for something else does not wait.
        std::thread::sleep(Duration::from_millis(50));
        assert!(preview.get("/").contains("first"));
        assert_eq!(preview.papers.load(Ordering::SeqCst), 0);
    });
    let page = preview.get("/.vitrine/paper");
    let image = "<img src=\"/.vitrine/paper/catalogue-en.pdf/2.svg\" alt=\"Page 2\" loading=\"lazy\" \
                 width=\"400\" height=\"800\">";
    assert!(page.contains(image), "{page}");
    assert!(page.contains("pale ink"));
    let choice =
        "<option value=\"catalogue-fr.pdf\">The &lt;one&gt; called catalogue-fr.pdf</option>";
    assert!(page.contains(choice), "{page}");
    assert_eq!(preview.papers.load(Ordering::SeqCst), 1);
    for nothing in [
        "/0.svg", "/3.svg", "/-1.svg", "/1", "/x.svg", "", "/", "/1.svg/", "/%31.svg",
    ] {
        let target = format!("/.vitrine/paper/catalogue-en.pdf{nothing}");
        assert!(preview.get(&target).contains("404"), "{target}");
    }
    assert!(
        preview
            .get("/.vitrine/paper?volume=catalogue-xx.pdf")
            .contains("404")
    );

    let broken = preview.get("/.vitrine/paper?volume=catalogue-fr.pdf&from=%2Fen%2F");
    assert!(broken.starts_with("HTTP/1.1 500") && broken.contains("no &lt;ink&gt;"));
    assert!(broken.contains("data-from=\"/en/\"") && broken.contains("data-website="));
    assert!(leaf(1).ends_with("<svg>0 0</svg>"), "it is kept");

    preview.save("index.html", "<body>second</body>");
    preview.until("/", |page| page.contains("second"));
    assert!(leaf(1).ends_with("<svg>2 0</svg>"), "a version has its own");
}
