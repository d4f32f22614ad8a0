//! Who looks at the preview, and so may see what.

use std::net::{IpAddr, SocketAddr};

/// Who looks at the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer {
    /// Somebody at this machine, who can read the files as well.
    Here,
    /// Somebody else in the network, who sees what will be published, and nothing that is written in the files besides.
    Elsewhere,
}

impl Viewer {
    /// Who asks from this address. A browser of this machine may use the address that others use, and then comes from
    /// there; what came by way of another server comes from who knows where.
    pub(super) fn of(peer: Option<&SocketAddr>, own: Option<IpAddr>, is_forwarded: bool) -> Self {
        let is_here = peer.is_some_and(|peer| {
            let ip = peer.ip().to_canonical();
            ip.is_loopback() || Some(ip) == own.map(|own| own.to_canonical())
        });
        match is_here && !is_forwarded {
            true => Viewer::Here,
            false => Viewer::Elsewhere,
        }
    }
}

/// A look at the preview.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit<'a> {
    /// What tells this run of the preview from others.
    pub(super) epoch: &'a str,
    /// Who looks.
    pub(super) viewer: Viewer,
}

#[cfg(test)]
mod tests {
    use super::Viewer;

    #[test]
    fn only_a_browser_of_this_machine_is_here() {
        let own = Some("192.168.1.2".parse().unwrap());
        let of = |peer: &str| Viewer::of(Some(&peer.parse().unwrap()), own, false);
        for here in [
            "127.0.0.1:1",
            "[::1]:1",
            "[::ffff:127.0.0.1]:1",
            "192.168.1.2:1",
            "[::ffff:192.168.1.2]:1",
        ] {
            assert_eq!(of(here), Viewer::Here, "{here}");
        }
        for elsewhere in [
            "192.168.1.3:1",
            "10.0.0.1:1",
            "[fe80::1]:1",
            "[::ffff:10.0.0.1]:1",
        ] {
            assert_eq!(of(elsewhere), Viewer::Elsewhere, "{elsewhere}");
        }
        let peer = "127.0.0.1:1".parse().unwrap();
        assert_eq!(Viewer::of(Some(&peer), own, true), Viewer::Elsewhere);
        assert_eq!(Viewer::of(None, None, false), Viewer::Elsewhere);
    }
}
