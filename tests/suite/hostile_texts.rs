//! Texts that exhaust programs which draw and search them: each is an error with the limit, on the website and in the book alike.

use vitrine::diagnostic::{Code, Format, Severity, Style, render};

use crate::project::Project;

const RECORD: &str = "name = \"Almadena\"\ntypes = [\"integrator\"]\n";

#[test]
fn every_limit_is_reported_with_its_number_and_the_file() {
    let description = |text: &str| format!("{RECORD}description = '''\n{text}\n'''\n");
    let many = |unit: &str, count: usize| unit.repeat(count);
    let list = |key: &str, count: usize| {
        let words: Vec<String> = (0..count).map(|index| format!("\"a{index}\"")).collect();
        format!("{RECORD}{key} = [{}]\n", words.join(", "))
    };
    let cases = [
        (
            RECORD.replace("Almadena", &many("a", 2_001)),
            "`name` has 2001 characters, of which at most 2000 are read",
        ),
        (
            format!("{RECORD}summary = \"{}\"\n", many("a", 20_001)),
            "`summary` has 20001 characters, of which at most 20000 are read",
        ),
        (
            description(&many("word ", 50_000)),
            "`description` has 249999 characters, of which at most 200000 are read",
        ),
        (
            description(&format!("Z{}", many("\u{301}", 4_500))),
            "`description` has a letter or sign `Z` with 4500 marks or joined signs",
        ),
        (
            description(&many("\u{1f469}\u{200d}", 50)),
            "with 99 marks or joined signs",
        ),
        (
            description(&format!("a{}b", many("\u{202e}", 40))),
            "has 40 invisible characters in a word, such as U+202E",
        ),
        (
            description(&many("[a](/b) ", 1_001)),
            "`description` has more than 1000 links and images",
        ),
        (
            description(&many("# a\n\n", 1_001)),
            "`description` has more than 1000 headings",
        ),
        (
            description(&many("- a\n", 10_001)),
            "`description` has more than 10000 paragraphs, items and other blocks",
        ),
        (
            description(&many("`a` ", 5_001)),
            "`description` has more than 5000 emphases",
        ),
        (
            description(&format!("|{}\n|{}\n", many("a|", 51), many("-|", 51))),
            "`description` has a table of more than 50 columns",
        ),
        (
            list("aliases", 501),
            "`aliases` has 501 entries, of which at most 500 are read",
        ),
        (
            format!("{RECORD}{}", many("[[offices]]\ncountry = \"FR\"\n", 201)),
            "`offices` has 201 entries, of which at most 200 are read",
        ),
        (
            format!(
                "{RECORD}website = \"https://a.example/{}\"\n",
                many("é", 1_500)
            ),
            "an address has at most 2000 characters",
        ),
        (
            format!(
                "{RECORD}[internal]\n{}",
                (0..2_001)
                    .map(|index| format!("f{index} = 1\n"))
                    .collect::<String>()
            ),
            "the table has",
        ),
        (
            format!(
                "{RECORD}{}",
                (0..150)
                    .map(|index| format!("k{index} = 1\n"))
                    .collect::<String>()
            ),
            "50 more unknown keys",
        ),
        (
            format!("{RECORD}summary = \"a\\uFFFEb\"\n"),
            "`summary` contains the noncharacter U+FFFE",
        ),
    ];
    for (record, message) in cases {
        let project = Project::base().file("partners/almadena.toml", record);
        let (sources, problems) = project.check();
        let text = render(&problems, &sources, Format::Json, Style::Plain);
        let found = problems
            .iter()
            .find(|problem| problem.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("`{message}` is not in:\n{text}"));
        assert_eq!(found.severity(), Severity::Error, "{message}");
        assert!(found.help.is_some(), "{message}");
        let place = found.place.expect("it has a place");
        assert_eq!(sources.get(place.file).path, "partners/almadena.toml");
    }
}

#[test]
fn the_vocabulary_has_limits_and_nothing_else_is_wrong_then() {
    let path = "content/vocabulary.toml";
    let words = |list: &str, count: usize| -> String {
        (0..count)
            .map(|index| format!("\n[{list}.w{index}]\nname = \"W{index}\"\n"))
            .collect()
    };
    for (added, message) in [
        (
            words("products", 501),
            "`products` has 502 entries, and at most 500 can be declared",
        ),
        (
            words("certifications", 501),
            "entries, and at most 500 can be declared",
        ),
        (
            words("products", 480) + &words("specializations", 480) + &words("industries", 60),
            "words together, and at most 1000 can be declared",
        ),
    ] {
        let project = Project::base();
        let text = std::fs::read_to_string(project.path().join(path)).unwrap();
        let (sources, problems) = project.file(path, text + &added).check();
        let errors: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error)
            .collect();
        let [problem] = errors[..] else {
            panic!("{message}: {errors:?}");
        };
        assert!(problem.message.contains(message), "{}", problem.message);
        assert!(problem.help.is_some());
        let place = problem.place.expect("it has a place");
        assert_eq!(sources.get(place.file).path, path);
    }
}

