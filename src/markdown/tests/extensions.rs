//! What the texts have beside CommonMark, and what Markdown would drop in silence.

use super::{owner, partner, remarks_on};
use crate::markdown::{Node, Trust, anchors, links, plain, tree};

#[test]
fn footnotes_are_numbered_and_at_the_end() {
    let source = "a[^x] b[^2] c[^x]\n\n[^2]: Two\n\n[^x]: One\n\nd\n";
    let html = owner(source);
    let id = html
        .split("#note-")
        .nth(1)
        .unwrap()
        .split('-')
        .next()
        .unwrap();
    assert_eq!(
        html.replace(id, "i"),
        "<p>a<sup><a href=\"#note-i-1\">1</a></sup> b<sup><a href=\"#note-i-2\">2</a></sup> \
         c<sup><a href=\"#note-i-1\">1</a></sup></p>\n<p>d</p>\n\
         <ol class=\"footnotes\">\n<li id=\"note-i-1\"><p>One</p>\n</li>\n<li id=\"note-i-2\"><p>Two</p>\n</li>\n</ol>\n"
    );
    assert_eq!(
        partner("a[^x]\n\n[^x]: One"),
        "<p>a<sup>1</sup></p>\n<hr>\n<ol>\n<li><p>One</p>\n</li>\n</ol>\n"
    );
    let text = |text: &str| Node::Text(text.into());
    assert_eq!(
        tree("a[^x]<br>\n\n[^x]: One", Trust::Owner),
        [
            Node::Paragraph(vec![text("a"), Node::Superscript(vec![text("1")])]),
            Node::Rule,
            Node::List {
                start: Some(1),
                items: vec![vec![Node::Paragraph(vec![text("One")])]],
            },
        ]
    );
    assert_eq!(
        tree("a[^x]\n\n[^x]: One", Trust::Owner),
        tree("a[^x]<br>\n\n[^x]: One", Trust::Owner)
    );
    assert_eq!(
        remarks_on("a[^x]\n\n[^y]: One", Trust::Partner),
        [
            "[^x]: published as it is written: `[^x]`",
            "[^y]: nothing refers to the footnote `[^y]`",
        ]
    );
}

#[test]
fn tasks_have_boxes() {
    assert_eq!(
        owner("- [ ] a\n- [x] b\n"),
        "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n"
    );
    assert_eq!(plain("- [x] b"), "☑ b");
}

#[test]
fn web_addresses_are_links() {
    for (source, expected) in [
        (
            "See https://a.example/b_c_d.",
            vec!["https://a.example/b_c_d"],
        ),
        (
            "(https://a.example/_b_/) **https://c.example**",
            vec!["https://a.example/_b_/", "https://c.example"],
        ),
        (
            "https://a.example/_b_ _https://c.example/d_",
            vec!["https://a.example/_b_", "https://c.example/d"],
        ),
        (
            "| a |\n|---|\n|https://a.example|\n",
            vec!["https://a.example"],
        ),
        (
            "[https://a.example](https://b.example)",
            vec!["https://b.example"],
        ),
        (
            "<a href=\"https://b.example\">https://a.example</a>",
            vec!["https://b.example"],
        ),
        (
            "`https://a.example` <https://b.example>",
            vec!["https://b.example"],
        ),
        (
            "https://intranet https://… ftp://a.example https://u@a.example",
            vec![],
        ),
        ("    https://a.example\n", vec![]),
    ] {
        let found = links(source);
        let targets: Vec<_> = found.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, expected, "{source}");
        assert!(
            found
                .iter()
                .all(|link| source[link.range.clone()] == link.target),
            "{source}"
        );
    }
    assert_eq!(
        owner("é https://a.example/_b_/, c"),
        "<p>é <a href=\"https://a.example/_b_/\">https://a.example/_b_/</a>, c</p>\n"
    );
}

#[test]
fn headings_have_the_id_that_is_written() {
    let source = "## A b {#a}\n## A\n## B {x}\n";
    assert_eq!(anchors(source), ["a", "a-2", "b-x"]);
    assert_eq!(
        owner(source),
        "<h2 id=\"a\">A b</h2>\n<h2 id=\"a-2\">A</h2>\n<h2 id=\"b-x\">B {x}</h2>\n"
    );
    assert_eq!(partner("## A b {#a}"), "<h3>A b</h3>\n");
    assert_eq!(
        remarks_on("## A b {#a}", Trust::Partner),
        ["{#a}: not published: the id `a`"]
    );
    assert_eq!(
        remarks_on("## A {#a}\n## B {#a}\n## C {.c}\n", Trust::Owner),
        [
            "{#a}: two headings have the id `a`",
            "{.c}: published as it is written: `{.c}`",
        ]
    );
}

#[test]
fn what_markdown_drops_is_reported() {
    let of_partner = |source| remarks_on(source, Trust::Partner);
    assert_eq!(
        of_partner("| a |\n|---|\n| b | c | d |\n"),
        ["c: not published: `c | d`, for which the table has no column"]
    );
    assert!(of_partner("| a | b |\n|---|---|\n| c \\| d | e |\n").is_empty());
    assert_eq!(
        of_partner("[Hours]: 9-17\n\nText"),
        ["[Hours]: 9-17: not published: `[Hours]: 9-17`, which is the target of no link"]
    );
    assert!(of_partner("[Hours][]\n\n[hours]: https://a.example").is_empty());
    assert_eq!(
        of_partner("1. a\n3. b\n"),
        ["3: the item `3.` is published as `2.`, for Markdown counts items"]
    );
    assert!(of_partner("1. a\n1. b\n\nc\n\n4. d\n5. e\n").is_empty());
    assert_eq!(
        of_partner("> [!NOTE]\n> a"),
        ["[!NOTE]: published as it is written: `[!NOTE]`"]
    );
}
