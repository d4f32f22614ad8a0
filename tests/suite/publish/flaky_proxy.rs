//! A proxy in front of a store that breaks connections in the middle of requests.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Forwards connections, and breaks some of them.
pub(super) struct FlakyProxy {
    pub(super) endpoint: String,
    breaks: Arc<AtomicUsize>,
}

/// One connection in this many breaks.
const BREAK_ONE_IN: usize = 4;
/// After this many bytes, which is in the middle of the head of a request.
const BREAK_AFTER: usize = 200;

impl FlakyProxy {
    pub(super) fn to(endpoint: &str) -> Self {
        let server = endpoint.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            endpoint: format!("http://{}", listener.local_addr().unwrap()),
            breaks: Arc::default(),
        };
        let breaks = Arc::clone(&proxy.breaks);
        thread::spawn(move || {
            for (number, here) in listener.incoming().flatten().enumerate() {
                let Ok(there) = TcpStream::connect(&server) else {
                    return;
                };
                let back = (there.try_clone().unwrap(), here.try_clone().unwrap());
                thread::spawn(move || forward(back.0, back.1, usize::MAX));
                let breaks = Arc::clone(&breaks);
                thread::spawn(move || {
                    let most = match number % BREAK_ONE_IN {
                        0 => BREAK_AFTER,
                        _ => usize::MAX,
                    };
                    if forward(here, there, most) {
                        breaks.fetch_add(1, SeqCst);
                    }
                });
            }
        });
        proxy
    }

    /// How many connections it broke so far.
    pub(super) fn breaks(&self) -> usize {
        self.breaks.load(SeqCst)
    }
}

/// Copies up to a number of bytes. Returns whether that limit was reached.
fn forward(mut from: TcpStream, mut to: TcpStream, most: usize) -> bool {
    let mut buffer = [0; 4096];
    let piece = buffer.len().min(most);
    let mut forwarded = 0;
    while forwarded < most {
        match from.read(&mut buffer[..piece]) {
            Ok(read @ 1..) if to.write_all(&buffer[..read]).is_ok() => forwarded += read,
            _ => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
    forwarded >= most
}