#[test]
fn programmes_and_languages_have_limits() {
    let path = "content/programmes/solutions/programme.toml";
    let project = Project::base();
    let text = std::fs::read_to_string(project.path().join(path)).unwrap();
    let tiers: String = (0..40)
        .map(|index| format!("\n[[tiers]]\nid = \"t{index}\"\nname = \"T\"\n"))
        .collect();
    let (_, problems) = project.file(path, text + &tiers).check();
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.starts_with("`tiers` has 4"))
    );

    let settings = "content/catalogue.toml";
    let project = Project::base();
    let text = std::fs::read_to_string(project.path().join(settings)).unwrap();
    let codes: Vec<String> = (0..300).map(|index| format!("\"en-x-a{index}\"")).collect();
    let languages = format!("languages = [\"en\", {}]", codes.join(", "));
    let text: String = text
        .lines()
        .map(
            |line| match line.starts_with("languages") && line.contains("fr") {
                true => languages.clone() + "\n",
                false => format!("{line}\n"),
            },
        )
        .collect();
    let (_, problems) = project.file(settings, text).check();
    let message = "a catalogue has at most 64 languages";
    assert!(problems.iter().any(|problem| problem.message == message));
}

#[test]
fn a_page_has_the_limits_of_a_description() {
    let page = |text: &str| format!("+++\ntitle = \"About\"\n+++\n{text}\n");
    for (text, message) in [
        (
            format!("Z{}", "\u{301}".repeat(99)),
            "the text has a letter or sign `Z` with 99",
        ),
        ("word ".repeat(50_000), "the text has 25000"),
        (
            "# a\n\n".repeat(2_000),
            "the text has more than 1000 headings",
        ),
    ] {
        let project = Project::base().file("content/pages/about.en.md", page(&text));
        let (_, problems) = project.check();
        let found = problems
            .iter()
            .find(|problem| problem.message.starts_with(message));
        assert_eq!(found.expect(message).code, Code::InvalidValue);
    }
    let text = page("A word\u{fffe} and a\u{202e} sign.");
    let (sources, problems) = Project::base()
        .file("content/pages/about.en.md", text)
        .check();
    let text = render(&problems, &sources, Format::Short, Style::Plain);
    let line = "content/pages/about.en.md:4:7: warning[invisible-character]: the text contains the noncharacter U+FFFE";
    assert!(text.contains(line), "{text}");
}

/// What somebody may well write is no problem.
#[test]
fn long_honest_texts_are_published() {
    let part = "## A heading\n\nA paragraph with *emphasis*, [a link](https://a.example/b) and `code`.\n\n- one\n- two\n\n";
    let description = part.repeat(550);
    assert!(description.len() > 50_000);
    let record = format!(
        "{}description = '''\n{description}'''\n",
        RECORD.replace("Almadena", &"Almadena ".repeat(25))
    );
    let loaded = Project::base()
        .file("partners/almadena.toml", record)
        .load();
    let problems = &loaded.diagnostics;
    let text = render(problems, &loaded.sources, Format::Short, Style::Plain);
    assert_eq!(problems.errors(), 0, "{text}");
}

/// One comment without an end would be published, however many other problems a text has.
#[test]
fn an_open_comment_is_reported_after_hundreds_of_other_problems() {
    let images: String = (0..300)
        .map(|index| format!("![a](https://a.example/{index}.png)\n\n"))
        .collect();
    let record = format!("{RECORD}description = '''\n{images}\na <!-- secret\n'''\n");
    let (_, problems) = Project::base()
        .file("partners/almadena.toml", record)
        .check();
    assert!(
        problems
            .iter()
            .any(|problem| problem.code == Code::OpenComment)
    );
}

/// Terminals execute the escape sequences of keys and of file names.
#[test]
fn messages_have_no_control_characters() {
    let record = format!("{RECORD}\"\\u001b[31mred\\u0007\" = 1\n");
    let project = Project::base()
        .file("partners/almadena.toml", record)
        .file("partners/\u{1b}[2Jx\ny.toml", RECORD);
    let (sources, problems) = project.check();
    let text = render(&problems, &sources, Format::Short, Style::Plain);
    assert!(text.contains("unknown key"), "{text}");
    assert!(text.contains("has a control character"), "{text}");
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    assert!(!text.contains("[2Jx\ny"), "{text}");
}
