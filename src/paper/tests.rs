use std::fs;
use std::path::Path;

use typst::layout::{Frame, FrameItem};

use super::fixture::{TODAY, catalogue, english, theme};
use super::{
    Edition, EditionJob, EditionScope, Medium, PagePositions, Pdf, Volume, VolumeContext,
    find_edition, preview, render, typeset,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Catalogue, CountryIx, GroupBy, Lang, ListIndex, PaperSize, PartnerIx};
use crate::source::Sources;
use crate::theme::{Theme, ThemeFile};

const SCREEN: Edition = Edition {
    lang: Lang::DEFAULT,
    medium: Medium::Screen,
    scope: EditionScope::Whole,
    size: PaperSize::A4,
};

#[test]
fn output_is_deterministic() {
    let (catalogue, theme) = (catalogue(), theme());
    let first = rendered(&catalogue, &theme, &SCREEN);
    assert_eq!(first.bytes, rendered(&catalogue, &theme, &SCREEN).bytes);
}

#[test]
fn previews_pages_as_svg() {
    let (catalogue, theme) = (catalogue(), theme());
    let volume = (SCREEN, Volume::ONLY);
    let (pages, warnings) = preview(&catalogue, &theme, volume, TODAY).unwrap_or_else(|errors| {
        panic!("{errors:#?}");
    });
    assert!(warnings.is_empty(), "{warnings:#?}");
    let pdf = rendered(&catalogue, &theme, &SCREEN);
    assert_eq!(pages.count(), pdf.pages);
    for index in 0..pages.count() {
        let svg = pages.svg(index).expect("it is one of the pages");
        assert!(svg.starts_with("<svg"), "{}", &svg[..80]);
        let (width, height) = pages.size(index).expect("it is one of the pages");
        assert_eq!((width.round(), height.round()), (595.0, 842.0));
    }
    assert!(pages.svg(pages.count()).is_none());
}

#[test]
fn finds_editions_by_file_name() {
    let mut catalogue = catalogue();
    let norway = EditionScope::Country(CountryIx::new(1));
    let scope = |catalogue: &Catalogue, name: &str| {
        find_edition(catalogue, name).map(|(edition, _)| edition.scope)
    };
    assert_eq!(
        scope(&catalogue, "catalogue-fr.pdf"),
        Some(EditionScope::Whole)
    );
    assert_eq!(scope(&catalogue, "catalogue-xx.pdf"), None);
    // That of a country only if it is listed: strangers choose the name.
    assert_eq!(scope(&catalogue, "catalogue-en-no.pdf"), None);
    catalogue.settings.paper.editions = vec![Edition {
        scope: norway,
        ..SCREEN
    }];
    assert_eq!(scope(&catalogue, "catalogue-en-no.pdf"), Some(norway));
}

#[test]
fn renders_every_size_grouping_and_language_without_warnings() {
    let theme = theme();
    for size in [PaperSize::A4, PaperSize::A5, PaperSize::Letter] {
        for group_by in [GroupBy::Country, GroupBy::Tier, GroupBy::Letter] {
            let mut catalogue = catalogue();
            catalogue.settings.paper.group_by = group_by;
            for lang in catalogue.languages() {
                rendered(
                    &catalogue,
                    &theme,
                    &Edition {
                        lang,
                        size,
                        ..SCREEN
                    },
                );
            }
        }
    }
}

#[test]
fn the_index_has_the_page_of_each_entry() {
    let mut catalogue = catalogue();
    // Enough text for entries on several pages.
    edit(&mut catalogue, |partner| {
        partner.description = Some(english(&"Many words. ".repeat(200)));
    });
    let pages = texts(&catalogue, &theme(), &SCREEN);
    let index = pages
        .iter()
        .rposition(|page| page.contains("Index by name"))
        .expect("there is an index");
    for (_, partner) in catalogue.partners.iter() {
        let at = pages
            .iter()
            .position(|page| page.contains(&format!("partners@{}", partner.id)))
            .expect("each entry has its contacts");
        let line = format!("{}, Rennes{}", partner.name, at + 1);
        assert!(pages[index].contains(&line), "{line}: {}", pages[index]);
    }
}

