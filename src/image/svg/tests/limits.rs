//! What takes too long is refused before it is drawn, with the reason.

use super::super::super::check;
use super::{data, published, svg};

const RECT: &str = "<rect width=\"40\" height=\"20\" fill=\"#124\"/>";

fn filtered(parts: &str) -> String {
    let region = "x=\"0\" y=\"0\" width=\"1\" height=\"1\"";
    svg(&format!(
        "<filter id=\"f\" {region}>{parts}</filter><g filter=\"url(#f)\">{RECT}</g>"
    ))
}

/// Definitions that refer to the one before them several times, and the use of the last.
fn nested(tag: &str, attributes: &str, reference: &str) -> String {
    let part = |index: usize| reference.replace('#', &format!("#p{index}"));
    let mut text = format!("<{tag} id=\"p0\" {attributes}>{RECT}</{tag}>");
    for index in 1..8 {
        let parts = format!("<rect width=\"40\" height=\"20\" {}/>", part(index - 1)).repeat(6);
        text += &format!("<{tag} id=\"p{index}\" {attributes}>{parts}</{tag}>");
    }
    svg(&format!(
        "{text}<rect width=\"40\" height=\"20\" {}/>",
        part(7)
    ))
}

fn refusal(svg: &str) -> String {
    match check("logo.svg", svg.as_bytes()) {
        Ok(_) => panic!("not refused: {}", &svg[..svg.len().min(600)]),
        Err(why) => why,
    }
}

#[test]
fn refuses_filters_that_take_too_long() {
    let kernel = "1 ".repeat(100 * 100);
    for parts in [
        "<feTurbulence baseFrequency=\"0.05\" numOctaves=\"1000000\"/>".to_owned(),
        "<feMorphology operator=\"dilate\" radius=\"1000\"/>".to_owned(),
        format!("<feConvolveMatrix order=\"100\" kernelMatrix=\"{kernel}\"/>"),
        "<feFlood/>".repeat(1_000),
        "<feSpecularLighting><fePointLight/></feSpecularLighting>".repeat(1_000),
    ] {
        let why = refusal(&filtered(&parts));
        assert!(why.contains("filter"), "{why}");
    }
    let large =
        "<filter id=\"f\" x=\"-100\" y=\"-100\" width=\"200\" height=\"200\"><feFlood/></filter>";
    let why = refusal(&svg(&format!("{large}<g filter=\"url(#f)\">{RECT}</g>")));
    assert!(why.contains("region"), "{why}");
    let blur = "<filter id=\"f\"><feGaussianBlur stdDeviation=\"3\"/></filter>";
    let many = format!("<g filter=\"url(#f)\">{RECT}</g>").repeat(1_000);
    let why = refusal(&svg(&format!("{blur}{many}")));
    assert!(why.contains("filters"), "{why}");
}

#[test]
fn refuses_filters_whose_parts_are_evaluated_without_end() {
    let read_twice = |part: &str| format!("<feOffset dx=\"1\" result=\"a\"/>{}", part.repeat(40));
    let shadow = "<feDropShadow stdDeviation=\"1\"/>";
    for parts in [
        shadow.repeat(24),
        read_twice("<feBlend in=\"a\" in2=\"a\" result=\"a\"/>"),
        read_twice("<feComposite in=\"a\" in2=\"a\" result=\"a\"/>"),
        read_twice("<feDisplacementMap in=\"a\" in2=\"a\" result=\"a\"/>"),
        read_twice(
            "<feMerge result=\"a\"><feMergeNode in=\"a\"/><feMergeNode in=\"a\"/></feMerge>",
        ),
    ] {
        let why = refusal(&filtered(&parts));
        assert!(why.contains("filters"), "{why}");
    }
    let shadowed = |start: &str, times: usize| {
        let (start, end) = (start.repeat(times), "</g>".repeat(times));
        svg(&format!(
            "<filter id=\"f\">{shadow}</filter>{start}{RECT}{end}"
        ))
    };
    let list = format!("<g filter=\"{}\">", "url(#f) ".repeat(24));
    for (start, times) in [("<g filter=\"url(#f)\">", 24), (list.as_str(), 1)] {
        let why = refusal(&shadowed(start, times));
        assert!(why.contains("filters"), "{why}");
    }
    published(&filtered(&shadow.repeat(5)));
    published(&shadowed("<g filter=\"url(#f)\">", 3));
}

