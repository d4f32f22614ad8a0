//! A company's own look: settings without CSS, and a theme that extends another and replaces a single template.

use std::fs;

use vitrine::diagnostic::{Format, Style, render};

use crate::project::{Project, files, options, repository};

/// The small site in a theme of `tests/sites/second-look/`.
fn small_in(theme: &str) -> Project {
    let sites = repository().join("tests/sites");
    let catalogue = fs::read_to_string(sites.join("small/content/catalogue.toml")).unwrap();
    Project::of(&sites.join("small"))
        .layer(&sites.join("second-look"))
        .file(
            "content/catalogue.toml",
            format!("theme = \"{theme}\"\n{catalogue}"),
        )
}

struct Built(Project);

impl Built {
    fn of(project: Project) -> Self {
        let mut options = options();
        options.paper = false;
        project.build(&options);
        Self(project)
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("public").join(path)).unwrap()
    }

    /// The content of the published file whose name has this prefix and suffix.
    fn asset(&self, begins: &str, ends: &str) -> String {
        let folder = self.0.path().join("public/assets");
        let names = files(&folder).into_iter();
        let mut names = names.map(|path| path.to_str().unwrap().to_owned());
        let name = names.find(|name| name.starts_with(begins) && name.ends_with(ends));
        fs::read_to_string(folder.join(name.unwrap())).unwrap()
    }
}

#[test]
fn colours_logo_and_fonts_come_from_settings() {
    let built = Built::of(small_in("brass"));
    let page = built.page("en/index.html");
    assert!(
        page.contains("<span class=\"brand-logo\"><img src=\"/catalogue/assets/quay-dark."),
        "{page}"
    );
    // Of the system font there is nothing to preload.
    assert_eq!(page.matches("rel=\"preload\"").count(), 1, "{page}");
    assert!(
        page.contains("rel=\"preload\" href=\"/catalogue/assets/fonts/zilla-slab."),
        "{page}"
    );
    let look = built.asset("tiers.", ".css");
    assert!(look.contains("--accent: #8a3f0f;"), "{look}");
    assert!(look.contains("--paper: #fdf9f1;"), "{look}");
    assert!(
        look.contains("--font: \"Georgia\", \"Gelasio\", serif;"),
        "{look}"
    );
    assert!(
        look.contains("--font-headings: \"Zilla Slab\", \"Georgia\", serif;"),
        "{look}"
    );
    let address = look.split("url(\"").nth(1).unwrap();
    let address = address.split('"').next().unwrap();
    assert!(
        built.0.path().join("public/assets").join(address).exists(),
        "{address}"
    );
}

#[test]
fn the_look_is_made_of_accent_and_mark_of_the_catalogue() {
    let catalogue = repository().join("tests/sites/small/content/catalogue.toml");
    let catalogue = fs::read_to_string(catalogue).unwrap();
    let brand = "[organization]\naccent = \"rgb(230 57 70)\"\nhighlight = \"gold\"\nmark = \"mark.svg\"\nmark_lit = \"lit.svg\"\n";
    let svg = |path: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 50\"><path d=\"{path}\"/></svg>"
        )
    };
    let project = Project::of(&repository().join("tests/sites/small"))
        .file(
            "content/catalogue.toml",
            catalogue.replace("[organization]\n", brand),
        )
        .file("content/mark.svg", svg("M0 0h40v50h-40z"))
        .file("content/lit.svg", svg("M20 25h20v25h-20z"));
    let built = Built::of(project);
    let look = built.asset("tiers.", ".css");
    assert!(look.contains("--accent: #e63946;"), "{look}");
    assert!(look.contains("--spark: #ffd700;"), "{look}");
    assert!(look.contains("--mark-ratio: 0.8000;"), "{look}");
    assert!(look.contains("--seal-image: url(\"seal-"), "{look}");
    // The lit part is at its place on the canvas of the mark.
    let lit = built.asset("mark-lit.", ".svg");
    assert!(lit.contains("viewBox=\"0 0 40 50\""), "{lit}");
    let icon = built.asset("favicon.", ".svg");
    assert!(icon.contains("#ffd700"), "{icon}");
    let page = built.page("en/index.html");
    let field = look.split("--field: ").nth(1).unwrap();
    let field = field.split(';').next().unwrap();
    let meta = format!(
        "<meta name=\"theme-color\" content=\"{field}\" media=\"(prefers-color-scheme: light)\">"
    );
    assert!(page.contains(&meta), "{page}");
    assert!(page.contains("rel=\"apple-touch-icon\""), "{page}");
    assert!(page.contains("<div class=\"crop\""), "{page}");
}

#[test]
fn a_page_of_the_menu_join_or_the_process_of_joining_has_the_button() {
    let sites = repository().join("tests/sites");
    let arabic = Built::of(Project::empty().layer(&sites.join("arabic")));
    let page = arabic.page("en/index.html");
    let process =
        "<a class=\"button spark join\" href=\"/en/programmes/mawani/processes/joining/\"";
    assert!(page.contains(process), "{page}");
    let join = "+++\ntitle = \"Become a partner\"\nmenu = \"join\"\n+++\nWrite to us.\n";
    let site = Project::empty().layer(&sites.join("arabic"));
    let site = site
        .file("content/pages/become.en.md", join)
        .file("content/pages/become.ar.md", join);
    let page = Built::of(site).page("en/index.html");
    assert!(
        page.contains("<a class=\"button spark join\" href=\"/en/become/\""),
        "{page}"
    );
}