#[test]
fn the_contents_have_the_page_of_each_chapter() {
    let pages = texts(&catalogue(), &theme(), &SCREEN);
    let contents = &pages[2];
    for chapter in ["How to use this catalogue", "The partners", "Index by name"] {
        let page = pages
            .iter()
            .skip(3)
            .position(|page| page.contains(chapter))
            .expect("the chapter is there")
            + 4;
        let line = format!("{chapter}{page}");
        assert!(contents.contains(&line), "{line}: {contents}");
    }
}

#[test]
fn typst_code_in_records_is_printed_as_text() {
    let mut catalogue = catalogue();
    let text = "#panic(1) $x$ \\ @label <b> = no";
    edit(&mut catalogue, |partner| {
        partner.name = text.to_owned();
        partner.summary = Some(english(text));
    });
    let pages = texts(&catalogue, &theme(), &SCREEN).concat();
    assert!(pages.contains(text), "{pages}");
}

#[test]
fn missing_glyphs_are_reported_and_replaced() {
    let mut catalogue = catalogue();
    edit(&mut catalogue, |partner| {
        if partner.id == "elan" {
            partner.name = "北京 Élan\u{feff}".to_owned();
        }
    });
    let (pdfs, warnings) =
        render(&catalogue, &theme(), &SCREEN, TODAY).expect("a missing glyph is not an error");
    let warnings: Vec<_> = warnings.iter().collect();
    assert!(pdfs[0].bytes.starts_with(b"%PDF-1.7"));
    let [warning] = warnings.as_slice() else {
        panic!("{warnings:#?}")
    };
    assert_eq!(warning.code, Code::MissingGlyph);
    assert!(warning.message.contains("`北` (U+5317)"), "{warning:?}");
    assert!(warning.message.contains("of `elan`"), "{warning:?}");
}

#[test]
fn an_edition_of_a_country_has_only_its_partners() {
    let edition = Edition {
        scope: EditionScope::Country(CountryIx::new(0)),
        ..SCREEN
    };
    let catalogue = catalogue();
    assert_eq!(edition.file_name(&catalogue), "catalogue-en-fr.pdf");
    let text = texts(&catalogue, &theme(), &edition).concat();
    assert!(text.contains("Kerguelen Conseil"));
    assert!(!text.contains("Nordlys"));
}

#[test]
fn renders_a_catalogue_without_partners() {
    let mut catalogue = catalogue();
    for listings in &mut catalogue.listings {
        listings.all.clear();
    }
    rendered(&catalogue, &theme(), &SCREEN);
}

#[test]
fn theme_errors_have_their_location() {
    let mut sources = Sources::default();
    let text = "#let x = 1\n#y";
    let mut theme = theme();
    let file = ThemeFile {
        bytes: text.as_bytes().into(),
        source: Some(sources.add("themes/mine/paper/cover.typ", text)),
    };
    theme.files.insert("paper/cover.typ".to_owned(), file);
    let errors = render(&catalogue(), &theme, &SCREEN, TODAY).expect_err("there is no `y`");
    let error = errors.iter().next().expect("there is an error");
    assert_eq!(error.code, Code::PaperTemplate);
    assert_eq!(error.message, "unknown variable: y");
    let place = error.place.expect("the file is known");
    assert_eq!(sources.line_column(place.file, place.start), (2, 2));
}

