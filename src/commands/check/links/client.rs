//! HTTP requests of the link check: [`LinkClient`].

use std::thread;
use std::time::Duration;

use url::Url;

use crate::http_client::{self, Failure, Request, Timeout};

/// The most redirects that are followed.
const REDIRECTS_AT_MOST: usize = 8;

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
}

/// HTTP client that reuses connections.
pub(super) struct LinkClient {
    http: http_client::RequestClient,
}

impl LinkClient {
    pub(super) fn new(timeout: Duration) -> Self {
        Self {
            http: http_client::RequestClient::new(NAME, Timeout::Total(timeout)),
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
            let response = match self.response(&at, pause) {
                Ok(response) => response,
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
