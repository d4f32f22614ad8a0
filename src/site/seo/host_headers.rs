//! Headers that web hosts send with the site's files, in the formats of hosts: caching, compression, types, and which
//! pages other websites may show in a frame. Entry points: [`netlify`], [`apache`] and [`nginx`].
//!
//! Pages have a strict policy of their own in a `meta` element, which cannot say `frame-ancestors`. All pages refuse
//! frames of other websites but those that are made for them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::{Lang, Page};
use crate::site::context::PageContext;
use crate::site::plan::{Enumeration, pages};

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "public, max-age=0, must-revalidate";
const REFERRER: &str = "strict-origin-when-cross-origin";
const NO_FRAMES: &str = "frame-ancestors 'self'";

/// Folders of files whose names change with their bytes.
const FINGERPRINTED: [&str; 3] = ["assets", "images", "logos"];

/// Pages for frames, as a regular expression of a part of their addresses.
const EMBEDDABLE: &str = "/(partners/[^/]+/card|embed/list)/";

/// What hosts compress: texts. Fonts, rasters and PDFs are compressed already.
const COMPRESSED: [&str; 12] = [
    "text/css",
    "text/csv",
    "text/javascript",
    "text/markdown",
    "text/plain",
    "text/vcard",
    "text/xml",
    "application/atom+xml",
    "application/javascript",
    "application/json",
    "application/xml",
    "image/svg+xml",
];

/// `_headers`. A header of several rules has all their values: so the rules that forbid frames name their pages, and
/// none is for all.
pub(crate) fn netlify(context: PageContext<'_>) -> String {
    let base = context.site.links.base_path();
    let mut file =
        format!("{base}/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: {REFERRER}\n");
    for folder in FINGERPRINTED {
        // Writing to a string cannot fail.
        let _ = write!(file, "{base}/{folder}/*\n  Cache-Control: {IMMUTABLE}\n");
    }
    let _ = write!(file, "{base}/api/*\n  Access-Control-Allow-Origin: *\n");
    for path in without_frames(context) {
        let _ = write!(
            file,
            "{base}{path}\n  Content-Security-Policy: {NO_FRAMES}\n"
        );
    }
    file
}

/// The paths of pages that other websites may not show in a frame, with placeholders for languages and partners: hosts
/// read a hundred rules at most.
fn without_frames(context: PageContext<'_>) -> BTreeSet<String> {
    let catalogue = context.catalogue();
    let all = pages(catalogue, Enumeration::Static);
    let in_language = all.iter().filter(|page| page.lang() == Some(Lang::DEFAULT));
    let paths = in_language.filter_map(|page| {
        let address = page.address(catalogue);
        // Pages alone: other files have names.
        if !address.ends_with('/') || page.is_for_frames() {
            return None;
        }
        let (_, path) = address[1..].split_once('/')?;
        let folder = path.split('/').next().unwrap_or_default();
        Some(if matches!(page, Page::EmbedMaker(_)) {
            // The list is in its folder.
            format!("/:lang/{path}")
        } else if folder.is_empty() {
            "/:lang/".to_owned()
        } else if folder == "partners" {
            "/:lang/partners/:partner/".to_owned()
        } else {
            format!("/:lang/{folder}/*")
        })
    });
    let others = ["/", "/p/*", "/404.html", "/:lang/partners/:partner/"];
    paths.chain(others.map(str::to_owned)).collect()
}

/// The part of `.htaccess` after the redirects.
pub(crate) fn apache(context: PageContext<'_>) -> String {
    let base = escaped(context.site.links.base_path());
    let types = COMPRESSED.join(" ");
    format!(
        "AddType text/csv .csv\n\
         AddType text/markdown .md\n\
         AddType text/vcard .vcf\n\
         AddCharset utf-8 .css .csv .html .js .json .md .svg .txt .vcf .xml\n\
         <Files \"feed.xml\">\nForceType application/atom+xml\n</Files>\n\
         <IfModule mod_headers.c>\n\
         Header always set X-Content-Type-Options \"nosniff\"\n\
         Header always set Referrer-Policy \"{REFERRER}\"\n\
         <IfModule mod_setenvif.c>\n\
         SetEnvIf Request_URI \"{EMBEDDABLE}\" vitrine_embeddable\n\
         SetEnvIf Request_URI \"{}\" vitrine_immutable\n\
         SetEnvIf Request_URI \"^{base}/api/\" vitrine_shared\n\
         Header always set Content-Security-Policy \"{NO_FRAMES}\" env=!vitrine_embeddable\n\
         Header set Cache-Control \"{REVALIDATE}\" env=!vitrine_immutable\n\
         Header set Cache-Control \"{IMMUTABLE}\" env=vitrine_immutable\n\
         Header set Access-Control-Allow-Origin \"*\" env=vitrine_shared\n\
         </IfModule>\n\
         </IfModule>\n\
         <IfModule mod_brotli.c>\nAddOutputFilterByType BROTLI_COMPRESS text/html {types}\n</IfModule>\n\
         <IfModule mod_deflate.c>\nAddOutputFilterByType DEFLATE text/html {types}\n</IfModule>\n",
        fingerprinted(&base),
    )
}

