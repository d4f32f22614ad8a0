//! Links in texts: whatever the check accepts leads somewhere, on the website and on paper.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use vitrine::diagnostic::Severity;

use super::{Address, Site};
use crate::demo_site;
use crate::project::{Project, files, options, repository};
use crate::tools;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path d=\"M0 0h10v10H0z\" fill=\"#123456\"/></svg>";

/// Links to every kind of page and file, and where each leads from an English page.
const LINKS: [(&str, &str); 28] = [
    ("/", "/en/"),
    ("/directory/?q=atlas", "/en/directory/?q=atlas"),
    ("/en/directory/", "/en/directory/"),
    ("/fr/about/", "/fr/about/"),
    ("/about/index.html", "/en/about/"),
    ("/about/#menu", "/en/about/#menu"),
    ("/directory/country/fr/", "/en/directory/country/fr/"),
    ("/directory/index.json", "/en/directory/index.json"),
    (
        "/programmes/solutions/#tiers",
        "/en/programmes/solutions/#tiers",
    ),
    (
        "/programmes/solutions/benefits/#training",
        "/en/programmes/solutions/benefits/#training",
    ),
    (
        "/programmes/solutions/benefits/#benefit-training-seats",
        "/en/programmes/solutions/benefits/#benefit-training-seats",
    ),
    (
        "/programmes/solutions/criteria/#criterion-revenue",
        "/en/programmes/solutions/criteria/#criterion-revenue",
    ),
    (
        "/programmes/solutions/tiers/gold/#badge",
        "/en/programmes/solutions/tiers/gold/#badge",
    ),
    (
        "/fr/partners/kerguelen/#offices",
        "/fr/partners/kerguelen/#offices",
    ),
    ("/partners/kerguelen.vcf", "/partners/kerguelen.vcf"),
    ("/partners/kerguelen/card/", "/en/partners/kerguelen/card/"),
    ("/p/kerguelen/", "/p/kerguelen/"),
    ("/api/v1/partners.csv", "/api/v1/partners.csv"),
    (
        "/api/v1/partners/kerguelen.json",
        "/api/v1/partners/kerguelen.json",
    ),
    ("/badges/solutions-gold.svg", "/badges/solutions-gold.svg"),
    ("/share/site.png", "/en/share/site.png"),
    ("/feed.xml", "/en/feed.xml"),
    ("/fr/feed.xml", "/fr/feed.xml"),
    ("/sitemap.xml", "/sitemap.xml"),
    ("/robots.txt", "/robots.txt"),
    ("/404.html", "/404.html"),
    ("/paper/catalogue-fr.pdf", "/paper/catalogue-fr.pdf"),
    ("https://é.example/é", "https://xn--9ca.example/%C3%A9"),
];

const BASE_URL: &str = "https://partners.quay.example";

/// A project whose programme and page have a text.
fn with_text(text: &str) -> Project {
    Project::base()
        .file(
            "content/pages/about.en.md",
            format!("+++\ntitle = \"About\"\n+++\n{text}\n"),
        )
        .file(
            "content/programmes/solutions/index.en.md",
            format!("+++\ntitle = \"Solutions programme\"\n+++\n{text}\n"),
        )
}

/// The messages of the errors of a project, each with its help.
fn errors(project: &Project) -> Vec<String> {
    let loaded = project.load();
    let problems = loaded.diagnostics.iter();
    problems
        .filter(|problem| problem.severity() == Severity::Error)
        .map(|problem| {
            format!(
                "{}: {}",
                problem.message,
                problem.help.as_deref().unwrap_or("")
            )
        })
        .collect()
}

/// The targets of the links in a book, without links between its pages.
fn links_of_book(pdf: &Path) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(&tools::decompressed(pdf)).into_owned();
    let links = text.split("/URI (").skip(1);
    links
        .filter_map(|rest| rest.split(')').next().map(str::to_owned))
        .collect()
}

#[test]
fn a_link_that_the_check_accepts_leads_there_on_the_website_and_on_paper() {
    let text: String = LINKS
        .iter()
        .map(|(target, _)| format!("* [link]({target})\n"))
        .collect();
    let project = with_text(&text);
    project.build(&options());
    let public = project.path().join("public");
    let site = Site::read(&public, BASE_URL);
    let text_ends = |page: &str| {
        let html = &site.files[page];
        let prose = html.split("<div class=\"prose\"").nth(1).unwrap();
        prose.split("</div>").next().unwrap().to_owned()
    };
    let book = links_of_book(&public.join("paper/catalogue-en.pdf"));
    for (written, target) in LINKS {
        for page in ["en/about/index.html", "en/programmes/solutions/index.html"] {
            let link = format!("<a href=\"{target}\">");
            assert!(text_ends(page).contains(&link), "{page}: {written}");
        }
        let absolute = match target.strip_prefix('/') {
            Some(path) => format!("{BASE_URL}/{path}"),
            None => target.to_owned(),
        };
        assert!(book.contains(&absolute), "{written} on paper: {book:#?}");
    }
    // French readers see the same text, in which addresses without language are French.
    assert!(text_ends("fr/about/index.html").contains("<a href=\"/fr/directory/?q=atlas\">"));
    site.check();
    for target in book.iter().filter(|target| target.starts_with(BASE_URL)) {
        let address = Address {
            target: target.clone(),
            loads: false,
        };
        assert_eq!(site.problem("the book", &address), None);
    }
}

