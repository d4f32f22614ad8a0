//! Knocks at the preview's own door, so that no connection waits behind those that browsers keep open.
//!
//! tiny_http 0.12 starts a thread for a connection only where it counts none that is idle, and counts a thread that was
//! given a connection as idle until it wakes up. Of several connections at the same moment, as browsers open them, some
//! may then wait behind a thread that another one keeps for minutes. The next connection that finds no idle thread
//! starts one, which afterwards takes what waits: so a short connection of our own follows each request, and one comes
//! now and then besides. Of a crowd of waiting connections each that asks for something frees the next.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::state::State;

/// How often somebody knocks when nothing is asked for: a page waits no longer than this for its first connection …
const NOW_AND_THEN: Duration = Duration::from_millis(50);
/// … and how often for a while after a request: connections that ask for nothing free no others.
const OFTEN: Duration = Duration::from_millis(5);
const A_WHILE: Duration = Duration::from_secs(2);
/// When nothing has been asked for this long, the door is knocked at seldom: an idle thread ends after five seconds in
/// which it had nothing to do, and each knock is something to do.
const QUIET: Duration = Duration::from_secs(10);
const SELDOM: Duration = Duration::from_millis(500);

/// After this long without an answer nobody is behind the door any more.
const UNHEARD: Duration = Duration::from_secs(5);

/// Is told of requests, and knocks.
pub(super) struct Knock {
    door: SocketAddr,
    seen: Receiver<()>,
    unanswered: VecDeque<(Instant, TcpStream)>,
}

impl Knock {
    /// Who knocks at this door, and what tells it of each request.
    pub(super) fn new(mut door: SocketAddr) -> (Self, Sender<()>) {
        match door.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => door.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => door.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let (tell, seen) = channel();
        let knock = Self {
            door,
            seen,
            unanswered: VecDeque::new(),
        };
        (knock, tell)
    }

    /// Knocks until nobody answers any more, or the preview stops.
    pub(super) fn until_unheard(&mut self, state: &State) {
        self.unanswered.clear();
        let mut last_request = Instant::now();
        while !state.is_stopped() {
            let pause = match last_request.elapsed() {
                since if since < A_WHILE => OFTEN,
                since if since < QUIET => NOW_AND_THEN,
                _ => SELDOM,
            };
            if self.seen.recv_timeout(pause).is_ok() {
                last_request = Instant::now();
            }
            // If there is no connection to be had, there will be when others have gone.
            let _ = self.once();
            while self.unanswered.front().is_some_and(is_answered) {
                self.unanswered.pop_front();
            }
            if let Some((since, _)) = self.unanswered.front()
                && since.elapsed() > UNHEARD
            {
                return;
            }
        }
    }

    fn once(&mut self) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.door)?;
        stream.set_nonblocking(true)?;
        // Not a request: tiny_http answers it by itself. Closed with the answer unread, the connection is gone at once
        // on both sides.
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
