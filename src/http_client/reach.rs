//! Which hosts a client may reach. The addresses are checked when they are resolved for a connection, so that a name
//! cannot lead elsewhere after a check. Entry points: [`Reach`], [`is_public`].

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use ureq::{Error, Proxy};

/// The hosts that a client may reach.
#[derive(Debug, Clone, Copy)]
pub enum Reach {
    /// All that the system reaches.
    Anywhere,
    /// Those at addresses that a condition allows, such as [`is_public`].
    Only(fn(IpAddr) -> bool),
}

/// A host that the client may not reach: its name and address.
#[derive(Debug)]
pub(super) struct OutOfReach(pub(super) String);

impl fmt::Display for OutOfReach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OutOfReach {}

/// Suffixes of names that only a local network has.
const LOCAL_NAMES: &[&str] = &[
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
];

impl Reach {
    /// Why a proxy must not be asked for this host, if so: the proxy resolves names.
    pub(super) fn refusal(self, uri: &Uri) -> Option<OutOfReach> {
        let Reach::Only(allows) = self else {
            return None;
        };
        let host = uri.host().unwrap_or_default();
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let refused = match literal(&name) {
            Some(address) => !allows(address),
            None => {
                let is_in = |suffix: &str| {
                    name.strip_suffix(suffix)
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                };
                !name.contains('.') || LOCAL_NAMES.iter().any(|suffix| is_in(suffix))
            }
        };
        refused.then(|| OutOfReach(format!("`{host}` is in a private network")))
    }
}

/// Resolves names to addresses, and fails for those out of reach.
#[derive(Debug)]
pub(super) struct ReachResolver {
    reach: Reach,
    /// The host and port of the proxy, which may be anywhere.
    proxy: Option<(String, u16)>,
    system: DefaultResolver,
}

impl ReachResolver {
    pub(super) fn new(reach: Reach, proxy: Option<&Proxy>) -> Self {
        Self {
            reach,
            proxy: proxy.map(|proxy| (proxy.host().to_owned(), proxy.port())),
            system: DefaultResolver::default(),
        }
    }

    fn is_proxy(&self, uri: &Uri) -> bool {
        let default_port = match uri.scheme_str() {
            Some("https") => 443,
            _ => 80,
        };
        let port = uri.port_u16().unwrap_or(default_port);
        let proxy = self.proxy.as_ref();
        proxy.is_some_and(|(host, of_proxy)| uri.host() == Some(host) && port == *of_proxy)
    }
}

impl Resolver for ReachResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let addresses = self.system.resolve(uri, config, timeout)?;
        let Reach::Only(allows) = self.reach else {
            return Ok(addresses);
        };
        if self.is_proxy(uri) {
            return Ok(addresses);
        }
        let host = uri.host().unwrap_or_default();
        match addresses.iter().find(|address| !allows(address.ip())) {
            Some(address) => {
                let address = address.ip();
                let reason = if literal(host) == Some(address) {
                    format!("`{host}` is in a private network")
                } else {
                    format!("`{host}` is `{address}`, in a private network")
                };
                Err(Error::Other(Box::new(OutOfReach(reason))))
            }
            None => Ok(addresses),
        }
    }
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// Whether everybody in the internet reaches the same host at this address: it is not in this computer, in a private
/// network, or in one that a provider has for itself (as the metadata of a cloud).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        // "This network", carrier-grade NAT, protocol assignments, former 6to4 relays, benchmarks, reserved.
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240
        // Hosts for machines in Azure.
        || address == Ipv4Addr::new(168, 63, 129, 16))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // Addresses of IPv4 in IPv6: translated (NAT64), and 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo and other assignments for protocols, and documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // Only these are routed in the internet. Mapped addresses (`::ffff:127.0.0.1`) are not among them.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, is_public};

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "100.63.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "223.255.255.255",
            "2606:4700:4700::1111",
            "2a00:1450::1",
            "64:ff9b::8.8.8.8",
            "2002:808:808::",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn a_proxy_is_not_asked_for_private_hosts() {
        let refused = |uri: &str| {
            let reach = Reach::Only(is_public);
            reach.refusal(&uri.parse().unwrap()).is_some()
        };
        for private in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost:8080/",
            "http://intranet/",
            "http://metadata.google.internal/",
            "http://printer.local/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::ffff:7f00:1]/",
        ] {
            assert!(refused(private), "{private}");
        }
        for public in [
            "https://kerguelen.fr/",
            "http://1.1.1.1/",
            "https://notlocal.fr/",
            "https://mylocalhost.fr/",
        ] {
            assert!(!refused(public), "{public}");
        }
        let anywhere = Reach::Anywhere;
        assert!(
            anywhere
                .refusal(&"http://[::1]/".parse().unwrap())
                .is_none()
        );
    }
}
