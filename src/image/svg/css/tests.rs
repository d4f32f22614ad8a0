use super::super::super::{PictureCheck, check};

/// The published drawing of 200 by 80, and what is lost.
fn drawn(content: &str) -> (String, Vec<String>) {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 80\" width=\"200\" height=\"80\">{content}</svg>"
    );
    let PictureCheck {
        picture, dropped, ..
    } = check("logo.svg", svg.as_bytes()).unwrap();
    (String::from_utf8(picture.bytes.to_vec()).unwrap(), dropped)
}

/// Asserts that a drawing with a style looks like one with attributes.
fn assert_same(styled: &str, plain: &str) {
    let (text, dropped) = drawn(styled);
    assert_eq!(dropped, Vec::<String>::new(), "{styled}");
    assert_eq!(text, drawn(plain).0, "{styled}");
}

const RED: &str = r##"<rect width="200" height="80" fill="#cc0000"/>"##;

#[test]
fn draws_colours_as_browsers_do() {
    for fill in [
        "var(--brand, #c00)",
        "var(--no, var(--brand, #c00))",
        "rgb(204 0 0)",
        "rgb(204 0 0 / 100%)",
        "rgb(calc(200 + 4), 0, 0)",
        "hsl(0 100% 40%)",
        "HSL(0deg, 100%, 40%)",
        "#C00",
        "color(srgb 0.8 0 0)",
        "color-mix(in srgb, #c00, #c00)",
        "light-dark(#c00, #fff)",
    ] {
        for styled in [
            format!("<rect width=\"200\" height=\"80\" fill=\"{fill}\"/>"),
            format!("<rect width=\"200\" height=\"80\" style=\"fill: {fill}\"/>"),
            format!("<style>rect {{ fill: {fill} }}</style><rect width=\"200\" height=\"80\"/>"),
        ] {
            assert_same(&styled, RED);
        }
    }
    assert_same(
        r##"<rect width="200" height="80" fill="oklch(62.8% 0.25768 29.234)"/>"##,
        r##"<rect width="200" height="80" fill="#ff0000"/>"##,
    );
    assert_same(
        r##"<rect width="200" height="80" fill="RebeccaPurple"/>"##,
        r##"<rect width="200" height="80" fill="#663399"/>"##,
    );
    assert_same(
        r##"<rect width="200" height="80" style="fill:rgb(0 128 255 / 60%)"/>"##,
        r##"<rect width="200" height="80" fill="#0080ff" fill-opacity="0.6"/>"##,
    );
    assert_same(
        r##"<rect width="200" height="80" fill="#cc0000" opacity="50%"/>"##,
        r##"<rect width="200" height="80" fill="#cc0000" opacity=".5"/>"##,
    );
}

#[test]
fn reads_style_sheets_as_browsers_do() {
    for css in [
        ":root { fill: #c00 }",
        ":root { --brand: #c00 } rect { fill: var(--brand) }",
        ":root { --a: var(--b); --b: #c00 } rect { fill: var(--a) }",
        "@property --brand { syntax: '*'; inherits: true; initial-value: #c00 } rect { fill: var(--brand) }",
        "@layer base { rect { fill: #c00 } }",
        "@layer high, low; @layer low { rect { fill: #c00 } } @layer high { rect { fill: blue } }",
        "@layer a { rect { fill: blue } } rect { fill: #c00 }",
        "@layer a { rect { fill: #c00 !important } } rect { fill: blue !important }",
        "@supports (fill: red) { rect { fill: #c00 } }",
        "@supports not (fill: red) { rect { fill: blue } } rect:not(.x) { fill: #c00 }",
        "@supports (fill: oklch(1 0 0)) and (fill: red) { rect { fill: #c00 } }",
        "@media screen { rect { fill: #c00 } }",
        "@media print { rect { fill: blue } } svg > rect { fill: #c00 }",
        ":is(rect, circle) { fill: #c00 }",
        ":where(#none, rect) { fill: #c00 }",
        "rect:first-of-type { fill: #c00 }",
        "rect:nth-child(2n) { fill: #c00 }",
        "svg { & rect { fill: #c00 } }",
        "svg { rect { fill: #c00 } fill: blue }",
        "rect { fill: #c00; &:hover { fill: blue } }",
        "rect { fill: blue } rect { fill: #c00 }",
        "rect { fill: #c00; fill: nonsense; fill: foo(1) }",
        "rect { FILL: #C00; /* fill: blue; */ }",
        "rect[width='200'] { fill: #c00 }",
        "style + rect { fill: #c00 }",
    ] {
        let (text, dropped) = drawn(&format!(
            "<style><![CDATA[{css}]]></style><rect width=\"200\" height=\"80\"/>"
        ));
        assert_eq!(text, drawn(RED).0, "{css}");
        assert!(
            dropped.is_empty() || css.contains("foo(1)"),
            "{css}: {dropped:?}"
        );
    }
    assert_same(
        "<style>.a{fill:blue}</style><rect class=\"a\" style=\"fill:#c00\" fill=\"green\" width=\"200\" height=\"80\"/>",
        RED,
    );
    assert_same(
        "<g style=\"--c:#c00\"><rect fill=\"var(--c)\" width=\"200\" height=\"80\"/></g>",
        &format!("<g>{RED}</g>"),
    );
}

