//! Load tests of the preview: many browsers, slow ones and hostile ones.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::tests::{TestPreview, next_id};

/// Longest wait for a response that takes no time to make, with some allowance for a busy machine.
const SOON: Duration = Duration::from_secs(2);

/// Time until a response begins on a new connection, which is then kept open for a while.
fn wait_for(preview: &TestPreview, target: &str, stay: Duration) -> Duration {
    let start = Instant::now();
    let mut stream = TcpStream::connect(preview.server.address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    let waited = start.elapsed();
    assert_eq!(&first, b"HTTP/1.1 200");
    thread::sleep(stay);
    waited
}

#[test]
fn two_hundred_browsers_get_responses_and_an_event_for_a_save() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let preview = &preview;
    let mut streams: Vec<_> = (0..200).map(|_| preview.events("en", "")).collect();
    let first: Vec<String> = streams.iter_mut().map(next_id).collect();
    // Each opens six connections at the same moment, as browsers do; one of them sends nothing for a while.
    thread::scope(|scope| {
        for browser in 0..40 {
            scope.spawn(move || {
                for round in 0..4 {
                    let stay = Duration::from_millis(20 * ((browser + round) % 5));
                    let silent = TcpStream::connect(preview.server.address).unwrap();
                    thread::scope(|scope| {
                        for target in [
                            "/",
                            "/.vitrine/preview.js",
                            "/.vitrine/preview.css",
                            "/",
                            "/",
                        ] {
                            scope.spawn(move || {
                                let waited = wait_for(preview, target, stay);
                                assert!(waited < SOON, "{target} took {waited:?}");
                            });
                        }
                    });
                    thread::sleep(stay);
                    drop(silent);
                }
            });
        }
    });
    let saved = Instant::now();
    preview.save("index.html", "<body>second</body>");
    for (stream, first) in streams.iter_mut().zip(&first) {
        assert_ne!(&next_id(stream), first);
    }
    assert!(saved.elapsed() < 2 * SOON, "{:?}", saved.elapsed());
}

#[test]
fn slow_and_malformed_requests_delay_no_other() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let connect = || TcpStream::connect(preview.server.address).unwrap();
    let mut hostile = Vec::new();
    for index in 0..60 {
        let mut stream = connect();
        // Some stop in the middle of a request, some never read the response.
        let text: &[u8] = match index % 3 {
            0 => b"GET / HT",
            1 => b"GET / HTTP/1.1\r\nHost: localh",
            _ => b"GET /paper/catalogue-en.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n",
        };
        stream.write_all(text).unwrap();
        hostile.push(stream);
    }
    let malformed: [&[u8]; 12] = [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nno header\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: caf\xc3\xa9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: nothing\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551615\r\n\r\nx",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000000000\r\n\r\nx",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n",
        b"\r\n\r\n\r\n\0\0\0",
    ];
    for text in malformed {
        let mut stream = connect();
        stream.write_all(text).unwrap();
        hostile.push(stream);
        let start = Instant::now();
        assert!(preview.get("/").contains("first"), "after {text:?}");
        assert!(
            start.elapsed() < SOON,
            "{:?} after {text:?}",
            start.elapsed()
        );
    }
    // All these clients disconnect in the middle of a request or response.
    drop(hostile);
    preview.save("index.html", "<body>second</body>");
    let start = Instant::now();
    while !preview.get("/").contains("second") {
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn the_paper_page_links_back_to_the_page_it_was_opened_from() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let page = preview.get("/.vitrine/paper?from=/en/partners/%22x/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("href=\"/paper/catalogue-en.pdf\""));
    assert!(page.contains("data-from=\"/en/partners/&quot;x/\""));
    let elsewhere = preview.get("/.vitrine/paper?from=//evil.example/");
    assert!(elsewhere.contains("data-from=\"/\""), "{elsewhere}");
}