#[test]
fn refuses_filters_that_draw_a_part_or_a_picture() {
    let png = data("image/png", b"\x89PNG\r\n\x1a\nbroken");
    for image in ["#r", &png] {
        let filter = format!(
            "<filter id=\"f\"><feImage xlink:href=\"{image}\"/></filter><g id=\"r\">{RECT}</g>"
        );
        let drawing = svg(&format!("{filter}<g filter=\"url(#f)\">{RECT}</g>"));
        if image == "#r" {
            assert!(refusal(&drawing).contains("feImage"));
        } else {
            let (text, dropped) = published(&drawing);
            assert!(!text.contains("feImage") && !dropped.is_empty(), "{text}");
        }
        // Within another SVG, which is left out.
        let link = data("image/svg+xml", drawing.as_bytes());
        let image = format!("<image width=\"9\" height=\"9\" xlink:href=\"{link}\"/>");
        assert!(
            !published(&svg(&format!("{RECT}{image}")))
                .0
                .contains("feImage")
        );
    }
}

#[test]
fn draws_the_effects_of_drawing_programs() {
    // As Figma writes a shadow.
    let shadow = "<feFlood flood-opacity=\"0\" result=\"b\"/><feColorMatrix in=\"SourceAlpha\" type=\"matrix\" \
        values=\"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0\" result=\"h\"/><feOffset dy=\"1\"/>\
        <feGaussianBlur stdDeviation=\"1\"/><feComposite in2=\"h\" operator=\"out\"/>\
        <feColorMatrix type=\"matrix\" values=\"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0.25 0\"/>\
        <feBlend mode=\"normal\" in2=\"b\" result=\"e\"/><feBlend mode=\"normal\" in=\"SourceGraphic\" in2=\"e\"/>";
    let (text, dropped) = published(&filtered(&shadow.repeat(3)));
    assert!(text.contains("<feGaussianBlur"), "{text}");
    assert_eq!(dropped, Vec::<String>::new());
    let noise = "<feTurbulence baseFrequency=\"0.05\" numOctaves=\"4\"/>";
    assert!(published(&filtered(noise)).0.contains("<feTurbulence"));
    let dashes =
        "<path d=\"M2 2H38V18H2z\" fill=\"none\" stroke=\"#124\" stroke-dasharray=\".5 .2\"/>";
    assert!(published(&svg(dashes)).0.contains("dasharray"));
    let dots = "<pattern id=\"p\" width=\".5\" height=\".5\" patternUnits=\"userSpaceOnUse\"><circle cx=\".25\" cy=\".25\" r=\".2\"/></pattern>\
        <rect width=\"40\" height=\"20\" fill=\"url(#p)\"/>";
    assert!(published(&svg(dots)).0.contains("<pattern"));
}

