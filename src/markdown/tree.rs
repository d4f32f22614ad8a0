//! Tree of a text, for the paper. Entry point: [`tree()`].

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::Trust;
use super::events::{self, heading_shift};
use super::url;

/// A part of a text. Every string is plain text, even if it looks like markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text.
    Text(String),
    /// Code within a line.
    Code(String),
    /// A new line within a paragraph.
    Break,
    /// Emphasis.
    Emphasis(Vec<Node>),
    /// Strong emphasis.
    Strong(Vec<Node>),
    /// Struck out.
    Strike(Vec<Node>),
    /// Small and raised: also the number of a footnote.
    Superscript(Vec<Node>),
    /// Small and lowered.
    Subscript(Vec<Node>),
    /// A safe link: to the web, an e-mail address, a telephone number, or a page of the site (from its root).
    Link {
        /// Its target.
        target: String,
        /// Its text.
        content: Vec<Node>,
    },
    /// A picture of the project.
    Image {
        /// Its path, as written.
        target: String,
        /// Its alternative text.
        alt: String,
    },
    /// A paragraph.
    Paragraph(Vec<Node>),
    /// A heading; the highest of the text has level 1.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its id, as the website has it.
        id: String,
        /// Its text.
        content: Vec<Node>,
    },
    /// A quotation.
    Quote(Vec<Node>),
    /// Lines of code.
    CodeBlock {
        /// Its language, if it is given.
        language: Option<String>,
        /// The lines.
        code: String,
    },
    /// A list; the text of an item is in paragraphs only if the items are separated by empty lines.
    List {
        /// The number of the first item, if they are numbered.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Node>>,
    },
    /// A table.
    Table {
        /// How each column is aligned.
        columns: Vec<Alignment>,
        /// The cells of its head; none if it has no head.
        head: Vec<Vec<Node>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Node>>>,
    },
    /// A thematic break.
    Rule,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// The default of the language.
    Default,
    /// At the start of a line.
    Start,
    /// In the middle.
    Center,
    /// At the end of a line.
    End,
}

/// The tree of a text: at most 8 deep, without unsafe links (their text is kept). HTML becomes the nodes that mean the same;
/// footnotes become a numbered list at the end.
pub fn tree(source: &str, trust: Trust) -> Vec<Node> {
    let events = events::without_html(source, trust);
    let shift = heading_shift(&events, 1);
    let mut open = vec![Open::default()];
    for (event, _) in events {
        let top = open.last_mut().expect("the outermost is never closed");
        match event {
            Event::Start(tag) => open.push(Open {
                tag: Some(tag),
                ..Open::default()
            }),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                if let Some(parent) = open.last_mut() {
                    closed.close_into(parent, shift);
                }
            }
            Event::Text(text) => top.text(&text),
            Event::SoftBreak => top.text(" "),
            Event::Code(code) => top.content.push(Node::Code(code.into_string())),
            Event::FootnoteReference(number) => {
                let number = vec![Node::Text(number.into_string())];
                top.content.push(Node::Superscript(number));
            }
            Event::HardBreak => top.content.push(Node::Break),
            Event::Rule => top.content.push(Node::Rule),
            // HTML, and extensions that are not enabled.
            _ => {}
        }
    }
    let Open {
        mut content, items, ..
    } = open.swap_remove(0);
    if !items.is_empty() {
        content.push(Node::Rule);
        content.push(Node::List {
            start: Some(1),
            items,
        });
    }
    content
}

/// An element whose end has not come yet.
#[derive(Default)]
struct Open<'a> {
    tag: Option<Tag<'a>>,
    content: Vec<Node>,
    /// The items of a list, the cells of a row, or the footnotes of the text.
    items: Vec<Vec<Node>>,
    /// The rows of a table; the first is its head.
    rows: Vec<Vec<Vec<Node>>>,
}

impl Open<'_> {
    /// Appends text: the parser returns it in pieces.
    fn text(&mut self, text: &str) {
        match self.content.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => self.content.push(Node::Text(text.to_owned())),
        }
    }

    fn close_into(mut self, parent: &mut Open<'_>, shift: i8) {
        let Some(tag) = self.tag.take() else { return };
        let node = match tag {
            Tag::Item | Tag::TableCell | Tag::FootnoteDefinition(_) => {
                return parent.items.push(self.content);
            }
            Tag::TableHead | Tag::TableRow => return parent.rows.push(self.items),
            Tag::Table(columns) => table(&columns, self.rows),
            Tag::List(start) => Node::List {
                start,
                items: self.items,
            },
            Tag::Paragraph => Node::Paragraph(self.content),
            Tag::BlockQuote(_) => Node::Quote(self.content),
            Tag::Emphasis => Node::Emphasis(self.content),
            Tag::Strong => Node::Strong(self.content),
            Tag::Strikethrough => Node::Strike(self.content),
            Tag::Superscript => Node::Superscript(self.content),
            Tag::Subscript => Node::Subscript(self.content),
            Tag::Heading { level, id, .. } => Node::Heading {
                level: events::shifted(level, shift),
                id: id.map(CowStr::into_string).unwrap_or_default(),
                content: self.content,
            },
            Tag::CodeBlock(kind) => Node::CodeBlock {
                language: language(&kind),
                code: words(&self.content),
            },
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => Node::Link {
                target: url::target(link_type, dest_url),
                content: self.content,
            },
            Tag::Image { dest_url, .. } => Node::Image {
                target: dest_url.into_string(),
                alt: words(&self.content),
            },
            // Extensions that are not enabled.
            _ => return parent.content.extend(self.content),
        };
        parent.content.push(node);
    }
}

/// A table whose rows, of which the first is the head, all have as many cells as there are columns.
fn table(columns: &[pulldown_cmark::Alignment], rows: Vec<Vec<Vec<Node>>>) -> Node {
    let longest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = columns.len().max(longest);
    let mut rows = rows.into_iter();
    let mut head = rows.next().unwrap_or_default();
    if !head.is_empty() {
        head.resize(width, Vec::new());
    }
    let mut columns: Vec<_> = columns.iter().copied().map(alignment).collect();
    columns.resize(width, Alignment::Default);
    Node::Table {
        columns,
        head,
        rows: rows
            .map(|mut row| {
                row.resize(width, Vec::new());
                row
            })
            .collect(),
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Default,
        pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    match kind {
        CodeBlockKind::Fenced(info) => Some(info.split_whitespace().next()?.to_owned()),
        CodeBlockKind::Indented => None,
    }
}

/// The text of some nodes.
fn words(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) | Node::Code(part) => text.push_str(part),
            Node::Break => text.push(' '),
            Node::Emphasis(nodes)
            | Node::Strong(nodes)
            | Node::Strike(nodes)
            | Node::Superscript(nodes)
            | Node::Subscript(nodes) => {
                text.push_str(&words(nodes));
            }
            Node::Link { content, .. } => text.push_str(&words(content)),
            Node::Image { alt, .. } => text.push_str(alt),
            _ => {}
        }
    }
    text
}
