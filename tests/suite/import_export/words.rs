//! Words of the mapping never change a cell that they are not meant for.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const CONTACTS: &str = "Name,Type,Country,E-mail,contacts.1.consent,contacts.1.public\n\
    Alpha,reseller,FR,accounts@alpha.example,no,no\n\
    Beta,reseller,FR,accounts@beta.example,nein,yes\n\
    Gamma,reseller,FR,accounts@gamma.example,-,no\n\
    Delta,reseller,FR,accounts@delta.example,2026-01-31,no\n";

fn record(project: &Project, id: &str) -> String {
    fs::read_to_string(project.path().join(format!("partners/{id}.toml"))).unwrap()
}

#[test]
fn no_in_a_column_of_consent_is_no_consent_and_yes_needs_its_date() {
    let project = Project::base().file("in.csv", CONTACTS);
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    for id in ["alpha", "beta", "gamma"] {
        assert!(!record(&project, id).contains("consent"), "{id}");
    }
    for id in ["alpha", "gamma", "delta"] {
        assert!(record(&project, id).contains("public = false"), "{id}");
    }
    assert!(record(&project, "delta").contains("consent = 2026-01-31"));

    let project = project.file(
        "yes.csv",
        "Name,contacts.1.consent\nAlpha,yes\nBeta,2026-02-01\n",
    );
    let (output, summary) = import(&project, "yes.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("`yes` is not the date of the consent"),
        "{problems}"
    );
    assert!(
        problems.contains("write the date on which the person agreed"),
        "{problems}"
    );
    assert!(!problems.contains("[words"), "{problems}");
    assert!(
        summary.contains("changed  beta  contacts.1.consent: 2026-02-01"),
        "{summary}"
    );
}

#[test]
fn no_for_a_consent_that_a_record_has_is_an_error() {
    let project = Project::base().file("in.csv", CONTACTS);
    import(&project, "in.csv", &[]);
    let project = project.file("no.csv", "Name,contacts.1.consent\nDelta,no\n");
    let (output, _) = import(&project, "no.csv", &[]);
    assert_eq!(code(&output), 1);
    let problems = errors(&output);
    assert!(
        problems.contains("the row says that there is no consent, but the record has a date"),
        "{problems}"
    );
    assert!(
        problems.contains("delete it in `partners/delta.toml`"),
        "{problems}"
    );
}

#[test]
fn a_word_for_one_column_does_not_change_another() {
    let words = "[words]\n\"no\" = \"\"\n\"fr\" = \"\"\n\"1\" = \"\"\n\
                 [new]\n\"contacts.1.role\" = \"sales\"\n";
    let project = Project::base()
        .file(
            "in.csv",
            "Name,Type,Country,E-mail,contacts.1.consent,contacts.1.public,languages,internal.revenue\n\
             Alpha,reseller,FR,accounts@alpha.example,no,no,\"fr; no\",1\n",
        )
        .file("in.mapping.toml", words);
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let alpha = record(&project, "alpha");
    for line in [
        "public = false",
        "country = \"FR\"",
        "languages = [\"fr\", \"no\"]",
        "revenue = 1",
    ] {
        assert!(alpha.contains(line), "{line} in {alpha}");
    }
    for note in [
        "`no` under `[words]` of the mapping is not used in `contacts.1.public`",
        "`[words.\"contacts.1.public\"]`",
        "is not used in `languages`",
    ] {
        assert!(summary.contains(note), "{note} in {summary}");
    }
}

#[test]
fn words_of_one_field_replace_what_cells_mean_there() {
    let words = "[words]\nPartner = \"reseller\"\n\
                 [words.types]\nreseller = \"integrator\"\n\
                 [words.\"contacts.1.consent\"]\nyes = \"2026-03-01\"\n\
                 [words.summary]\nnone = \"\"\n";
    let table = "Name,Type,E-mail,contacts.1.consent,contacts.1.public,summary\n\
                 Alpha,reseller,accounts@alpha.example,yes,yes,None\n";
    let project = Project::base().file("in.csv", table).file(
        "in.mapping.toml",
        words.to_owned() + "[new]\n\"contacts.1.role\" = \"sales\"\n",
    );
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let alpha = record(&project, "alpha");
    for line in [
        "types = [\"integrator\"]",
        "consent = 2026-03-01",
        "public = true",
    ] {
        assert!(alpha.contains(line), "{line} in {alpha}");
    }
    assert!(!alpha.contains("summary"), "{alpha}");

    let project = project.file("in.mapping.toml", "[words.typs]\na = \"b\"\n");
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(problems.contains("did you mean `types`?"), "{problems}");
}

#[test]
fn the_written_mapping_proposes_each_word_where_it_is() {
    let project = Project::base().file(
        "in.csv",
        "Name,Type,Website,since,contacts.1.public,internal.notes\n\
         Alpha,VAR,info@alpha.example,soon,soon,VAR\n\
         Beta,Werkstatt,,,,\n",
    );
    let (output, _) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    assert!(
        problems.contains("write its meaning under `[words.since]`"),
        "{problems}"
    );
    let mapping = fs::read_to_string(project.path().join("in.mapping.toml")).unwrap();
    for lines in [
        "# \"info@alpha.example\" = \"…\"",
        "# \"Werkstatt\" = \"…\"",
        "\n[words.since]\n# \"soon\" = \"…\"",
        "\n[words.\"contacts.1.public\"]\n# \"soon\" = \"…\"",
        "\n[words.types]\n# \"VAR\" = \"…\"",
    ] {
        assert!(mapping.contains(lines), "{lines} in {mapping}");
    }
    let mapping = mapping.replace("# \"", "\"").replace('…', "");
    let project = project.file("in.mapping.toml", mapping + "types = \"reseller\"\n");
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 2"), "{summary}");
}

#[test]
fn the_consent_of_one_person_does_not_become_that_of_another() {
    let old = "name = \"Old\"\ntypes = [\"integrator\"]\n\
               [[contacts]]\nrole = \"sales\"\nperson = \"Jean Old\"\nconsent = 2024-01-01\nemail = \"sales@old.example\"\n\
               [[references]]\ncustomer = \"One\"\nconsent = 2024-01-01\nquote = \"Good work\"\n\
               quote_person = \"Marie Old\"\nquote_consent = 2024-02-02\n";
    for (key, value) in [
        ("contacts.1.person", "Anna New"),
        ("references.1.quote_person", "Petra New"),
        ("references.1.customer", "Two"),
    ] {
        let table = format!("id,{key}\nold,{value}\n");
        let project = Project::base()
            .file("partners/old.toml", old)
            .file("in.csv", table);
        let (output, _) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 1, "{key}");
        let problems = errors(&output);
        assert!(problems.contains("somebody else's consent"), "{problems}");
        // With the date of the other one, it is right.
        let consent = key
            .replace("person", "consent")
            .replace("customer", "consent");
        let table = format!("id,{key},{consent}\nold,{value},2026-01-05\n");
        let project = project.file("in.csv", table);
        let (output, _) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
}