#[test]
fn a_theme_can_replace_a_single_inherited_template() {
    let built = Built::of(small_in("brass-north"));
    let page = built.page("en/index.html");
    assert!(
        page.contains("Quay Software North · Quay partners"),
        "{page}"
    );
    assert!(!page.contains("id=\"bottom-organization\""), "{page}");
    // Everything else is inherited from the parent themes.
    assert!(page.contains("/catalogue/assets/quay-dark."), "{page}");
    assert!(page.contains("class=\"hero plane\""), "{page}");
    let look = built.asset("tiers.", ".css");
    assert!(look.contains("--accent: #0e5a4c;"), "{look}");
    assert!(look.contains("--paper: #fdf9f1;"), "{look}");
}

#[test]
fn a_setting_that_names_a_missing_file_is_reported() {
    let theme = "extends = \"brass\"\n\n[settings]\nlogo = \"quai.svg\"\n";
    let project = small_in("south").file("themes/south/theme.toml", theme);
    let (sources, problems) = project.check();
    let text = render(&problems, &sources, Format::Human, Style::Plain);
    let expected = "error[missing-file]: the theme's setting `logo` names `quai.svg`, which is not in its `assets/`";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_right_to_left_language_needs_only_its_strings() {
    let sites = repository().join("tests/sites");
    let built = Built::of(Project::empty().layer(&sites.join("arabic")));
    let page = built.page("ar/partners/manara/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains(">تواصل</h2>"), "{page}");
    assert!(page.contains("صالح حتى 30 يونيو 2027"), "{page}");
    // Plural forms of the language: two, few.
    let directory = built.page("ar/directory/index.html");
    assert!(directory.contains(">7 شركاء</h2>"), "{directory}");
    assert!(directory.contains(">شريكان</span>"), "{directory}");
    // Fallback text has its language and direction, in both cases.
    let english = built.page("en/partners/nil/index.html");
    assert!(english.contains("lang=\"ar\" dir=\"rtl\""), "{english}");
    // Drawings contain English text, because their font has no Arabic glyphs.
    let badge = built.page("badges/mawani-gold.svg");
    assert!(badge.contains("<title>ذهبي – Marsa"), "{badge}");
}

/// `left` and `right` would be wrong in right-to-left scripts.
#[test]
fn style_sheets_use_logical_properties() {
    let folder = repository().join("themes/default/assets/css");
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let sheet = fs::read_to_string(folder.join(&path)).unwrap();
        for (at, line) in sheet.lines().enumerate() {
            let declares = line.split(['{', ';']).map(str::trim);
            let physical = declares.filter(|it| {
                let (property, value) = it.split_once(':').unwrap_or((it, ""));
                let sided = property.ends_with("-left") || property.ends_with("-right");
                sided
                    || matches!(property, "left" | "right" | "width" | "height" | "float")
                    || (property == "text-align" && matches!(value.trim(), "left" | "right"))
            });
            wrong.extend(physical.map(|it| format!("{}:{}: {it}", path.display(), at + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn colours_of_settings_are_those_of_css() {
    for (colour, expected) in [
        ("red", "#ff0000"),
        ("#e45", "#ee4455"),
        ("rgb(11 71 168)", "#0b47a8"),
        ("hsl(0, 100%, 30%)", "#990000"),
    ] {
        let settings = format!("name = \"own\"\n[settings]\nink = \"{colour}\"\n");
        let project = Project::base().file("themes/default/theme.toml", settings);
        let look = Built::of(project).asset("tiers.", ".css");
        assert!(look.contains(&format!("--ink: {expected};")), "{look}");
    }
}

#[test]
fn english_strings_on_other_pages_are_marked() {
    let settings = repository().join("tests/diagnostics/base/content/catalogue.toml");
    let settings = fs::read_to_string(settings).unwrap();
    let project = Project::base()
        .file(
            "content/catalogue.toml",
            settings.replace("[\"en\", \"fr\"]", "[\"en\", \"fr\", \"de-AT\", \"ar\"]"),
        )
        .file(
            "themes/default/i18n/ar.toml",
            "menu_programmes = \"البرامج\"\n",
        );
    let built = Built::of(project);
    let page = built.page("ar/index.html");
    assert!(
        page.contains("<span lang=\"en\" dir=\"ltr\">Find a partner</span>")
            || page.contains("lang=\"en\" dir=\"ltr\">Find a partner"),
        "{page}"
    );
    assert!(page.contains(">البرامج<"), "{page}");
    assert!(!page.contains(['\u{fdd0}', '\u{fdd1}']), "{page}");
    let title = page.split("<title>").nth(1).unwrap();
    assert!(!title.split("</title>").next().unwrap().contains("<span"));
    for attribute in page.split("=\"").skip(1) {
        assert!(!attribute.split('"').next().unwrap().contains("<span"));
    }
    // German is German in Austria, too.
    let page = built.page("de-AT/index.html");
    assert!(
        page.contains(">Programme<") && !page.contains(">Programmes<"),
        "{page}"
    );
    assert!(!built.page("fr/index.html").contains("lang=\"en\" dir"));
}

#[test]
fn a_page_has_the_styles_of_its_kind_and_asks_at_once_for_what_its_script_imports() {
    let built = Built::of(small_in("default").file(
        "themes/default/assets/css/forms/99-own.css",
        ".own { color: #123456; }\n",
    ));
    let find = built.page("en/find/index.html");
    assert!(find.contains("/assets/forms."), "{find}");
    assert!(!find.contains("/assets/programme."), "{find}");
    assert!(built.asset("forms.", ".css").contains(".own { color"));
    assert!(!built.asset("site.", ".css").contains(".own { color"));

    // `find.js` imports `index.js`, and that `places.js`.
    for script in ["index", "places"] {
        let asked = format!("<link rel=\"modulepreload\" href=\"/catalogue/assets/js/{script}.");
        assert_eq!(find.matches(&asked).count(), 1, "{script}: {find}");
    }
    assert!(!find.contains("modulepreload\" href=\"/catalogue/assets/js/find."));
}
