//! Figures in tables: marks of thousands and decimals, currencies.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const MAPPING: &str =
    "[columns]\nname = \"name\"\ntypes = \"types\"\nrevenue = \"internal.revenue\"\n";

/// A table of partners with these figures, the revenue of each.
fn table(figures: &[&str]) -> Project {
    let rows = figures
        .iter()
        .enumerate()
        .map(|(index, figure)| format!("P{index};integrator;{figure}\n"));
    let table = format!("name;types;revenue\n{}", rows.collect::<String>());
    Project::base()
        .file("in.csv", table)
        .file("in.mapping.toml", MAPPING)
}

#[test]
fn a_figure_of_another_convention_is_not_divided_by_1000() {
    for (figures, refused) in [
        (["€120,000", "99,50 €"], "`€120,000` can be 120000 or 120"),
        (["100,000", "1.234,56"], "`100,000` can be 100000 or 100"),
        (["100.000", "8.5"], "`100.000` can be 100000 or 100"),
    ] {
        let project = table(&figures);
        let (output, _) = import(&project, "in.csv", &[]);
        let problems = errors(&output);
        assert!(problems.contains(refused), "{refused} in {problems}");
        assert!(!project.path().join("partners/p0.toml").exists());
        let project = project.file("in.mapping.toml", format!("decimal = \".\"\n{MAPPING}"));
        let (output, _) = import(&project, "in.csv", &["--dry-run"]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
    let project = table(&["100.000", "100,000", "1.234,56", "1,234.56"]);
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for refused in [
        "`100.000` can be 100000 or 100: other numbers",
        "`100,000` can be 100000 or 100: other numbers",
    ] {
        assert!(problems.contains(refused), "{refused} in {problems}");
    }
    let project = table(&["100,000", "12,500.00"]);
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let record = fs::read_to_string(project.path().join("partners/p0.toml")).unwrap();
    assert!(record.contains("revenue = 100000"), "{record}");
}

#[test]
fn commas_that_delimit_cells_separate_thousands_unless_the_column_shows_another_convention() {
    let project = Project::base()
        .file(
            "in.csv",
            "name,types,revenue\nP0,integrator,\"310,000\"\nP1,integrator,8.5\n",
        )
        .file("in.mapping.toml", MAPPING);
    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let note = "`310,000` in the column of `revenue` is read as 310000";
    assert!(summary.contains(note), "{summary}");

    let project = project.file(
        "in.csv",
        "name,types,revenue\nP0,integrator,\"310,000\"\nP1,integrator,\"1.234,56\"\n",
    );
    let (output, _) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    let refused = "`310,000` can be 310000 or 310";
    assert!(problems.contains(refused), "{problems}");
}

#[test]
fn an_amount_in_another_currency_is_refused_where_it_is_compared_and_noted_elsewhere() {
    let foreign = [
        "90 000,00 грн",
        "R$ 90.000,00",
        "JPY 90000",
        "£5k",
        "1,234,567 USD",
    ];
    for figure in foreign {
        let project = table(&[figure, "5 €", "5.50 EUR", "5"]);
        let (output, summary) = import(&project, "in.csv", &[]);
        let problems = errors(&output);
        let refused = format!("`{figure}` is an amount in ");
        assert!(problems.contains(&refused), "{problems}");
        assert!(
            problems.contains("but the criterion `revenue` of `solutions` compares it in EUR"),
            "{problems}"
        );
        assert!(summary.contains("added: 3, "), "{summary}");
        assert!(!summary.contains("currency"), "{summary}");
    }
    let mapping = MAPPING.replace("internal.revenue", "internal.orders");
    let project = table(&["JPY 90000", "JPY 5", "£5k"]).file("in.mapping.toml", mapping);
    let path = "content/programmes/solutions/programme.toml";
    let programme = fs::read_to_string(project.path().join(path)).unwrap();
    let criterion = "\n[[criteria]]\nid = \"orders\"\nfamily = \"market\"\nunit = \"orders\"\nfigure = \"orders\"\n";
    let project = project.file(path, programme + criterion);
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    for note in [
        "`JPY 90000` in the column of `internal.orders` is read as 90000: amounts in the records have no currency (2 rows)",
        "`£5k` in the column of `internal.orders` is read as 5000: amounts in the records have no currency (1 row)",
    ] {
        assert!(summary.contains(note), "{note} in {summary}");
    }
}

#[test]
fn three_letters_that_are_no_currency_print_nothing_else() {
    let project = table(&["12 VAR"]);
    let (output, _) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    assert!(problems.contains("`12 VAR` is not a number"), "{problems}");
    assert!(!problems.contains("ICU4X"), "{problems}");
}

#[test]
fn values_that_a_record_cannot_keep_are_refused() {
    let field = "\n[fields.fee]\nkind = \"amount\"\nname = \"Fee\"\n";
    let base = Project::base();
    let vocabulary = base.path().join("content/vocabulary.toml");
    let vocabulary = std::fs::read_to_string(vocabulary).unwrap() + field;
    for (name, table, why) in [
        (
            "in.csv",
            "id,internal.revenue\nkerguelen,12345678901234567890\n",
            "more digits than a record can keep",
        ),
        (
            "in.csv",
            "id,fields.fee.amount,fields.fee.currency\nkerguelen,5 CHF,EUR\n",
            "has a currency, which `fields.fee.currency` is for",
        ),
        (
            "in.json",
            "[{\"id\": \"kerguelen\", \"legal_name\": \"One\", \"legal_name\": \"Two\"}]",
            "an object has the key `legal_name` twice",
        ),
        (
            "in.json",
            "[{\"id\": \"kerguelen\", \"internal\": {\"revenue\": 9007199254740993}}]",
            "an invalid value at `internal.revenue`",
        ),
    ] {
        let project = Project::base()
            .file("content/vocabulary.toml", &vocabulary)
            .file(name, table);
        let (output, _) = import(&project, name, &[]);
        assert_eq!(code(&output), 1, "{table}");
        let problems = errors(&output);
        assert!(problems.contains(why), "{problems}");
    }
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_noted_in_every_table() {
    let project = Project::base().file("in.csv", "id,since\nkerguelen,6/2/2025\n");
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("are read with the day first"), "{summary}");
}