#[test]
fn places_shapes_as_browsers_do() {
    for (styled, plain) in [
        (
            "<rect style=\"transform: translate(100px, 20px) scale(.5)\" width=\"200\" height=\"80\"/>",
            "<rect transform=\"translate(100 20) scale(.5)\" width=\"200\" height=\"80\"/>",
        ),
        (
            "<rect style=\"transform: translate(50%, 25%) scale(50%)\" width=\"200\" height=\"80\"/>",
            "<rect transform=\"translate(100 20) scale(.5)\" width=\"200\" height=\"80\"/>",
        ),
        (
            "<rect style=\"translate: 100px 20px; scale: .5\" width=\"200\" height=\"80\"/>",
            "<rect transform=\"translate(100 20) scale(.5)\" width=\"200\" height=\"80\"/>",
        ),
        (
            "<rect style=\"transform: rotate(.25turn); transform-origin: 100px 40px\" width=\"200\" height=\"80\"/>",
            "<rect transform=\"rotate(90 100 40)\" width=\"200\" height=\"80\"/>",
        ),
        (
            "<rect style=\"transform: rotate(90deg); transform-origin: 50% 50%\" width=\"200\" height=\"80\"/>",
            "<rect transform=\"rotate(90 100 40)\" width=\"200\" height=\"80\"/>",
        ),
        (
            "<style>rect { rx: 30px; width: calc(100% - 20px); height: 2cm }</style><rect/>",
            "<rect rx=\"30\" width=\"180\" height=\"2cm\"/>",
        ),
        (
            "<style>circle { r: 20px; cx: 50%; cy: min(40px, 100%) }</style><circle/>",
            "<circle r=\"20\" cx=\"100\" cy=\"40\"/>",
        ),
        (
            "<style>path { d: path('M0 0H200V80') }</style><path/>",
            "<path d=\"M0 0H200V80\"/>",
        ),
        // Without a unit, a length in a style sheet is a mistake that browsers ignore.
        (
            "<style>rect { rx: 30 }</style><rect rx=\"10\" width=\"200\" height=\"80\"/>",
            "<rect rx=\"10\" width=\"200\" height=\"80\"/>",
        ),
    ] {
        // The result of arithmetic may differ in the last digit.
        let (text, dropped) = drawn(styled);
        assert!(dropped.is_empty(), "{styled}: {dropped:?}");
        assert_eq!(text, drawn(plain).0, "{styled}");
    }
    let (text, _) = drawn("<rect x=\"80\" width=\"9\" height=\"9\"/>");
    let with_background = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 80\" style=\"background: #063\">{}</svg>",
        "<rect x=\"80\" width=\"9\" height=\"9\" fill=\"#fff\"/>"
    );
    let picture = check("logo.svg", with_background.as_bytes())
        .unwrap()
        .picture;
    assert!(!picture.pale && !text.contains("#006633"));
}

#[test]
fn keeps_what_the_parser_knows() {
    let filter = "<filter id=\"f\" color-interpolation-filters=\"sRGB\"><feGaussianBlur stdDeviation=\"2\"/></filter>";
    let (text, _) = drawn(&format!(
        "<style>.a {{ fill: red }}</style>{filter}<g filter=\"url(#f)\"><rect class=\"a\" width=\"200\" height=\"80\"/></g>"
    ));
    assert!(
        text.contains("color-interpolation-filters=\"sRGB\""),
        "{text}"
    );
}

#[test]
fn names_the_styles_that_cannot_be_drawn() {
    let rect = "<rect width=\"200\" height=\"80\"/>";
    for (css, expected) in [
        (
            "rect { clip-path: circle(40%) }",
            "the style `clip-path: circle(40%)`",
        ),
        (
            "rect { fill: rgb(from red r g b) }",
            "the style `fill: rgb(from red r g b)`",
        ),
        ("rect:has(a) { fill: red }", "the style `rect:has(a)`"),
        (
            "@container (width > 9px) { rect { fill: red } }",
            "the style `@container (width > 9px)`",
        ),
        (
            "@media (prefers-color-scheme: dark) { rect { fill: red } }",
            "the style `@media (prefers-color-scheme: dark)`",
        ),
        (
            "rect { transform: rotate3d(1, 1, 0, 9deg) }",
            "the style `transform: rotate3d(1, 1, 0, 9deg)`",
        ),
        ("rect { width: 3lh }", "the style `width: 3lh`"),
        (
            "@keyframes a { to { opacity: 0 } } rect { animation: a 1s }",
            "an animation of its style sheet",
        ),
    ] {
        let (_, dropped) = drawn(&format!("<style>{css}</style>{rect}"));
        assert_eq!(dropped, [expected], "{css}");
    }
    let (_, dropped) = drawn(
        "<style>rect{mask:linear-gradient(red,blue);offset-path:none;backdrop-filter:blur(1px);clip:rect(0 0 0 0);zoom:2}</style><rect width=\"200\" height=\"80\"/>",
    );
    assert!(dropped[0].ends_with("and 1 more"), "{dropped:?}");
}

#[test]
fn survives_styles_that_grow_without_limit() {
    let rect = "<rect width=\"200\" height=\"80\" fill=\"var(--a9)\"/>";
    let doubling: String = (1..30)
        .map(|index| format!("--a{index}: var(--a{0}) var(--a{0});", index - 1))
        .collect();
    drawn(&format!(
        "<style>:root {{ --a0: red; {doubling} }}</style>{rect}"
    ));
    drawn(&format!(
        "<style>:root {{ --a: var(--b); --b: var(--a) }} rect {{ fill: var(--a) }}</style>{rect}"
    ));
    for open in [":is(", ":not(", "("] {
        let deep = open.repeat(100_000);
        drawn(&format!(
            "<style>rect{deep} {{ fill: red }} @supports {deep} {{ a {{ b: c }} }} rect {{ width: calc{deep} }}</style>{rect}"
        ));
    }
    let nested = "rect { ".repeat(100_000);
    drawn(&format!("<style>{nested}</style>{rect}"));
    let braces = "{".repeat(100_000);
    drawn(&format!("<style>{braces}</style>{rect}"));
}
