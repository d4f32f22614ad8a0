//! Requests to other machines, one at a time and without following redirects; the only door to ureq.
//!
//! Addresses of this machine are asked directly, all others by way of the proxy that the environment names.

use std::fmt;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::time::Duration;

use ureq::http::Uri;
use ureq::{Agent, Body, Error};

pub use ureq::http::{Request, Response};

/// The most bytes of an answer that are read: a page of a list of objects is the longest, and has a few MB.
const ANSWER_AT_MOST: u64 = 1 << 30;

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub enum Patience {
    /// For an answer as a whole.
    ForAll(Duration),
    /// For each step: to connect, for anything to move, for the answer to begin.
    ForEachStep(Duration),
}

/// Asks, and keeps connections.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    /// Without the proxy of the environment.
    direct: Agent,
}

/// An answer of which only the head has been read.
pub struct Answer(Response<Body>);

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// None in time.
    Slow,
    /// The name of the host is not known.
    NoHost(String),
    /// Nobody listens there.
    Refused(String),
    /// The connection is not safe: a browser warns of it.
    Unsafe(String),
    /// The connection broke.
    Broken(String),
    /// What came is no HTTP.
    Unreadable(String),
}

impl Client {
    /// A client that calls itself `name`.
    pub fn new(name: &str, patience: Patience) -> Self {
        let config = || {
            let config = Agent::config_builder()
                .user_agent(name)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false);
            match patience {
                Patience::ForAll(time) => config.timeout_global(Some(time)),
                Patience::ForEachStep(time) => config
                    .timeout_connect(Some(time))
                    .timeout_per_read(Some(time))
                    .timeout_per_write(Some(time))
                    .timeout_recv_response(Some(time)),
            }
        };
        Self {
            agent: config().build().new_agent(),
            direct: config().proxy(None).build().new_agent(),
        }
    }

    /// Sends a request and reads the head of the answer.
    pub fn ask(&self, request: Request<&[u8]>) -> Result<Answer, Failure> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let agent = match is_here(request.uri()) {
            true => &self.direct,
            false => &self.agent,
        };
        // A body that is empty is none, but for methods that say how long theirs is.
        let answer = match request.body().is_empty() && !request.headers().contains_key(LENGTH) {
            true => agent.run(request.map(|_| ())),
            false => agent.run(request),
        };
        answer.map(Answer).map_err(|error| failure(&error, &host))
    }
}

const LENGTH: &str = "content-length";

impl Answer {
    /// The status, such as 200.
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// A header, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// The whole answer.
    pub fn read(self) -> Result<Response<Vec<u8>>, Failure> {
        let (head, mut body) = self.0.into_parts();
        let bytes = body.with_config().limit(ANSWER_AT_MOST).read_to_vec();
        let bytes = bytes.map_err(|error| failure(&error, ""))?;
        Ok(Response::from_parts(head, bytes))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Slow => f.write_str("there was no answer in time"),
            Failure::NoHost(host) => write!(f, "there is no host `{host}`"),
            Failure::Refused(host) => write!(f, "`{host}` refuses the connection"),
            Failure::Unsafe(why) => write!(f, "the connection is not safe: {why}"),
            Failure::Broken(why) => write!(f, "the connection breaks: {why}"),
            Failure::Unreadable(why) => write!(f, "the answer cannot be read: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

/// Whether it is an address of this machine.
fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

fn failure(error: &Error, host: &str) -> Failure {
    match error {
        Error::Timeout(_) => Failure::Slow,
        Error::HostNotFound => Failure::NoHost(host.to_owned()),
        Error::Rustls(reason) => Failure::Unsafe(in_words(&reason.to_string())),
        Error::Tls(reason) => Failure::Unsafe(in_words(reason)),
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::Slow,
            ErrorKind::ConnectionRefused => Failure::Refused(host.to_owned()),
            // rustls reports what is wrong with a certificate as data that is wrong.
            ErrorKind::InvalidData => Failure::Unsafe(in_words(&error.to_string())),
            _ if is_name_resolution(error) => Failure::NoHost(host.to_owned()),
            _ => Failure::Broken(error.to_string()),
        },
        error => Failure::Unreadable(error.to_string()),
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
        ("not valid yet", "its certificate is not valid yet"),
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
    use super::{in_words, is_here};

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

    #[test]
    fn this_machine_is_not_asked_by_way_of_others() {
        for here in ["http://127.0.0.1:80/", "http://[::1]/", "http://localhost/"] {
            assert!(is_here(&here.parse().unwrap()), "{here}");
        }
        for there in ["https://localhost.example/", "https://10.0.0.1/"] {
            assert!(!is_here(&there.parse().unwrap()), "{there}");
        }
    }
}
