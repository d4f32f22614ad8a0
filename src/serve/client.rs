//! Client of a request: on this machine or on another one, which decides what it may see.

use std::net::{IpAddr, SocketAddr};

/// Where a browser runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Client {
    /// On this machine, whose users can read the files as well.
    Local,
    /// Elsewhere in the network: it sees what will be published, and nothing else that is written in the files.
    Remote,
}

impl Client {
    /// The client that connects from `peer`. A browser on this machine may use the machine's network address
    /// (`own_address`), and then connects from that address too. A forwarded request may come from anywhere.
    pub(super) fn new(
        peer: Option<&SocketAddr>,
        own_address: Option<IpAddr>,
        is_forwarded: bool,
    ) -> Self {
        let is_local = peer.is_some_and(|peer| {
            let ip = peer.ip().to_canonical();
            ip.is_loopback() || Some(ip) == own_address.map(|own| own.to_canonical())
        });
        if is_local && !is_forwarded {
            Client::Local
        } else {
            Client::Remote
        }
    }
}

/// What a response depends on besides the address and the version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit<'a> {
    /// Identifies this run of the preview.
    pub(super) epoch: &'a str,
    pub(super) client: Client,
    /// The code of the language of the page that is shown; empty if it is not known.
    pub(super) lang: &'a str,
}

#[cfg(test)]
mod tests {
    use super::Client;

    #[test]
    fn only_a_browser_on_this_machine_is_local() {
        let own_address = Some("192.168.1.2".parse().unwrap());
        let client = |peer: &str| Client::new(Some(&peer.parse().unwrap()), own_address, false);
        for local in [
            "127.0.0.1:1",
            "[::1]:1",
            "[::ffff:127.0.0.1]:1",
            "192.168.1.2:1",
            "[::ffff:192.168.1.2]:1",
        ] {
            assert_eq!(client(local), Client::Local, "{local}");
        }
        for remote in [
            "192.168.1.3:1",
            "10.0.0.1:1",
            "[fe80::1]:1",
            "[::ffff:10.0.0.1]:1",
        ] {
            assert_eq!(client(remote), Client::Remote, "{remote}");
        }
        let peer = "127.0.0.1:1".parse().unwrap();
        assert_eq!(Client::new(Some(&peer), own_address, true), Client::Remote);
        assert_eq!(Client::new(None, None, false), Client::Remote);
    }
}