#[test]
fn pictures_are_found_however_their_names_are_written() {
    let text = "![a](/images/caf%C3%A9.svg) ![b](/images/a%20b.svg) ![c](</images/a b.svg>) \
                [large](/images/only-linked.svg) <img src=\"/images/a b.svg\" alt=\"d\">";
    let decomposed = "cafe\u{301}.svg";
    let project = with_text(text)
        .file(&format!("content/images/{decomposed}"), SVG)
        .file("content/images/a b.svg", SVG.replace("123456", "654321"))
        .file(
            "content/images/only-linked.svg",
            SVG.replace("123456", "112233"),
        )
        .file(&format!("partners/{decomposed}"), SVG)
        .file(
            "partners/almadena.toml",
            "name = \"Almadena\"\ntypes = [\"integrator\"]\nlogo = \"café.svg\"\n\
             description = \"See [the quay](/images/only-linked.svg) and [offices](#offices).\"\n\n\
             [[offices]]\ncity = \"Faro\"\ncountry = \"FR\"\n",
        );
    project.build(&options());
    let site = Site::read(&project.path().join("public"), BASE_URL);
    site.check();
    let page = &site.files["en/about/index.html"];
    assert_eq!(page.matches("<img src=\"/images/a-b-").count(), 3, "{page}");
    assert!(page.contains("<a href=\"/images/only-linked-"), "{page}");
    let profile = &site.files["en/partners/almadena/index.html"];
    assert!(profile.contains("/logos/caf-"), "{profile}");
    assert!(
        profile.contains("<a href=\"/images/only-linked-"),
        "{profile}"
    );
}

#[test]
fn links_that_lead_nowhere_are_errors() {
    for (link, expected) in [
        (
            "/fr/abuot/",
            "there is no page `/fr/abuot/`: did you mean `/fr/about/`?",
        ),
        ("/en/en/directory/", "there is no page `/en/en/directory/`"),
        ("/api/", "there is no page `/api/`"),
        (
            "/paper/catalogue-de.pdf",
            "there is no page `/paper/catalogue-de.pdf`",
        ),
        (
            "/programmes/solutions/#advancement",
            "no heading or part there is called `#advancement`",
        ),
        (
            "/partners/kerguelen/#certifications",
            "no heading or part there is called `#certifications`",
        ),
        (
            "/tiers/registered/",
            "there is no page `/tiers/registered/`: write one of: `/programmes/solutions/tiers/gold/`, `/programmes/solutions/tiers/silver/`",
        ),
        (
            "/images/a b.svg",
            "the link to `/images/a b.svg` is shown as text, since an address has no spaces: write `/images/a%20b.svg`",
        ),
    ] {
        let errors = errors(&with_text(&format!("[x]({link})")));
        assert_eq!(errors.len(), 2, "{link}: {errors:?}");
        assert!(errors[0].starts_with(expected), "{link}: {errors:?}");
    }
    // A partner's text has no ids, so it cannot be linked to.
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"integrator\"]\ndescription = \"\"\"\n## Offers\n\nSee [offers](#offers).\n\"\"\"\n",
    );
    assert!(
        errors(&project)[0].contains("`#offers`"),
        "{:?}",
        errors(&project)
    );
}

#[test]
fn links_to_the_sites_own_address_are_checked_as_pages() {
    let fine = [
        "https://partners.quay.example/en/directory/",
        "https://Partners.quay.example/fr/about/#menu",
        "https://partners.quay.example",
        "https://partners.quay.example/",
        "https://partners.quay.example/en/index.html?q=a",
        "https://partners.quay.example/paper/catalogue-fr.pdf",
    ];
    let project = with_text(&fine.map(|link| format!("[x]({link})\n")).concat());
    assert_eq!(errors(&project), Vec::<String>::new());
    project.build(&options());
    let about = project.path().join("public/en/about/index.html");
    let about = std::fs::read_to_string(about).unwrap();
    assert!(about.contains("<a href=\"https://partners.quay.example/en/directory/\">"));
    for (path, expected) in [
        ("/en/nowhere/", "there is no page `/en/nowhere/`"),
        (
            "/en/abuot/",
            "there is no page `/en/abuot/`: did you mean `/en/about/`?",
        ),
        (
            "/about/",
            "there is no page `/about/`, for its address is not complete: write `/about/`",
        ),
        (
            "/en/about/#nothing",
            "no heading or part there is called `#nothing`",
        ),
    ] {
        for text in [
            format!("[x]({BASE_URL}{path})"),
            format!("See {BASE_URL}{path} here."),
        ] {
            let errors = errors(&with_text(&text));
            assert_eq!(errors.len(), 2, "{text}: {errors:?}");
            assert!(errors[0].starts_with(expected), "{text}: {errors:?}");
        }
    }
}

