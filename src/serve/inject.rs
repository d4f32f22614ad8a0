//! Additions to served pages, never to files: the preview's script, and the strip with the problems.
//! Entry points: [`page`] for pages of the website, [`problems_page`] where there is no page to show.

use super::client::Visit;
use super::interface::language_attributes;
use super::policy::{rfind_ignoring_case, with_policy};
use super::problems::Problems;
use super::version::Version;
use crate::text::{escape, escape_with_code};

/// The address of the script.
pub(super) const SCRIPT: &str = "/.vitrine/preview.js";
/// The address of the style sheet.
pub(super) const STYLES: &str = "/.vitrine/preview.css";
/// The address of the page that shows the paper catalogue.
pub(super) const PAPER: &str = "/.vitrine/paper";

/// Which new version makes a page reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReloadOn {
    /// A version with another website.
    NewSite,
    /// Any version: for pages that show its problems themselves.
    NewVersion,
}

/// A page as it is served: with the script, and with the strip unless the page itself shows the problems.
pub(super) fn page(html: &str, version: &Version, visit: Visit<'_>, reload_on: ReloadOn) -> String {
    let epoch = visit.epoch;
    let mut added = String::new();
    if reload_on == ReloadOn::NewSite {
        let strip = strip(version, visit);
        // A shadow root separates the styles of the theme from those of the strip, and needs no script.
        added = format!(
            "<vitrine-preview><template shadowrootmode=\"open\">{strip}</template></vitrine-preview>"
        );
    }
    let token = match reload_on {
        ReloadOn::NewSite => format!("data-site=\"{}\"", site_token(version, epoch)),
        ReloadOn::NewVersion => format!("data-version=\"{}\"", version_token(version, epoch)),
    };
    added.push_str(&format!(
        "<script src=\"{SCRIPT}\" {token} data-lang=\"{lang}\" data-ended=\"{ended}\" defer></script>",
        lang = escape(version.interface.localizer(visit.lang).locale().code()),
        ended = escape(&ended_strip(version, visit)),
    ));
    let html = with_policy(html);
    let end = rfind_ignoring_case(&html, "</body").unwrap_or(html.len());
    format!("{}{added}{}", &html[..end], &html[end..])
}

/// Why a page only shows problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// The project is being read for the first time.
    Loading,
    /// There has been no version without errors.
    NoSite,
    /// This page alone cannot be rendered.
    NoPage,
}

impl Notice {
    /// The keys of the interface strings for heading and text.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Notice::Loading => ("preview_loading_heading", "preview_loading_text"),
            Notice::NoSite => ("preview_no_site_heading", "preview_no_site_text"),
            Notice::NoPage => ("preview_no_page_heading", "preview_no_page_text"),
        }
    }
}

/// A page that only shows problems.
pub(super) fn problems_page(
    notice: Notice,
    problems: &Problems,
    version: &Version,
    visit: Visit<'_>,
) -> String {
    let localizer = version.interface.localizer(visit.lang);
    let (heading, text) = notice.keys();
    let html = format!(
        "<!doctype html><html {language}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"{STYLES}\"></head><body class=\"page\"><main>\
         <h1>{title}</h1><p class=\"lead\">{lead}</p>{problems}</main></body></html>",
        language = language_attributes(localizer),
        title = escape(&localizer.message(heading, &[])),
        lead = escape(&localizer.message(text, &[])),
        problems = problems.to_html(visit.client, localizer),
    );
    page(&html, version, visit, ReloadOn::NewVersion)
}

