//! Workaround for tiny_http 0.12, whose thread pool can queue a new connection behind an idle keep-alive one: [`Knock`]
//! opens a short connection to the server itself after each request, and now and then besides.
//!
//! tiny_http reads each connection in a thread of a pool until it is closed, and starts a new thread only if it counts
//! no idle one. But a thread that has just been given a connection counts as idle until it wakes up. If several
//! connections arrive at the same moment, as browsers open them, some of them are therefore queued although no thread
//! is free: <https://github.com/tiny-http/tiny-http/blob/master/src/util/task_pool.rs>. They wait until another
//! connection is closed, and browsers keep theirs open for minutes.
//!
//! The next connection that finds no idle thread starts one, and that thread takes what is queued once its connection
//! is closed. A connection that is closed at once therefore frees a queued one. Each request that is freed in this way
//! leads to the next such connection, until the queue is empty.
//!
//! The same connections show whether the server still accepts any: after an error, such as too many open files,
//! tiny_http stops doing so (<https://github.com/tiny-http/tiny-http/blob/master/src/lib.rs>).

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::version::VersionChannel;

/// Interval between connections if there are no requests: the first connection of a page waits no longer than this …
const INTERVAL: Duration = Duration::from_millis(50);
/// … and the interval shortly after a request, because queued connections that send no request free no others.
const BUSY_INTERVAL: Duration = Duration::from_millis(5);
/// How long after a request the server counts as busy.
const BUSY: Duration = Duration::from_secs(2);
/// How long after a request the interval is shorter than [`IDLE_INTERVAL`].
const IDLE: Duration = Duration::from_secs(10);
/// Interval after a longer pause: rare enough that idle threads of the pool, which end after five seconds without a
/// connection, do end.
const IDLE_INTERVAL: Duration = Duration::from_millis(500);

/// If a connection gets no answer for this long, the server accepts no more connections.
const UNANSWERED: Duration = Duration::from_secs(5);

/// Opens short connections to a server.
pub(super) struct Knock {
    address: SocketAddr,
    request_seen: Receiver<()>,
    /// Connections without an answer, oldest first.
    unanswered: VecDeque<(Instant, TcpStream)>,
}

impl Knock {
    /// For the server that listens at this address. The server sends a message for each request that it receives.
    pub(super) fn new(mut address: SocketAddr) -> (Self, Sender<()>) {
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let (sender, request_seen) = channel();
        let knock = Self {
            address,
            request_seen,
            unanswered: VecDeque::new(),
        };
        (knock, sender)
    }

    /// Opens connections until the server accepts no more, or the preview ends.
    pub(super) fn run_until_unanswered(&mut self, versions: &VersionChannel) {
        self.unanswered.clear();
        let mut last_request = Instant::now();
        while !versions.is_stopped() {
            let interval = match last_request.elapsed() {
                pause if pause < BUSY => BUSY_INTERVAL,
                pause if pause < IDLE => INTERVAL,
                _ => IDLE_INTERVAL,
            };
            if self.request_seen.recv_timeout(interval).is_ok() {
                last_request = Instant::now();
            }
            // If no connection can be opened now, one can be when others are closed.
            let _ = self.connect();
            while self.unanswered.front().is_some_and(is_answered) {
                self.unanswered.pop_front();
            }
            if let Some((opened, _)) = self.unanswered.front()
                && opened.elapsed() > UNANSWERED
            {
                return;
            }
        }
    }

    fn connect(&mut self) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_nonblocking(true)?;
        // This is no valid request: tiny_http answers it without passing it on. The connection is closed while the
        // answer is unread, so that both sides release it at once.
        stream.write_all(b"\r\n")?;
        self.unanswered.push_back((Instant::now(), stream));
        Ok(())
    }
}

fn is_answered((_, stream): &(Instant, TcpStream)) -> bool {
    match stream.peek(&mut [0]) {
        Ok(_) => true,
        Err(error) => error.kind() != io::ErrorKind::WouldBlock,
    }
}