#[test]
fn refuses_repetitions_within_repetitions() {
    let tile = "width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"";
    for drawing in [
        nested("pattern", tile, "fill=\"url(#)\""),
        nested("mask", "", "fill=\"#fff\" mask=\"url(#)\""),
        nested("clipPath", "", "clip-path=\"url(#)\""),
    ] {
        let why = refusal(&drawing);
        assert!(
            why.contains("too many") || why.contains("too long"),
            "{why}"
        );
    }
    let pattern = |attributes: &str| {
        svg(&format!(
            "<pattern id=\"p\" patternUnits=\"userSpaceOnUse\" {attributes}>{RECT}</pattern>\
             <rect width=\"40\" height=\"20\" fill=\"url(#p)\"/>"
        ))
    };
    let tiny = refusal(&pattern("width=\".001\" height=\".001\""));
    assert!(tiny.contains("patterns are too small"), "{tiny}");
    let large = refusal(&pattern(
        "width=\"40\" height=\"40\" patternTransform=\"scale(300)\"",
    ));
    assert!(large.contains("larger than the drawing"), "{large}");
    let path = format!("<path id=\"p\" d=\"M0 0{}\"/>", "h1v1".repeat(20_000));
    let uses = "<use xlink:href=\"#p\"/>".repeat(1_000);
    assert!(refusal(&svg(&format!("{path}{uses}"))).contains("points"));
    let layers = format!(
        "{}{RECT}{}",
        "<g opacity=\".9\">".repeat(100),
        "</g>".repeat(100)
    );
    let why = refusal(&svg(&layers.repeat(60)));
    assert!(why.contains("layers"), "{why}");
}

#[test]
fn refuses_lines_of_too_many_dashes() {
    let line =
        "<path d=\"M0 0H40V20H0z\" fill=\"none\" stroke=\"#124\" stroke-dasharray=\"0.0002\"/>";
    let why = refusal(&svg(line));
    assert!(why.contains("dashes"), "{why}");
}

#[test]
fn refuses_wide_dashes_and_repeated_pictures() {
    let wide = "<path d=\"M0 0H40V20H0z\" fill=\"none\" stroke=\"#124\" stroke-linecap=\"round\" stroke-width=\"20\" stroke-dasharray=\"0.02\"/>";
    let why = refusal(&svg(wide));
    assert!(why.contains("too wide dashes"), "{why}");
    published(&svg(&wide.replace("0.02", "2 3")));
    let mut png = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbaImage::from_pixel(16, 16, image::Rgba([9, 9, 9, 255]));
    pixels.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let link = data("image/png", &png.into_inner());
    let image = format!("<image id=\"i\" width=\"40\" height=\"20\" xlink:href=\"{link}\"/>");
    let repeated = |count| {
        svg(&format!(
            "{image}{}",
            "<use xlink:href=\"#i\"/>".repeat(count)
        ))
    };
    let why = refusal(&repeated(2_500));
    assert!(why.contains("pictures inside it are repeated"), "{why}");
    published(&repeated(20));
}

#[test]
fn refuses_curves_that_are_far_larger_than_drawings() {
    let arcs = "A900000 900000 33 1 1 20 20a.00001 1 0 1 1 30 0";
    for content in [
        format!("<path stroke=\"red\" d=\"M0 0{}\"/>", arcs.repeat(8_000)),
        format!(
            "<path stroke=\"red\" d=\"M0 0{}\"/>",
            "a9e5 9e5 33 1120 20".repeat(8_000)
        ),
        format!(
            "<path stroke=\"red\" d=\"M0 0{}\"/>",
            "c9e5 9e5-9e5 0 0 0".repeat(30_000)
        ),
        format!(
            "<g transform=\"scale(9e5)\">{}</g>",
            "<circle r=\"9\" stroke=\"red\"/>".repeat(8_000)
        ),
    ] {
        let why = refusal(&svg(&format!("{RECT}{content}")));
        assert!(
            why.contains("the curves of the SVG are too many, or too large"),
            "{why}"
        );
    }
    let why = refusal(&svg(&format!(
        "{RECT}<path d=\"M0 0A9999999999e9 1 0 1 1 2 2\"/>"
    )));
    assert!(why.contains("numbers that are too large"), "{why}");
    let corners = "<rect width=\"9\" height=\"9\" rx=\"2\"/><circle r=\"4\"/>".repeat(2_000);
    published(&svg(&corners));
    let small = "a1 1 0 01.5.5a1 1 0 00-.5-.5".repeat(3_000);
    let offset = format!("<g transform=\"translate(-2e6)\"><path d=\"M2e6 0{small}z\"/></g>");
    published(&svg(&format!("{RECT}{offset}")));
}

