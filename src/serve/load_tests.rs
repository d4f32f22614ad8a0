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
    let malformed: [&[u8]; 13] = [
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
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
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

/// The response to these bytes, until the server closes the connection.
fn response_to(preview: &TestPreview, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(preview.server.address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    // An error means that the server has refused the rest.
    let _ = stream.write_all(bytes);
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}

#[test]
fn what_no_browser_sends_is_refused_and_the_connection_closed() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let head = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    let many_headers = format!("{head}{}\r\n", "X: y\r\n".repeat(10_000));
    let long_header = format!("{head}X: {}", "x".repeat(1_000_000));
    let upload = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n\r\n{}",
        "x".repeat(100_000)
    );
    for (bytes, status) in [
        (many_headers.as_str(), 431),
        (&long_header, 431),
        (&upload, 405),
        (
            "PUT / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
            405,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx",
            413,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
            413,
        ),
        (
            "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 20000000\r\n\r\nx",
            403,
        ),
        ("\r\n\r\nnonsense\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\n\r\n", 505),
    ] {
        let response = response_to(&preview, bytes.as_bytes());
        let expected = format!("HTTP/1.1 {status} ");
        assert!(response.starts_with(&expected), "{expected}: {response}");
        assert!(response.contains("Connection: close\r\n"), "{response}");
    }
    let old = response_to(&preview, b"\r\nGET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
}

#[test]
fn a_client_that_sends_many_requests_at_once_delays_no_other() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let requests = 1200;
    let mut stream = TcpStream::connect(preview.server.address).unwrap();
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream
        .write_all(request.repeat(requests).as_bytes())
        .unwrap();
    // It reads nothing for now.
    assert!(preview.get("/").contains("first"));
    let mut responses = String::new();
    stream.read_to_string(&mut responses).unwrap();
    assert_eq!(responses.matches("HTTP/1.1 200").count(), 1000);
    assert_eq!(responses.matches("Connection: close").count(), 1);
}

#[test]
fn connections_that_send_nothing_take_no_threads_and_delay_no_other() {
    let preview = TestPreview::with_files(&[("index.html", "<body>first</body>")]);
    let threads = || std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    let before = threads();
    let idle: Vec<TcpStream> = (0..400)
        .map(|index| {
            let mut stream = TcpStream::connect(preview.server.address).unwrap();
            if index % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            }
            stream
        })
        .collect();
    let start = Instant::now();
    assert!(preview.get("/").contains("first"));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    // Other tests run at the same time.
    assert!(
        threads() < before + 300,
        "{before} threads, then {}",
        threads()
    );
    drop(idle);
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
