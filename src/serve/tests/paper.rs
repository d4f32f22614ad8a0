//! Tests of the paper catalogue in the preview.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::TestPreview;

#[test]
fn a_pdf_is_rendered_once_per_version() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
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
    assert_eq!(preview.volumes_made.load(Ordering::SeqCst), 1);
    preview.save("index.html", "<body>second</body>");
    preview.wait_until("/", |page| page.contains("second"));
    assert!(preview.get("/paper/catalogue-en.pdf").contains("%PDF 1"));
}

#[test]
fn a_volume_is_typeset_once_per_version_and_shown_page_by_page() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let image = |number| preview.get(&format!("/.vitrine/paper/catalogue-en.pdf/{number}.svg"));
    std::thread::scope(|scope| {
        for number in [1, 2, 1, 2] {
            scope.spawn(move || {
                let image = image(number);
                assert!(image.contains("image/svg+xml"), "{image}");
                assert!(image.ends_with(&format!("<svg>0 {}</svg>", number - 1)));
            });
        }
        // Other requests do not wait for it.
        std::thread::sleep(Duration::from_millis(50));
        assert!(preview.get("/").contains("first"));
        assert_eq!(preview.volumes_made.load(Ordering::SeqCst), 0);
    });
    let page = preview.get("/.vitrine/paper");
    let element = "<img src=\"/.vitrine/paper/catalogue-en.pdf/2.svg\" alt=\"Page 2\" loading=\"lazy\" \
                 width=\"400\" height=\"800\">";
    assert!(page.contains(element), "{page}");
    assert!(page.contains("pale ink"));
    let option = "<option value=\"catalogue-fr.pdf\">The &lt;volume&gt; catalogue-fr.pdf</option>";
    assert!(page.contains(option), "{page}");
    assert_eq!(preview.volumes_made.load(Ordering::SeqCst), 1);
    for address in [
        "/0.svg", "/3.svg", "/-1.svg", "/1", "/x.svg", "", "/", "/1.svg/", "/%31.svg",
    ] {
        let target = format!("/.vitrine/paper/catalogue-en.pdf{address}");
        assert!(preview.get(&target).contains("404"), "{target}");
    }
    assert!(
        preview
            .get("/.vitrine/paper?volume=catalogue-xx.pdf")
            .contains("404")
    );

    let broken = preview.get("/.vitrine/paper?volume=catalogue-fr.pdf&from=%2Fde%2F");
    assert!(broken.starts_with("HTTP/1.1 500") && broken.contains("no &lt;ink&gt;"));
    assert!(broken.contains("data-from=\"/de/\"") && broken.contains("data-site="));
    assert!(broken.contains("<html lang=\"de\"") && broken.contains("Anzeigen"));
    assert!(image(1).ends_with("<svg>0 0</svg>"), "it is cached");

    preview.save("index.html", "<body>second</body>");
    preview.wait_until("/", |page| page.contains("second"));
    assert!(
        image(1).ends_with("<svg>2 0</svg>"),
        "a new version is typeset again"
    );
}
