//! Warnings for links that do not work. Entry point: [`problems`].

use super::{LinkCache, LinkStatus};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;

/// A warning for each link whose page was not reached at its address.
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
                format!("`{address}` is blocked: {why}"),
                "open it in a browser; if it works there, nothing needs to be done".to_owned(),
            ),
            LinkStatus::Dead(why) => (
                Code::DeadLink,
                format!("`{address}` {why}"),
                "write the current address of the page, or delete the link".to_owned(),
            ),
            LinkStatus::Unsafe(why) => (
                Code::UnsafeLink,
                format!("`{address}` is not secure: {why}"),
                "report it to the owner of the site: browsers warn its visitors, and yours".to_owned(),
            ),
            LinkStatus::Private(why) => (
                Code::PrivateLink,
                format!("`{address}` was not requested: {why}"),
                "write the public address of the page, or delete the link; to check pages in your own network, add \
                 `--allow-private-hosts`"
                    .to_owned(),
            ),
            LinkStatus::Slow => (
                Code::SlowLink,
                format!("`{address}` did not respond in time"),
                "check it again later; if that does not help, find out whether the site still exists"
                    .to_owned(),
            ),
        };
        Some(Diagnostic::new(code, link.span, message).help(help))
    };
    links.iter().filter_map(problem).collect()
}
