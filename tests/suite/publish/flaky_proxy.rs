//! A proxy that repeatedly breaks connections in the middle of requests.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A proxy that forwards connections and breaks some of them.
pub(super) struct BadLine {
    pub(super) endpoint: String,
    breaks: Arc<AtomicUsize>,
}

/// One of this many connections breaks.
const ONE_IN: usize = 4;
/// The number of bytes sent before the break: in the middle of a request head.
const ENOUGH: usize = 200;

impl BadLine {
    pub(super) fn to(endpoint: &str) -> Self {
        let there = endpoint.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Self {
            endpoint: format!("http://{}", listener.local_addr().unwrap()),
            breaks: Arc::default(),
        };
        let breaks = Arc::clone(&line.breaks);
        thread::spawn(move || {
            for (number, here) in listener.incoming().flatten().enumerate() {
                let Ok(there) = TcpStream::connect(&there) else {
                    return;
                };
                let back = (there.try_clone().unwrap(), here.try_clone().unwrap());
                thread::spawn(move || pass(back.0, back.1, usize::MAX));
                let breaks = Arc::clone(&breaks);
                thread::spawn(move || {
                    let most = match number % ONE_IN {
                        0 => ENOUGH,
                        _ => usize::MAX,
                    };
                    if pass(here, there, most) {
                        breaks.fetch_add(1, SeqCst);
                    }
                });
            }
        });
        line
    }

    /// The number of breaks so far.
    pub(super) fn breaks(&self) -> usize {
        self.breaks.load(SeqCst)
    }
}

/// Copies until either side ends or the limit is reached; returns whether the limit was reached.
fn pass(mut from: TcpStream, mut to: TcpStream, most: usize) -> bool {
    let mut buffer = [0; 4096];
    let piece = buffer.len().min(most);
    let mut passed = 0;
    while passed < most {
        match from.read(&mut buffer[..piece]) {
            Ok(read @ 1..) if to.write_all(&buffer[..read]).is_ok() => passed += read,
            _ => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
    passed >= most
}
