//! Safety of the targets of links and images.

use pulldown_cmark::{CowStr, LinkType};

use crate::text::TextLength;

/// Schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The target of a link; that of an e-mail address between `<` and `>` has no scheme yet.
pub(super) fn target(link_type: LinkType, target: CowStr<'_>) -> String {
    match link_type {
        LinkType::Email => format!("mailto:{target}"),
        _ => target.into_string(),
    }
}

/// The most characters of a target: PDFs and browsers refuse longer ones.
const LENGTH_AT_MOST: usize = TextLength::Line.limit();

/// Checks whether a link may have this target; the error is the reason why not.
pub(super) fn link(target: &str) -> Result<(), &'static str> {
    match scheme(target)? {
        Some(scheme)
            if SCHEMES
                .iter()
                .any(|known| known.eq_ignore_ascii_case(scheme)) =>
        {
            Ok(())
        }
        Some(_) => Err("only addresses in `https:`, `http:`, `mailto:` and `tel:` are let through"),
        None => Ok(()),
    }
}

/// Checks whether an image may have this target; the error is the reason why not.
pub(super) fn image(target: &str) -> Result<(), &'static str> {
    match scheme(target)? {
        Some(_) => Err("pages load nothing from other hosts; put the picture into the project"),
        None => Ok(()),
    }
}

/// The scheme of a target, if it has one; rejects targets that browsers interpret differently from how they look.
fn scheme(target: &str) -> Result<Option<&str>, &'static str> {
    if target.len() > LENGTH_AT_MOST {
        return Err("it is longer than 2000 characters; link to a shorter address");
    }
    // Browsers drop tabs, line ends and leading spaces before they look for the scheme.
    if target.chars().any(|c| c.is_control()) || target.starts_with(' ') {
        return Err("it begins with control characters or a space");
    }
    // Browsers treat a backslash as a slash, and two of them lead to another host.
    let slashes = target
        .bytes()
        .take_while(|byte| matches!(byte, b'/' | b'\\'));
    if slashes.count() > 1 || target.contains('\\') {
        return Err("write `https://` in front of another host, and no backslashes");
    }
    let end = target.find([':', '/', '?', '#']);
    Ok(end
        .filter(|&end| target.as_bytes()[end] == b':')
        .map(|end| &target[..end]))
}

/// A target as a message shows it: in one line, and shortened if it is long.
pub(super) fn shown(target: &str) -> String {
    let mut shown: String = target
        .chars()
        .take(40)
        .map(|c| if c.is_control() { '·' } else { c })
        .collect();
    if shown.len() < target.len() {
        shown.push('…');
    }
    shown
}
