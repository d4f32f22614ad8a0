//! What the preview adds to the pages it serves, and only to those: its script, and the strip with the problems.

use super::client::{Viewer, Visit};
use super::problems::Problems;
use super::state::Version;
use crate::text::{escape, escape_with_code};

/// Where the script is served.
pub(super) const SCRIPT: &str = "/.vitrine/preview.js";
/// Where the style sheet of the strip is served.
pub(super) const STYLES: &str = "/.vitrine/preview.css";
/// Where the paper catalogue is shown.
pub(super) const PAPER: &str = "/.vitrine/paper";

/// What a page is reloaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    /// Another website.
    Website,
    /// Any other reading of the project, for pages that show its problems themselves.
    Reading,
}

/// A page of the website as it is served.
pub(super) fn page(html: &str, version: &Version, visit: Visit<'_>, follow: Follow) -> String {
    let epoch = visit.epoch;
    let mut added = String::new();
    if follow == Follow::Website {
        let strip = strip(version, visit.viewer);
        // A shadow root, so that neither the theme's styles nor these reach the other; and it needs no script.
        added = format!(
            "<vitrine-preview><template shadowrootmode=\"open\">{strip}</template></vitrine-preview>"
        );
    }
    let token = match follow {
        Follow::Website => format!("data-website=\"{}\"", website_token(version, epoch)),
        Follow::Reading => format!("data-reading=\"{}\"", reading_token(version, epoch)),
    };
    added.push_str(&format!("<script src=\"{SCRIPT}\" {token} defer></script>"));
    let html = with_policy(html);
    let at = rfind_ignoring_case(&html, "</body").unwrap_or(html.len());
    format!("{}{added}{}", &html[..at], &html[at..])
}

/// A page that shows nothing but problems.
pub(super) fn problems_page(
    title: &str,
    lead: &str,
    problems: &Problems,
    version: &Version,
    visit: Visit<'_>,
) -> String {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"{STYLES}\"></head><body class=\"page\"><main>\
         <h1>{title}</h1><p class=\"lead\">{}</p>{}</main></body></html>",
        escape(lead),
        problems.to_html(visit.viewer),
        title = escape(title),
    );
    page(&html, version, visit, Follow::Reading)
}

/// What the strip holds: what is wrong, and what the preview can be told.
pub(super) fn strip(version: &Version, viewer: Viewer) -> String {
    let problems = &version.problems;
    let kind = match (problems.errors, problems.warnings) {
        (1.., _) => "error",
        (0, 1..) => "warning",
        (0, 0) => "calm",
    };
    let count = match kind {
        "calm" => "Preview".to_owned(),
        _ => problems.count(),
    };
    let list = match kind {
        "calm" => String::new(),
        _ => format!(
            "<div class=\"list\" tabindex=\"0\">{}</div>",
            problems.to_html(viewer)
        ),
    };
    let paper = version.shown.as_ref().is_some_and(|shown| {
        let papers = shown.website.papers();
        !papers.is_empty()
    });
    let paper = match paper {
        true => format!("<a class=\"switch\" href=\"{PAPER}\">Paper catalogue</a>"),
        false => String::new(),
    };
    let first = match (problems.errors, problems.first(viewer)) {
        (1.., Some(first)) => format!("<span class=\"first\">{}</span>", escape_with_code(first)),
        _ => String::new(),
    };
    let since = match &version.shown {
        Some(shown) if shown.generation != version.generation => format!(
            "<span class=\"since\">you see the version of {}</span>",
            escape(&shown.time)
        ),
        _ => String::new(),
    };
    format!(
        "<link rel=\"stylesheet\" href=\"{STYLES}\">\
         <section class=\"strip {kind}\" lang=\"en\" dir=\"ltr\" aria-label=\"Preview\">\
         <details><summary><span class=\"count\">{count}</span>{first}{since}</summary>{list}\
         <div class=\"tools\"><label><input type=\"checkbox\" class=\"follow\" checked>\
         Open what I save</label>{paper}</div></details></section>"
    )
}

/// What the website is recognized by: the generation alone would repeat itself when the preview is started anew.
pub(super) fn website_token(version: &Version, epoch: &str) -> String {
    version.shown.as_ref().map_or(String::new(), |shown| {
        format!("{epoch}-{}", shown.generation)
    })
}

/// What the reading is recognized by.
pub(super) fn reading_token(version: &Version, epoch: &str) -> String {
    format!("{epoch}-{}", version.generation)
}

