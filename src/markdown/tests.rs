use proptest::prelude::*;

mod attempts;
mod extensions;
mod from_html;
mod growth;

use super::{Node, Trust, anchors, html, html_with_sizes, links, plain, remarks, tree};

fn owner(source: &str) -> String {
    html(source, Trust::Owner, 2, &|target| target.to_owned())
}

fn partner(source: &str) -> String {
    html(source, Trust::Partner, 3, &|target| target.to_owned())
}

#[test]
fn writes_what_the_language_has() {
    let source = "# Été à Łódź\n\nOne *two* **three** ~~four~~ `a<b`\\\nline\n\n1. a\n2. b\n\n- c\n\n  d\n\n> e\n\n---\n\n```rust x\nlet a;\n```\n";
    assert_eq!(
        owner(source),
        "<h2 id=\"ete-a-lodz\">Été à Łódź</h2>\n\
         <p>One <em>two</em> <strong>three</strong> <del>four</del> <code>a&lt;b</code><br>\nline</p>\n\
         <ol>\n<li>a</li>\n<li>b</li>\n</ol>\n\
         <ul>\n<li><p>c</p>\n<p>d</p>\n</li>\n</ul>\n\
         <blockquote>\n<p>e</p>\n</blockquote>\n\
         <hr>\n\
         <pre><code class=\"language-rust\">let a;\n</code></pre>\n"
    );
}

#[test]
fn images_of_known_size_have_it() {
    let link = |target: &str| format!("/base{target}");
    let size = |target: &str| (target == "/images/quay.svg").then_some((640, 480));
    let written = |source: &str| html_with_sizes(source, Trust::Owner, 2, &link, &size);
    let sized = "<img src=\"/base/images/quay.svg\" alt=\"A\" width=\"640\" height=\"480\" loading=\"lazy\">";
    assert_eq!(
        written("![A](/images/quay.svg) ![B](/images/other.svg)"),
        format!("<p>{sized} <img src=\"/base/images/other.svg\" alt=\"B\" loading=\"lazy\"></p>\n")
    );
    // In a text with HTML as well, for images of Markdown and of HTML; the author's own size stays.
    for (source, expected) in [
        ("<b>x</b> ![A > \"b\"](/images/quay.svg)", 1),
        ("<p><img alt=\"a > b\" src=\"/images/quay.svg\"></p>", 1),
        ("<p><img src=\"/images/quay.svg\" width=\"64\"></p>", 0),
        ("<p title=\"<img\"><img src=\"/images/other.svg\"></p>", 0),
    ] {
        let html = written(source);
        assert_eq!(html.matches("width=\"640\"").count(), expected, "{html}");
        assert_eq!(html.matches("height=\"480\"").count(), expected, "{html}");
        assert_eq!(html.matches("src=").count(), 1, "{html}");
    }
}

