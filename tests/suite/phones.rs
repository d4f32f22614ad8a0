//! Telephone numbers: shown as they are written, and called by their international number in every output.

use std::fs;

use serde_json::Value;

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, options};
use crate::tools;

/// Numbers of a partner in France as they are written, with their links and their numbers in a vCard.
const PHONES: [[&str; 3]; 5] = [
    [
        "+49 (0)30 123456",
        "tel:+4930123456",
        "TEL;TYPE=work,voice:+4930123456\r\n",
    ],
    [
        "04.72.00.11.33",
        "tel:+33472001133",
        "TEL;TYPE=work,voice:+33472001133\r\n",
    ],
    [
        "472001134",
        "tel:+33472001134",
        "TEL;TYPE=work,voice:+33472001134\r\n",
    ],
    [
        "+39 06 1234 5678 – mobile",
        "tel:+390612345678",
        "TEL;TYPE=work,voice:+390612345678\r\n",
    ],
    [
        "+44 (0)20 7946 0123 ext. 12",
        "tel:+442079460123;ext=12",
        "TEL;TYPE=work,voice:+442079460123p12\r\n",
    ],
];

#[test]
fn every_output_shows_the_text_and_calls_the_number() {
    let contacts: String = PHONES
        .iter()
        .map(|[text, ..]| format!("[[contacts]]\nrole = \"sales\"\nphone = \"{text}\"\n"))
        .collect();
    let project = Project::base()
        .file("partners/almadena.toml", record(&contacts))
        .file(
            "content/catalogue.toml",
            "title = \"Partner catalogue\"\nbase_url = \"https://partners.quay.example\"\nlanguages = [\"en\", \"fr\"]\n\
             [organization]\nname = \"Quay Software\"\ncountry = \"BE\"\nphone = \"02 555 01 00\"\n",
        );
    project.build(&options());
    let public = project.path().join("public");
    let read = |path: &str| fs::read_to_string(public.join(path)).unwrap();
    let page = read("en/partners/almadena/index.html");
    let data: Value = serde_json::from_str(&read("api/v1/partners/almadena.json")).unwrap();
    let card = read("partners/almadena.vcf");
    let book = public.join("paper/catalogue-en.pdf");
    let print = tools::visible(&tools::text(&book));
    let links = String::from_utf8_lossy(&tools::decompressed(&book)).into_owned();
    for (position, [text, uri, line]) in PHONES.iter().enumerate() {
        let link = format!("href=\"{uri}\"><bdi>{text}</bdi>");
        assert!(page.contains(&link), "{link} in {page}");
        let contact = &data["partner"]["contacts"][position];
        assert_eq!(contact["phone"], *text);
        assert_eq!(contact["phone_uri"], *uri);
        assert!(card.contains(line), "{line} in {card}");
        assert!(print.contains(text), "{text} in {print}");
        assert!(links.contains(&format!("({uri})")), "{uri}");
    }
    assert!(page.contains("href=\"tel:+3225550100\"><bdi>02 555 01 00</bdi>"));
    assert!(read("api/v1/partners.csv").contains("+49 (0)30 123456"));
}

#[test]
fn a_link_in_a_text_must_be_a_number_that_can_be_called() {
    for (target, help) in [
        ("tel:+49(0)30123456", Some("write `tel:+4930123456`")),
        ("tel:+32255501001x", Some("")),
        ("tel:0472001133", Some("begin it with `+`")),
        ("tel:+33-4-72-00-11-33", None),
        ("tel:+33472001133;ext=12", None),
        ("tel:112", None),
    ] {
        let project = Project::base().file(
            "partners/almadena.toml",
            record("").replace(
                "[[offices]]",
                &format!("description.en = \"[Call]({target}) us.\"\n[[offices]]"),
            ),
        );
        let folder = project.path().to_str().unwrap();
        let problems = errors(&vitrine(&["check", "--no-paper", "--project", folder]));
        match help {
            Some(help) => assert!(
                problems.contains("invalid-phone") && problems.contains(help),
                "{target}: {problems}"
            ),
            None => assert!(!problems.contains("invalid-phone"), "{target}: {problems}"),
        }
    }
}

#[test]
fn a_row_is_imported_only_with_a_number_that_can_be_called() {
    let project = Project::base().file(
        "in.csv",
        "name;types;city;country;phone\n\
         Alpha;integrator;Lyon;FR;472001133\n\
         Beta;integrator;Lyon;FR;+33 4 72 00 11 33 / 34\n\
         Gamma;integrator;;;04 72 00 11 33\n\
         Delta;integrator;Lyon;FR;04 72 00 11\n\
         Kerguelen Conseil;integrator;;;02.99.00.00.00\n",
    );
    let folder = project.path().to_str().unwrap();
    let table = project.path().join("in.csv");
    let output = vitrine(&["import", table.to_str().unwrap(), "--project", folder]);
    assert_eq!(code(&output), 1);
    let problems = errors(&output);
    for problem in [
        "`+33 4 72 00 11 33 / 34` is more than one telephone number",
        "`04 72 00 11 33` has no country code",
        "`04 72 00 11` is not a complete telephone number of FR",
    ] {
        assert!(problems.contains(problem), "{problem} in {problems}");
    }
    assert!(problems.contains("in.csv:5:26"), "{problems}");
    assert_eq!(problems.matches("error[").count(), 3, "{problems}");
    let record = |id: &str| fs::read_to_string(project.path().join(format!("partners/{id}.toml")));
    assert!(record("alpha").unwrap().contains("phone = \"472001133\""));
    assert!(record("kerguelen").unwrap().contains("02.99.00.00.00"));
    for id in ["beta", "gamma", "delta"] {
        assert!(record(id).is_err(), "{id}");
    }
}

fn record(contacts: &str) -> String {
    format!(
        "name = \"Almadena\"\ntypes = [\"integrator\"]\nlogo = \"kerguelen.svg\"\n\
         [[offices]]\ncity = \"Lyon\"\ncountry = \"FR\"\n{contacts}"
    )
}
