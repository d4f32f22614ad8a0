//! Servers that are no store: a login page of a network, and responses without an end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::{assert_output, built_for, publish};

/// A server that answers each request, of which it gets the first line.
fn server(respond: fn(&str, &mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream, respond));
        }
    });
    endpoint
}

fn serve(mut stream: TcpStream, respond: fn(&str, &mut TcpStream)) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if first.is_empty() {
            first = line;
        }
    }
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_ok() {
        respond(&first, &mut stream);
    }
}

/// Answers the request for a list with a page, and has nothing else.
fn list_with(request: &str, stream: &mut TcpStream, page: &str) {
    let (status, body) = if request.contains("list-type") {
        ("200 OK", page)
    } else {
        ("404 Not Found", "")
    };
    let response = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(response.as_bytes());
}

#[test]
fn a_login_page_is_no_publication() {
    let endpoint = server(|request, stream| {
        let page = "<!DOCTYPE html><html><title>Sign in</title></html>";
        let body = if request.starts_with("HEAD ") {
            ""
        } else {
            page
        };
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"1\"\r\nLast-Modified: Thu, 15 Oct 2026 12:00:00 GMT\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            page.len()
        );
        let _ = stream.write_all((head + body).as_bytes());
    });
    let output = publish(&built_for(&endpoint), &["--yes"]);
    assert_output(&output, 2, &["a web page came back", "sign in"]);
}

#[test]
fn a_list_that_is_no_list_is_no_empty_store() {
    let endpoint = server(|request, stream| list_with(request, stream, "<portal/>"));
    let output = publish(&built_for(&endpoint), &["--yes"]);
    assert_output(&output, 2, &["cannot list", "not the response of a store"]);
}

#[test]
fn a_response_without_an_end_is_cut_off() {
    let endpoint = server(|_, stream| {
        let head = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nLast-Modified: Thu, 15 Oct 2026 12:00:00 GMT\r\n\
                    Content-Length: 9000000000\r\nConnection: close\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        let zeros = vec![b' '; 1 << 20];
        while stream.write_all(&zeros).is_ok() {}
    });
    let output = publish(&built_for(&endpoint), &["--yes"]);
    assert_output(&output, 2, &["longer than 128 MB"]);
}

#[test]
fn a_list_of_empty_pages_is_cut_off() {
    let endpoint = server(|request, stream| {
        let page = "<ListBucketResult><IsTruncated>true</IsTruncated>\
                    <NextContinuationToken>t</NextContinuationToken></ListBucketResult>";
        list_with(request, stream, page);
    });
    let output = publish(&built_for(&endpoint), &["--yes"]);
    assert_output(&output, 2, &["continues its list without new objects"]);
}
