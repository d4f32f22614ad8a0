//! HTTP client without redirects; the only module that uses ureq. Entry point: [`RequestClient::send`].
//!
//! Requests to this machine are sent directly, all others through the proxy that the environment names.

mod reach;

use std::fmt;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error, Proxy};

use reach::{OutOfReach, ReachResolver};

pub use reach::{Reach, is_public};
pub use ureq::http::{Request, Response};

/// The most bytes of a response that are read. The longest is the state of a large site, with some 10 MB.
const MAX_RESPONSE_BYTES: u64 = 128 << 20;
/// How long reading a response may take: a host that sends a byte each minute would never end.
const MAX_RESPONSE_TIME: Duration = Duration::from_secs(600);
/// The slowest connection for which a request is sent to its end, in bytes per second.
const MIN_UPLOAD_RATE: u64 = 4_000;
/// The longest reason of a failure, in characters: servers choose some of the words.
const MAX_REASON: usize = 200;

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub enum Timeout {
    /// For the whole response.
    Total(Duration),
    /// For each step: connecting, moving some bytes, waiting for the response to begin.
    PerStep(Duration),
}

/// Sends requests, and reuses connections.
#[derive(Debug)]
pub struct RequestClient {
    agent: Agent,
    /// Without the proxy of the environment.
    direct: Agent,
    reach: Reach,
    has_proxy: bool,
    timeout: Timeout,
}

/// A response of which only the head has been read.
pub struct PartialResponse(Response<Body>);

/// Why a request failed.
#[derive(Debug)]
pub enum Failure {
    /// It timed out.
    Slow,
    /// The name of the host is not known.
    NoHost(String),
    /// The host refuses the connection.
    Refused(String),
    /// The connection is not secure; browsers warn of it.
    Unsafe(String),
    /// The connection broke.
    Broken(String),
    /// The response is not HTTP.
    Unreadable(String),
    /// The response is longer than any that is expected.
    TooLong,
    /// The client may not reach the host, for this reason.
    OutOfReach(String),
    /// The response is a web page, where none is expected.
    WebPage,
}

impl RequestClient {
    /// A client that calls itself `name`, and reaches some hosts only.
    pub fn new(name: &str, timeout: Timeout, reach: Reach) -> Self {
        let config = || {
            let config = Agent::config_builder()
                .user_agent(name)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false);
            match timeout {
                Timeout::Total(time) => config.timeout_global(Some(time)),
                Timeout::PerStep(time) => config
                    .timeout_connect(Some(time))
                    .timeout_per_read(Some(time))
                    .timeout_per_write(Some(time))
                    .timeout_recv_response(Some(time))
                    .timeout_recv_body(Some(MAX_RESPONSE_TIME)),
            }
        };
        let proxy = Proxy::try_from_env();
        let resolver = || ReachResolver::new(reach, proxy.as_ref());
        let agent = |config| Agent::with_parts(config, DefaultConnector::default(), resolver());
        Self {
            agent: agent(config().build()),
            direct: agent(config().proxy(None).build()),
            reach,
            has_proxy: proxy.is_some(),
            timeout,
        }
    }

    /// Sends a request and reads the head of the response.
    pub fn send(&self, request: Request<&[u8]>) -> Result<PartialResponse, Failure> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let agent = if is_this_machine(request.uri()) {
            &self.direct
        } else if self.has_proxy
            && let Some(OutOfReach(reason)) = self.reach.refusal(request.uri())
        {
            return Err(Failure::OutOfReach(reason));
        } else {
            &self.agent
        };
        // An empty body is sent only with requests that declare its length, such as a PUT of an empty file.
        let has_body = !request.body().is_empty() || request.headers().contains_key(LENGTH);
        let response = if has_body {
            let time = self.upload_time(request.body().len());
            let request = agent.configure_request(request);
            agent.run(request.timeout_send_body(time).build())
        } else {
            agent.run(request.map(|_| ()))
        };
        response
            .map(PartialResponse)
            .map_err(|error| failure(&error, &host))
    }

    /// How long sending a number of bytes may take.
    fn upload_time(&self, bytes: usize) -> Option<Duration> {
        match self.timeout {
            Timeout::Total(_) => None,
            Timeout::PerStep(time) => {
                Some(time + Duration::from_secs(bytes as u64 / MIN_UPLOAD_RATE))
            }
        }
    }
}

const LENGTH: &str = "content-length";

impl PartialResponse {
    /// The status, such as 200.
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// A header, if it exists and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// Reads the whole response.
    pub fn read(self) -> Result<Response<Vec<u8>>, Failure> {
        let (head, mut body) = self.0.into_parts();
        let bytes = body
            .with_config()
            .limit(MAX_RESPONSE_BYTES)
            .read_to_vec()
            .map_err(|error| failure(&error, ""))?;
        Ok(Response::from_parts(head, bytes))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Slow => f.write_str("the request timed out"),
            Failure::NoHost(host) => write!(f, "the host `{host}` does not exist"),
            Failure::Refused(host) => write!(f, "`{host}` refuses the connection"),
            Failure::Unsafe(reason) => write!(f, "the connection is not secure: {reason}"),
            Failure::Broken(reason) => write!(f, "the connection broke: {reason}"),
            Failure::Unreadable(reason) => write!(f, "the response cannot be read: {reason}"),
            Failure::TooLong => write!(
                f,
                "the response is longer than {} MB",
                MAX_RESPONSE_BYTES >> 20
            ),
            Failure::OutOfReach(reason) => f.write_str(reason),
            Failure::WebPage => f.write_str(
                "a web page came back and not the response of a store, as from a login page of the network or a proxy: \
                 open any website in a browser, sign in if it asks for that, and try again",
            ),
        }
    }
}

