//! What the answers mean for those who wrote the links.

use super::{LinkCache, LinkStatus};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;

/// A warning for each link whose address is not simply there.
pub(super) fn problems(links: &[Spanned<String>], cache: &LinkCache) -> Diagnostics {
    let problem = |link: &Spanned<String>| {
        let address = &link.value;
        let (code, message, help) = match cache.status(address)? {
            LinkStatus::Reached => return None,
            LinkStatus::Moved(to) => (
                Code::MovedLink,
                format!("`{address}` has moved"),
                format!("write `{to}`"),
            ),
            LinkStatus::Blocked(why) => (
                Code::BlockedLink,
                format!("`{address}` cannot be tested: {why}"),
                "open it in a browser: if it is there, nothing needs to be done".to_owned(),
            ),
            LinkStatus::Dead(why) => (
                Code::DeadLink,
                format!("`{address}` leads nowhere: {why}"),
                "look where the page is now and write that, or delete the link".to_owned(),
            ),
            LinkStatus::Unsafe(why) => (
                Code::UnsafeLink,
                format!("`{address}` is not safe: {why}"),
                "tell those whose site it is: browsers warn their visitors, and yours".to_owned(),
            ),
            LinkStatus::Slow => (
                Code::SlowLink,
                format!("`{address}` did not answer in time"),
                "test it again later; if it stays so, look whether the site is still there"
                    .to_owned(),
            ),
        };
        Some(Diagnostic::new(code, link.span, message).help(help))
    };
    links.iter().filter_map(problem).collect()
}
