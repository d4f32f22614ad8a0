//! One address, asked for; the only door to ureq.

use std::io::ErrorKind;
use std::thread;
use std::time::Duration;

use ureq::http::Response;
use ureq::{Agent, Body, Error};
use url::{Host, Url};

/// The most redirects that are followed.
const REDIRECTS_AT_MOST: usize = 8;

/// What came of asking for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Reached,
    /// It has moved for good, to there.
    Moved(String),
    /// Programs are not let in; a browser may be.
    Blocked(String),
    /// It leads nowhere.
    Dead(String),
    /// The connection is not safe: a browser warns of it.
    Unsafe(String),
    /// No answer in time.
    Slow,
}

/// Asks, and remembers connections.
pub(super) struct Client {
    agent: Agent,
    /// Without the proxy of the environment, for addresses of this machine.
    direct: Agent,
}

impl Client {
    pub(super) fn new(patience: Duration) -> Self {
        let config = || {
            Agent::config_builder()
                .user_agent(concat!(
                    "Mozilla/5.0 (compatible; vitrine/",
                    env!("CARGO_PKG_VERSION"),
                    "; link check)"
                ))
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_global(Some(patience))
        };
        Self {
            agent: config().build().new_agent(),
            direct: config().proxy(None).build().new_agent(),
        }
    }

    /// Asks for an address and follows where it sends on.
    pub(super) fn ask(&self, url: &Url, pause: Duration) -> Answer {
        let mut at = url.clone();
        let mut moved = None;
        let mut for_good = true;
        for hop in 0..=REDIRECTS_AT_MOST {
            if hop > 0 {
                thread::sleep(pause);
            }
            let response = match self.response(&at, pause) {
                Ok(response) => response,
                Err(error) => return of_error(&error, &at),
            };
            let status = response.status().as_u16();
            let next = response
                .headers()
                .get("location")
                .and_then(|to| at.join(to.to_str().ok()?).ok());
            match (status, next) {
                (301 | 302 | 303 | 307 | 308, Some(next)) => {
                    for_good &= matches!(status, 301 | 308);
                    if for_good {
                        moved = Some(next.to_string());
                    }
                    at = next;
                }
                (200..=299, _) => return moved.map_or(Answer::Reached, Answer::Moved),
                (401 | 402 | 403 | 405 | 407 | 406 | 429 | 451 | 503 | 999, _) => {
                    return Answer::Blocked(format!("the host answers {status} to programs"));
                }
                (status, _) => return Answer::Dead(format!("the host answers {status}")),
            }
        }
        Answer::Dead("it sends on and on".to_owned())
    }

    /// The answer to HEAD; to GET where a host does not like HEAD, without reading the page.
    fn response(&self, url: &Url, pause: Duration) -> Result<Response<Body>, Error> {
        let agent = if is_here(url) {
            &self.direct
        } else {
            &self.agent
        };
        let response = agent.head(url.as_str()).call()?;
        if response.status().is_client_error() || response.status().is_server_error() {
            thread::sleep(pause);
            return agent.get(url.as_str()).call();
        }
        Ok(response)
    }
}

/// Whether it is an address of this machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

fn of_error(error: &Error, url: &Url) -> Answer {
    let host = url.host_str().unwrap_or_default();
    match error {
        Error::Timeout(_) => Answer::Slow,
        Error::HostNotFound => Answer::Dead(format!("there is no host `{host}`")),
        Error::Rustls(reason) => Answer::Unsafe(in_words(&reason.to_string())),
        Error::Tls(reason) => Answer::Unsafe(in_words(reason)),
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Answer::Slow,
            ErrorKind::ConnectionRefused => {
                Answer::Dead("the host refuses the connection".to_owned())
            }
            // rustls reports what is wrong with a certificate as data that is wrong.
            ErrorKind::InvalidData => Answer::Unsafe(in_words(&error.to_string())),
            _ if is_name_resolution(error) => Answer::Dead(format!("there is no host `{host}`")),
            _ => Answer::Dead(format!("the connection breaks: {error}")),
        },
        error => Answer::Dead(format!("the answer cannot be read: {error}")),
    }
}

/// The system says in words alone that it does not know a name.
fn is_name_resolution(error: &std::io::Error) -> bool {
    error.to_string().contains("failed to lookup address")
}

/// What rustls says of a certificate, in the words of those who have none to look at.
fn in_words(reason: &str) -> String {
    let words = [
        ("Expired", "its certificate has expired"),
        ("NotValidYet", "its certificate is not valid yet"),
        ("NotValidForName", "its certificate is for another name"),
        ("not valid for name", "its certificate is for another name"),
        ("expired", "its certificate has expired"),
        (
            "UnknownIssuer",
            "nobody whom browsers trust has signed its certificate",
        ),
        ("Revoked", "its certificate was withdrawn"),
        ("InvalidContentType", "the host does not speak TLS there"),
    ];
    let found = words.iter().find(|(word, _)| reason.contains(word));
    found.map_or_else(|| reason.to_owned(), |(_, words)| (*words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn certificates_are_spoken_of_in_words() {
        for (reason, words) in [
            (
                "invalid peer certificate: Expired",
                "its certificate has expired",
            ),
            (
                "invalid peer certificate: UnknownIssuer",
                "nobody whom browsers trust has signed its certificate",
            ),
            ("something else", "something else"),
        ] {
            assert_eq!(in_words(reason), words);
        }
    }
}
