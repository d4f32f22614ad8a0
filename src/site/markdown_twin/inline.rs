//! Running text as Markdown: [`inline`], with every character that Markdown would read as markup escaped.

use super::PageUrl;
use super::tree::{PageElement, PageNode, is_left_out};

/// Nodes without blocks as one line; empty if nothing is shown.
pub(super) fn inline(nodes: &[PageNode], page: PageUrl<'_>) -> String {
    let mut line = String::new();
    push(nodes, page, &mut line);
    line.trim().to_owned()
}

fn push(nodes: &[PageNode], page: PageUrl<'_>, line: &mut String) {
    for node in nodes {
        match node {
            PageNode::Text(text) => push_text(text, line),
            // It may have separated two words.
            PageNode::Element(element) if is_left_out(element) => push_space(line),
            PageNode::Element(element) => push_element(element, page, line),
        }
    }
}

fn push_element(element: &PageElement, page: PageUrl<'_>, line: &mut String) {
    match element.name.as_str() {
        "a" => match element.attribute("href") {
            Some(target) => push_link(element, target, page, line),
            None => push(&element.children, page, line),
        },
        "strong" | "b" => push_marked("**", element, page, line),
        "em" | "i" | "cite" => push_marked("*", element, page, line),
        "code" | "kbd" | "samp" => push_code(element, line),
        "br" => push_space(line),
        "img" => {
            let alt = element.attribute("alt").unwrap_or_default();
            let source = element.attribute("src").unwrap_or_default();
            if !alt.trim().is_empty() {
                line.push_str("![");
                push_text(alt, line);
                line.push_str("](");
                line.push_str(&destination(source, page));
                line.push(')');
            }
        }
        // Blocks within a line: in the cell of a table, or in a link around a card.
        "p" | "li" | "div" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            push_space(line);
            push(&element.children, page, line);
            push_space(line);
        }
        _ => push(&element.children, page, line),
    }
}

fn push_link(element: &PageElement, target: &str, page: PageUrl<'_>, line: &mut String) {
    let label = inline(&element.children, page);
    if label.is_empty() {
        return;
    }
    // An exclamation mark before a link would make it an image.
    if line.ends_with('!') {
        line.pop();
        line.push_str("\\!");
    }
    line.push('[');
    line.push_str(&label);
    line.push_str("](");
    line.push_str(&destination(target, page));
    line.push(')');
}

fn push_marked(mark: &str, element: &PageElement, page: PageUrl<'_>, line: &mut String) {
    let text = inline(&element.children, page);
    // Marks within or beside marks, and marks around nothing, would be read as other marks.
    if text.is_empty() || line.ends_with('*') || text.contains('*') {
        line.push_str(&text);
    } else {
        line.push_str(mark);
        line.push_str(&text);
        line.push_str(mark);
    }
}

fn push_code(element: &PageElement, line: &mut String) {
    let mut code = String::new();
    plain(&element.children, &mut code);
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    if code.is_empty() {
        return;
    }
    let mut fence = "`".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    let gap = if code.contains('`') { " " } else { "" };
    line.push_str(&format!("{fence}{gap}{code}{gap}{fence}"));
}

/// The text of nodes as it is.
pub(super) fn plain(nodes: &[PageNode], text: &mut String) {
    for node in nodes {
        match node {
            PageNode::Text(part) => text.push_str(part),
            PageNode::Element(element) => plain(&element.children, text),
        }
    }
}

fn push_space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// Text with single spaces. Only the whitespace of HTML is collapsed: a no-break space stays.
fn push_text(text: &str, line: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => push_space(line),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' => {
                line.push('\\');
                line.push(c);
            }
            ',' => {
                line.truncate(line.trim_end_matches(' ').len());
                line.push(c);
            }
            // Only what would be read as a character reference.
            '&' if text[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) => {
                line.push_str("\\&");
            }
            c => line.push(c),
        }
    }
}

fn destination(address: &str, page: PageUrl<'_>) -> String {
    let address = page.absolute(address);
    if address.contains(['(', ')', ' ', '<', '>']) {
        format!("<{}>", address.replace('<', "%3C").replace('>', "%3E"))
    } else {
        address
    }
}
