//! References that would exhaust the stack of the parser are refused; of several elements with one id, the first is drawn.

use super::super::super::check;
use super::{data, published, svg};

/// A part of a drawing, whose tag has these attributes, with a shape that has those.
fn part(tag: &str, id: &str, attributes: &str, shape: &str) -> String {
    let rect = "rect width=\"20\" height=\"20\"";
    match tag {
        "pattern" => format!(
            "<pattern id=\"{id}\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" {attributes}><{rect} {shape}/></pattern>"
        ),
        tag => format!("<{tag} id=\"{id}\" {attributes}><{rect} fill=\"#fff\" {shape}/></{tag}>"),
    }
}

/// Three parts of one kind that refer to each other with a property of their shapes, and a shape with the first.
fn circle(tag: &str, property: &str) -> String {
    let parts = [("a", "b"), ("b", "c"), ("c", "a")];
    let parts = parts.map(|(id, next)| part(tag, id, "", &format!("{property}=\"url(#{next})\"")));
    parts.concat() + &format!("<rect width=\"20\" height=\"20\" {property}=\"url(#a)\"/>")
}

#[test]
fn refuses_parts_that_refer_to_themselves() {
    let rect = "<rect width=\"20\" height=\"20\"/>";
    let shown = "<rect width=\"20\" height=\"20\" fill=\"url(#p)\" mask=\"url(#m)\"/>";
    let mask_in_pattern = part("mask", "m", "", "style=\"fill:url('#p')\"")
        + &part("pattern", "p", "", "mask=\"url(#m)\"")
        + shown;
    let clip_in_mask =
        "<mask id=\"m\"><g clip-path=\"url(#c)\"><path d=\"M0 0h9v9z\" fill=\"#fff\"/></g></mask>"
            .to_owned()
            + &part("clipPath", "c", "", "mask=\"url(#m)\"")
            + shown;
    let stroke_in_fill = part("pattern", "p", "", "fill=\"none\" stroke=\"url(#q)\"")
        + &part("pattern", "q", "", "fill=\"url(#p)\"")
        + shown;
    let inherited = |property: &str| {
        let pattern = part("pattern", "p", "", "");
        format!("<g {property}=\"url(#p)\">{pattern}{rect}</g>")
    };
    let picture = "<filter id=\"f\"><feImage xlink:href=\"#g\"/></filter><g id=\"g\"><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/></g>\
        <path d=\"M0 0h9v9z\" filter=\"url( #f )\"/>";
    let text = |id: &str, next: &str| {
        format!(
            "<pattern id=\"{id}\" width=\"9\" height=\"9\"><text y=\"9\" fill=\"url(#{next})\">A</text></pattern>"
        )
    };
    for drawing in [
        circle("pattern", "fill"),
        circle("mask", "mask"),
        circle("clipPath", "clip-path"),
        mask_in_pattern,
        clip_in_mask,
        stroke_in_fill,
        inherited("fill"),
        inherited("stroke"),
        // In a style, and with an attribute of another namespace in the way.
        inherited("fill").replace("fill=\"url(#p)\"", "style=\"fill:url(#p)\""),
        inherited("fill").replace("<rect", "<rect xmlns:f=\"urn:f\" f:fill=\"none\""),
        // The parser copies it from around the element.
        inherited("fill").replace("<rect", "<rect fill=\"inherit\""),
        picture.to_owned(),
        text("a", "b")
            + &text("b", "c")
            + &text("c", "a")
            + "<text y=\"20\" fill=\"url(#a)\">A</text>",
    ] {
        let why = check("logo.svg", svg(&drawing).as_bytes()).map(|_| ());
        let why = why.expect_err(&drawing);
        assert!(why.contains("refers to itself"), "{why}: {drawing}");
        // Nor within a picture.
        let inside = data("image/svg+xml", svg(&drawing).as_bytes());
        let outside =
            format!("<path d=\"M0 0h9v9z\"/><image width=\"9\" height=\"9\" href=\"{inside}\"/>");
        let (_, dropped) = published(&svg(&outside));
        assert_eq!(dropped, ["a picture inside it that cannot be read"]);
    }
}