#[test]
fn sets_tables_in_a_box_that_scrolls() {
    assert_eq!(
        owner("| Tier | *Seats* |\n|---|--:|\n| Gold | 6 |\n"),
        "<div class=\"table\" role=\"region\" aria-label=\"Tier, Seats\" tabindex=\"0\"><table>\
         <thead><tr><th scope=\"col\">Tier</th><th scope=\"col\" class=\"end\"><em>Seats</em></th></tr></thead><tbody>\n\
         <tr><td>Gold</td><td class=\"end\">6</td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[test]
fn moves_headings_so_that_the_highest_is_as_asked() {
    let levels = |source: &str, top: u8| {
        let html = html(source, Trust::Partner, top, &|target| target.to_owned());
        html.match_indices("<h")
            .map(|(at, _)| html[at + 2..at + 3].to_owned())
            .collect::<String>()
    };
    assert_eq!(levels("## a\n### b\n## c", 2), "232");
    assert_eq!(levels("### b\n# a", 3), "53");
    assert_eq!(levels("# a\n###### b", 4), "46");
    assert_eq!(levels("# a", 0), "1");
}

#[test]
fn gives_each_heading_of_the_owner_an_id_of_its_own() {
    let source = "## L’Œuvre\n## A & `b`\n## A b\n## ???\n## О нас\n<a id=\"own\">x</a>\n";
    let ids = ["loeuvre", "a-b", "a-b-2", "section", "о-нас", "own"];
    assert_eq!(anchors(source), ids);
    for id in ids {
        assert!(owner(source).contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert_eq!(partner("# a"), "<h3>a</h3>\n");
}

#[test]
fn rewrites_links_and_images() {
    let link = |target: &str| format!("/fr{target}?&");
    let written = html("[a](/b/ \"t\") ![c *d*](/e.svg)", Trust::Owner, 2, &link);
    assert_eq!(
        written,
        "<p><a href=\"/fr/b/?&amp;\" title=\"t\">a</a> <img src=\"/fr/e.svg?&amp;\" alt=\"c d\" loading=\"lazy\"></p>\n"
    );
    let written = html(
        "[a](/b/) <a href='/c/'>d</a> <img src=/e.svg>",
        Trust::Owner,
        2,
        &link,
    );
    assert_eq!(
        written,
        "<p><a href=\"/fr/b/?&amp;\">a</a> <a href=\"/fr/c/?&amp;\">d</a> <img src=\"/fr/e.svg?&amp;\"></p>\n"
    );
}

#[test]
fn marks_links_in_a_partners_text() {
    assert_eq!(
        partner("[a](https://b.example) <c@d.example>"),
        "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\">a</a> \
         <a href=\"mailto:c@d.example\" rel=\"nofollow ugc noopener\">c@d.example</a></p>\n"
    );
}

#[test]
fn reads_a_partners_html_as_markdown_and_drops_images() {
    assert_eq!(
        partner("a <b>c</b> ![d](/e.svg)\n\n<div>\nf\n</div>\n\ng"),
        "<p>a <strong>c</strong> d</p>\n<p>f</p>\n<p>g</p>\n"
    );
}

#[test]
fn lets_the_owners_html_through_but_for_what_could_run() {
    let source = "## T\n\n<div class=\"note\" onclick=\"x()\" style=\"color: red\">\n\n*a* <script>b()</script>\n\n</div>\n\n\
                  <img src=\"https://c.example/d.png\" alt=\"e\"> <a href=\"javascript:f()\">g</a>\n\n| h |\n|--:|\n| i |\n";
    let written = owner(source);
    assert_eq!(
        written,
        "<h2 id=\"t\">T</h2>\n<div class=\"note\">\n<p><em>a</em> </p>\n</div>\n\
         <p><img alt=\"e\"> <a>g</a></p>\n\
         <div class=\"table\" role=\"region\" aria-label=\"h\" tabindex=\"0\"><table><thead><tr>\
         <th scope=\"col\" class=\"end\">h</th></tr></thead><tbody>\n<tr><td class=\"end\">i</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn shows_html_that_is_cut_off_as_text() {
    let source = "<div class='a\n\n## b\n";
    assert_eq!(
        owner(source),
        "<p>&lt;div class=&#39;a\n</p>\n<h2 id=\"b\">b</h2>\n"
    );
    assert_eq!(remarks(source, Trust::Owner).len(), 1);
}

/// Targets that browsers interpret differently from how they look.
const UNSAFE: [&str; 16] = [
    "javascript:a()",
    "JaVaScRiPt:a()",
    "&#106;avascript:a()",
    "javascript&colon;a()",
    "java&Tab;script:a()",
    "&#1;javascript:a()",
    "data:text/html,x",
    "vbscript:a()",
    "file:///etc/passwd",
    "//evil.example",
    "/\\\\evil.example",
    "\\\\\\\\evil.example",
    "java&NewLine;script:a()",
    "ftp://a.example",
    "&#32;javascript:a()",
    "blob:x",
];

#[test]
fn makes_unsafe_links_text() {
    for target in UNSAFE {
        for source in [
            format!("[a](<{target}>)"),
            format!("[a]\n\n[a]: <{target}>"),
            format!("[a](https://x.example) [a](<{target}>)"),
        ] {
            for trust in [Trust::Owner, Trust::Partner] {
                let written = html(&source, trust, 2, &|target| target.to_owned());
                let safe = source.matches("x.example").count();
                assert_eq!(
                    written.matches("href").count(),
                    safe,
                    "{source} gives {written}"
                );
                assert!(written.contains('a'));
                assert_eq!(remarks(&source, trust).len(), 1, "{source}");
            }
        }
        let raw = format!("<a href=\"{target}\">a</a> <img src=\"{target}\">");
        assert_eq!(owner(&raw), "<p><a>a</a> <img></p>\n", "{raw}");
        assert_eq!(remarks(&raw, Trust::Owner).len(), 2, "{raw}");
    }
}

/// The remarks on a text, each with the part of the text that it is about.
fn remarks_on(source: &str, trust: Trust) -> Vec<String> {
    let found = remarks(source, trust).into_iter();
    found
        .map(|remark| format!("{}: {}", &source[remark.range], remark.message))
        .collect()
}

#[test]
fn says_what_it_drops() {
    assert_eq!(
        remarks_on(
            "a <b onclick=x>c</b> <iframe src=d></iframe> <script>e()</script>",
            Trust::Owner
        ),
        [
            "<b onclick=x>: not published: the attribute `onclick` of `<b>`",
            "<iframe src=d>: not published: the HTML element `<iframe>`",
            "<script>: not published: the HTML element `<script>`",
        ]
    );
    assert_eq!(
        remarks_on(
            "a <b>c</b> ![d](/e.svg)\n\n<font size=2>f</font>\n\n<script>\ng()\n</script>",
            Trust::Partner
        ),
        [
            "![d](/e.svg): not published: the image `/e.svg`",
            "<font size=2>: not published: the HTML element `<font>`",
            "<script>: not published: the HTML element `<script>` with its text `g()`",
        ]
    );
    assert_eq!(
        remarks_on("![d](https://e.example/f.svg)", Trust::Owner),
        ["![d](https://e.example/f.svg): not published: the image `https://e.example/f.svg`"]
    );
    let fine =
        "<div class=\"note\"><a href=\"/x/\">y</a></div>\n\n![a](/b.svg) [c](mailto:d@e.example)";
    assert_eq!(remarks_on(fine, Trust::Owner), Vec::<String>::new());
}

#[test]
fn finds_links_and_where_they_are() {
    let source =
        "[é](/a/) ![b](/c.svg) <https://d.example> [e][f] <a href=\"/g/\">h</a>\n\n[f]: /i/\n";
    let found: Vec<_> = links(source)
        .into_iter()
        .map(|link| (link.target, source[link.range].to_owned(), link.image))
        .collect();
    let expected = [
        ("/a/", "/a/", false),
        ("/c.svg", "/c.svg", true),
        ("https://d.example", "https://d.example", false),
        ("/i/", "[e][f]", false),
        ("/g/", "/g/", false),
    ];
    assert_eq!(
        found,
        expected.map(|(target, at, image)| (target.into(), at.into(), image))
    );
}

#[test]
fn gives_the_text_alone() {
    let source = "# A\n\nb *c*\nd `e` <b>f</b> ![g](/h.svg)\n\n- i\n- j\n\n| k | l |\n|---|---|\n| m | n |\n";
    assert_eq!(plain(source), "A b c d e f i j k l m n");
}

#[test]
fn makes_a_tree_for_the_paper() {
    let text = |text: &str| Node::Text(text.into());
    assert_eq!(
        tree(
            "### A\n\nb *c*\nd [e](javascript:f) <b>g</b> [h](/i/)\n\n3. j\n4. k\n",
            Trust::Owner
        ),
        [
            Node::Heading {
                level: 1,
                id: "a".into(),
                content: vec![text("A")],
            },
            Node::Paragraph(vec![
                text("b "),
                Node::Emphasis(vec![text("c")]),
                text(" d e "),
                Node::Strong(vec![text("g")]),
                text(" "),
                Node::Link {
                    target: "/i/".into(),
                    content: vec![text("h")],
                },
            ]),
            Node::List {
                start: Some(3),
                items: vec![vec![text("j")], vec![text("k")]],
            },
        ]
    );
    let Some(Node::Table { head, rows, .. }) =
        tree("| a | b |\n|---|---|\n| c | |\n", Trust::Owner).pop()
    else {
        panic!("no table");
    };
    assert_eq!(head, [[text("a")], [text("b")]]);
    assert_eq!(rows, [[vec![text("c")], vec![]]]);
}

#[test]
fn flattens_what_is_nested_too_deeply() {
    let deep: String = (0..30)
        .map(|depth| format!("{}- **item** {depth}\n", "  ".repeat(depth)))
        .collect();
    assert_eq!(depth(&tree(&deep, Trust::Owner)), 8);
    let written = owner(&deep);
    assert_eq!(written.matches("<ul>").count(), 5);
    assert!(written.contains("<p><strong>item</strong> 17</p>"));
    for pathological in [
        ">".repeat(50_000),
        "- ".repeat(50_000),
        "*a ".repeat(50_000),
        "[".repeat(50_000),
        "![".repeat(50_000),
        "**a *".repeat(20_000),
        "`".repeat(50_000),
        "<b>".repeat(20_000),
        "|-".repeat(20_000),
        "a\n".repeat(20_000) + "===",
    ] {
        assert!(depth(&tree(&pathological, Trust::Owner)) <= 8);
        owner(&pathological);
    }
}

fn depth(nodes: &[Node]) -> usize {
    let below = |node: &Node| match node {
        Node::Emphasis(nodes) | Node::Strong(nodes) | Node::Strike(nodes) => depth(nodes),
        Node::Superscript(nodes) | Node::Subscript(nodes) => depth(nodes),
        Node::Paragraph(nodes) | Node::Quote(nodes) => depth(nodes),
        Node::Link { content, .. } | Node::Heading { content, .. } => depth(content),
        Node::List { items, .. } => items.iter().map(|item| depth(item)).max().unwrap_or(0),
        Node::Table { head, rows, .. } => head
            .iter()
            .chain(rows.iter().flatten())
            .map(|cell| depth(cell))
            .max()
            .unwrap_or(0),
        _ => 0,
    };
    nodes.iter().map(|node| 1 + below(node)).max().unwrap_or(0)
}

/// Fragments of texts that are hard to parse or potentially unsafe.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "\"",
        "'",
        "=",
        "/",
        "&",
        "script",
        "<script",
        "</script>",
        "<b",
        "<img src=x onerror=a()>",
        "<svg onload=a>",
        " onclick=",
        "javascript:",
        "[a](",
        ")",
        "](",
        "![",
        "<javascript:a()>",
        "&lt;",
        "&#60;",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "  ",
        "    ",
        "# ",
        "|",
        "|-|-|\n",
        "*",
        "**",
        "`",
        "```",
        "~~",
        "<!--",
        "-->",
        "<![CDATA[",
        "é",
        "💥",
        "\u{0}",
        "\\",
        "<style>",
        "<iframe srcdoc='",
        "[x]: ",
        "<a href=\"",
        "<div>",
        "</div>",
        "<https://a.example>",
        "href",
        "<table>",
        "<tr><td>",
        "<td rowspan=2>",
        "</table>",
        "<ul><li>",
        "<dl><dt>",
        "<pre>",
        "<code>",
        "<summary>",
        "<math>",
        "<svg>",
        "<word>",
        "[^1]",
        "[^1]: ",
        "- [x] ",
        "{#a}",
        "https://a.example/_b_",
        "1. ",
    ]);
    prop_oneof![
        prop::collection::vec(
            prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => ".{0,3}"],
            0..24
        )
        .prop_map(|pieces| pieces.concat()),
        "(?s).{0,80}",
    ]
}

/// What a browser would parse as tags, without their brackets.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .map(|tag| tag.split('>').next().unwrap_or_default())
        .collect()
}

