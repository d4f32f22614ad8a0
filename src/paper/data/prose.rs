//! Markdown → a tree of data, which the theme typesets node by node, so that no text can run as Typst code. Entry points:
//! [`EditionContext::markdown`] and [`EditionContext::prose`].

use serde::Serialize;

use super::context::EditionContext;
use super::primitives::{LanguageView, PictureView, TextView};
use crate::markdown::{self, Alignment, Node, Trust};
use crate::model::{LinkTarget, Prose, Text};

/// A Markdown text.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct MarkdownView {
    /// Its language, if that is not the edition's.
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

/// A node of a Markdown text; `kind` is its type.
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
    Superscript {
        body: Vec<NodeView>,
    },
    Subscript {
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
    /// The highest heading of a text has depth 0; no heading is more than one level deeper than the one before.
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
    /// Numbered from `start`, if present.
    List {
        start: Option<u64>,
        items: Vec<Vec<NodeView>>,
    },
    /// Columns are `start`, `center` or `end`; the head may be empty.
    Table {
        columns: Vec<&'static str>,
        head: Vec<Vec<NodeView>>,
        rows: Vec<Vec<Vec<NodeView>>>,
    },
    Rule,
}

impl EditionContext<'_> {
    pub(super) fn markdown(&self, text: &Text, trust: Trust) -> MarkdownView {
        let version = text.get(self.lang());
        let tree = markdown::tree(version.value, trust);
        MarkdownView {
            lang: self.foreign_language(version.lang),
            body: NodeConverter {
                context: self,
                deepest: None,
            }
            .nodes(tree),
        }
    }

    pub(super) fn prose(&self, prose: &Prose) -> ProseView {
        ProseView {
            title: self.text(&prose.title),
            summary: self.text_opt(&prose.summary),
            body: prose
                .body
                .as_ref()
                .map(|body| self.markdown(body, Trust::Owner)),
        }
    }

    /// The target of a link, which is the one that the website has; absent for a part of the text itself.
    fn url(&self, target: &str) -> Option<String> {
        if target.is_empty() || target.starts_with('#') {
            return None;
        }
        let base = &self.catalogue.settings.base_url;
        Some(self.catalogue.published_link(self.lang(), target, base))
    }

    /// A picture of the project's content, by its address, such as `/images/x.svg`.
    fn illustration(&self, target: &str, alt: String) -> Option<PictureView> {
        let LinkTarget::Picture(index) = self.catalogue.link_target(self.lang(), target) else {
            return None;
        };
        Some(self.picture(index, ILLUSTRATION_MM, alt))
    }
}

/// The width of an illustration at its widest.
const ILLUSTRATION_MM: u32 = 170;

/// Converts the nodes of a text; keeps the depth of the last heading.
struct NodeConverter<'a> {
    context: &'a EditionContext<'a>,
    deepest: Option<u8>,
}

impl NodeConverter<'_> {
    fn nodes(&mut self, nodes: Vec<Node>) -> Vec<NodeView> {
        nodes.into_iter().flat_map(|node| self.node(node)).collect()
    }

    fn lists(&mut self, lists: Vec<Vec<Node>>) -> Vec<Vec<NodeView>> {
        lists.into_iter().map(|nodes| self.nodes(nodes)).collect()
    }

    /// A node as a view. A link without target and a picture that is missing are replaced by their text.
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
            Node::Superscript(body) => NodeView::Superscript {
                body: self.nodes(body),
            },
            Node::Subscript(body) => NodeView::Subscript {
                body: self.nodes(body),
            },
            Node::Link { target, content } => {
                let body = self.nodes(content);
                match self.context.url(&target) {
                    // A link without text cannot be seen or followed.
                    Some(url) if !body.is_empty() => NodeView::Link { url, body },
                    _ => return body,
                }
            }
            Node::Image { target, alt } => match self.context.illustration(&target, alt.clone()) {
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
            // Typst cannot join an empty list of lines.
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
