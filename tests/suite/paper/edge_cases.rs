//! Records with unusual texts, and themes that replace a part.

use std::path::PathBuf;

use vitrine::diagnostic::Code;
use vitrine::paper::Medium;

use super::editions::{EditionOptions, render_edition};
use super::with_cover;
use crate::project::Project;
use crate::tools;

const MARKUP: &str = r##"#panic("no") #let x = 1 $x^2$ @label <label> \\ * _ ` [ ( { #import "@preview/x:1.0.0" // /* ~ = +"##;

/// A record; the description is a line of TOML, or empty.
fn record(name: &str, description: &str) -> String {
    format!(
        "name = '''{name}'''\ntypes = [\"integrator\"]\n{description}\n\n\
         [programmes.solutions]\ntier = \"gold\"\nsince = 2023-01-01\n\n\
         [[offices]]\ncity = '''{name}'''\ncountry = \"FR\"\n"
    )
}

/// The file of an edition, its text and its diagnostics.
fn text_of(project: &Project, medium: Medium) -> (PathBuf, String, String) {
    let edition_options = EditionOptions {
        medium,
        ..EditionOptions::default()
    };
    let rendered = render_edition(project, edition_options);
    let mut diagnostics = rendered.diagnostics.iter();
    assert!(
        !diagnostics.any(|it| it.code == Code::PaperDoubt),
        "{}",
        rendered.messages
    );
    tools::qpdf(&["--check"], &rendered.pdf);
    let text = tools::text(&rendered.pdf);
    (rendered.pdf, text, rendered.messages)
}

/// A text without whitespace, hyphens and characters that control line breaks.
fn letters(text: &str) -> String {
    let controls_breaks = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '-' | '\u{2010}');
    text.chars()
        .filter(|&c| !c.is_whitespace() && !controls_breaks(c))
        .collect()
}

#[test]
fn an_office_without_a_city_leaves_no_comma() {
    let partner = |name: &str, office: &str| {
        format!(
            "name = \"{name}\"\ntypes = [\"integrator\"]\n\n[[offices]]\n{office}country = \"BE\"\n"
        )
    };
    let project = Project::base()
        .file("partners/alpha.toml", partner("Alpha", ""))
        .file(
            "partners/beta.toml",
            partner("Beta", "postcode = \"9000\"\n"),
        )
        .file(
            "partners/gamma.toml",
            partner("Gamma", "street = \"Rue 1\"\nregion = \"Gent\"\n"),
        );
    let (_, text, _) = text_of(&project, Medium::Screen);
    for name in ["Alpha", "Beta", "Gamma"] {
        assert!(
            text.contains(&format!("{name}, Belgium")),
            "{name} in {text}"
        );
    }
    let is_dangling = |line: &str| {
        let line = line.trim();
        line.starts_with([',', ';', '·']) || line.contains(", ,") || line.contains(",,")
    };
    assert!(!text.lines().any(is_dangling), "{text}");
    assert!(text.contains("Rue 1, Gent"), "{text}");
}

#[test]
fn typst_markup_in_records_is_printed_as_text() {
    // A block of code keeps every character.
    let description = format!("description = '''\nBefore.\n\n    {MARKUP}\n\nAfter.\n'''");
    let project = Project::base().file("partners/hostile.toml", record(MARKUP, &description));
    for medium in [Medium::Screen, Medium::Press] {
        let (_, text, _) = text_of(&project, medium);
        let found = letters(&text).matches(&letters(MARKUP)).count();
        // Its name, its place, its office, the block of code, the index.
        assert!(found >= 4, "{found} times in:\n{text}");
    }
}

#[test]
fn very_long_words_and_texts_are_printed_in_full() {
    let word = "Donaudampfschifffahrtsgesellschaftskapitänspatent".repeat(6);
    let long: String = (0..560).map(|at| format!("word{at} ")).collect();
    assert!(long.len() > 4000);
    let description = |text: &str| format!("description = '''{text}'''");
    let project = Project::base()
        .file(
            "partners/word.toml",
            record("Longword", &description(&word)),
        )
        .file(
            "partners/long.toml",
            record("Longtext", &description(&long)),
        )
        .file("partners/bare.toml", record("Bare", ""));
    let (_, text, messages) = text_of(&project, Medium::Screen);
    let text = letters(&text);
    assert!(text.contains(&letters(&word)), "{text}");
    for at in 0..560 {
        assert!(text.contains(&format!("word{at}")), "word{at} is lost");
    }
    assert!(text.contains("Bare"));
    let warning = "the description of `long` in `en` has";
    assert!(messages.contains(warning), "{messages}");
    assert!(!messages.contains("`bare`"), "{messages}");
}

#[test]
fn missing_glyphs_are_reported_with_their_record() {
    let project = Project::base()
        .file("partners/east.toml", record("北京软件 East", ""))
        .file("partners/south.toml", record("شركة South", ""))
        .file("partners/smile.toml", record("Smile 🙂", ""))
        .file("partners/north.toml", record("Ægir Þórsson Ελλη Кирил", ""));
    for medium in [Medium::Screen, Medium::Press] {
        let (_, text, messages) = text_of(&project, medium);
        for id in ["east", "south", "smile"] {
            let of = format!("of `{id}`");
            let mut lines = messages.lines();
            let is_reported =
                lines.any(|line| line.contains("missing-glyph") && line.contains(&of));
            assert!(is_reported, "`{id}`: {messages}");
        }
        assert!(!messages.contains("`north`"), "{messages}");
        for name in ["East", "South", "Smile", "Ægir Þórsson Ελλη Кирил"] {
            assert!(tools::visible(&text).contains(name), "{name} is lost");
        }
    }
}

#[test]
fn a_theme_can_replace_one_part_of_the_book() {
    let project = with_cover(Project::base(), "std.title()");
    let (_, text, messages) = text_of(&project, Medium::Screen);
    assert!(text.contains("Our own imprint"), "{text}{messages}");
    assert!(
        text.contains("Kerguelen Conseil") && text.contains("Index by name"),
        "{text}"
    );
    assert!(!text.contains("How to use this catalogue"), "{text}");
}

#[test]
fn a_white_logo_has_a_dark_background() {
    let black = |drawing: &str| {
        let logo = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{drawing}</svg>"##
        );
        let project = Project::base().file("partners/kerguelen.svg", logo);
        let (pdf, text, _) = text_of(&project, Medium::Press);
        let mut pages = text.split('\u{c}');
        let page = pages.position(|page| page.contains("Moves retailers onto Atlas"));
        tools::plates(&pdf)[page.unwrap()][3]
    };
    let pale = black(r##"<circle cx="10" cy="10" r="9" fill="#fff"/>"##);
    // A logo that is white all over does not need one.
    let own_background = black(r##"<rect width="40" height="20" fill="#fff"/>"##);
    assert!(pale > own_background + 0.001, "{pale} {own_background}");
}
