//! The Markdown twin of each page, for programs that read texts: `index.md` beside `index.html`. Entry point:
//! [`from_html`].
//!
//! It is made of the page itself, so that it says the same, whatever the theme: the content of `<main>`, without what
//! is hidden or only operates the page (menus, forms, scripts, the filters of the directory).

mod inline;
mod table;
mod tree;
mod writer;

use super::context::PageContext;
use crate::model::Page;
use tree::{PageElement, PageNode};

/// The Markdown of a page.
pub(super) fn from_html(context: PageContext<'_>, page: &Page, html: &str) -> String {
    let url = context.url(page);
    let tree = tree::parse(&relevant(html));
    let title = text_of(tree::find(&tree, "title"));
    let body =
        tree::find(&tree, "main").map(|main| writer::document(&main.children, PageUrl::new(&url)));
    // JSON strings are YAML strings.
    format!(
        "---\ntitle: {}\nurl: {}\nlanguage: {}\n---\n\n{}",
        quoted(&title),
        quoted(&url),
        context.code(),
        body.unwrap_or_default(),
    )
}

/// Elements that are skipped before a page is parsed, none of which the templates nest.
const SKIPPED: [(&str, &str); 3] = [
    ("<svg", "</svg>"),
    ("<script", "</script>"),
    ("<template", "</template>"),
];

/// The title and the content of `<main>`, without drawings, scripts and templates, which are most of a page and would be
/// parsed in vain.
fn relevant(html: &str) -> String {
    // Drawings have titles, too.
    let title = html.split_inclusive("</title>").next();
    let title = title.and_then(|head| Some(&head[head.find("<title")?..]));
    let main = html.find("<main").zip(html.rfind("</main>"));
    let main = main.and_then(|(start, end)| html.get(start..end + "</main>".len()));
    let mut relevant = title.unwrap_or_default().to_owned();
    let mut rest = main.unwrap_or(html);
    let next = |rest: &str| {
        let starts = SKIPPED.iter();
        let starts = starts.filter_map(|(open, close)| Some((rest.find(open)?, *close)));
        let (start, close) = starts.min()?;
        let length = rest[start..].find(close)? + close.len();
        Some((start, start + length))
    };
    while let Some((start, end)) = next(rest) {
        relevant.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    relevant + rest
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn text_of(element: Option<&PageElement>) -> String {
    let children = element.map_or(&[][..], |element| &element.children);
    let texts = children.iter().filter_map(|node| match node {
        PageNode::Text(text) => Some(text.as_str()),
        PageNode::Element(_) => None,
    });
    texts.collect::<String>().trim().to_owned()
}

/// The address of a page, to which the addresses of its links are relative.
#[derive(Clone, Copy)]
struct PageUrl<'a> {
    page: &'a str,
    /// Scheme and host.
    origin: &'a str,
}

impl<'a> PageUrl<'a> {
    fn new(page: &'a str) -> Self {
        let host = page.find("://").map_or(0, |at| at + 3);
        let end = page[host..].find('/').map_or(page.len(), |at| host + at);
        Self {
            page,
            origin: &page[..end],
        }
    }

    /// An address with scheme and host.
    fn absolute(self, address: &str) -> String {
        let has_scheme = address
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|start| start.contains(':'));
        if has_scheme || address.starts_with("//") {
            address.to_owned()
        } else if address.starts_with('/') {
            format!("{}{address}", self.origin)
        } else {
            format!("{}{address}", self.page)
        }
    }
}
