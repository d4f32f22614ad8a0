//! One address, asked for.

use std::thread;
use std::time::Duration;

use url::Url;

use crate::http_client::{self, Failure, Request, Timeout};

/// The most redirects that are followed.
const REDIRECTS_AT_MOST: usize = 8;

/// What it calls itself.
const NAME: &str = concat!(
    "Mozilla/5.0 (compatible; vitrine/",
    env!("CARGO_PKG_VERSION"),
    "; link check)"
);

/// What came of asking for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
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
    http: http_client::Client,
}

impl Client {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            http: http_client::Client::new(NAME, Timeout::Total(patience)),
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
                Err(failure) => return of_failure(failure),
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
    fn response(
        &self,
        url: &Url,
        pause: Duration,
    ) -> Result<http_client::PartialResponse, Failure> {
        let ask = |method: &str| {
            let request = Request::builder().method(method).uri(url.as_str());
            let request = request.body(&[] as &[u8]);
            let request = request.map_err(|error| Failure::Unreadable(error.to_string()))?;
            self.http.send(request)
        };
        let response = ask("HEAD")?;
        if response.status() >= 400 {
            thread::sleep(pause);
            return ask("GET");
        }
        Ok(response)
    }
}

fn of_failure(failure: Failure) -> Answer {
    match failure {
        Failure::Slow => Answer::Slow,
        Failure::Unsafe(why) => Answer::Unsafe(why),
        Failure::Refused(_) => Answer::Dead("the host refuses the connection".to_owned()),
        failure => Answer::Dead(failure.to_string()),
    }
}
