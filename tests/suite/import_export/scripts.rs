//! Catalogues in other scripts, as people there save them: each cell of the table is compared with the export.

use std::collections::BTreeMap;

use vitrine::commands::{self, Change, ExportOptions};
use vitrine::load;

use super::{import, plan};
use crate::cli::{code, errors};
use crate::project::Project;

/// A table, and the fields of its columns.
struct Catalogue {
    encoding: &'static str,
    table: &'static str,
    columns: &'static [(&'static str, &'static str)],
    /// Words of its cells, and what they mean.
    words: &'static [(&'static str, &'static str)],
}

const UKRAINIAN: Catalogue = Catalogue {
    encoding: "windows-1251",
    table: "Назва;Тип;Рівень;Місто;Країна;Індекс;Телефон;Партнер з;Оборот, грн;Опис\r\n\
            Дніпро Софт;Інтегратор;Золотий;Дніпро;Україна;49000;+380 56 123 45 67;05.03.2019;1\u{a0}234\u{a0}567,50;Склади й логістика\r\n\
            «Їжак і партнери»;Інтегратор;Срібний;Львів;Україна;79000;+380 32 123 45 67;14.09.2021;98\u{a0}000;\"Перший рядок\r\n\r\nДругий; рядок\"\r\n\
            Київські рішення;Реселер;Срібний;Київ;Україна;01001;;31.12.2018;310\u{a0}000,00;Облік\r\n\
            Щедрик Ґанок;Інтегратор, Реселер;Золотий;Запоріжжя;Україна;;+380 61 123 45 67;01.02.2020;;Зв'язок і мережі\r\n\
            \"Юність \"\"Плюс\"\"\";Реселер;Срібний;Хмельницький;Україна;29000;;07.07.2007;−1\u{a0}500;\r\n\
            Єдність;Інтегратор;;;Франція;;;10.11.2012;0;Лише країна\r\n",
    columns: &[
        ("Назва", "name"),
        ("Тип", "types"),
        ("Рівень", "programmes.solutions.tier"),
        ("Місто", "offices.1.city"),
        ("Країна", "offices.1.country"),
        ("Індекс", "offices.1.postcode"),
        ("Телефон", "contacts.1.phone"),
        ("Партнер з", "since"),
        ("Оборот, грн", "internal.revenue"),
        ("Опис", "description.en"),
    ],
    words: &[
        ("Інтегратор", "integrator"),
        ("Реселер", "reseller"),
        ("Золотий", "gold"),
        ("Срібний", "silver"),
        ("Україна", "UA"),
        ("Франція", "FR"),
    ],
};

const GREEK: Catalogue = Catalogue {
    encoding: "windows-1253",
    table: "Επωνυμία;Τύπος;Βαθμίδα;Πόλη;Χώρα;Τηλέφωνο;Συνεργάτης από;Τζίρος;Περιγραφή\n\
            Ήπειρος Λογισμικό ΑΕ;Μεταπωλητής;Χρυσός;Ιωάννινα;Ελλάδα;+30 2651 012345;05/03/2019;1.234.567,50;Αποθήκες\n\
            Κρήτη Συστήματα;Ολοκληρωτής;Ασημένιος;Ηράκλειο;Ελλάδα;;31/12/2018;98.000,00;Λογιστήριο\n\
            Αφοί Γεωργίου & Υιοί;Ολοκληρωτής;Χρυσός;Θεσσαλονίκη;Ελλάδα;+30 2310 012345;14/09/2021;0,5;«Δίκτυα»\n\
            Ωκεανός;Μεταπωλητής;;;Κύπρος;;01/02/2020;;\n",
    columns: &[
        ("Επωνυμία", "name"),
        ("Τύπος", "types"),
        ("Βαθμίδα", "programmes.solutions.tier"),
        ("Πόλη", "offices.1.city"),
        ("Χώρα", "offices.1.country"),
        ("Τηλέφωνο", "contacts.1.phone"),
        ("Συνεργάτης από", "since"),
        ("Τζίρος", "internal.revenue"),
        ("Περιγραφή", "description.en"),
    ],
    words: &[
        ("Ολοκληρωτής", "integrator"),
        ("Μεταπωλητής", "reseller"),
        ("Χρυσός", "gold"),
        ("Ασημένιος", "silver"),
        ("Ελλάδα", "GR"),
        ("Κύπρος", "CY"),
    ],
};