/// The page with a Content-Security-Policy that lets the preview's own files and events through.
fn with_policy(html: &str) -> String {
    let Some(range) = policy(html) else {
        return html.to_owned();
    };
    // A template engine may have escaped the quotes.
    let policy = ["&#39;", "&#x27;", "&apos;"]
        .iter()
        .fold(html[range.clone()].to_owned(), |policy, quote| {
            policy.replace(quote, "'")
        });
    let mut directives: Vec<String> = Vec::new();
    let default = policy
        .split(';')
        .find_map(|directive| directive.trim().strip_prefix("default-src "))
        .map(str::to_owned);
    for directive in policy.split(';').map(str::trim) {
        let name = directive.split_whitespace().next().unwrap_or_default();
        match name {
            // The preview is served without encryption, and sets parts of the strip by script.
            "" | "upgrade-insecure-requests" | "require-trusted-types-for" | "trusted-types" => {}
            "script-src" | "style-src" | "connect-src" => directives.push(with_self(directive)),
            _ => directives.push(directive.to_owned()),
        }
    }
    for name in ["script-src", "style-src", "connect-src"] {
        let is_there = directives
            .iter()
            .any(|directive| directive.split_whitespace().next() == Some(name));
        if let (false, Some(default)) = (is_there, &default) {
            directives.push(with_self(&format!("{name} {default}")));
        }
    }
    format!(
        "{}{}{}",
        &html[..range.start],
        directives.join("; "),
        &html[range.end..]
    )
}

fn with_self(directive: &str) -> String {
    let mut words: Vec<&str> = directive
        .split_whitespace()
        .filter(|word| *word != "'none'")
        .collect();
    if !words.contains(&"'self'") {
        words.push("'self'");
    }
    words.join(" ")
}

/// Where the policy of a page stands: the content of its `meta` element.
fn policy(html: &str) -> Option<std::ops::Range<usize>> {
    let name = find_ignoring_case(html, "content-security-policy")?;
    let start = rfind_ignoring_case(&html[..name], "<meta")?;
    let end = name + html[name..].find('>')?;
    let content = start + find_ignoring_case(&html[start..end], "content=")? + "content=".len();
    let quote = html[content..]
        .chars()
        .next()
        .filter(|c| "\"'".contains(*c))?;
    // A policy has single quotes in it, which the other kind surrounds.
    let length = html[content + 1..].find(quote)?;
    Some(content + 1..content + 1 + length)
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes()
        .windows(word.len())
        .position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

fn rfind_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes()
        .windows(word.len())
        .rposition(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics};
    use crate::source::Sources;

    #[test]
    fn script_and_strip_go_before_the_end_of_the_body() {
        let mut version = Version::default();
        let visit = Visit {
            epoch: "7",
            viewer: Viewer::Here,
        };
        let html = page(
            "<BODY><p>x</p></BODY></html>",
            &version,
            visit,
            Follow::Website,
        );
        assert!(
            html.starts_with("<BODY><p>x</p><vitrine-preview><template"),
            "{html}"
        );
        let end =
            "<script src=\"/.vitrine/preview.js\" data-website=\"\" defer></script></BODY></html>";
        assert!(html.contains("strip calm") && html.ends_with(end), "{html}");
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::without_place(Code::MissingLogo, "no logo"));
        version.problems = Problems::new(&diagnostics, &Sources::default());
        let html = page("<p>no end", &version, visit, Follow::Website);
        assert!(html.starts_with("<p>no end<vitrine-preview><template"));
        assert!(html.contains("1 warning"));
    }

    #[test]
    fn the_policy_lets_the_preview_through_and_nothing_else() {
        let served = |policy: &str| {
            let html = format!(
                "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><p>"
            );
            let html = with_policy(&html);
            let range = policy_range(&html);
            html[range].to_owned()
        };
        assert_eq!(
            served("default-src 'none'; img-src 'self'; upgrade-insecure-requests"),
            "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"
        );
        assert_eq!(
            served(
                "default-src &#39;self&#39;; script-src 'sha256-x'; connect-src 'none'; style-src 'self'"
            ),
            "default-src 'self'; script-src 'sha256-x' 'self'; connect-src 'self'; style-src 'self'"
        );
        assert_eq!(with_policy("<p>no policy"), "<p>no policy");
    }

    fn policy_range(html: &str) -> std::ops::Range<usize> {
        policy(html).unwrap()
    }
}
