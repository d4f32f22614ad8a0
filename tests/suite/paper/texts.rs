//! What is written in Markdown and HTML is on the site and on paper alike, or a message names it.

use std::fs;

use vitrine::paper::Medium;

use super::editions::{EditionOptions, render_edition};
use crate::project::{Project, options};
use crate::tools;

/// The owner's text, with a word in each kind of element.
const OWNER: &str = r##"
Break-before<br>break-after.

| Kind | Hours |
|---|---|
| Desk | Cell-before<br>cell-after |

<dl><dt>Word-term</dt><dd>Word-definition</dd></dl>

<table><caption>Word-caption</caption><tr><td>Word-cell</td><td><ul><li>Word-item</li></ul></td></tr></table>

<details><summary>Word-summary</summary>

Word-inside

</details>

<form>Word-form<section>Word-section</section></form>

<iframe>Word-fallback</iframe>

Our Word<b>bold</b>, <Word-tag>, [^note] https://word.example/_address_

- [x] Word-done

## Word-heading {#own}

[Word-link](#own)

[^note]: Word-note
"##;

/// A partner's description.
const PARTNER: &str = r#"<p>Partner-paragraph</p>
<ul><li>Partner-item</li><li><i>Partner-emphasis</i></li></ul>

<center>Partner-centred</center>

<!-- Hidden-remark -->

[//]: # (Hidden-definition)

Partner-last
"#;

fn project() -> Project {
    let owner = format!("+++\ntitle = \"Solutions programme\"\n+++\n{OWNER}");
    let record = format!(
        "name = \"Almadena\"\ntypes = [\"integrator\"]\ndescription = '''\n{PARTNER}'''\n\n\
         [programmes.solutions]\ntier = \"gold\"\nsince = 2023-01-01\n"
    );
    let only_a_remark =
        "name = \"Belloc\"\ntypes = [\"integrator\"]\ndescription = \"<!-- Hidden-remark -->\"\n";
    Project::base()
        .file("content/programmes/solutions/index.en.md", owner)
        .file("partners/almadena.toml", record)
        .file("partners/belloc.toml", only_a_remark)
}

/// The words of a text that begin as asked, such as `Word-term`.
fn marked<'a>(text: &'a str, beginning: &str) -> Vec<&'a str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = text.split(move |c| !is_part(c));
    words.filter(|word| word.starts_with(beginning)).collect()
}

#[test]
fn html_and_extensions_are_on_site_and_paper() {
    let project = project();
    project.build(&options());
    let page = |path: &str| fs::read_to_string(project.path().join("public").join(path)).unwrap();
    let rendered = render_edition(&project, EditionOptions::default());
    let paper = tools::text(&rendered.pdf);
    // Hyphens break words on paper.
    let joined: String = paper.split_whitespace().collect();
    let owner = page("en/programmes/solutions/index.html");
    let partner = page("en/partners/almadena/index.html");
    for (source, page, beginning) in [(OWNER, &owner, "Word"), (PARTNER, &partner, "Partner")] {
        let words = marked(source, beginning);
        assert!(words.len() >= 4, "{words:?}");
        for word in words {
            assert!(page.contains(word), "`{word}` is not in {page}");
            assert!(joined.contains(word), "`{word}` is not in {paper}");
        }
    }
    for (before, after) in [
        ("Break-before", "break-after"),
        ("Cell-before", "cell-after"),
    ] {
        assert!(
            !joined.is_empty() && !paper.contains(&format!("{before}{after}")),
            "{paper}"
        );
        let line = paper.lines().find(|line| line.contains(before)).unwrap();
        assert!(!line.contains(after), "{line}");
    }
    assert!(
        partner.contains("<li><em>Partner-emphasis</em></li>"),
        "{partner}"
    );
    assert!(
        owner.contains("<a href=\"https://word.example/_address_\">"),
        "{owner}"
    );
    assert!(
        owner.contains("<h2 id=\"own\">Word-heading</h2>"),
        "{owner}"
    );
}

#[test]
fn comments_are_published_nowhere() {
    let project = project();
    project.build(&options());
    let public = project.path().join("public");
    for path in crate::project::files(&public) {
        let bytes = fs::read(public.join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Hidden-"), "{}", path.display());
    }
    let profile = fs::read_to_string(public.join("en/partners/belloc/index.html")).unwrap();
    assert!(!profile.contains("class=\"prose\""), "{profile}");
    for medium in [Medium::Screen, Medium::Press] {
        let edition = EditionOptions {
            medium,
            ..EditionOptions::default()
        };
        let text = tools::text(&render_edition(&project, edition).pdf);
        assert!(!text.contains("Hidden-"), "{text}");
    }
}
