//! What the system has to grant for many browsers at once.

use std::net::TcpListener;

/// Prepares a listening socket for crowds and for browsers that stop reading. Where the system refuses, or knows no such
/// thing, the preview goes on with what there is.
#[cfg(unix)]
pub(super) fn prepare(listener: &TcpListener) {
    use std::time::Duration;

    use rustix::net::sockopt::{self, Timeout};
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// How many connections may wait to be accepted: where there is no room, a browser tries again only after a second.
    const BACKLOG: i32 = 4096;
    /// How long an answer waits for a browser that does not read on.
    const PATIENCE: Duration = Duration::from_secs(60);

    // The connections inherit what is set here.
    let _ = sockopt::set_tcp_nodelay(listener, true);
    let _ = sockopt::set_socket_keepalive(listener, true);
    let _ = sockopt::set_socket_timeout(listener, Timeout::Send, Some(PATIENCE));
    let _ = rustix::net::listen(listener, BACKLOG);
    // A connection takes two file descriptors, and many systems give a program few unless it asks for more.
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        },
    );
}

#[cfg(not(unix))]
pub(super) fn prepare(_: &TcpListener) {}
