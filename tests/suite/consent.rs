//! Contacts with a person: without consent, what names the person or is the person's own is withheld, and the rest is published.

use std::fs;

use crate::cli::{code, errors, vitrine};
use crate::privacy::assert_public;
use crate::project::{Project, TODAY, files, options};

#[test]
fn a_contact_is_published_without_the_person_who_did_not_agree() {
    let project = with_contacts(
        "[[contacts]]\nrole = \"sales\"\nperson = \"Cana Canary\"\nlabel = \"Desk of Mrs Canary\"\n\
         email = \"partners@almadena.example\"\nphone = \"+33 4 72 00 11 33\"\n\
         [[contacts]]\nrole = \"technical\"\nperson = \"Cana Canary\"\nconsent = 2099-01-01\npublic = true\n\
         email = \"c.canary@almadena.example\"\nphone = \"+33 4 72 00 11 34\"\n\
         [[contacts]]\nrole = \"support\"\ndirect = true\nemail = \"canary@almadena.example\"\n\
         form_url = \"https://almadena.example/canary\"\nphone = \"+33 4 98 76 54 30\"\n\
         [[contacts]]\nrole = \"support\"\nperson = \"Cana Canary\"\nphone = \"+33 6 98 76 54 30\"\n\
         email = \"support@almadena.example\"\n",
    );
    project.build(&options());
    let mut all = String::new();
    for path in files(&project.path().join("public")) {
        let bytes = fs::read(project.path().join("public").join(&path)).unwrap();
        if let Ok(text) = String::from_utf8(bytes) {
            assert_public(path.to_str().unwrap(), &text);
            all.push_str(&text);
        }
    }
    for shown in [
        "partners@almadena.example",
        "support@almadena.example",
        "tel:+33472001133",
        "tel:+33472001134",
    ] {
        assert!(all.contains(shown), "{shown}");
    }

    let checked = check(&project);
    for line in [
        "warning[missing-consent]: 3 persons are not named without consent",
        "warning[personal-address]: 3 personal addresses and numbers are not published without consent",
        "warning[withheld-contact]: 1 contact is not published",
        "partners/almadena.toml",
    ] {
        assert!(checked.contains(line), "{line} in {checked}");
    }
}

#[test]
fn consent_is_enough_for_a_person_to_be_published() {
    let project = with_contacts(
        "[[contacts]]\nrole = \"sales\"\nperson = \"Ana Exemplo\"\nconsent = 2026-01-01\n\
         email = \"ana@almadena.example\"\nphone = \"+33 6 12 34 56 78\"\n\
         [[contacts]]\nrole = \"support\"\nperson = \"Eva Exemplo\"\ndirect = false\nphone = \"+33 6 12 34 56 79\"\n",
    );
    project.build(&options());
    let page = project
        .path()
        .join("public/en/partners/almadena/index.html");
    let page = fs::read_to_string(page).unwrap();
    for shown in [
        "Ana Exemplo",
        "ana@almadena.example",
        "tel:+33612345678",
        "tel:+33612345679",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains("Eva"));
}

#[test]
fn what_is_private_by_default_is_reported_until_it_is_decided() {
    let contact =
        "[[contacts]]\nrole = \"administrative\"\nemail = \"accounts@almadena.example\"\n";
    let reference = "[[references]]\ncustomer = \"Padaria do Cais\"\n";
    let checked = check(&with_contacts(&format!("{contact}{reference}")));
    for line in [
        "warning[withheld-contact]: 1 contact is not published",
        "warning[withheld-reference]: 1 customer reference is not published without consent",
    ] {
        assert!(checked.contains(line), "{line} in {checked}");
    }
    for decision in ["public = false", "public = true"] {
        let checked = check(&with_contacts(&format!("{contact}{decision}\n")));
        assert!(!checked.contains("withheld-contact"), "{checked}");
    }
    // Nothing of a draft is published.
    let draft = with_contacts(contact).file(
        "partners/almadena.toml",
        format!("name = \"Almadena\"\ntypes = [\"integrator\"]\nstatus = \"draft\"\n{contact}"),
    );
    assert!(!check(&draft).contains("withheld-contact"));
}

#[test]
fn an_import_counts_persons_without_consent_also_before_it_writes() {
    let project = Project::base().file(
        "in.csv",
        "name;types;contacts.1.role;contacts.1.person;contacts.1.email;contacts.1.consent\n\
         Alpha;integrator;sales;Ana Exemplo;partners@alpha.example;\n\
         Beta;integrator;sales;Eva Exemplo;eva@beta.example;2026-01-01\n\
         Gamma;integrator;sales;Ida Exemplo;ida@gamma.example;\n",
    );
    let folder = project.path().to_str().unwrap();
    let table = project.path().join("in.csv");
    for options in [&["--dry-run"][..], &[]] {
        let arguments = ["import", table.to_str().unwrap(), "--project", folder];
        let output = vitrine(&[&arguments[..], options].concat());
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let summary = String::from_utf8(output.stdout).unwrap();
        assert!(
            summary
                .contains("2 contacts have a `person` without the date of `consent`, in 2 records"),
            "{summary}"
        );
    }
}

fn with_contacts(contacts: &str) -> Project {
    Project::base().file(
        "partners/almadena.toml",
        format!(
            "name = \"Almadena\"\ntypes = [\"integrator\"]\nlogo = \"kerguelen.svg\"\n{contacts}"
        ),
    )
}

fn check(project: &Project) -> String {
    let folder = project.path().to_str().unwrap();
    errors(&vitrine(&["check", "--as-of", TODAY, "--project", folder]))
}

#[test]
fn a_quoted_person_who_did_not_agree_is_in_no_part_of_the_reference() {
    let project = with_contacts(
        "[[references]]\ncustomer = \"One\"\nconsent = 2024-01-01\nsummary = \"Told by Cana Canary\"\n\
         quote = \"Good work\"\nquote_person = \"Cana Canary\"\nurl = \"https://one.example/cana-canary\"\n\
         figures = [{ value = \"3\", label = \"days saved by Canary\" }, { value = \"4\", label = \"months\" }]\n",
    );
    project.build(&options());
    let mut all = String::new();
    for path in files(&project.path().join("public")) {
        let bytes = fs::read(project.path().join("public").join(&path)).unwrap();
        if let Ok(text) = String::from_utf8(bytes) {
            assert_public(path.to_str().unwrap(), &text);
            all.push_str(&text);
        }
    }
    assert!(all.contains("Good work") && all.contains("months"));
    let checked = check(&project);
    assert!(checked.contains("warning[missing-consent]"), "{checked}");
    assert!(
        checked.contains("3 personal addresses and numbers are not published"),
        "{checked}"
    );
}
