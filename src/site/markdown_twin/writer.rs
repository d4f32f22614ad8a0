//! Blocks of a page as Markdown: [`document`].

use super::inline::{inline, plain};
use super::tree::{PageElement, PageNode, is_left_out};
use super::{PageUrl, table};

/// Elements that are blocks, or contain blocks.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The Markdown of these nodes of a page.
pub(super) fn document(nodes: &[PageNode], page: PageUrl<'_>) -> String {
    let mut document = blocks(nodes, page).join("\n\n");
    document.push('\n');
    document
}

fn blocks(nodes: &[PageNode], page: PageUrl<'_>) -> Vec<String> {
    let mut blocks = Vec::new();
    // Where the line that is not yet a paragraph begins.
    let mut start = 0;
    for (at, node) in nodes.iter().enumerate() {
        match node {
            PageNode::Element(element) if !is_left_out(element) && has_block(element) => {
                push_paragraph(&nodes[start..at], page, &mut blocks);
                start = at + 1;
                block(element, page, &mut blocks);
            }
            _ => {}
        }
    }
    push_paragraph(&nodes[start..], page, &mut blocks);
    blocks
}

fn has_block(element: &PageElement) -> bool {
    BLOCKS.contains(&element.name.as_str())
        || element.children.iter().any(|node| match node {
            PageNode::Text(_) => false,
            PageNode::Element(child) => !is_left_out(child) && has_block(child),
        })
}

fn push_paragraph(nodes: &[PageNode], page: PageUrl<'_>, blocks: &mut Vec<String>) {
    let line = inline(nodes, page);
    if !line.is_empty() {
        blocks.push(paragraph(&line));
    }
}

/// A line that does not begin like a heading, a list or a quotation.
fn paragraph(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = &line[digits..];
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &line[..digits]);
    }
    if line.starts_with(['#', '-', '+', '=']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

fn block(element: &PageElement, page: PageUrl<'_>, to: &mut Vec<String>) {
    let children = &element.children;
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level: usize = element.name[1..].parse().unwrap_or(1);
            let line = inline(children, page);
            if !line.is_empty() {
                to.push(format!("{} {line}", "#".repeat(level)));
            }
        }
        "p" | "figcaption" | "address" if !children.iter().any(contains_block) => {
            push_paragraph(children, page, to);
        }
        "summary" | "caption" => {
            let headings = blocks(children, page);
            to.extend(headings.into_iter().map(|line| {
                if line.starts_with('#') || line.contains('*') {
                    line
                } else {
                    format!("**{line}**")
                }
            }));
        }
        "ul" => push_list(children, page, |_| "- ".to_owned(), to),
        "ol" => {
            // Its numbers may be referred to.
            let start = element.attribute("start").and_then(|it| it.parse().ok());
            // Markdown reads numbers of at most nine digits.
            let start = start.unwrap_or(1_usize).min(900_000_000);
            push_list(children, page, |at| format!("{}. ", start + at), to);
        }
        "dl" => push_descriptions(element, page, to),
        "blockquote" => {
            let quoted = blocks(children, page).join("\n\n");
            if !quoted.is_empty() {
                let lines = quoted.lines().map(|line| format!("> {line}"));
                to.push(lines.collect::<Vec<_>>().join("\n"));
            }
        }
        "pre" => {
            let mut text = String::new();
            plain(children, &mut text);
            let fence = "`".repeat(longest_run(&text).max(2) + 1);
            to.push(format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n')));
        }
        "hr" => to.push("---".to_owned()),
        "table" => to.extend(table::table(element, page)),
        _ => to.extend(blocks(children, page)),
    }
}

fn contains_block(node: &PageNode) -> bool {
    matches!(node, PageNode::Element(element) if !is_left_out(element) && has_block(element))
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

fn push_list(
    nodes: &[PageNode],
    page: PageUrl<'_>,
    marker: impl Fn(usize) -> String,
    to: &mut Vec<String>,
) {
    let items = nodes.iter().filter_map(|node| match node {
        PageNode::Element(element) if !is_left_out(element) => {
            Some(blocks(&element.children, page))
        }
        _ => None,
    });
    let items: Vec<Vec<String>> = items.filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        return;
    }
    let is_tight = items.iter().all(|item| item.len() == 1);
    let items = items.iter().enumerate().map(|(at, item)| {
        let marker = marker(at);
        let indent = " ".repeat(marker.len());
        let text = item.join("\n\n").replace('\n', &format!("\n{indent}"));
        // No spaces on empty lines.
        let text = text.replace(&format!("\n{indent}\n"), "\n\n");
        format!("{marker}{text}")
    });
    let gap = if is_tight { "\n" } else { "\n\n" };
    to.push(items.collect::<Vec<_>>().join(gap));
}

