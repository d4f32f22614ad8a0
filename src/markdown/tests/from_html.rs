//! HTML in texts: nothing of what a reader should see is lost, on the website, on paper or in plain text.

use proptest::prelude::*;

use super::{owner, partner, remarks_on};
use crate::markdown::{Node, RemarkKind, Trust, plain, published, remarks, tree};

/// The text of a tree, line by line.
fn lines(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) | Node::Code(part) => text.push_str(part),
            Node::Break => text.push('\n'),
            Node::Emphasis(nodes)
            | Node::Strong(nodes)
            | Node::Strike(nodes)
            | Node::Superscript(nodes)
            | Node::Subscript(nodes)
            | Node::Link { content: nodes, .. } => text.push_str(&lines(nodes)),
            Node::Image { alt, .. } => text.push_str(alt),
            Node::CodeBlock { code, .. } => text.push_str(&format!("\n{code}\n")),
            Node::Rule => text.push_str("\n---\n"),
            Node::Paragraph(nodes) | Node::Quote(nodes) | Node::Heading { content: nodes, .. } => {
                text.push_str(&format!("\n{}\n", lines(nodes)));
            }
            Node::List { items, .. } => {
                for item in items {
                    text.push_str(&format!("\n* {}\n", lines(item).trim()));
                }
            }
            Node::Table { head, rows, .. } => {
                for row in std::iter::once(head)
                    .chain(rows)
                    .filter(|row| !row.is_empty())
                {
                    let cells: Vec<_> = row
                        .iter()
                        .map(|cell| lines(cell).trim().to_owned())
                        .collect();
                    text.push_str(&format!("\n| {} |\n", cells.join(" | ")));
                }
            }
        }
    }
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

fn on_paper(source: &str) -> String {
    lines(&tree(source, Trust::Owner))
}

#[test]
fn a_caption_behind_the_rows_and_rows_without_cells_lose_nothing() {
    for source in [
        "<table><tr><caption> alpha ",
        "<table><tr><td>beta</td></tr><caption>alpha</caption></table>",
        "<table><tr></tr></table>\n\nalpha",
    ] {
        for trust in [Trust::Owner, Trust::Partner] {
            let tree = tree(source, trust);
            assert_eq!(count(&lines(&tree), "alpha"), 1, "{source}: {tree:?}");
            let is_wide = |node: &crate::markdown::Node| match node {
                crate::markdown::Node::Table { columns, .. } => !columns.is_empty(),
                _ => true,
            };
            assert!(tree.iter().all(is_wide), "{tree:?}");
        }
    }
}

#[test]
fn a_break_is_a_break_on_paper_and_a_space_in_plain_text() {
    let source =
        "First<br>second.\n\n| Kind | Hours |\n|---|---|\n| Desk | Mo–Fr 9–17<br/>Sa 10–12 |\n";
    assert_eq!(
        on_paper(source),
        "First\nsecond.\n| Kind | Hours |\n| Desk | Mo–Fr 9–17\nSa 10–12 |"
    );
    assert_eq!(
        plain(source),
        "First second. Kind Hours Desk Mo–Fr 9–17 Sa 10–12"
    );
    assert!(partner("First<br>second").contains("First<br>\nsecond"));
}

#[test]
fn blocks_of_html_are_on_paper() {
    let cases = [
        ("<p>One.</p>\n<p>Two.", "One.\nTwo."),
        (
            "<dl><dt>Term</dt><dd>Definition</dd></dl>",
            "Term\nDefinition",
        ),
        ("<ul>\n<li>a <b>b</b></li>\n<li>c</li></ul>", "* a b\n* c"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "* a\n* b"),
        ("<ul>a<li>b</ul>", "* a\n* b"),
        ("<li>alone</li>", "* alone"),
        (
            "<table><caption>T</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "T\n| A | B |\n| 1 | 2 |",
        ),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "| 1 | 2 |"),
        (
            "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td colspan=2>d</td></tr></table>",
            "| a | b |\n|  | c |\n| d |  |",
        ),
        (
            "<details><summary>More</summary>\n\n*Text*\n\n</details>",
            "More\nText",
        ),
        ("<h2>Head<br>line</h2>x", "Head\nline\nx"),
        (
            "<section>a<form>b<button>c</button></form></section>d",
            "a\nb\nc\nd",
        ),
        ("<tr><td>a</td><td>b</td></tr>", "a\nb"),
        ("<iframe>a <b>b</b></iframe>", "a b"),
        ("<div><select><option>a<option>b</select></div>", "a\nb"),
        ("<noscript>a</noscript>", "a"),
        (
            "<div><svg viewBox='0 0 1 1'><path d='M0 0'/><text>a</text></svg> b</div>",
            "a\nb",
        ),
        ("<div>I <3 you</div>", "I <3 you"),
        ("<div>I </3 you</div>", "I </3 you"),
        ("<div><![CDATA[a < b]]></div>", "a < b"),
        ("<blockquote>a<p>b</blockquote>", "a\nb"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        (
            "H<sub>2</sub>O, <q>so</q>, <kbd>Ctrl</kbd>",
            "H2O, “so”, Ctrl",
        ),
        ("<b>a<div>b</div></b>", "a\nb"),
        ("Our <Widgets> sell", "Our <Widgets> sell"),
    ];
    for (source, expected) in cases {
        assert_eq!(on_paper(source), expected, "{source}");
        let partners = lines(&tree(source, Trust::Partner));
        assert_eq!(partners, expected, "{source} of a partner");
    }
}