impl Catalogue {
    /// The mapping, without the words that need no translation: countries.
    fn mapping(&self) -> String {
        let line = |(text, meaning): &(&str, &str)| format!("\"{text}\" = \"{meaning}\"\n");
        let columns: String = self.columns.iter().map(line).collect();
        let words = self.words.iter().filter(|(_, id)| id.len() > 2);
        let words: String = words.map(line).collect();
        format!(
            "between = \",\"\n[columns]\n{columns}[words]\n{words}[new]\n\"contacts.1.role\" = \"sales\"\n"
        )
    }

    /// A cell as the export must have it: dates and numbers as records write them, words by their ids, and an apostrophe
    /// before what a spreadsheet would run.
    fn exported(&self, field: &str, cell: &str) -> String {
        let word = |text: &str| {
            let mut words = self.words.iter();
            let (_, id) = words.find(|(known, _)| *known == text).expect(text);
            *id
        };
        match field {
            _ if cell.is_empty() => String::new(),
            "types" => cell.split(", ").map(word).collect::<Vec<_>>().join("; "),
            "programmes.solutions.tier" | "offices.1.country" => word(cell).to_owned(),
            "since" => {
                let parts: Vec<&str> = cell.split(['.', '/']).collect();
                format!("{}-{}-{}", parts[2], parts[1], parts[0])
            }
            "internal.revenue" => {
                let plain = cell
                    .replace(['\u{a0}', '.'], "")
                    .replace(',', ".")
                    .replace('−', "-");
                plain.parse::<f64>().unwrap().to_string()
            }
            "contacts.1.phone" => format!("'{cell}"),
            _ => cell.replace("\r\n", "\n"),
        }
    }
}

/// The rows of a table, each cell by its heading.
fn rows(text: &str, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_catalogue_in_another_script_comes_back_cell_by_cell() {
    for catalogue in [UKRAINIAN, GREEK] {
        let encoding = encoding_rs::Encoding::for_label(catalogue.encoding.as_bytes()).unwrap();
        let table = catalogue.table.replace('−', "-");
        let (bytes, _, has_errors) = encoding.encode(&table);
        assert!(!has_errors);
        let project = Project::base();
        let vocabulary = project.path().join("content/vocabulary.toml");
        let vocabulary = std::fs::read_to_string(vocabulary).unwrap();
        let programme = project
            .path()
            .join("content/programmes/solutions/programme.toml");
        let programme = std::fs::read_to_string(programme).unwrap();
        let project = project
            .file(
                "content/programmes/solutions/programme.toml",
                programme.replacen("[\"integrator\"]", "[\"integrator\", \"reseller\"]", 1),
            )
            .without("partners/kerguelen.toml")
            .without("partners/kerguelen.svg")
            .file(
                "content/vocabulary.toml",
                vocabulary + "\n[countries.UA]\n[countries.GR]\n[countries.CY]\n",
            )
            .file("in.csv", bytes)
            .file("in.mapping.toml", catalogue.mapping());
        let (output, summary) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert!(summary.contains(catalogue.encoding), "{summary}");
        let (_, problems) = project.check();
        assert_eq!(problems.errors(), 0, "{problems:?}");

        let read = load::project(project.path());
        let options = ExportOptions { internal: true };
        let export = commands::csv(&read.records.unwrap(), &read.sources, &options);
        let source = rows(&table, b';');
        let exported = rows(&export, b',');
        assert_eq!(source.len(), exported.len());
        for row in &source {
            let name = &row[catalogue.columns[0].0];
            let found = exported.iter().find(|other| other["name"] == *name);
            let found = found.unwrap_or_else(|| panic!("`{name}` is lost: {export}"));
            for (heading, field) in catalogue.columns {
                let expected = catalogue.exported(field, &row[*heading]);
                assert_eq!(found[*field], expected, "{heading} of {name}");
            }
            for (heading, cell) in found {
                let is_known = catalogue.columns.iter().any(|(_, field)| field == heading);
                // The id is made of the name, the role is that of the mapping.
                let is_default = heading == "id" || heading == "contacts.1.role";
                assert!(is_known || is_default, "{heading} = {cell} is invented");
            }
        }
        let again = plan(&project, "out.csv", &export);
        assert!(
            again
                .records
                .iter()
                .all(|record| record.change == Change::Unchanged),
            "{again:?}"
        );
    }
}