/// Terms with their descriptions as a list.
fn push_descriptions(element: &PageElement, page: PageUrl<'_>, to: &mut Vec<String>) {
    let mut lines = Vec::new();
    let mut term = String::new();
    for part in parts(&element.children) {
        if part.name == "dt" {
            term = inline(&part.children, page);
            continue;
        }
        let text = blocks(&part.children, page);
        let [first, rest @ ..] = text.as_slice() else {
            continue;
        };
        let name = if term.contains('*') || term.is_empty() {
            term.clone()
        } else {
            format!("**{term}**")
        };
        let is_line = !first.contains('\n') && !first.starts_with(['-', '#', '>']);
        let mut item = match (is_line, name.is_empty()) {
            (true, true) => vec![first.clone()],
            (true, false) => vec![format!("{name}: {first}")],
            (false, _) => vec![name, first.clone()],
        };
        item.extend(rest.iter().cloned());
        lines.push(format!(
            "- {}",
            item.join("\n\n")
                .replace('\n', "\n  ")
                .replace("\n  \n", "\n\n")
        ));
    }
    if !lines.is_empty() {
        to.push(lines.join("\n"));
    }
}

/// The terms and descriptions of a list, which may be grouped.
fn parts(nodes: &[PageNode]) -> Vec<&PageElement> {
    let elements = nodes.iter().filter_map(|node| match node {
        PageNode::Element(element) if !is_left_out(element) => Some(element),
        _ => None,
    });
    elements
        .flat_map(|element| match element.name.as_str() {
            "dt" | "dd" => vec![element],
            _ => parts(&element.children),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::site::markdown_twin::PageUrl;
    use crate::site::markdown_twin::tree::parse;

    fn markdown(html: &str) -> String {
        document(&parse(html), PageUrl::new("https://quay.example/en/page/"))
    }

    #[test]
    fn texts_keep_their_words_and_lose_no_character() {
        for (html, expected) in [
            (
                "<h1>Gold &amp; more</h1><p>1. of <em>all</em></p>",
                "# Gold & more\n\n1\\. of *all*\n",
            ),
            (
                "<p>a*b_c [d] &lt;e&gt; `f` g|h ~i~</p>",
                "a\\*b\\_c \\[d\\] \\<e\\> \\`f\\` g\\|h \\~i\\~\n",
            ),
            (
                "<p>&amp;amp; R&amp;D A &amp; B</p>",
                "\\&amp; R\\&D A & B\n",
            ),
            (
                "<p>Now!<a href=\"/x/\">go</a></p>",
                "Now\\![go](https://quay.example/x/)\n",
            ),
            (
                "<p><a href=\"#part\">part</a> <a href=\"mailto:a@b.example\">mail</a></p>",
                "[part](https://quay.example/en/page/#part) [mail](mailto:a@b.example)\n",
            ),
            (
                "<p><a href=\"/a(b)\">x</a><a href=\"/y/\"> </a></p>",
                "[x](<https://quay.example/a(b)>)\n",
            ),
            (
                "<p>10\u{a0}000\u{202f}€\n  and</p>",
                "10\u{a0}000\u{202f}€ and\n",
            ),
            (
                "<p>- no list</p><p># no heading</p>",
                "\\- no list\n\n\\# no heading\n",
            ),
            ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````\n"),
            ("<p>use <code>a`b</code></p>", "use `` a`b ``\n"),
            ("<p><strong></strong>x<b>y</b></p>", "x**y**\n"),
            (
                "<img alt=\"\" src=\"/l.svg\"><img alt=\"Quay\" src=\"/q.png\">",
                "![Quay](https://quay.example/q.png)\n",
            ),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn what_operates_the_page_is_left_out() {
        let html = "<p>a<span aria-hidden=\"true\"> · </span><span class=\"visually-hidden\">, </span>b</p>\
                    <nav><a href=\"/\">menu</a></nav><form><label>q</label></form><div popover>p</div>\
                    <script>x < y</script><div hidden>h</div><template><p>t</p></template><svg><title>s</title></svg>\
                    <noscript><p>n</p></noscript><button>b</button><nav class=\"pages\"><a href=\"/2/\">2</a></nav>";
        assert_eq!(
            markdown("<p><a href=\"/a\">a</a><span aria-hidden=\"true\"> · </span>b</p>"),
            "[a](https://quay.example/a) b\n"
        );
        assert_eq!(markdown(html), "a, b\n\n[2](https://quay.example/2/)\n");
    }

    #[test]
    fn lists_tables_and_terms_are_those_of_markdown() {
        let list = "<ul><li>a<li><p>b</p><ol><li>c</li></ol></li></ul>";
        assert_eq!(markdown(list), "- a\n\n- b\n\n  1. c\n");
        assert_eq!(
            markdown("<ol start=4><li>d</li><li>e</li></ol>"),
            "4. d\n5. e\n"
        );
        let table = "<table><caption>T</caption><thead><tr><th>x</th><th colspan=2>y</th></tr></thead>\
                     <tbody><tr><th rowspan=2>1</th><td>a|b</td><td><ul><li>c</li><li>d</li></ul></td></tr>\
                     <tr><td>e</td></tr></tbody></table>";
        assert_eq!(
            markdown(table),
            "**T**\n\n| x | y |  |\n| --- | --- | --- |\n| 1 | a\\|b | c d |\n|  | e |  |\n"
        );
        let terms = "<dl><div><dt>Since</dt><dd>2019</dd></div><dt>In</dt><dd><ul><li>FR</li></ul></dd></dl>";
        assert_eq!(markdown(terms), "- **Since**: 2019\n- **In**\n\n  - FR\n");
        assert_eq!(
            markdown("<blockquote><p>a</p><p>b</p></blockquote>"),
            "> a\n> \n> b\n"
        );
    }
}
