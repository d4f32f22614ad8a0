//! Properties of any input: no panic, diagnostics that point into their files, nothing private in the catalogue.
//!
//! The cases are the same in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` select others and more.

use std::fs;

use proptest::prelude::*;
use vitrine::commands;
use vitrine::diagnostic::{Format, Style, render};
use vitrine::source::{Sources, Span};

use crate::project::{Project, files, repository};
use crate::proptest_config::cases;

/// The kinds of input files, each with a valid text.
const WRITTEN: [(&str, &str); 8] = [
    (
        "content/catalogue.toml",
        include_str!("../../content/catalogue.toml"),
    ),
    (
        "content/vocabulary.toml",
        include_str!("../../content/vocabulary.toml"),
    ),
    (
        "content/programmes/solutions/programme.toml",
        include_str!("../../content/programmes/beacon/programme.toml"),
    ),
    (
        "content/programmes/solutions/countries/FR.toml",
        include_str!("../../content/programmes/beacon/countries/NL.toml"),
    ),
    (
        "content/pages/home.en.md",
        include_str!("../../content/pages/home.en.md"),
    ),
    (
        "partners/kerguelen.toml",
        include_str!("../../partners/fr/kerguelen.toml"),
    ),
    (
        "themes/own/theme.toml",
        "extends = \"default\"\n\n[settings]\naccent = \"#124\"\n",
    ),
    (
        "themes/own/i18n/en.toml",
        "menu = { one = \"{count} partner\", other = \"{count} partners\" }\n",
    ),
];

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn arbitrary_bytes_never_panic(
        file in 0..WRITTEN.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        check(&project_with(WRITTEN[file].0, &bytes).load());
    }

    #[test]
    fn damaged_files_never_panic(
        file in 0..WRITTEN.len(),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, piece()), 1..4),
    ) {
        let (path, text) = WRITTEN[file];
        let mut text = text.to_owned();
        for (at, length, piece) in cuts {
            let start = border(&text, at.index(text.len() + 1));
            let end = border(&text, (start + length).min(text.len()));
            text.replace_range(start..end, &piece);
        }
        check(&project_with(path, text.as_bytes()).load());
    }

    /// A span that is too long, or counted in the wrong unit, would lie outside of the file.
    #[test]
    fn an_error_at_the_end_of_a_file_is_located_in_it(
        key in prop::sample::select(vec!["name", "types", "since", "status", "serves", "logo", "website", "summary", "offices"]),
        value in prop::sample::select(vec!["1", "true", "\"é\"", "[1]", "[\"é\"]", "{ a = 1 }", "2026-09-14T10:00:00", "[[]]"]),
        before in prop::sample::select(vec!["", "# é\n", "\u{feff}", "\r\n"]),
        after in prop::sample::select(vec!["", "# é", "#é\n"]),
    ) {
        let loaded = project_with("partners/a.toml", format!("{before}{key} = {value}{after}").as_bytes()).load();
        prop_assert!(loaded.diagnostics.errors() > 0);
        check(&loaded);
    }

    #[test]
    fn arbitrary_markdown_never_panics(body in markdown(), partner in any::<bool>()) {
        let project = if partner {
            let description = format!("\ndescription = {}\n", toml_edit::Value::from(&body));
            let record = format!("name = \"A\"\ntypes = [\"integrator\"]{description}");
            project_with("partners/a.toml", record.as_bytes())
        } else {
            project_with("content/pages/home.en.md", format!("+++\ntitle = \"A\"\n+++\n{body}").as_bytes())
        };
        check(&project.load());
    }

    #[test]
    fn only_consented_data_reaches_the_catalogue(record in record()) {
        let project = Project::base().file("partners/canary.toml", &record.text);
        let loaded = project.load();
        prop_assert_eq!(loaded.diagnostics.errors(), 0, "{}", messages(&loaded));
        let catalogue = format!("{:?}", loaded.catalogue);
        for (canary, published) in &record.canaries {
            prop_assert_eq!(catalogue.contains(canary), *published, "{}\n{}", canary, record.text);
        }
    }
}

#[test]
fn file_creation_order_does_not_matter() {
    let source = repository().join("partners");
    let mut paths = files(&source);
    let load = |paths: &[std::path::PathBuf]| {
        let project = paths.iter().fold(Project::base(), |project, path| {
            let to = format!("partners/{}", path.display());
            project.file(&to, fs::read(source.join(path)).unwrap())
        });
        let loaded = project.load();
        (
            messages(&loaded),
            format!("{:?} {:?}", loaded.catalogue, loaded.internal),
        )
    };
    let forwards = load(&paths);
    assert!(
        !forwards.0.is_empty(),
        "there is nothing whose order could change"
    );
    paths.reverse();
    let backwards = load(&paths);
    assert_eq!(forwards, backwards);
}

