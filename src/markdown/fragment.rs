//! HTML as the Markdown that means the same. Entry point: [`events`].
//!
//! The paper and texts of partners have what Markdown has: paragraphs, headings, lists, tables, quotations, code, links, emphasis.
//! Lines without an element of their own become paragraphs; blocks within emphasis or a link share it.

mod builder;
mod tables;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag};

use super::pieces::{OpeningTag, Piece, pieces};
use builder::{Builder, LineContext};
use tables::TableState;

/// The events of HTML from the sanitizer: its tags are balanced, and of the entities it has only those that it must.
pub(super) fn events(html: &str) -> Vec<Event<'static>> {
    let mut converter = Converter::default();
    for located in pieces(html) {
        match located.piece {
            Piece::Text => converter.text(&decode(located.written)),
            Piece::Open(tag) => converter.open(&tag),
            Piece::Close(name) => converter.close(&name),
            // The sanitizer has removed all others.
            _ => {}
        }
    }
    converter.finish()
}

fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// What closing an element does.
enum Element {
    /// Nothing.
    Plain,
    /// It ends a line or a block.
    Block,
    /// It ends an emphasis, or another element within a line.
    Span,
    /// A term of a list of definitions: a block that is strong.
    StrongBlock,
    /// It ends what the builder has opened.
    Container,
    /// A list that was opened for a single item.
    ItemAlone,
    Code,
    CodeBlock,
    Quotation,
    Table,
    Row,
    /// A caption that follows rows.
    CaptionRow,
    /// With the number of further columns that it takes up.
    Cell(usize),
    /// Nothing in it is shown.
    Hidden,
}

#[derive(Default)]
struct Converter {
    builder: Builder,
    /// The open elements, with their names.
    open: Vec<(String, Element)>,
    table: Option<TableState>,
    code: Option<OpenCode>,
    /// How many elements that are not shown are open.
    hidden: usize,
    /// The level of the last heading.
    level: u8,
}

/// Code that is being read.
struct OpenCode {
    text: String,
    block: bool,
    language: Option<String>,
}

/// Elements without content, which are never closed.
const VOID: [&str; 6] = ["area", "br", "col", "hr", "img", "wbr"];

/// Elements within a line that are shown as their content.
const INLINE: [&str; 18] = [
    "abbr", "acronym", "bdi", "bdo", "data", "ins", "map", "mark", "rp", "rt", "rtc", "ruby",
    "small", "span", "time", "u", "a", "strike",
];