/// The strip: the problems of the version, and the preview's controls.
pub(super) fn strip(version: &Version, visit: Visit<'_>) -> String {
    let localizer = version.interface.localizer(visit.lang);
    let message = |key| escape(&localizer.message(key, &[])).into_owned();
    let problems = &version.problems;
    let kind = match (problems.errors, problems.warnings) {
        (1.., _) => "error",
        (0, 1..) => "warning",
        (0, 0) => "calm",
    };
    let title = message("preview_title");
    let (count, list) = if problems.is_empty() {
        (title.clone(), String::new())
    } else {
        let list = problems.to_html(visit.client, localizer);
        (
            escape(&problems.localized_count(localizer)).into_owned(),
            format!("<div class=\"list\" tabindex=\"0\">{list}</div>"),
        )
    };
    let first = match (problems.errors, problems.first(visit.client)) {
        (1.., Some(first)) => format!(
            "<span class=\"first\" lang=\"en\" dir=\"ltr\">{}</span>",
            escape_with_code(first)
        ),
        _ => String::new(),
    };
    let older_version = match &version.site {
        Some(site) if site.generation != version.generation => {
            let time = [("time", site.time.clone())];
            let text = localizer.message("preview_older_version", &time);
            format!("<span class=\"since\">{}</span>", escape(&text))
        }
        _ => String::new(),
    };
    let paper_link = match &version.site {
        // On the paper page the script turns this link into one back to the website, with the text in `data-website`.
        Some(site) if site.website.has_paper() => format!(
            "<a class=\"switch\" href=\"{PAPER}\" data-website=\"{}\">{}</a>",
            message("preview_website"),
            message("menu_paper"),
        ),
        _ => String::new(),
    };
    format!(
        "<link rel=\"stylesheet\" href=\"{STYLES}\">\
         <section class=\"strip {kind}\" {language} aria-label=\"{title}\">\
         <details><summary><span class=\"count\">{count}</span>{first}{older_version}</summary>{list}\
         <div class=\"tools\"><label><input type=\"checkbox\" class=\"follow\" checked>\
         {follow}</label>{paper_link}</div></details></section>",
        language = language_attributes(localizer),
        follow = message("preview_follow"),
    )
}

/// The strip that the script shows once the server is gone: an old page that looked current would be misleading.
fn ended_strip(version: &Version, visit: Visit<'_>) -> String {
    let localizer = version.interface.localizer(visit.lang);
    format!(
        "<section class=\"strip away\" {language} role=\"status\"><p class=\"bar\">\
         <span class=\"count\">{ended}</span><span class=\"since\">{note}</span></p></section>",
        language = language_attributes(localizer),
        ended = escape(&localizer.message("preview_ended", &[])),
        note = escape(&localizer.message("preview_ended_note", &[])),
    )
}

/// Identifies the website that is shown. The epoch is part of it because generations start again with each run.
pub(super) fn site_token(version: &Version, epoch: &str) -> String {
    version
        .site
        .as_ref()
        .map_or(String::new(), |site| format!("{epoch}-{}", site.generation))
}

/// Identifies the version.
pub(super) fn version_token(version: &Version, epoch: &str) -> String {
    format!("{epoch}-{}", version.generation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics};
    use crate::serve::client::Client;
    use crate::source::Sources;

    #[test]
    fn script_and_strip_go_before_the_end_of_the_body() {
        let mut version = Version::default();
        let visit = Visit {
            epoch: "7",
            client: Client::Local,
            lang: "en",
        };
        let html = page(
            "<BODY><p>x</p></BODY></html>",
            &version,
            visit,
            ReloadOn::NewSite,
        );
        assert!(
            html.starts_with("<BODY><p>x</p><vitrine-preview><template"),
            "{html}"
        );
        let script = "<script src=\"/.vitrine/preview.js\" data-site=\"\" data-lang=\"en\"";
        assert!(
            html.contains("strip calm") && html.contains(script),
            "{html}"
        );
        assert!(html.ends_with(" defer></script></BODY></html>"), "{html}");
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::without_place(Code::MissingLogo, "no logo"));
        version.problems = Problems::new(&diagnostics, &Sources::default());
        let html = page("<p>no end", &version, visit, ReloadOn::NewSite);
        assert!(html.starts_with("<p>no end<vitrine-preview><template"));
        assert!(html.contains("1 warning"));
    }
}