/// A project whose theme is its own, with one file replaced.
fn project_with(path: &str, bytes: &[u8]) -> Project {
    let settings =
        fs::read_to_string(Project::base().path().join("content/catalogue.toml")).unwrap();
    Project::base()
        .file(
            "content/catalogue.toml",
            format!("theme = \"own\"\n{settings}"),
        )
        .file("themes/own/theme.toml", "name = \"Own\"\n")
        .file(path, bytes)
}

/// Asserts that every diagnostic can be rendered, and every span lies in its file.
fn check(loaded: &commands::Project) {
    for diagnostic in loaded.diagnostics.iter() {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in diagnostic.place.into_iter().chain(related) {
            assert!(lies_in_its_file(span, &loaded.sources), "{diagnostic:?}");
        }
    }
    for format in [Format::Human, Format::Short, Format::Json] {
        render(&loaded.diagnostics, &loaded.sources, format, Style::Plain);
    }
    assert_eq!(loaded.catalogue.is_some(), loaded.diagnostics.errors() == 0);
}

fn lies_in_its_file(span: Span, sources: &Sources) -> bool {
    sources
        .get(span.file)
        .text
        .get(span.start as usize..span.end as usize)
        .is_some()
}

fn messages(loaded: &commands::Project) -> String {
    render(
        &loaded.diagnostics,
        &loaded.sources,
        Format::Json,
        Style::Plain,
    )
}

fn border(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Typical damage to a file, by hand or by another program.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "",
        "\"",
        "\"\"\"",
        "'",
        "\n",
        "\r\n",
        "\r",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        "+++",
        "\\",
        "\\u0000",
        "\u{0}",
        "é",
        "\u{202e}",
        "\u{feff}",
        "- 1",
        "1e999",
        "nan",
        "-inf",
        "99999999999999999999",
        "9999-99-99",
        "0001-01-01",
        "2026-09-14T00:00:00Z",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\" \"",
        "name = 1",
        "[internal]\n",
        "[[offices]]\n",
        "a.b.c = 1\n",
        "tier = \"\"\n",
        "languages = []\n",
    ];
    prop_oneof![
        prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn markdown() -> impl Strategy<Value = String> {
    let known = [
        "# A",
        "## é",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "`",
        "```",
        "*",
        "_",
        "[a](",
        "/directory/",
        "#é",
        ")",
        "![b](",
        "<b>",
        "</b>",
        "<script>",
        "<!--",
        "&amp;",
        "|a|b|\n|-|-|\n",
        "https://é.example/",
        "javascript:",
        "[^1]",
        "\t",
        "\\",
        "\u{0}",
        "é",
        "text ",
    ];
    proptest::collection::vec(prop::sample::select(known.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// A record with values that may or may not be published.
#[derive(Debug)]
struct CanaryRecord {
    text: String,
    canaries: Vec<(String, bool)>,
}

/// Any combination of consent settings, and an independent decision on publication.
fn record() -> impl Strategy<Value = CanaryRecord> {
    let date = || prop::sample::select(vec![None, Some("2026-09-30"), Some("2026-10-16")]);
    let role = prop::sample::select(vec!["sales", "technical", "support", "administrative"]);
    let public = prop::sample::select(vec![None, Some(true), Some(false)]);
    let status = prop::sample::select(vec!["active", "draft", "former"]);
    (status, role, public, any::<bool>(), date(), any::<bool>(), date(), any::<u32>()).prop_map(
        |(status, role, public, person, consent, hide_street, customer_consent, figure)| {
            let agreed = |date: Option<&str>| date == Some("2026-09-30");
            let line = |key: &str, value: Option<String>| {
                value.map_or(String::new(), |value| format!("{key} = {value}\n"))
            };
            let figure = u64::from(figure) + 9_000_000_000;
            let text = format!(
                "name = \"canary-name\"\ntypes = [\"integrator\"]\nstatus = \"{status}\"\n\n\
                 [[offices]]\nstreet = \"canary-street\"\ncity = \"Rennes\"\ncountry = \"FR\"\nhide_street = {hide_street}\n\n\
                 [[contacts]]\nrole = \"{role}\"\nemail = \"canary-contact@a.example\"\n{}{}{}\n\
                 [[references]]\ncustomer = \"canary-customer\"\n{}\n\
                 [internal]\nnotes = \"canary-notes\"\nrevenue = {figure}\n",
                line("person", person.then(|| "\"canary-person\"".to_owned())),
                line("consent", consent.map(str::to_owned)),
                line("public", public.map(|public| public.to_string())),
                line("consent", customer_consent.map(str::to_owned)),
            );
            let active = status == "active";
            let wanted = public.unwrap_or(role != "administrative" && !person);
            let contact = active && wanted && (!person || agreed(consent));
            let canaries = vec![
                ("canary-name".to_owned(), active),
                ("canary-street".to_owned(), active && !hide_street),
                ("canary-contact".to_owned(), contact),
                ("canary-person".to_owned(), contact && person),
                ("canary-customer".to_owned(), active && agreed(customer_consent)),
                ("canary-notes".to_owned(), false),
                (figure.to_string(), false),
            ];
            CanaryRecord { text, canaries }
        },
    )
}