/// `headers.nginx.conf`, to be included in a `server` block. `if` with `set` alone is safe there.
pub(crate) fn nginx(context: PageContext<'_>) -> String {
    let base = escaped(context.site.links.base_path());
    let mut file = format!(
        "set $vitrine_framing \"{NO_FRAMES}\";\n\
         if ($uri ~ \"{EMBEDDABLE}\") {{ set $vitrine_framing \"\"; }}\n\
         set $vitrine_caching \"{REVALIDATE}\";\n\
         if ($uri ~ \"{}\") {{ set $vitrine_caching \"{IMMUTABLE}\"; }}\n\
         set $vitrine_sharing \"\";\n\
         if ($uri ~ \"^{base}/api/\") {{ set $vitrine_sharing \"*\"; }}\n\
         add_header X-Content-Type-Options \"nosniff\" always;\n\
         add_header Referrer-Policy \"{REFERRER}\" always;\n\
         add_header Content-Security-Policy $vitrine_framing always;\n\
         add_header Cache-Control $vitrine_caching;\n\
         add_header Access-Control-Allow-Origin $vitrine_sharing;\n\
         gzip on;\ngzip_vary on;\ngzip_min_length 1024;\ngzip_types {};\n\
         charset utf-8;\ncharset_types {};\n",
        fingerprinted(&base),
        COMPRESSED.join(" "),
        COMPRESSED.join(" "),
    );
    // Types that nginx does not know.
    for (ending, media_type) in [
        ("csv", "text/csv"),
        ("md", "text/markdown"),
        ("vcf", "text/vcard"),
    ] {
        let _ = writeln!(
            file,
            "location ~ \"\\.{ending}$\" {{ types {{ }} default_type {media_type}; }}"
        );
    }
    let _ = writeln!(
        file,
        "location ~ \"/feed\\.xml$\" {{ types {{ }} default_type application/atom+xml; }}"
    );
    file
}

/// The addresses of files whose names have a hash of their bytes, as a regular expression.
fn fingerprinted(base: &str) -> String {
    let folders = FINGERPRINTED.join("|");
    format!("^{base}/({folders})/.*[.-][0-9a-f]{{8}}\\.[a-z0-9]+$")
}

/// A path as a regular expression that matches it alone.
fn escaped(path: &str) -> String {
    let mut escaped = String::new();
    for c in path.chars() {
        if !c.is_ascii_alphanumeric() && !matches!(c, '/' | '-' | '_' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;
    use crate::model::{HostFile, Page};
    use crate::site::fixture::{html, site};

    #[test]
    fn only_the_rules_of_other_pages_forbid_frames() {
        let site = site();
        let file = html(&site, &Page::Hosting(HostFile::NetlifyHeaders));
        let rule = |path: &str| {
            let rules = file.split("\n/partners");
            let mut rules = rules.map(|rule| rule.strip_prefix("/partners").unwrap_or(rule));
            rules.find_map(|rule| rule.strip_prefix(path)?.strip_prefix("\n  "))
        };
        let refused = Some("Content-Security-Policy: frame-ancestors 'self'");
        for path in [
            "/",
            "/p/*",
            "/404.html",
            "/:lang/",
            "/:lang/partners/:partner/",
            "/:lang/directory/*",
            "/:lang/programmes/*",
            "/:lang/about/*",
            "/:lang/data/*",
            "/:lang/embed/",
        ] {
            assert_eq!(rule(path).map(str::trim_end), refused, "{path} in {file}");
        }
        assert!(
            rule("/*")
                .unwrap()
                .starts_with("X-Content-Type-Options: nosniff")
        );
        assert!(!rule("/*").unwrap().contains("frame-ancestors"));
        assert!(rule("/assets/*").unwrap().contains("immutable"));
        assert!(file.matches("\n/").count() < 60, "{file}");
    }

    #[test]
    fn each_host_gets_every_header() {
        let site = site();
        let apache = html(&site, &Page::Hosting(HostFile::Apache));
        let nginx = html(&site, &Page::Hosting(HostFile::NginxHeaders));
        for file in [apache, nginx] {
            for part in [
                "nosniff",
                "strict-origin-when-cross-origin",
                "frame-ancestors 'self'",
                "/(partners/[^/]+/card|embed/list)/",
                "^/partners/(assets|images|logos)/",
                "immutable",
                "must-revalidate",
                "^/partners/api/",
                "text/markdown",
                "image/svg+xml",
            ] {
                assert!(file.contains(part), "{part:?} in {file}");
            }
        }
    }

    #[test]
    fn a_path_is_no_pattern() {
        assert_eq!(escaped("/a.b+c/d-e"), "/a\\.b\\+c/d-e");
    }
}
