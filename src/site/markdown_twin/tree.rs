//! A page as a tree of elements. Entry points: [`parse`] and [`find`].

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose end tag may be left out: another one of the group ends them.
const ENDED_BY_ANOTHER: [&[&str]; 5] =
    [&["li"], &["dt", "dd"], &["tr"], &["td", "th"], &["option"]];

/// More deeply nested elements are read as if they were beside each other: texts of authors are limited already.
const DEPTH: usize = 200;

/// A part of a page.
#[derive(Debug)]
pub(super) enum PageNode {
    Text(String),
    Element(PageElement),
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct PageElement {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<PageNode>,
}

impl PageElement {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(key, _)| key == name)?;
        Some(&found.1)
    }

    /// Whether the element has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|it| it == class)
    }
}

/// The nodes of a page.
pub(super) fn parse(html: &str) -> Vec<PageNode> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(TreeBuilder::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.finish()
}

/// The first element with a name.
pub(super) fn find<'a>(nodes: &'a [PageNode], name: &str) -> Option<&'a PageElement> {
    nodes.iter().find_map(|node| match node {
        PageNode::Text(_) => None,
        PageNode::Element(element) if element.name == name => Some(element),
        PageNode::Element(element) => find(&element.children, name),
    })
}

/// The open elements, the outermost first.
#[derive(Default)]
struct TreeBuilder {
    open: RefCell<Vec<PageElement>>,
    done: RefCell<Vec<PageNode>>,
}

impl TreeBuilder {
    fn put(&self, node: PageNode) {
        let mut open = self.open.borrow_mut();
        let mut done = self.done.borrow_mut();
        let siblings = open
            .last_mut()
            .map_or(&mut *done, |parent| &mut parent.children);
        match (siblings.last_mut(), node) {
            // A text with character references comes in parts.
            (Some(PageNode::Text(before)), PageNode::Text(text)) => before.push_str(&text),
            (_, node) => siblings.push(node),
        }
    }

    fn close(&self) {
        let closed = self.open.borrow_mut().pop();
        if let Some(element) = closed {
            self.put(PageNode::Element(element));
        }
    }

    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let group = ENDED_BY_ANOTHER.iter().find(|group| group.contains(&name));
        let ends =
            |last: &PageElement| group.is_some_and(|group| group.contains(&last.name.as_str()));
        let ends_last = self.open.borrow().last().is_some_and(ends);
        if ends_last {
            self.close();
        }
        let attributes = tag.attrs.iter();
        let element = PageElement {
            name: name.to_owned(),
            attributes: attributes
                .map(|it| (it.name.local.to_string(), it.value.to_string()))
                .collect(),
            children: Vec::new(),
        };
        let is_too_deep = self.open.borrow().len() >= DEPTH;
        if tag.self_closing || VOID.contains(&name) || is_too_deep {
            self.put(PageNode::Element(element));
        } else {
            self.open.borrow_mut().push(element);
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&self, tag: &Tag) {
        let position = {
            let open = self.open.borrow();
            open.iter().rposition(|it| *it.name == *tag.name)
        };
        // An end tag without an element is ignored.
        let Some(position) = position else { return };
        while self.open.borrow().len() > position {
            self.close();
        }
    }

    fn finish(&self) -> Vec<PageNode> {
        while !self.open.borrow().is_empty() {
            self.close();
        }
        self.done.take()
    }
}

impl TokenSink for TreeBuilder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => TreeBuilder::end(self, &tag),
            Token::CharacterTokens(text) => self.put(PageNode::Text(text.to_string())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements that only operate a page, or are no text.
const LEFT_OUT: [&str; 15] = [
    "button", "dialog", "form", "iframe", "input", "label", "noscript", "script", "search",
    "select", "style", "svg", "template", "textarea", "video",
];

/// Whether a twin leaves an element out: what is hidden, is read aloud by no screen reader, or only operates the page.
pub(super) fn is_left_out(element: &PageElement) -> bool {
    LEFT_OUT.contains(&element.name.as_str())
        || element.attribute("hidden").is_some()
        || element.attribute("popover").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || element.has_class("waiting")
        || (element.name == "nav" && !element.has_class("pages"))
}
