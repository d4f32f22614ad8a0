//! A web server on this machine with good and bad responses: [`Server`].

mod tls;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) use tls::TlsServer;

/// A request: method and path, and its time.
pub(crate) type Request = (String, Instant);

/// A server that runs until the test program ends.
pub(crate) struct Server {
    /// Its host and port.
    pub(crate) address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let seen = seen.clone();
                thread::spawn(move || respond(stream.unwrap(), &seen));
            }
        });
        Self { address, requests }
    }

    /// The requests so far, such as `HEAD /gone`.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn respond(stream: TcpStream, seen: &Mutex<Vec<Request>>) {
    let mut first = [0];
    if stream.peek(&mut first).is_ok() && first == [0x16] {
        // A TLS handshake sent to this plain server.
        let _ = (&stream).write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        let _ = (&stream).read(&mut [0; 4096]);
        return;
    }
    let mut lines = BufReader::new(&stream).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    let line = first.trim_end_matches(" HTTP/1.1").to_owned();
    while lines
        .next()
        .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
    {}
    seen.lock().unwrap().push((line.clone(), Instant::now()));
    let (method, path) = line.split_once(' ').unwrap();
    let (status, location) = match (path, method) {
        ("/ok", _) => ("200 OK", ""),
        ("/moved", _) => ("301 Moved Permanently", "/ok"),
        ("/for-now", _) => ("302 Found", "/ok"),
        ("/round", _) => ("302 Found", "/round"),
        ("/forbidden", _) => ("403 Forbidden", ""),
        ("/no-head", "HEAD") => ("405 Method Not Allowed", ""),
        ("/no-head", _) => ("200 OK", ""),
        ("/slow", _) => {
            thread::sleep(Duration::from_secs(5));
            return;
        }
        _ => ("404 Not Found", ""),
    };
    let location = match location {
        "" => String::new(),
        to => format!("Location: {to}\r\n"),
    };
    let head =
        format!("HTTP/1.1 {status}\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n");
    // The client may have disconnected.
    let _ = (&stream).write_all(head.as_bytes());
}
