use super::super::{Trust, remarks};

/// What is published as it is written, each with the help.
fn attempts(source: &str) -> Vec<String> {
    let found = remarks(source, Trust::Owner).into_iter();
    found
        .map(|remark| format!("{} -> {}", remark.message, remark.help))
        .collect()
}

fn expect(source: &str, part: &str, help: &str) {
    let found = attempts(source);
    assert_eq!(found.len(), 1, "{source}: {found:?}");
    let message = format!("published as it is written: `{part}` -> ");
    assert!(found[0].starts_with(&message), "{source}: {found:?}");
    assert!(found[0].ends_with(help), "{source}: {found:?}");
    let place = &remarks(source, Trust::Owner)[0].range;
    let is_found = source[place.clone()].contains(part);
    assert!(is_found || !source.contains(part), "{source}");
}

#[test]
fn markdown_in_an_html_block_is_reported_with_the_remedy() {
    let div = "leave an empty line after `<div>`";
    for (source, part, help) in [
        (
            "<div>\n## Box\nSee [terms](/nowhere/) and *this*.\n</div>",
            "## Box",
            div,
        ),
        ("<div>\n    ## Box\n</div>", "## Box", div),
        (
            "<div>\nSee [terms](/nowhere/).\n</div>",
            "[terms](/nowhere/)",
            div,
        ),
        (
            "<div>\nSee [<b>the</b> terms](/nowhere/).\n</div>",
            "[the terms](/nowhere/)",
            div,
        ),
        ("<div class=\"a\">\na\n- b\n</div>", "- b", div),
        ("<div>\n1. b\n2. c\n</div>", "1. b", div),
        (
            "<div>\n| a | b |\n|---|---|\n| c | d |\n</div>",
            "| a | b |",
            div,
        ),
        (
            "<div>\n![a](/images/b.svg)\n</div>",
            "![a](/images/b.svg)",
            div,
        ),
        (
            "<section><div>**a**</div></section>",
            "**a**",
            "after `<div>`, and one before the next tag",
        ),
        (
            "<details><summary>a</summary>\n*b*\n</details>",
            "*b*",
            "leave an empty line after `</summary>`",
        ),
        (
            "<details><summary>*a*</summary>\n\nb\n</details>",
            "*a*",
            "write HTML in it, or leave `<summary>` out",
        ),
        (
            "<p>\nsee `a`\n</p>",
            "`a`",
            "write HTML in it, or leave `<p>` out",
        ),
        (
            "<!-- a --> *b*",
            "*b*",
            "begin a new line after the comment",
        ),
        ("> <div>\n> *a*\n> </div>", "*a*", div),
    ] {
        expect(source, part, help);
    }
    for fine in [
        "<div>\n\n## Box\nSee [terms](/x/) and *this*.\n</div>",
        "<div>\n\n## Box\n\n</div>",
        "<div>#1, a_b_c, 5 * 3 * 2, [sic], a - b, 1. May</div>",
        "<table><tr><td>*</td><td>-</td><td>1.</td><th>#</th><td>a*</td><td>- 5</td><td>1. Rank</td></tr></table>",
        "<pre>\n# a\n*b* [c](/d/)\n</pre>",
        "<p>\n<code>*a*</code> and <kbd>`</kbd>\n</p>",
        "<!--\n## a\n*b*\n-->",
        "<div>\n- \n–\n12. December\n</div>",
    ] {
        assert_eq!(attempts(fine), [""; 0], "{fine}");
    }
}

#[test]
fn failed_tables_headings_and_references_are_reported_with_the_remedy() {
    for (source, part, help) in [
        (
            "| Form | Fee |\n| A | 1 |",
            "| Form | Fee |",
            "write `| --- | --- |` below its first line",
        ),
        (
            "| Form | Fee |\n|---|\n| A | 1 |",
            "| Form | Fee |",
            "write `| --- | --- |`",
        ),
        (
            "| Form | Fee |\n---\n| A | 1 |",
            "| Form | Fee |",
            "has 1 of 2 cells: write `| --- | --- |`",
        ),
        (
            "Form | Fee\n--- | --- | ---\nA | 1",
            "Form | Fee",
            "has 3 of 2 cells: write `| --- | --- |`",
        ),
        (
            "| Form | Fee |",
            "| Form | Fee |",
            "write `| --- | --- |` below its first line",
        ),
        (
            "See [our rules][rules].",
            "[our rules][rules]",
            "or write `[our rules](https://…)`",
        ),
        (
            "See [our rules][].",
            "[our rules][]",
            "or write `[our rules](https://…)`",
        ),
        ("###No space", "###No space", "`### No space`"),
        ("Text\n##No space\nText", "##No space", "`## No space`"),
        ("#About us", "#About us", "`# About us`"),
        (
            "####### Seven",
            "####### Seven",
            "a heading has at most 6 `#`, and a space after them",
        ),
    ] {
        expect(source, part, help);
    }
    for fine in [
        "#1 is first. [note] [1] [sic] [1][2] a | b in a sentence",
        "#1\n\n#cloud\n\n#Cloud #Data\n\n#Vitrine is good.",
        "a | b\n\nHome | About\nTerms | Help",
        "|x| is positive, and |y| too",
        "matrix[i][j] and `[a][b]`",
        "\\[our rules\\]\\[rules\\] \\###No space",
        "\\##No space",
        "[our rules][rules]\n\n[rules]: /rules/",
        "| a | b |\n|---|:-:|\n| c | d |",
        "| a |\n|---|\n| c |",
        "    ###code\n    | a | b |\n    | c | d |",
        "```\n###code\n[a][b]\n| a | b |\n| c | d |\n```",
        "\\| a | b |\n\\| c | d |",
    ] {
        assert_eq!(attempts(fine), [""; 0], "{fine}");
    }
}

#[test]
fn an_element_without_an_end_is_reported() {
    for (source, name) in [
        ("a <b>c\n\nd", "b"),
        ("a <i>c <b>d</b>", "i"),
        ("<div>\n\na", "div"),
        ("a <b>c<b> d", "b"),
    ] {
        let found = attempts(source);
        let message =
            format!("the HTML element `<{name}>` has no end: all that follows is part of it");
        let help = format!("write `</{name}>` where it ends, or delete it");
        assert_eq!(found, [format!("{message} -> {help}")], "{source}");
    }
    for fine in [
        "<b>a</b> <B>c</b><br>",
        "<div>\n\na <img src=\"/images/a.svg\" alt=\"\">\n\n</div>",
        "<ul>\n<li>a\n<li>b\n</ul>",
        "<b>a\n\nc</b>",
        "`<b>`",
    ] {
        assert_eq!(attempts(fine), [""; 0], "{fine}");
    }
}

#[test]
fn a_bar_in_the_code_of_a_cell_is_not_a_missing_column() {
    let found = attempts("| a | b |\n|---|---|\n| `c|d` | e |");
    assert!(found[0].contains("write `\\|` for a `|`"), "{found:?}");
}