#[test]
fn advice_on_links_is_right() {
    for (link, expected) in [
        ("/about /", "write `/about/`"),
        (
            "/de/about/",
            "the catalogue is not in that language: write `/about/`",
        ),
        (
            "ftp://a.example",
            "a link leads to `https://…`, `http://…`, `mailto:…` or `tel:…`",
        ),
        (
            "javascript:x",
            "a link leads to `https://…`, `http://…`, `mailto:…` or `tel:…`",
        ),
    ] {
        let errors = errors(&with_text(&format!("[x]({link})")));
        assert!(errors[0].ends_with(expected), "{link}: {errors:?}");
    }
    let top = with_text("[up](#top) [up](#) [up](/about/#top)");
    assert_eq!(errors(&top), Vec::<String>::new());
}

#[test]
fn a_part_that_only_readers_of_one_language_have_is_an_error() {
    let page = |text: &str| format!("+++\ntitle = \"Page\"\n+++\n{text}\n");
    let project = Project::base()
        .file("content/pages/about.en.md", page("[x](/joining/#costs)"))
        .file("content/pages/joining.en.md", page("## Costs"))
        .file("content/pages/joining.fr.md", page("## Coûts"));
    assert_eq!(
        errors(&project),
        [
            "no heading or part there is called `#costs` at `/fr/joining/`: readers of `fr` see this text too: \
          translate it, or link to the page itself, without `#…`"
        ]
    );
    let translated = project.file("content/pages/about.fr.md", page("[x](/joining/#couts)"));
    assert_eq!(errors(&translated), Vec::<String>::new());
}

#[test]
fn headings_do_not_take_the_ids_of_their_page() {
    let project = with_text("[tiers](#tiers) [menu](#menu)\n\n## Tiers\n\n## Menu\n\n## Main\n");
    project.build(&options());
    let site = Site::read(&project.path().join("public"), BASE_URL);
    site.check();
    let about = &site.files["en/about/index.html"];
    assert!(about.contains("<h2 id=\"tiers\">") && about.contains("<a href=\"#tiers\">"));
    assert!(about.contains("<h2 id=\"menu-2\">") && about.contains("<a href=\"#menu-2\">"));
    let programme = &site.files["en/programmes/solutions/index.html"];
    assert!(
        programme.contains("<h2 id=\"tiers-2\">Tiers</h2>"),
        "{programme}"
    );
    assert!(
        programme.contains("<h2 id=\"main-2\">Main</h2>"),
        "{programme}"
    );
}

#[test]
fn hosts_are_read_in_unicode_and_linked_in_ascii() {
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"integrator\"]\nwebsite = \"https://www.almádena.example/über-uns\"\n",
    );
    project.build(&options());
    let public = project.path().join("public");
    let site = Site::read(&public, BASE_URL);
    let profile = &site.files["en/partners/almadena/index.html"];
    let ascii = "https://www.xn--almdena-jwa.example/%C3%BCber-uns";
    assert!(profile.contains(&format!("href=\"{ascii}\"")), "{profile}");
    assert!(profile.contains("<bdi>almádena.example</bdi>"), "{profile}");
    let book = public.join("paper/catalogue-en.pdf");
    let text = tools::visible(&tools::text(&book)).replace('\u{200b}', "");
    assert!(text.contains("almádena.example/über-uns"), "{text}");
    assert!(links_of_book(&book).contains(ascii));
}

#[test]
fn no_two_pages_of_a_language_have_the_same_title() {
    let small = Project::of(&repository().join("tests/sites/small"));
    small.build(&options());
    for project in [demo_site::built().path(), small.path()] {
        let public = project.join("public");
        let mut titles: BTreeMap<(String, String), String> = BTreeMap::new();
        for path in files(&public) {
            let name = path.to_str().unwrap().replace('\\', "/");
            let (Some((lang, _)), true) = (name.split_once('/'), name.ends_with(".html")) else {
                continue;
            };
            let html = std::fs::read_to_string(public.join(&path)).unwrap();
            // Pages at former addresses, cards for other websites.
            if html.contains("name=\"robots\" content=\"noindex\"") || lang == "p" {
                continue;
            }
            let title = html.split("<title>").nth(1).unwrap();
            let title = title.split("</title>").next().unwrap();
            let former = titles.insert((lang.to_owned(), title.to_owned()), name.clone());
            assert_eq!(former, None, "`{title}` is the title of {name} too");
        }
        assert!(titles.len() > 20);
    }
}