#[test]
fn refuses_numbers_that_no_drawing_has() {
    for wide in [
        "stroke-width=\"1e30\"",
        "stroke-width=\"1e9\" stroke-linejoin=\"round\"",
        "transform=\"scale(1e20)\"",
    ] {
        let why = refusal(&svg(&format!(
            "{RECT}<path d=\"M1 1 9 9C1 2 3 4 5 6\" stroke=\"red\" {wide}/>"
        )));
        let is_named = why.contains("larger than the drawing") || why.contains("too large");
        assert!(is_named, "{wide}: {why}");
    }
    for number in ["NaN", "inf", "-1", "1e-30", "1e400"] {
        let shapes = format!(
            "{RECT}<rect x=\"{number}\" width=\"{number}\" height=\"9\"/><circle r=\"{number}\"/>\
             <line x2=\"{number}\" stroke=\"red\" stroke-width=\"{number}\"/>"
        );
        let _ = check("logo.svg", svg(&shapes).as_bytes());
    }
    for size in [
        "0 0 1e-30 1e-30",
        "0 0 1e30 1e30",
        "NaN 0 1 1",
        "0 0 -1 -1",
        "1e38 0 1 1",
    ] {
        let text = svg(RECT).replace(
            "width=\"40\" height=\"20\">",
            &format!("viewBox=\"{size}\">"),
        );
        let _ = check("logo.svg", text.as_bytes());
    }
}

#[test]
fn refuses_texts_of_books() {
    let text = |letters: &str| svg(&format!("<text y=\"9\" font-size=\"2\">{letters}</text>"));
    assert!(refusal(&text(&"Vitrine ".repeat(20_000))).contains("letters"));
    assert!(refusal(&text(&"<tspan>a</tspan>".repeat(5_000))).contains("letters"));
    published(&text(&"Vitrine ".repeat(50)));
    published(&text(&"<tspan>a</tspan>".repeat(100)));
}

#[test]
fn refuses_lines_that_cross_each_other_without_end() {
    let lines = "L1 2 3 4 0 0 40 20".repeat(40_000);
    let why = refusal(&svg(&format!("<path d=\"M0 0{lines}\"/>")));
    assert!(why.contains("cross"), "{why}");
    let small = "l.1 .2 .2 -.1-.3-.1".repeat(3_000);
    published(&svg(&format!("<path d=\"M0 0{small}\"/>")));
}

#[test]
fn refuses_style_sheets_that_take_too_long() {
    let styled = |css: &str, content: &str| svg(&format!("<style>{css}</style>{content}"));
    let many = ":not([x*=y]):not(.z),".repeat(1_500) + "a";
    let empty: String = (1..15)
        .map(|index| {
            format!(
                "--a{index}:{};",
                format!("var(--a{})", index - 1).repeat(200)
            )
        })
        .collect();
    let values: String = (0..3_000).map(|index| format!("--a{index}:red;")).collect();
    let declaring = "<rect style=\"--c:1\" width=\"1\" height=\"1\"/>".repeat(20_000);
    let long = format!(
        "rect{{--b:var(--a);fill:var(--a);font-family:var(--a)}}:root{{--a:{}}}",
        "x".repeat(4_000)
    );
    for svg in [
        styled(&format!("{many}{{fill:red}}"), &RECT.repeat(20_000)),
        styled(
            &format!(":root{{--a0:;{empty}}}rect{{fill:var(--a14)}}"),
            RECT,
        ),
        styled(&format!(":root{{{values}}}"), &declaring),
        styled(&long, &RECT.repeat(20_000)),
    ] {
        let why = refusal(&svg);
        assert!(
            why.contains("style sheet") && why.contains("complicated"),
            "{why}"
        );
    }
}