/// Parts of which each shows the one before it, and a shape with the last.
fn chain(tag: &str, property: &str, parts: usize) -> String {
    let mut drawing = part(tag, "p0", "", "");
    for it in 1..parts {
        let shape = format!("{property}=\"url(#p{})\"", it - 1);
        drawing += &part(tag, &format!("p{it}"), "", &shape);
    }
    let last = parts - 1;
    drawing + &format!("<rect width=\"20\" height=\"20\" {property}=\"url(#p{last})\"/>")
}

const KINDS: [(&str, &str); 3] = [
    ("pattern", "fill"),
    ("mask", "mask"),
    ("clipPath", "clip-path"),
];

#[test]
fn refuses_references_that_are_nested_too_deeply() {
    for (tag, property) in KINDS {
        let chain = chain(tag, property, 2_000);
        let why = check("logo.svg", svg(&chain).as_bytes()).map(|_| ());
        assert!(why.unwrap_err().contains("128 deep"));
        // The first of several elements with an id has nothing in it. The parser takes the last.
        let empty: String = (0..2_000)
            .map(|it| format!("<{tag} id=\"p{it}\"/>"))
            .collect();
        let beside = "<path d=\"M20 0h9v9z\"/>";
        published(&svg(&format!("{empty}{chain}{beside}")));
        // The parser takes ids of other namespaces, browsers do not.
        published(&svg(&(chain.replace(" id=", " xml:id=") + beside)));
    }
}

#[test]
fn copies_no_references_from_around_elements() {
    let rect = "<rect width=\"20\" height=\"20\" fill=\"#fff\"/>";
    let mask = |id: &str, around: &str, inside: &str| {
        format!("<mask id=\"{id}\" {around}><g {inside}>{rect}</g></mask>")
    };
    let drawing = format!(
        "<g mask=\"url(#p)\">{}</g>{}{}<rect width=\"20\" height=\"20\" mask=\"url(#p)\"/>",
        mask("r", "mask=\"inherit\"", ""),
        mask("p", "", "mask=\"url(#q)\""),
        mask("q", "", "mask=\"url(#r)\"")
    );
    let (_, dropped) = published(&svg(&drawing));
    assert_eq!(dropped, ["the style `mask: inherit`"]);
}

#[test]
fn refuses_filters_that_a_pdf_enlarges() {
    let drawing = |shapes: usize| {
        let shape = "<rect width=\"4096\" height=\"4096\" filter=\"url(#f)\"/>".repeat(shapes);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4096\" height=\"4096\"><filter id=\"f\" x=\"0\" y=\"0\" \
             width=\"1\" height=\"1\"><feGaussianBlur stdDeviation=\"2\"/></filter><g opacity=\".9\">{shape}</g></svg>"
        )
    };
    published(&drawing(1));
    published(&drawing(9).replace(" opacity=\".9\"", ""));
    let why = check("logo.svg", drawing(2).as_bytes()).map(|_| ());
    assert!(why.unwrap_err().contains("too large for a PDF"));
}

#[test]
fn refuses_masks_within_masks_without_end() {
    published(&svg(&chain("mask", "mask", 12)));
    let why = check("logo.svg", svg(&chain("mask", "mask", 13)).as_bytes()).map(|_| ());
    assert!(why.unwrap_err().contains("12 masks"));
}

#[test]
fn what_is_accepted_is_accepted_again() {
    for (tag, property) in KINDS {
        for parts in [10, 20, 40, 60, 100] {
            if let Ok(checked) = check("logo.svg", svg(&chain(tag, property, parts)).as_bytes()) {
                let again = check("logo.svg", &checked.picture.bytes);
                assert!(again.is_ok(), "{tag} {parts}");
            }
        }
    }
}

#[test]
fn draws_the_first_of_several_elements_with_one_id_as_browsers_do() {
    let stop = |colour: &str| {
        format!(
            "<linearGradient id=\"g\"><stop stop-color=\"{colour}\"/><stop offset=\"1\" stop-color=\"#000\"/></linearGradient>"
        )
    };
    let rect = "<rect width=\"40\" height=\"20\" fill=\"url(#g)\"/>";
    let (drawn, _) = published(&svg(&(stop("#00f") + &stop("#f00") + rect)));
    assert!(
        drawn.contains("#0000ff") && !drawn.contains("#ff0000"),
        "{drawn}"
    );
}
