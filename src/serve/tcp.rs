//! Socket options and limits for many browsers at once: [`prepare`].

use std::net::TcpListener;

/// Prepares a listening socket for many connections and for browsers that stop reading. Where the system refuses an
/// option or does not have it, the preview works without it.
#[cfg(unix)]
pub(super) fn prepare(listener: &TcpListener) {
    use std::time::Duration;

    use rustix::net::sockopt::{self, Timeout};
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// How many connections may wait to be accepted. If there is no room, a browser tries again only after a second.
    const BACKLOG: i32 = 4096;
    /// How long sending a response waits for a browser that stops reading.
    const SEND_TIMEOUT: Duration = Duration::from_secs(60);

    // Accepted connections inherit these options.
    let _ = sockopt::set_tcp_nodelay(listener, true);
    let _ = sockopt::set_socket_keepalive(listener, true);
    let _ = sockopt::set_socket_timeout(listener, Timeout::Send, Some(SEND_TIMEOUT));
    let _ = rustix::net::listen(listener, BACKLOG);
    // A connection takes two file descriptors, and the default limit is low on many systems.
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
