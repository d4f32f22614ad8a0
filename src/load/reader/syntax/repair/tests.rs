//! Tests of suggestions: what people type, and what the message says to write.

use super::{block, repair};

/// What a line is suggested to be, without the words around it.
fn help(line: &str) -> String {
    repair(line, false).map_or_else(|| "nothing".to_owned(), |repair| repair.help)
}

#[test]
fn a_line_is_corrected_as_its_author_meant_it() {
    for (typed, write) in [
        // Dates.
        (
            "reviewed = 01/10/2026",
            "write `reviewed = 2026-10-01` for 1 October 2026, or `reviewed = 2026-01-10` for 10 January 2026",
        ),
        (
            "since = 01-10-2026",
            "write `since = 2026-10-01` for 1 October 2026, or `since = 2026-01-10` for 10 January 2026",
        ),
        ("since = 31.12.2026  # end", "write `since = 2026-12-31`"),
        ("since = 2026-1-5", "write `since = 2026-01-05`"),
        (
            "since = March 2026",
            "write `since = 2026-03-01` with the day",
        ),
        ("since = 5 mars 2026", "write `since = 2026-03-05`"),
        // Quotes.
        ("name = „Findling“", "write `name = \"Findling\"`"),
        (
            "website = “https://a.example”",
            "write `website = \"https://a.example\"`",
        ),
        (
            "name = « Atelier Brévin »",
            "write `name = \"Atelier Brévin\"`",
        ),
        ("name = ‘L’Oréal’", "write `name = \"L’Oréal\"`"),
        ("name = \"Findling”", "write `name = \"Findling\"`"),
        (
            "name = „The \"Big\" One“",
            "write `name = 'The \"Big\" One'`",
        ),
        (
            "types = [“reseller”, “integrator”]",
            "write `types = [\"reseller\", \"integrator\"]`",
        ),
        (
            "summary = { en = “A”, fr = « B » }",
            "write `summary = { en = \"A\", fr = \"B\" }`",
        ),
        (
            "name = \"The \"Big\" One\"",
            "write `name = 'The \"Big\" One'`",
        ),
        ("name = 'L'Oréal'", "write `name = \"L'Oréal\"`"),
        ("name = L'Oréal", "write `name = \"L'Oréal\"`"),
        ("name = \"\"Findling\"\"", "write `name = \"Findling\"`"),
        ("logo = \"C:\\logo.svg\"", "write `logo = 'C:\\logo.svg'`"),
        ("name = Findling GmbH", "write `name = \"Findling GmbH\"`"),
        ("name = Findling\"", "write `name = \"Findling\"`"),
        // Numbers.
        ("rate = 6,5", "write `rate = 6.5`"),
        ("rate = 6%", "write `rate = 6`"),
        ("rate = 6,5 %  # of the fee", "write `rate = 6.5`"),
        (
            "amount = 80.000 €",
            "write `amount = 80000` if the point separates thousands, or `amount = 80` if it begins the decimals",
        ),
        ("amount = € 1 500", "write `amount = 1500`"),
        (
            "at_least = { gold = 150 000 }",
            "write `at_least = { gold = 150000 }`",
        ),
        (
            "postcode = 01234",
            "write `postcode = \"01234\"` for a text, such as a postcode, or `postcode = 1234` for a number",
        ),
        // Separators.
        ("status: active", "write `status = \"active\"`"),
        ("status => \"active\"", "write `status = \"active\"`"),
        ("status := \"active\"", "write `status = \"active\"`"),
        ("status == \"active\"", "write `status = \"active\"`"),
        ("\"status\": \"active\",", "write `status = \"active\"`"),
        ("status \"active\"", "write `status = \"active\"`"),
        ("legal name = \"X\"", "write `legal_name = \"X\"`"),
        ("name = \"X\";", "write `name = \"X\"`"),
        (
            "summary = { \"en\": \"A\" }",
            "write `summary = { en = \"A\" }`",
        ),
        // Spaces and signs.
        ("rate\u{a0}= 6", "write `rate = 6`"),
        ("\u{a0}\u{200b}rate = 6", "write `rate = 6`"),
        ("rate ＝ ６", "write `rate = 6`"),
        // Words of other languages.
        (
            "public = yes",
            "write `public = true`, or `public = \"yes\"` for a text",
        ),
        ("public = True", "write `public = true`"),
        (
            "since = null",
            "delete the line: a key that is left out has no value",
        ),
        ("color = #8c5a2b", "write `color = \"#8c5a2b\"`"),
        ("// a remark", "write `# a remark`"),
        ("rate = 6 // per cent", "write `rate = 6`"),
        (
            "<<<<<<< HEAD",
            "keep one of the two versions between these marks, and delete the marks",
        ),
        // Lists.
        ("types = [\"a\", \"b\"", "write `types = [\"a\", \"b\"]`"),
        ("types = [\"a\" \"b\"]", "write `types = [\"a\", \"b\"]`"),
        ("types = [a, no]", "write `types = [\"a\", \"no\"]`"),
        (
            "types = a, b",
            "write `types = [\"a\", \"b\"]` for a list, or `types = \"a, b\"` for a text",
        ),
        ("types = (\"a\", \"b\")", "write `types = [\"a\", \"b\"]`"),
        // Headers.
        ("[organization", "write `[organization]`"),
        ("[[offices]", "write `[[offices]]`"),
        ("[our offices]", "write `[our_offices]`"),
        (
            "[contact] phone = \"1\"",
            "write `[contact]`, and what follows in the next line",
        ),
    ] {
        assert_eq!(help(typed), write, "{typed}");
    }
}

#[test]
fn nothing_is_suggested_for_what_means_nothing() {
    for line in [
        "just a few words",
        "https://a.example",
        "name = \"Almadena",
        "=",
        "key =",
    ] {
        assert_eq!(help(line), "nothing", "{line}");
    }
}

#[test]
fn a_line_of_a_list_is_corrected() {
    for (typed, write) in [
        ("  “reseller”,", "write `\"reseller\",`"),
        ("  reseller,", "write `\"reseller\",`"),
        ("  - \"reseller\"", "write `\"reseller\",`"),
    ] {
        let repair = repair(typed, true).unwrap();
        assert_eq!(repair.help, write, "{typed}");
    }
}

#[test]
fn blocks_of_yaml_are_recognized() {
    for (typed, write, lines) in [
        (
            "types:\n  - reseller\n  - integrator\nname: x",
            "write `types = [\"reseller\", \"integrator\"]`",
            2,
        ),
        ("types:\n- reseller\n", "write `types = [\"reseller\"]`", 1),
        (
            "summary:\n  en: Text\n  fr: Texte\n",
            "write `summary = { en = \"Text\", fr = \"Texte\" }`",
            2,
        ),
    ] {
        let mut all = typed.lines();
        let (repair, following) = block(all.next().unwrap(), all).unwrap();
        assert_eq!((repair.help.as_str(), following), (write, lines), "{typed}");
    }
    assert!(block("types:", "name: x".lines()).is_none());
}
