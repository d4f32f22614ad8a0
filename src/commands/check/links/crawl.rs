//! Crawler of external links: one request at a time to each host, with pauses; results are cached for days. Entry
//! point: [`crawl`].
//!
//! A build does not check external links: a page that is down today is no reason not to publish.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use url::Url;

use super::cache::LinkCache;
use super::client::{LinkClient, LinkStatus};
use crate::http_client::Reach;

/// How many hosts are requested concurrently.
const HOSTS_AT_ONCE: usize = 8;

/// Policy of the crawler.
#[derive(Debug, Clone)]
pub(super) struct CrawlPolicy {
    /// The current date.
    pub today: Date,
    /// How many days an address that was reached is not requested again.
    pub cached_days: i64,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
    /// How long to wait for a response.
    pub timeout: Duration,
    /// Which hosts are requested.
    pub reach: Reach,
}

/// Numbers of addresses that were requested or skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CrawlCounts {
    /// Requested.
    pub requested: usize,
    /// Skipped, because the status is cached.
    pub cached: usize,
    /// Skipped, because the name is reserved for examples (RFC 2606 and 6761) and does not exist.
    pub reserved: usize,
}

/// Requests each of these addresses, unless its status is cached; `on_response` is called after each.
pub(super) fn crawl<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    cache: &mut LinkCache,
    policy: &CrawlPolicy,
    on_response: impl Fn() + Sync,
) -> CrawlCounts {
    let mut counts = CrawlCounts::default();
    let addresses: BTreeSet<String> = addresses
        .into_iter()
        .map(|address| page(address).to_owned())
        .collect();
    cache.retain(&addresses);
    // As they are written, because one address can be written in several ways.
    let mut hosts: BTreeMap<String, Vec<(&String, Url)>> = BTreeMap::new();
    for address in &addresses {
        // Invalid addresses were reported when they were read.
        let Ok(url) = Url::parse(address) else {
            continue;
        };
        let Some(host) = url.host_str().map(str::to_owned) else {
            continue;
        };
        if is_reserved(&host) {
            counts.reserved += 1;
        } else if cache.is_fresh(address, policy) {
            counts.cached += 1;
        } else {
            counts.requested += 1;
            hosts.entry(host).or_default().push((address, url));
        }
    }
    let workers = HOSTS_AT_ONCE.min(hosts.len());
    let queue: Mutex<VecDeque<Vec<(&String, Url)>>> = Mutex::new(hosts.into_values().collect());
    let answers: Mutex<Vec<(String, LinkStatus)>> = Mutex::default();
    let work = || {
        let client = LinkClient::new(policy.timeout, policy.reach);
        let next = || {
            queue
                .lock()
                .expect("no thread panics while it holds the lock")
                .pop_front()
        };
        while let Some(urls) = next() {
            for (at, (address, url)) in urls.iter().enumerate() {
                if at > 0 {
                    thread::sleep(policy.pause);
                }
                let answer = client.request(url, policy.pause);
                let mut answers = answers
                    .lock()
                    .expect("no thread panics while it holds the lock");
                answers.push(((*address).clone(), answer));
                drop(answers);
                on_response();
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    for (address, answer) in answers.into_inner().expect("no thread panicked") {
        cache.insert(address, answer, policy.today);
    }
    counts
}

/// The address of the page, without the fragment.
pub(super) fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// Whether a name is reserved for examples and tests.
fn is_reserved(host: &str) -> bool {
    let domains = ["example.com", "example.net", "example.org"];
    let ends = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    domains
        .into_iter()
        .chain(["example", "test", "invalid"])
        .any(ends)
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn names_for_examples_are_not_asked() {
        for reserved in [
            "kerguelen.example",
            "www.example.org",
            "example.com",
            "a.test",
        ] {
            assert!(is_reserved(reserved), "{reserved}");
        }
        for real in [
            "127.0.0.1",
            "localhost",
            "example.fr",
            "myexample.com",
            "contest",
            "rust-lang.org",
        ] {
            assert!(!is_reserved(real), "{real}");
        }
    }
}
