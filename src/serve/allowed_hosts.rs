//! Host names under which the preview answers. Names of other sites are refused even if they resolve to this machine
//! (DNS rebinding).

use std::net::{IpAddr, Ipv6Addr};

/// The allowed host names, without ports.
#[derive(Debug, Clone)]
pub(super) struct AllowedHosts {
    /// The name or address that the preview was started with.
    given: String,
    /// Whether the preview listens at all addresses of this machine. Then any IP address is allowed: no other site can
    /// have one as its host name.
    any_address: bool,
}

impl AllowedHosts {
    /// The host names of a preview that listens at `given`.
    pub(super) fn new(given: &str) -> Self {
        let given = given.trim_matches(['[', ']']).to_lowercase();
        let any_address = given
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_unspecified());
        Self { given, any_address }
    }

    /// Whether a request may have this `Host` header.
    pub(super) fn allow(&self, header: &str) -> bool {
        let Some(name) = without_port(header) else {
            return false;
        };
        let name = name.to_lowercase();
        ["localhost", "127.0.0.1", "::1", &self.given].contains(&name.as_str())
            || self.any_address && name.parse::<IpAddr>().is_ok()
    }
}

/// The name or address of a `Host` header, an IPv6 address without its brackets; `None` if the header has another form.
fn without_port(header: &str) -> Option<&str> {
    let (name, port) = match header.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            (address, port)
        }
        None => header.split_at(header.find(':').unwrap_or(header.len())),
    };
    let is_number = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_number);
    is_port.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::AllowedHosts;

    #[test]
    fn only_names_of_this_machine_are_allowed() {
        let hosts = AllowedHosts::new("127.0.0.1");
        for own in [
            "localhost:8080",
            "LOCALHOST",
            "127.0.0.1:1",
            "[::1]:8080",
            "[::1]",
        ] {
            assert!(hosts.allow(own), "{own}");
        }
        for other in [
            "",
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "192.168.1.2",
            "127.0.0.1:x",
            "127.0.0.1@evil.example",
            "[::1",
            "localhost:8080:1",
            "[localhost]",
            "[localhost]:8080",
            "[::1]80",
        ] {
            assert!(!hosts.allow(other), "{other}");
        }
        assert!(AllowedHosts::new("preview.lan").allow("preview.lan:8080"));
        assert!(AllowedHosts::new("0.0.0.0").allow("192.168.1.2:8080"));
        assert!(!AllowedHosts::new("0.0.0.0").allow("evil.example"));
    }
}
