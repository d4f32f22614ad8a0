//! HTTP requests of the link check: [`LinkClient`].

use std::thread;
use std::time::Duration;

use url::Url;

use crate::http_client::{self, Failure, Reach, Request, Timeout};
use crate::text::truncate;

/// The most redirects that are followed.
const REDIRECTS_AT_MOST: usize = 8;

/// The longest address to which a redirect may lead, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// Ports from which anybody may run a server. Below them, only 80 and 443 are those of websites.
const FREE_PORTS: u16 = 1024;

/// User agent.
const NAME: &str = concat!(
    "Mozilla/5.0 (compatible; vitrine/",
    env!("CARGO_PKG_VERSION"),
    "; link check)"
);

/// Result of requesting an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LinkStatus {
    /// The page exists.
    Reached,
    /// The page has moved permanently, to this address.
    Moved(String),
    /// The host blocks programs; a browser may work.
    Blocked(String),
    /// The page cannot be reached, for this reason.
    Dead(String),
    /// The connection is not secure: browsers warn of it.
    Unsafe(String),
    /// No response in time.
    Slow,
    /// Not requested, because the address is not one of the public internet, for this reason.
    Private(String),
}

/// HTTP client that reuses connections.
pub(super) struct LinkClient {
    http: http_client::RequestClient,
    reach: Reach,
}

impl LinkClient {
    pub(super) fn new(timeout: Duration, reach: Reach) -> Self {
        Self {
            http: http_client::RequestClient::new(NAME, Timeout::Total(timeout), reach),
            reach,
        }
    }

    /// Requests an address and follows redirects.
    pub(super) fn request(&self, url: &Url, pause: Duration) -> LinkStatus {
        let mut at = url.clone();
        let mut moved = None;
        let mut for_good = true;
        for hop in 0..=REDIRECTS_AT_MOST {
            if hop > 0 {
                thread::sleep(pause);
            }
            if let Some(refusal) = self.refusal(&at, url) {
                return refusal;
            }
            let response = match self.response(&at, pause) {
                Ok(response) => response,
                Err(Failure::OutOfReach(reason)) => return private(&at, url, reason),
                Err(failure) => return status_of(failure),
            };
            let status = response.status();
            let next = response.header("location").and_then(|to| at.join(to).ok());
            match (status, next) {
                (301 | 302 | 303 | 307 | 308, Some(next)) => {
                    for_good &= matches!(status, 301 | 308);
                    if for_good {
                        moved = Some(next.to_string());
                    }
                    at = next;
                }
                (200..=299, _) => return moved.map_or(LinkStatus::Reached, LinkStatus::Moved),
                (401 | 402 | 403 | 405 | 407 | 406 | 429 | 451 | 503 | 999, _) => {
                    return LinkStatus::Blocked(format!("the host returned {status}"));
                }
                (404 | 410, _) => return LinkStatus::Dead(format!("was not found ({status})")),
                (status, _) => {
                    let reason = format!("cannot be reached: the host returned {status}");
                    return LinkStatus::Dead(reason);
                }
            }
        }
        LinkStatus::Dead("cannot be reached: too many redirects".to_owned())
    }

    /// Why an address is not requested, to which a link leads.
    fn refusal(&self, at: &Url, link: &Url) -> Option<LinkStatus> {
        if !matches!(at.scheme(), "http" | "https") {
            let reason = format!(
                "cannot be reached: it leads to `{}:`, which is not a web address",
                at.scheme()
            );
            return Some(LinkStatus::Dead(truncate(&reason, MAX_ADDRESS)));
        }
        if at.as_str().len() > MAX_ADDRESS {
            let reason = "cannot be reached: it leads to an address that is too long";
            return Some(LinkStatus::Dead(reason.to_owned()));
        }
        let port = at.port_or_known_default().unwrap_or_default();
        let is_usual = match self.reach {
            Reach::Anywhere => true,
            Reach::Only(_) => {
                matches!(port, 80 | 443) || (port >= FREE_PORTS && at.port() == link.port())
            }
        };
        if is_usual {
            return None;
        }
        Some(private(
            at,
            link,
            format!("port {port} is not that of a website"),
        ))
    }

