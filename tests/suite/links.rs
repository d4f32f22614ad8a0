//! Internal links: every address in a site has a file, and nothing is loaded from another host.

mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::demo_site;
use crate::project::{Project, files, options, repository};

#[test]
fn every_link_of_the_demo_site_has_a_target() {
    let site = Site::read(
        &demo_site::built().path().join("public"),
        "https://partners.lumenstad.example",
    );
    site.check();
    // A scanner without any finding would find no error either.
    assert!(site.addresses > 20_000, "{} addresses", site.addresses);
}

#[test]
fn every_link_of_a_site_in_a_subfolder_has_a_target() {
    let project = Project::of(&repository().join("tests/sites/small"));
    project.build(&options());
    let site = Site::read(
        &project.path().join("public"),
        "https://partners.quay.example/catalogue",
    );
    site.check();
    assert!(site.addresses > 2_000, "{} addresses", site.addresses);
}

#[test]
fn broken_links_are_found() {
    let page = "<a href=/en/></a><a href='/x/'></a><img src=\"y.png\"><a href=\"#z\"></a>\
                <script src=\"https://cdn.example/a.js\"></script><p data-href=\"/no\" title=\">\">https://a.example/q.json src=&quot;/no&quot;</p>";
    let project = Project::empty().file("en/index.html", page).file(
        "a.css",
        "a{background:url(/b.svg)}b{background:url('data:x')}",
    );
    let site = Site::read(project.path(), "https://a.example");
    let wrong: Vec<&str> = site.wrong.iter().map(String::as_str).collect();
    assert_eq!(
        wrong,
        [
            "a.css: `/b.svg` leads nowhere",
            "en/index.html: `#z` is no part of it",
            "en/index.html: `/x/` leads nowhere",
            "en/index.html: `https://a.example/q.json` leads nowhere",
            "en/index.html: `https://cdn.example/a.js` is loaded from another host",
            "en/index.html: `y.png` leads nowhere",
        ]
    );
}

/// A built site.
struct Site {
    /// The text of each text file, by path.
    files: BTreeMap<String, String>,
    /// The scheme and host.
    host: String,
    /// The path of the site on its host, without a trailing slash.
    below: String,
    addresses: usize,
    wrong: BTreeSet<String>,
}

impl Site {
    fn read(folder: &Path, base_url: &str) -> Self {
        let host_end = base_url[8..].find('/').map_or(base_url.len(), |at| at + 8);
        let files = files(folder).into_iter().map(|path| {
            let bytes = fs::read(folder.join(&path)).unwrap();
            let is_text = [
                "html", "xml", "json", "txt", "css", "svg", "csv", "vcf", "js",
            ]
            .iter()
            .any(|extension| path.extension().is_some_and(|own| own == *extension));
            let text = is_text.then(|| String::from_utf8(bytes).unwrap());
            // vCards fold long lines, also within addresses.
            let text = text.map(|text| text.replace("\r\n ", ""));
            (
                path.to_str().unwrap().replace('\\', "/"),
                text.unwrap_or_default(),
            )
        });
        let mut site = Self {
            files: files.collect(),
            host: base_url[..host_end].to_owned(),
            below: base_url[host_end..].to_owned(),
            addresses: 0,
            wrong: BTreeSet::new(),
        };
        site.scan_all();
        site
    }

    fn check(&self) {
        let wrong: Vec<&str> = self.wrong.iter().map(String::as_str).collect();
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }

    fn scan_all(&mut self) {
        let mut found: Vec<(&str, Address)> = Vec::new();
        for (path, text) in &self.files {
            let of_kind = match path.rsplit('.').next() {
                Some("html") => of_html(text),
                Some("css") => of_css(text),
                _ => Vec::new(),
            };
            let all = of_kind.into_iter().chain(of_own_host(text, &self.host));
            found.extend(all.map(|address| (path.as_str(), address)));
        }
        let wrong = found
            .iter()
            .filter_map(|(path, address)| self.problem(path, address));
        self.wrong = wrong.collect();
        self.addresses = found.len();
    }