#[test]
fn survives_styles_within_styles() {
    let styled = |css: &str| {
        check(
            "logo.svg",
            svg(&format!("<style>{css}</style>{RECT}")).as_bytes(),
        )
    };
    let deep_layer = format!("@layer {}{{rect{{fill:red}}}}", "a.".repeat(100_000));
    let many_layers: String = (0..50_000)
        .map(|index| format!("@layer a{index}{{}}"))
        .collect();
    let siblings = format!("{}rect{{fill:red}}", "a + ".repeat(100_000));
    let not = format!(
        "@supports {} (fill:red){{rect{{fill:red}}}}",
        "not ".repeat(100_000)
    );
    let colours = format!("rect{{fill:{}red}}", "url(#a) ".repeat(100_000));
    let calc = format!("rect{{width:{}}}", "calc(1) ".repeat(100_000));
    let parents = format!("{}fill:red{}", "&amp;,g{".repeat(30), "}".repeat(30));
    for css in [
        deep_layer,
        many_layers,
        siblings,
        not,
        colours,
        calc,
        parents,
    ] {
        if let Err(why) = styled(&css) {
            assert!(why.contains("too complicated"), "{why}: {}", &css[..60]);
        }
    }
    let wide = format!(
        "<rect width=\"40\" height=\"20\" style=\"{}\"/>",
        "fill:color(display-p3 1 0 0);x:y;".repeat(400)
    );
    assert!(check("logo.svg", svg(&wide).as_bytes()).is_ok());
}

#[test]
fn refuses_markup_that_takes_too_long() {
    let attributes: String = (0..300).map(|index| format!(" a{index}=\"1\"")).collect();
    let why = refusal(&svg(&format!("<g{attributes}>{RECT}</g>")));
    assert!(why.contains("attributes"), "{why}");
    let style = "fill:red;".repeat(2_000);
    let why = refusal(&svg(&format!("<g style=\"{style}\">{RECT}</g>")));
    assert!(why.contains("declarations"), "{why}");
    let spaces: String = (0..70)
        .map(|index| format!("<g xmlns:n{index}=\"u\"/>"))
        .collect();
    let why = refusal(&svg(&format!("{spaces}{RECT}")));
    assert!(why.contains("namespaces"), "{why}");
    let entities: String = (0..300)
        .map(|index| format!("<!ENTITY e{index} 'x'>"))
        .collect();
    let why = refusal(&format!("<!DOCTYPE svg [{entities}]>{}", svg(RECT)));
    assert!(why.contains("entities"), "{why}");
    let hidden = "<!DOCTYPE svg [<!ENTITY e '<g a=\"1\"/>'>]>";
    assert!(refusal(&format!("{hidden}{}", svg(RECT))).contains("entities"));
    // What only looks like attributes.
    let text = "<!-- a=\"1\" --><desc>a=\"1\" b=\"2\"</desc>".repeat(200);
    published(&svg(&format!("{text}{RECT}")));
}

#[test]
fn says_which_pictures_inside_are_left_out() {
    let image = |link: &str| format!("<image width=\"9\" height=\"9\" xlink:href=\"{link}\"/>");
    let inner = svg(&image(&data("image/svg+xml", svg(RECT).as_bytes())));
    let broken = image(&data("image/png", b"\x89PNG\r\n\x1a\nbroken"));
    let deep = image(&data(
        "image/svg+xml",
        inner.replace("</svg>", &format!("{RECT}</svg>")).as_bytes(),
    ));
    let (_, dropped) = published(&svg(&format!("{RECT}{broken}{deep}")));
    assert_eq!(dropped, ["2 pictures inside it that cannot be read"]);
    // The outer drawing is small, the inner ones are not.
    let many = RECT.repeat(20_000);
    let uses =
        image(&data("image/svg+xml", svg(&many).as_bytes())).replace("<image", "<image id=\"i\"");
    let why = refusal(&svg(&format!(
        "{uses}{}",
        "<use xlink:href=\"#i\"/>".repeat(20)
    )));
    assert!(why.contains("too many"), "{why}");
}