    /// The response to HEAD, or to GET if the host rejects HEAD, without reading the page.
    fn response(
        &self,
        url: &Url,
        pause: Duration,
    ) -> Result<http_client::PartialResponse, Failure> {
        let send = |method: &str| {
            let request = Request::builder().method(method).uri(url.as_str());
            let request = request.body(&[] as &[u8]);
            let request = request.map_err(|error| Failure::Unreadable(error.to_string()))?;
            self.http.send(request)
        };
        let response = send("HEAD")?;
        if response.status() >= 400 {
            thread::sleep(pause);
            return send("GET");
        }
        Ok(response)
    }
}

/// The status of a link that leads to a private address, maybe by a redirect.
fn private(at: &Url, link: &Url, reason: String) -> LinkStatus {
    LinkStatus::Private(if at == link {
        reason
    } else {
        format!("it leads to `{at}`, and {reason}")
    })
}

fn status_of(failure: Failure) -> LinkStatus {
    match failure {
        Failure::Slow => LinkStatus::Slow,
        Failure::Unsafe(why) => LinkStatus::Unsafe(why),
        Failure::Refused(_) => {
            LinkStatus::Dead("cannot be reached: the host refuses the connection".to_owned())
        }
        failure => LinkStatus::Dead(format!("cannot be reached: {failure}")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::{IpAddr, Ipv4Addr, TcpListener};
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::thread;
    use std::time::Duration;

    use url::Url;

    use super::{LinkClient, LinkStatus};
    use crate::http_client::{Reach, is_public};

    /// The status of a page that redirects to an address, when only 127.0.0.1 is public.
    fn redirected(to: &str) -> LinkStatus {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let here = format!("http://{}/", listener.local_addr().unwrap());
        let to = to.to_owned();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(&stream).lines().map_while(Result::ok);
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let head =
                    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nConnection: close\r\n\r\n");
                let _ = stream.write_all(head.as_bytes());
            }
        });
        let reach = Reach::Only(|address| address == IpAddr::V4(Ipv4Addr::LOCALHOST));
        let client = LinkClient::new(Duration::from_secs(20), reach);
        client.request(&Url::parse(&here).unwrap(), Duration::ZERO)
    }

    #[test]
    fn redirects_into_private_networks_are_not_followed() {
        static REQUESTS: AtomicUsize = AtomicUsize::new(0);
        let inside = TcpListener::bind("127.0.0.2:0").unwrap();
        let address = inside.local_addr().unwrap();
        thread::spawn(move || {
            for _ in inside.incoming() {
                REQUESTS.fetch_add(1, SeqCst);
            }
        });
        for to in [
            format!("http://{address}/admin"),
            "http://127.0.0.2/".to_owned(),
            "http://169.254.169.254/latest/meta-data/".to_owned(),
            "http://10.0.0.1/".to_owned(),
            "http://[::1]/".to_owned(),
            "http://2130706434/".to_owned(),
            "http://0x7f.2/".to_owned(),
            "http://127.0.0.1:22/".to_owned(),
            format!("http://127.0.0.1:{}/", address.port()),
        ] {
            let status = redirected(&to);
            let LinkStatus::Private(reason) = &status else {
                panic!("{to}: {status:?}");
            };
            assert!(reason.starts_with("it leads to `http://"), "{reason}");
        }
        assert_eq!(REQUESTS.load(SeqCst), 0);
    }

    #[test]
    fn redirects_to_other_schemes_and_endless_ones_are_dead_links() {
        let long = format!("/{}", "x".repeat(5000));
        for to in [
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            "javascript:x",
            "/",
            &long,
        ] {
            let status = redirected(to);
            assert!(matches!(status, LinkStatus::Dead(_)), "{to}: {status:?}");
        }
    }

    #[test]
    fn private_hosts_are_refused_however_they_are_written() {
        let client = LinkClient::new(Duration::from_secs(20), Reach::Only(is_public));
        for link in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost/",
            "http://169.254.169.254/",
            "http://0.0.0.0/",
            "https://kerguelen.fr:22/",
        ] {
            let status = client.request(&Url::parse(link).unwrap(), Duration::ZERO);
            assert!(
                matches!(status, LinkStatus::Private(_)),
                "{link}: {status:?}"
            );
        }
    }
}