#[test]
fn a_partners_html_is_on_the_website() {
    let source = "<p>We <em>repair</em> lifts.</p>\n<ul><li><a href='https://a.example' onclick=b()>c</a></li></ul>\n\n<center>d</center>";
    assert_eq!(
        partner(source),
        "<p>We <em>repair</em> lifts.</p>\n<ul>\n<li><a href=\"https://a.example\" rel=\"nofollow ugc noopener\">c</a></li>\n</ul>\n<p>d</p>\n"
    );
    assert_eq!(
        partner("<h1 id=main>A</h1><table><tr><td>b</table>"),
        "<h3>A</h3>\n<div class=\"table\" tabindex=\"0\"><table><tbody>\n<tr><td>b</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn a_script_without_an_end_takes_nothing_with_it() {
    for source in [
        "a <script> b\n\nc",
        "<div><script>\na\n\nb\n\nc</div>",
        "<div>a<style>b</div>\n\nc",
    ] {
        assert!(owner(source).contains('c'), "{source}");
        assert!(on_paper(source).contains('c'), "{source}");
        assert!(!remarks(source, Trust::Owner).is_empty(), "{source}");
    }
    assert_eq!(
        owner("a <script>b *c*</script> d"),
        "<p>a <em></em> d</p>\n"
    );
    assert!(!owner("<div><script>\na\n\nb\n</script> c</div>").contains('b'));
}

#[test]
fn what_is_not_html_is_published_as_text_and_reported() {
    assert_eq!(
        owner("Our <Widgets> sell"),
        "<p>Our &lt;Widgets&gt; sell</p>\n"
    );
    assert_eq!(
        remarks_on("Our <Widgets> sell", Trust::Partner),
        ["<Widgets>: published as it is written: `<Widgets>`"]
    );
    assert_eq!(
        remarks_on("<?php echo 1; ?>\n\n<!DOCTYPE html>", Trust::Owner),
        [
            "<?php echo 1; ?>: not published: `<?php echo 1; ?>`",
            "<!DOCTYPE html>: not published: `<!DOCTYPE html>`",
        ]
    );
}

#[test]
fn comments_are_not_published() {
    let published =
        |text: &str| published(&text.into(), Trust::Partner).map(|text| text.to_string());
    for (source, expected) in [
        ("a <!-- secret --> b", Some("a  b")),
        ("a\n\n<!-- secret\n\nsecret -->\n\nb", Some("a\n\n\n\nb")),
        ("a\n<!-- secret -->\nb", Some("a\n\nb")),
        (
            "> a\n> <!-- secret\n> secret -->\n> b",
            Some("> a\n> \n> b"),
        ),
        ("a\n\n[//]: # (secret)\n", Some("a\n\n\n")),
        (
            "- a\n\n<!-- secret -->\n\n- b",
            Some("- a\n\n<!-- -->\n\n- b"),
        ),
        ("<!-- secret -->", None),
        ("<!-- secret -->\n\n![b](/c.svg)", Some("\n\n![b](/c.svg)")),
        ("`<!-- code -->`", Some("`<!-- code -->`")),
        ("![](/c.svg)", None),
    ] {
        assert_eq!(published(source).as_deref(), expected, "{source}");
    }
    for open in [
        "a <!-- secret\n\nb",
        "<!-- secret\n\nb",
        "<div><!-- secret</div>",
    ] {
        let remarks = remarks(open, Trust::Owner);
        let is_open = |kind| kind == RemarkKind::OpenComment;
        assert!(remarks.iter().any(|remark| is_open(remark.kind)), "{open}");
    }
    assert!(remarks("a \\<!-- b `<!--`", Trust::Owner).is_empty());
}

/// HTML in which every word should be seen.
fn visible_html() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["alpha", "beta", "gamma", "delta"]);
    let name = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "em",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "caption",
        "h2",
        "h5",
        "details",
        "summary",
        "section",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
        "noscript",
        "title",
        "template",
        "font",
        "center",
        "span",
        "a",
        "pre",
        "code",
        "blockquote",
        "svg",
        "math",
        "object",
        "video",
        "q",
        "sup",
        "o:p",
        "xmp",
        "label",
    ]);
    let piece = prop_oneof![
        3 => word.prop_map(|word| format!(" {word} ")),
        3 => name.clone().prop_map(|name| format!("<{name}>")),
        2 => name.prop_map(|name| format!("</{name}>")),
        1 => Just("<br>".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => Just("<!-- c -->".to_owned()),
        1 => Just("*".to_owned()),
    ];
    prop::collection::vec(piece, 1..25).prop_map(|pieces| pieces.concat())
}

fn count(text: &str, word: &str) -> usize {
    text.matches(word).count()
}

proptest! {
    #[test]
    fn no_word_is_lost_or_invented(source in visible_html()) {
        for word in ["alpha", "beta", "gamma", "delta"] {
            let written = count(&source, word);
            for trust in [Trust::Owner, Trust::Partner] {
                let html = crate::markdown::html(&source, trust, 2, &str::to_owned);
                let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
                prop_assert_eq!(count(&text, word), written, "{} in {}", word, html);
                let paper = lines(&tree(&source, trust));
                prop_assert_eq!(count(&paper, word), written, "{} in {}", word, paper);
            }
            prop_assert_eq!(count(&plain(&source), word), written, "{}", word);
        }
    }
}