impl Converter {
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        match &mut self.code {
            Some(code) => code.text.push_str(text),
            None => self.builder.text(text),
        }
    }

    fn open(&mut self, tag: &OpeningTag) {
        let name = tag.name.as_str();
        if VOID.contains(&name) {
            if self.hidden == 0 {
                self.void(tag);
            }
            return;
        }
        let element = if self.hidden > 0 || tag.attribute("hidden").is_some() {
            self.hidden += 1;
            Element::Hidden
        } else if let Some(code) = &mut self.code {
            code.language = code.language.take().or_else(|| language(tag));
            Element::Plain
        } else {
            self.element(tag)
        };
        self.open.push((tag.name.clone(), element));
    }

    fn void(&mut self, tag: &OpeningTag) {
        match (tag.name.as_str(), &mut self.code) {
            ("br", Some(code)) => code.text.push(if code.block { '\n' } else { ' ' }),
            ("br", None) => self.builder.line_break(),
            (_, Some(_)) => {}
            ("hr", None) => self.builder.rule(),
            ("img", None) => self.image(tag),
            _ => {}
        }
    }

    fn image(&mut self, tag: &OpeningTag) {
        let alt = tag.attribute("alt").map(decode).unwrap_or_default();
        let Some(target) = tag.attribute("src").filter(|target| !target.is_empty()) else {
            return self.builder.text(&alt);
        };
        let image = Tag::Image {
            link_type: LinkType::Inline,
            dest_url: decode(target).into(),
            title: title(tag),
            id: CowStr::Borrowed(""),
        };
        let end = image.to_end();
        self.builder.inline(Event::Start(image));
        self.builder.push(Event::Text(alt.into()));
        self.builder.push(Event::End(end));
    }

    /// Opens an element outside of code.
    fn element(&mut self, tag: &OpeningTag) -> Element {
        let name = tag.name.as_str();
        let span = match name {
            "em" | "i" | "cite" | "dfn" | "var" => Some(Tag::Emphasis),
            "strong" | "b" => Some(Tag::Strong),
            "del" | "s" | "strike" => Some(Tag::Strikethrough),
            "sup" => Some(Tag::Superscript),
            "sub" => Some(Tag::Subscript),
            "a" => tag.attribute("href").map(|target| Tag::Link {
                link_type: LinkType::Inline,
                dest_url: decode(target).into(),
                title: title(tag),
                id: CowStr::Borrowed(""),
            }),
            _ => None,
        };
        if let Some(span) = span {
            self.builder.open_span(span);
            return Element::Span;
        }
        match name {
            "code" | "kbd" | "samp" | "tt" => {
                self.code = Some(OpenCode {
                    text: String::new(),
                    block: false,
                    language: None,
                });
                return Element::Code;
            }
            "q" => {
                self.builder.text("“");
                return Element::Quotation;
            }
            _ if INLINE.contains(&name) => return Element::Plain,
            _ => {}
        }
        if self.builder.begin_block() {
            self.block(tag)
        } else {
            // In a heading every block is a part of its line.
            Element::Block
        }
    }

    fn block(&mut self, tag: &OpeningTag) -> Element {
        let name = tag.name.as_str();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name[1..].parse().unwrap_or(6);
                self.heading(level, tag.attribute("id").map(decode))
            }
            "summary" => self.heading((self.level + 1).clamp(1, 6), None),
            "blockquote" => {
                self.builder.open(Tag::BlockQuote(None), LineContext::Flow);
                Element::Container
            }
            "ul" | "ol" | "menu" => {
                let start = tag
                    .attribute("start")
                    .and_then(|start| start.trim().parse().ok());
                let start = (name == "ol").then(|| start.unwrap_or(1));
                self.builder.open(Tag::List(start), LineContext::List);
                Element::Container
            }
            "li" if self.builder.is_in_list() => {
                self.builder.open(Tag::Item, LineContext::Tight);
                Element::Container
            }
            "li" => {
                self.builder.open(Tag::List(None), LineContext::List);
                self.builder.open(Tag::Item, LineContext::Tight);
                Element::ItemAlone
            }
            "dt" => {
                self.builder.open_span(Tag::Strong);
                Element::StrongBlock
            }
            "caption" => match self.table.as_mut().filter(|table| table.has_begun()) {
                // After the rows, it is the last of them.
                Some(table) => {
                    table.open_row(&mut self.builder);
                    table.open_cell(&mut self.builder, tag);
                    Element::CaptionRow
                }
                None => {
                    self.builder.open_span(Tag::Strong);
                    Element::StrongBlock
                }
            },
            "pre" => {
                self.code = Some(OpenCode {
                    text: String::new(),
                    block: true,
                    language: None,
                });
                Element::CodeBlock
            }
            "p" => {
                self.builder.want_paragraph();
                Element::Block
            }
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.in_table(tag),
            _ => Element::Block,
        }
    }

    fn heading(&mut self, level: u8, id: Option<String>) -> Element {
        self.level = level;
        let tag = Tag::Heading {
            level: HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6),
            id: id.map(Into::into),
            classes: Vec::new(),
            attrs: Vec::new(),
        };
        self.builder.open(tag, LineContext::Line);
        Element::Container
    }

    /// A part of a table. Tables within tables become paragraphs.
    fn in_table(&mut self, tag: &OpeningTag) -> Element {
        let name = tag.name.as_str();
        let Some(table) = &mut self.table else {
            if name == "table" {
                self.table = Some(TableState::default());
                return Element::Table;
            }
            return Element::Block;
        };
        match name {
            _ if table.cell_is_open => Element::Block,
            "td" | "th" if table.row_is_open => {
                Element::Cell(table.open_cell(&mut self.builder, tag))
            }
            "tr" if !table.row_is_open => {
                table.open_row(&mut self.builder);
                Element::Row
            }
            "thead" | "tbody" | "tfoot" => {
                table.in_head = name == "thead";
                Element::Block
            }
            _ => Element::Block,
        }
    }

    fn close(&mut self, name: &str) {
        // The sanitizer's tags are balanced.
        let Some((_, element)) = self.open.pop_if(|(open, _)| open == name) else {
            return;
        };
        match element {
            Element::Plain => {}
            Element::Hidden => self.hidden -= 1,
            Element::Span => self.builder.close_span(),
            Element::Quotation => self.builder.text("”"),
            Element::Block => {
                self.builder.end_line();
            }
            Element::StrongBlock => {
                self.builder.end_line();
                self.builder.close_span();
            }
            Element::Container => {
                self.builder.close();
            }
            Element::ItemAlone => {
                self.builder.close();
                self.builder.close();
            }
            Element::Code => {
                let text = self.code.take().map(|code| code.text).unwrap_or_default();
                if !text.trim().is_empty() {
                    let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
                    self.builder.inline(Event::Code(text.into()));
                }
            }
            Element::CodeBlock => self.close_code_block(),
            Element::Cell(span) => {
                if let Some(table) = &mut self.table {
                    table.close_cell(&mut self.builder, span);
                }
            }
            Element::CaptionRow => {
                if let Some(table) = &mut self.table {
                    table.close_cell(&mut self.builder, 0);
                    table.close_row(&mut self.builder);
                }
            }
            Element::Row => {
                if let Some(table) = &mut self.table {
                    table.close_row(&mut self.builder);
                }
            }
            Element::Table => {
                if let Some(table) = self.table.take() {
                    table.close(&mut self.builder);
                }
            }
        }
    }

    fn close_code_block(&mut self) {
        let Some(code) = self.code.take() else { return };
        if code.text.trim().is_empty() {
            return;
        }
        let kind = match code.language {
            Some(language) => pulldown_cmark::CodeBlockKind::Fenced(language.into()),
            None => pulldown_cmark::CodeBlockKind::Indented,
        };
        self.builder.open(Tag::CodeBlock(kind), LineContext::Line);
        self.builder.push(Event::Text(code.text.into()));
        self.builder.close();
    }

    fn finish(mut self) -> Vec<Event<'static>> {
        while let Some((name, _)) = self.open.last() {
            let name = name.clone();
            self.close(&name);
        }
        self.builder.finish()
    }
}

fn title(tag: &OpeningTag) -> CowStr<'static> {
    tag.attribute("title")
        .map(decode)
        .unwrap_or_default()
        .into()
}

/// The language of code, as [`html`](fn@super::html) writes it.
fn language(tag: &OpeningTag) -> Option<String> {
    let classes = tag.attribute("class")?;
    let language = classes
        .split_whitespace()
        .find_map(|class| class.strip_prefix("language-"));
    language.map(decode)
}