proptest! {
    #[test]
    fn nothing_runs_whatever_the_text(source in text()) {
        for trust in [Trust::Owner, Trust::Partner] {
            let written = html(&source, trust, 2, &|target| target.to_owned());
            prop_assert!(!written.to_lowercase().contains("<script"), "{written}");
            for tag in tags(&written) {
                // Values are removed, so that only names remain.
                let names: String = tag.split('"').step_by(2).collect();
                prop_assert!(!names.split_whitespace().any(|name| name.starts_with("on")), "{written}");
                let href = tag.split_once("href=\"").map_or("", |(_, href)| href);
                prop_assert!(!href.trim_start().to_lowercase().starts_with("javascript"), "{written}");
                if trust == Trust::Partner {
                    let known = "p|/p|h3|h4|h5|h6|/h3|/h4|/h5|/h6|h2|/h2|em|/em|strong|/strong|del|/del|code|/code|pre|/pre|ul|/ul|ol|/ol|\
                        li|/li|blockquote|/blockquote|hr|br|a|/a|div|/div|table|/table|thead|/thead|tbody|/tbody|tr|/tr|th|/th|td|/td|sup|/sup|sub|/sub";
                    let name = tag.split(' ').next().unwrap_or_default();
                    prop_assert!(known.split('|').any(|known| known == name), "{name} in {written}");
                }
            }
        }
    }

    #[test]
    fn trees_are_shallow_and_ranges_lie_inside(source in text()) {
        for link in links(&source) {
            prop_assert!(source.get(link.range).is_some());
        }
        for trust in [Trust::Owner, Trust::Partner] {
            prop_assert!(depth(&tree(&source, trust)) <= 8);
            for remark in remarks(&source, trust) {
                prop_assert!(source.get(remark.range).is_some());
            }
        }
        plain(&source);
        let ids = anchors(&source);
        // These elements contain text only: everything after the start tag belongs to them.
        let swallow = ["<script", "<style", "<iframe"];
        let swallowed = swallow.iter().any(|element| source.contains(element));
        let written = html(&source, Trust::Owner, 2, &|target| target.to_owned());
        for id in ids.iter().filter(|id| !id.contains(['&', '<', '>', '"', '\'', '\u{a0}'])) {
            let id = format!("id=\"{id}\"");
            prop_assert!(swallowed || written.contains(&id), "{id} in {written}");
        }
    }
}
