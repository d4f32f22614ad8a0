//! Tests of refused requests, ports, and the end of the preview.

use std::time::{Duration, Instant};

use super::{TestPreview, next_id};
use crate::serve::listen;

#[test]
fn foreign_hosts_and_path_traversal_are_refused() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    for head in [
        "GET / HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: evil.example:8080",
        "GET /.vitrine/events HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET /.vitrine/paper/catalogue-en.pdf/1.svg HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nX: y",
    ] {
        let answer = preview.request(head);
        assert!(answer.starts_with("HTTP/1.1 403"), "{head}: {answer}");
        assert!(!answer.contains("first"));
    }
    for target in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc",
        "//evil.example",
        "/content/index.html",
        "/.vitrine/other",
        "/%00",
    ] {
        let answer = preview.get(target);
        assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
    }
    let answer = preview.get("http://evil.example/");
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[test]
fn pages_of_other_websites_can_neither_load_nor_frame_the_preview() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let image = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image";
    for target in [
        "/",
        "/.vitrine/paper/catalogue-en.pdf/1.svg",
        "/.vitrine/events",
        "/.vitrine/preview.js",
    ] {
        for foreign in [image, "Origin: http://evil.example"] {
            let head = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{foreign}");
            let response = preview.request(&head);
            assert!(response.starts_with("HTTP/1.1 403"), "{head}: {response}");
        }
    }
    let link = "GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\n\
                Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
    assert!(preview.request(link).contains("first"));
    // Browsers that do not send these headers heed the response's.
    for target in ["/", "/missing/", "/.vitrine/paper/catalogue-en.pdf/1.svg"] {
        let response = preview.get(target);
        for header in [
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin",
            "Content-Security-Policy: frame-ancestors 'self'",
            "X-Frame-Options: SAMEORIGIN",
            "X-Content-Type-Options: nosniff",
        ] {
            assert!(response.contains(header), "{header}: {response}");
        }
        assert!(!response.contains("Access-Control-"), "{response}");
    }
}

#[test]
fn the_next_free_port_is_used() {
    let preview = TestPreview::with_files(&[]);
    let taken = preview.server.address.port();
    let listener = listen("127.0.0.1", taken).unwrap();
    assert!(listener.local_addr().unwrap().port() > taken);
    assert!(listen("no.such.host.invalid", 0).is_err());
}

#[test]
fn a_preview_that_ends_frees_its_port() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let address = preview.server.address;
    let mut events = preview.events("en", "");
    next_id(&mut events);
    drop(preview);
    let start = Instant::now();
    while std::net::TcpListener::bind(address).is_err() {
        assert!(start.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(20));
    }
}
