//! Socket options and limits for many browsers at once: [`prepare`].

use std::net::TcpListener;

/// How many connections may be open, if the system allows it: two hundred browsers that reload at the same moment open six
/// each, besides one for events.
const CONNECTIONS: usize = 2048;
/// How many file descriptors the rest of the program may need.
#[cfg(unix)]
const OTHER_FILES: u64 = 128;

/// Prepares a listening socket for many connections and for browsers that stop reading, and returns how many connections may be
/// open. Where the system refuses an option or does not have it, the preview works without it.
#[cfg(unix)]
pub(super) fn prepare(listener: &TcpListener) -> usize {
    use rustix::net::sockopt;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// How many connections may wait to be accepted. If there is no room, a browser tries again only after a second.
    const BACKLOG: i32 = 4096;
    /// How much the system keeps of a response that a browser does not read, in bytes.
    const SEND_BUFFER: usize = 256 * 1024;

    // Accepted connections inherit these options.
    let _ = sockopt::set_tcp_nodelay(listener, true);
    let _ = sockopt::set_socket_keepalive(listener, true);
    let _ = sockopt::set_socket_send_buffer_size(listener, SEND_BUFFER);
    let _ = rustix::net::listen(listener, BACKLOG);
    // A connection takes a file descriptor, and the default limit is low on many systems.
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        },
    );
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    // With few files, half of them are for connections.
    let for_connections = files.saturating_sub(OTHER_FILES).max(files / 2);
    usize::try_from(for_connections).map_or(CONNECTIONS, |files| files.min(CONNECTIONS))
}

#[cfg(not(unix))]
pub(super) fn prepare(_: &TcpListener) -> usize {
    CONNECTIONS
}