#[test]
fn broken_themes_are_errors() {
    let broken = [
        ("#import \"@preview/cetz:0.4.0\": *", "a package"),
        ("#image(\"/etc/passwd\")", "a file outside of the project"),
        ("#let f(x) = f(x)\n#f(1)", "endless recursion"),
        ("#while true {}", "an endless loop"),
        ("#read(\"../../secret\")", "a file above the theme"),
        ("#set text(font: 3)", "a wrong type"),
    ];
    for (source, defect) in broken {
        let mut theme = theme();
        let file = ThemeFile {
            bytes: source.as_bytes().into(),
            source: None,
        };
        theme.files.insert("paper/catalogue.typ".to_owned(), file);
        let result = render(&catalogue(), &theme, &SCREEN, TODAY);
        assert!(result.is_err(), "{defect}");
    }
    assert!(render(&catalogue(), &Theme::default(), &SCREEN, TODAY).is_err());
}

#[test]
fn every_interface_string_of_the_paper_is_used_and_differs_from_that_of_the_site() {
    let theme = theme();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String = ["src/paper", "src/l10n", "themes/default/paper"]
        .iter()
        .flat_map(|folder| walk(&root.join(folder)))
        .collect();
    // Composed with the grouping of sections.
    let is_composed =
        |key: &str| key.starts_with("way_section_") || key.starts_with("partners_by_");
    let names = theme.strings["en"]
        .keys()
        .filter_map(|key| key.strip_prefix("paper_"));
    for name in names {
        let quoted = [name.to_owned(), name.replace('_', "-")].map(|name| format!("\"{name}\""));
        let is_used = quoted.iter().any(|name| sources.contains(name));
        assert!(is_used || is_composed(name), "`paper_{name}` is not used");
        let is_duplicate = theme
            .strings
            .values()
            .all(|strings| strings.get(&format!("paper_{name}")) == strings.get(name));
        // On the site, `languages` is the name of a menu.
        assert!(
            !is_duplicate || name == "languages",
            "`paper_{name}` repeats `{name}`"
        );
    }
}

/// The text of all files in a folder.
fn walk(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder exists") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            texts.extend(walk(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "typ")
        {
            texts.push(fs::read_to_string(&path).expect("sources are text"));
        }
    }
    texts
}

fn rendered(catalogue: &Catalogue, theme: &Theme, edition: &Edition) -> Pdf {
    match render(catalogue, theme, edition, TODAY) {
        Ok((mut pdfs, warnings)) => {
            assert!(warnings.is_empty(), "{edition:?}: {warnings:#?}");
            assert_eq!(pdfs.len(), 1);
            pdfs.remove(0)
        }
        Err(errors) => panic!("{edition:?}: {errors:#?}"),
    }
}

/// The text of each page.
fn texts(catalogue: &Catalogue, theme: &Theme, edition: &Edition) -> Vec<String> {
    let job = EditionJob::new(catalogue, theme, edition, TODAY);
    let context = VolumeContext {
        volume: Volume::ONLY,
        positions: vec![PagePositions::default()],
    };
    let volume_job = job
        .volume_job(&context, &mut Diagnostics::default())
        .expect("the data can be made and the theme is whole");
    let (document, _) = typeset::pages(&volume_job.world, theme).expect("the theme works");
    let text_of = |frame| {
        let mut text = String::new();
        collect(frame, &mut text);
        text
    };
    document
        .pages()
        .iter()
        .map(|page| text_of(&page.frame))
        .collect()
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(item) => text.extend(item.text.chars().filter(|&c| c != '\u{200b}')),
            FrameItem::Group(group) => collect(&group.frame, text),
            _ => {}
        }
    }
}

/// Changes every partner.
fn edit(catalogue: &mut Catalogue, change: impl Fn(&mut crate::model::Partner)) {
    let partners: Vec<_> = catalogue
        .partners
        .indexes()
        .map(|index: PartnerIx| {
            let mut partner = catalogue.partners[index].clone();
            change(&mut partner);
            (partner.id.clone(), partner)
        })
        .collect();
    catalogue.partners = crate::model::IndexedList::new(partners);
}