impl std::error::Error for Failure {}

/// Whether the address is one of this machine.
fn is_this_machine(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

fn failure(error: &Error, host: &str) -> Failure {
    match error {
        Error::Timeout(_) => Failure::Slow,
        Error::HostNotFound => Failure::NoHost(host.to_owned()),
        Error::Rustls(reason) => Failure::Unsafe(certificate_problem(&reason.to_string())),
        Error::Tls(reason) => Failure::Unsafe(certificate_problem(reason)),
        Error::BodyExceedsLimit(_) => Failure::TooLong,
        Error::Other(other) if other.is::<OutOfReach>() => Failure::OutOfReach(other.to_string()),
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::Slow,
            ErrorKind::ConnectionRefused => Failure::Refused(host.to_owned()),
            // rustls reports a bad certificate as invalid data.
            ErrorKind::InvalidData => Failure::Unsafe(certificate_problem(&error.to_string())),
            _ if is_name_resolution(error) => Failure::NoHost(host.to_owned()),
            _ => Failure::Broken(bounded(&error.to_string())),
        },
        error => Failure::Unreadable(bounded(&error.to_string())),
    }
}

fn bounded(reason: &str) -> String {
    reason.chars().take(MAX_REASON).collect()
}

/// The system reports an unknown host name only in the text of the error.
fn is_name_resolution(error: &std::io::Error) -> bool {
    error.to_string().contains("failed to lookup address")
}

/// The error of rustls about a certificate, in plain words.
fn certificate_problem(reason: &str) -> String {
    let words = [
        ("Expired", "its certificate has expired"),
        ("NotValidYet", "its certificate is not valid yet"),
        ("not valid yet", "its certificate is not valid yet"),
        ("NotValidForName", "its certificate is for another name"),
        ("not valid for name", "its certificate is for another name"),
        ("expired", "its certificate has expired"),
        (
            "UnknownIssuer",
            "its certificate is not signed by an authority that browsers trust",
        ),
        ("Revoked", "its certificate was revoked"),
        ("InvalidContentType", "the host does not speak TLS there"),
    ];
    words
        .iter()
        .find(|(word, _)| reason.contains(word))
        .map_or_else(|| bounded(reason), |(_, words)| (*words).to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::net::{IpAddr, Ipv4Addr, TcpListener};
    use std::time::Duration;

    use super::is_this_machine;
    use super::{Failure, Reach, Request, RequestClient, Timeout, certificate_problem, is_public};

    /// A server that sends some bytes to everybody.
    fn server(response: &'static [u8]) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.write_all(response);
            }
        });
        port
    }

    fn get(client: &RequestClient, address: &str) -> Result<u16, Failure> {
        let request = Request::get(address).body(&[] as &[u8]).unwrap();
        Ok(client.send(request)?.status())
    }

    #[test]
    fn hosts_out_of_reach_are_found_by_their_address_not_by_their_name() {
        let port = server(b"HTTP/1.1 204 No Content\r\n\r\n");
        let client =
            |reach| RequestClient::new("t", Timeout::Total(Duration::from_secs(20)), reach);
        let public = client(Reach::Only(is_public));
        for host in [
            "127.0.0.1",
            "localhost",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
        ] {
            let failed = get(&public, &format!("http://{host}:{port}/"));
            let Err(Failure::OutOfReach(reason)) = failed else {
                panic!("{host}: {failed:?}");
            };
            assert!(reason.contains(host), "{reason}");
        }
        let local = client(Reach::Only(|address| {
            address == IpAddr::V4(Ipv4Addr::LOCALHOST)
        }));
        for client in [local, client(Reach::Anywhere)] {
            let status = get(&client, &format!("http://127.0.0.1:{port}/"));
            assert_eq!(status.unwrap(), 204);
        }
    }

    #[test]
    fn certificate_problems_are_in_plain_words() {
        for (reason, words) in [
            (
                "invalid peer certificate: Expired",
                "its certificate has expired",
            ),
            (
                "invalid peer certificate: UnknownIssuer",
                "its certificate is not signed by an authority that browsers trust",
            ),
            ("something else", "something else"),
        ] {
            assert_eq!(certificate_problem(reason), words);
        }
    }

    #[test]
    fn only_this_machine_is_reached_without_the_proxy() {
        for local in ["http://127.0.0.1:80/", "http://[::1]/", "http://localhost/"] {
            assert!(is_this_machine(&local.parse().unwrap()), "{local}");
        }
        for remote in ["https://localhost.example/", "https://10.0.0.1/"] {
            assert!(!is_this_machine(&remote.parse().unwrap()), "{remote}");
        }
    }
}
