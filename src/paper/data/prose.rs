//! Markdown → a tree of data, which the theme sets piece by piece: whatever a text says, it stays text.

use serde::Serialize;

use super::primitives::{LanguageView, PictureView, TextView};
use super::reader::Reader;
use crate::markdown::{self, Alignment, Node};
use crate::model::{Prose, Text};

/// A Markdown text.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct MarkdownView {
    /// The language it is in, where that is not the reader's.
    pub(super) lang: Option<LanguageView>,
    /// Its blocks.
    pub(super) body: Vec<NodeView>,
}

/// A text with a title.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ProseView {
    pub(super) title: TextView,
    pub(super) summary: Option<TextView>,
    pub(super) body: Option<MarkdownView>,
}

/// A part of a Markdown text; `kind` tells which.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(in crate::paper) enum NodeView {
    Text {
        text: String,
    },
    Code {
        text: String,
    },
    Break,
    Emphasis {
        body: Vec<NodeView>,
    },
    Strong {
        body: Vec<NodeView>,
    },
    Deleted {
        body: Vec<NodeView>,
    },
    Link {
        url: String,
        body: Vec<NodeView>,
    },
    Picture {
        picture: PictureView,
    },
    Paragraph {
        body: Vec<NodeView>,
    },
    /// The highest heading of a text has depth 0; none is more than one deeper than the one before.
    Heading {
        depth: u8,
        body: Vec<NodeView>,
    },
    Quote {
        body: Vec<NodeView>,
    },
    CodeBlock {
        lines: Vec<String>,
    },
    /// Numbered from `start`, if there is one.
    List {
        start: Option<u64>,
        items: Vec<Vec<NodeView>>,
    },
    /// Its columns are `start`, `center` or `end`.
    Table {
        columns: Vec<&'static str>,
        head: Vec<Vec<NodeView>>,
        rows: Vec<Vec<Vec<NodeView>>>,
    },
    Rule,
}

impl Reader<'_> {
    pub(super) fn markdown(&self, text: &Text) -> MarkdownView {
        let shown = text.get(self.lang());
        let tree = markdown::tree(shown.value);
        MarkdownView {
            lang: self.foreign(shown.lang),
            body: Setter {
                reader: self,
                deepest: None,
            }
            .nodes(tree),
        }
    }

    pub(super) fn prose(&self, prose: &Prose) -> ProseView {
        ProseView {
            title: self.text(&prose.title),
            summary: self.maybe(&prose.summary),
            body: prose.body.as_ref().map(|body| self.markdown(body)),
        }
    }

    /// Where a link leads; addresses of the site get the site's name and the reader's language, as on the website.
    fn url(&self, target: &str) -> Option<String> {
        let base = &self.catalogue.settings.base_url;
        match target {
            "" => None,
            _ if target.starts_with('#') => None,
            _ if target.starts_with('/') => {
                let lang = self.catalogue.code(self.lang());
                Some(format!("{base}/{lang}{target}"))
            }
            _ => Some(target.to_owned()),
        }
    }

    /// A picture of the project's content by its address, such as `/images/x.svg`.
    fn illustration(&self, target: &str, alt: String) -> Option<PictureView> {
        let path = format!("content/{}", target.trim_start_matches('/'));
        let pictures = &self.catalogue.pictures;
        let (at, _) = pictures.iter().find(|(_, picture)| picture.path == path)?;
        Some(self.picture(at, ILLUSTRATION_MM, alt))
    }
}

/// The width of an illustration at its widest.
const ILLUSTRATION_MM: u32 = 170;

/// Goes through a text and remembers how deep its headings are.
struct Setter<'a> {
    reader: &'a Reader<'a>,
    deepest: Option<u8>,
}

impl Setter<'_> {
    fn nodes(&mut self, nodes: Vec<Node>) -> Vec<NodeView> {
        nodes.into_iter().flat_map(|node| self.node(node)).collect()
    }

    fn lists(&mut self, lists: Vec<Vec<Node>>) -> Vec<Vec<NodeView>> {
        lists.into_iter().map(|nodes| self.nodes(nodes)).collect()
    }

    /// A node as a view; what cannot be followed or shown leaves its words.
    fn node(&mut self, node: Node) -> Vec<NodeView> {
        vec![match node {
            Node::Text(text) => NodeView::Text { text },
            Node::Code(text) => NodeView::Code { text },
            Node::Break => NodeView::Break,
            Node::Emphasis(body) => NodeView::Emphasis {
                body: self.nodes(body),
            },
            Node::Strong(body) => NodeView::Strong {
                body: self.nodes(body),
            },
            Node::Strike(body) => NodeView::Deleted {
                body: self.nodes(body),
            },
            Node::Link { target, content } => {
                let body = self.nodes(content);
                match self.reader.url(&target) {
                    // A link without text cannot be seen or followed.
                    Some(url) if !body.is_empty() => NodeView::Link { url, body },
                    _ => return body,
                }
            }
            Node::Image { target, alt } => match self.reader.illustration(&target, alt.clone()) {
                Some(picture) => NodeView::Picture { picture },
                None if alt.is_empty() => return Vec::new(),
                None => NodeView::Text { text: alt },
            },
            Node::Paragraph(body) => NodeView::Paragraph {
                body: self.nodes(body),
            },
            Node::Heading { level, content, .. } => {
                let body = self.nodes(content);
                if body.is_empty() {
                    return Vec::new();
                }
                let depth = level.saturating_sub(1);
                let depth = self.deepest.map_or(0, |before| depth.min(before + 1));
                self.deepest = Some(depth);
                NodeView::Heading { depth, body }
            }
            Node::Quote(body) => NodeView::Quote {
                body: self.nodes(body),
            },
            // Lines that are not there cannot be joined.
            Node::CodeBlock { code, .. } if code.is_empty() => return Vec::new(),
            Node::CodeBlock { code, .. } => NodeView::CodeBlock {
                lines: code.lines().map(str::to_owned).collect(),
            },
            Node::List { start, items } => NodeView::List {
                start,
                items: self.lists(items),
            },
            Node::Table {
                columns,
                head,
                rows,
            } => NodeView::Table {
                columns: columns.into_iter().map(column).collect(),
                head: self.lists(head),
                rows: rows.into_iter().map(|row| self.lists(row)).collect(),
            },
            Node::Rule => NodeView::Rule,
        }]
    }
}

fn column(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Default | Alignment::Start => "start",
        Alignment::Center => "center",
        Alignment::End => "end",
    }
}