    fn problem(&self, from: &str, Address { target, loads }: &Address) -> Option<String> {
        let inside = target.strip_prefix(&self.host).unwrap_or(target);
        if ["mailto:", "tel:", "data:"]
            .iter()
            .any(|scheme| inside.starts_with(scheme))
        {
            return None;
        }
        if inside.contains("://") || inside.starts_with("//") {
            return loads.then(|| format!("{from}: `{target}` is loaded from another host"));
        }
        let (path, anchor) = inside.split_once('#').unwrap_or((inside, ""));
        let path = path.split('?').next().unwrap_or(path);
        let file = match path {
            "" if inside.starts_with('#') => from.to_owned(),
            path => file_of(&self.below, from, path),
        };
        let Some(text) = self.files.get(&file) else {
            return Some(format!("{from}: `{target}` leads nowhere"));
        };
        let there = anchor.is_empty() || text.contains(&format!("id=\"{anchor}\""));
        (!there).then(|| format!("{from}: `{target}` is no part of it"))
    }
}

/// The file of an address in the file `from`; root-relative addresses begin with `below`.
fn file_of(below: &str, from: &str, path: &str) -> String {
    let path = match path.strip_prefix('/') {
        Some(_) => match path.strip_prefix(below) {
            Some(path) => path.trim_start_matches('/').to_owned(),
            None => return format!("outside of the site: {path}"),
        },
        None => {
            let mut parts: Vec<&str> = from.split('/').collect();
            parts.pop();
            for part in path.split('/') {
                match part {
                    ".." => {
                        parts.pop();
                    }
                    "." => {}
                    part => parts.push(part),
                }
            }
            parts.join("/")
        }
    };
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    }
}

/// An address as written.
struct Address {
    target: String,
    /// Whether a browser loads it without a click.
    loads: bool,
}

/// The values of attributes that contain addresses.
fn of_html(html: &str) -> Vec<Address> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        // The tag is followed by text, such as an HTML example.
        let tag = &tag[..end_of_tag(tag)];
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        for attribute in ["href", "src", "srcset", "poster", "action"] {
            let Some(value) = attribute_of(tag, attribute) else {
                continue;
            };
            let loads = !matches!(name.as_str(), "a" | "form")
                && !tag.contains("rel=\"canonical\"")
                && !tag.contains("rel=\"alternate\"");
            let targets = match attribute {
                "srcset" => value
                    .split(',')
                    .filter_map(|part| part.split_whitespace().next())
                    .collect(),
                _ => vec![value.as_str()],
            };
            found.extend(targets.into_iter().map(|target| Address {
                target: target.replace("&amp;", "&"),
                loads,
            }));
        }
    }
    found
}

/// The end of a tag: the first `>` outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('>', None) => return at,
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn attribute_of(tag: &str, name: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = from + tag[from..].find(&format!("{name}="))?;
        from = at + name.len() + 1;
        if !tag[..at].ends_with([' ', '\n', '"']) {
            continue;
        }
        let value = &tag[from..];
        let end = |delimiters: &[char]| value.find(delimiters).unwrap_or(value.len());
        return Some(match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?.to_owned(),
            _ => value[..end(&[' ', '>'])].to_owned(),
        });
    }
}

fn of_css(css: &str) -> Vec<Address> {
    let urls = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    urls.map(|target| Address {
        target: target.trim_matches(['"', '\'']).to_owned(),
        loads: true,
    })
    .collect()
}

/// Absolute addresses of the site itself, in the sitemap, in data, in metadata for search engines.
fn of_own_host<'a>(text: &'a str, host: &'a str) -> impl Iterator<Item = Address> + 'a {
    // In data, `#` identifies a thing such as a tier, not a place on a page.
    let targets = text.match_indices(host).map(|(at, _)| {
        let end = text[at..].find(['"', '<', ' ', '\n', '\r', '\\', ',', '#', '&', ')']);
        text[at..at + end.unwrap_or(text.len() - at)].to_owned()
    });
    let targets = targets.filter(|target| target.len() > host.len());
    targets.map(|target| Address {
        target,
        loads: false,
    })
}
