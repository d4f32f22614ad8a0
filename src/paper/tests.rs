use typst::layout::{Frame, FrameItem};

use super::fixture::{TODAY, catalogue, english, theme};
use super::{
    Book, Bound, Edition, EditionScope, Landmarks, Medium, Pdf, Volume, pages, render, typeset,
    volume_named,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Catalogue, CountryIx, GroupBy, Lang, ListIndex, PaperSize, PartnerIx};
use crate::source::Sources;
use crate::theme::{Theme, ThemeFile};

const SCREEN: Edition = Edition {
    lang: Lang::DEFAULT,
    edition: Medium::Screen,
    scope: EditionScope::Whole,
    size: PaperSize::A4,
};

#[test]
fn the_same_catalogue_gives_the_same_bytes() {
    let (catalogue, theme) = (catalogue(), theme());
    let first = set(&catalogue, &theme, &SCREEN);
    assert_eq!(first.bytes, set(&catalogue, &theme, &SCREEN).bytes);
}

#[test]
fn pages_can_be_looked_at_one_by_one() {
    let (catalogue, theme) = (catalogue(), theme());
    let wanted = (SCREEN, Volume::ONLY);
    let (pages, warnings) = pages(&catalogue, &theme, wanted, TODAY).unwrap_or_else(|errors| {
        panic!("{errors:#?}");
    });
    assert!(warnings.is_empty(), "{warnings:#?}");
    let pdf = set(&catalogue, &theme, &SCREEN);
    assert_eq!(pages.count(), pdf.pages);
    for at in 0..pages.count() {
        let svg = pages.svg(at).expect("it is one of the pages");
        assert!(svg.starts_with("<svg"), "{}", &svg[..80]);
        let (width, height) = pages.size(at).expect("it is one of the pages");
        assert_eq!((width.round(), height.round()), (595.0, 842.0));
    }
    assert!(pages.svg(pages.count()).is_none());
}

#[test]
fn volumes_are_found_by_the_names_of_their_files() {
    let catalogue = catalogue();
    let named = |name: &str| volume_named(&catalogue, name).map(|(volume, _)| volume.scope);
    assert_eq!(named("catalogue-fr.pdf"), Some(EditionScope::Whole));
    let norway = EditionScope::Country(CountryIx::new(1));
    assert_eq!(named("catalogue-en-no.pdf"), Some(norway));
    assert_eq!(named("catalogue-xx.pdf"), None);
}

#[test]
fn every_size_and_grouping_is_set_in_every_language_without_doubt() {
    let theme = theme();
    for size in [PaperSize::A4, PaperSize::A5, PaperSize::Letter] {
        for group_by in [GroupBy::Country, GroupBy::Tier, GroupBy::Letter] {
            let mut catalogue = catalogue();
            catalogue.settings.paper.group_by = group_by;
            for lang in catalogue.languages() {
                set(
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
fn the_index_names_the_page_of_each_entry() {
    let mut catalogue = catalogue();
    // Enough text that the entries stand on several pages.
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
fn the_contents_name_the_page_of_each_chapter() {
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
fn text_that_looks_like_typst_stays_text() {
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
fn a_name_that_no_font_can_show_is_reported_and_replaced() {
    let mut catalogue = catalogue();
    edit(&mut catalogue, |partner| {
        if partner.id == "elan" {
            partner.name = "北京 Élan\u{feff}".to_owned();
        }
    });
    let (pdfs, warnings) =
        render(&catalogue, &theme(), &SCREEN, TODAY).expect("it is set all the same");
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
fn a_volume_of_a_country_has_only_its_partners() {
    let volume = Edition {
        scope: EditionScope::Country(CountryIx::new(0)),
        ..SCREEN
    };
    let catalogue = catalogue();
    assert_eq!(volume.file_name(&catalogue), "catalogue-en-fr.pdf");
    let text = texts(&catalogue, &theme(), &volume).concat();
    assert!(text.contains("Kerguelen Conseil"));
    assert!(!text.contains("Nordlys"));
}

#[test]
fn a_catalogue_without_partners_is_set() {
    let mut catalogue = catalogue();
    for listings in &mut catalogue.listings {
        listings.all.clear();
    }
    set(&catalogue, &theme(), &SCREEN);
}

#[test]
fn a_mistake_of_the_theme_is_reported_where_it_is() {
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
fn themes_that_cannot_work_are_reported() {
    let broken = [
        ("#import \"@preview/cetz:0.4.0\": *", "a package"),
        ("#image(\"/etc/passwd\")", "a file of the machine"),
        ("#let f(x) = f(x)\n#f(1)", "endless recursion"),
        ("#while true {}", "an endless loop"),
        ("#read(\"../../secret\")", "a file above the theme"),
        ("#set text(font: 3)", "a wrong type"),
    ];
    for (source, what) in broken {
        let mut theme = theme();
        let file = ThemeFile {
            bytes: source.as_bytes().into(),
            source: None,
        };
        theme.files.insert("paper/catalogue.typ".to_owned(), file);
        let result = render(&catalogue(), &theme, &SCREEN, TODAY);
        assert!(result.is_err(), "{what}");
    }
    assert!(render(&catalogue(), &Theme::default(), &SCREEN, TODAY).is_err());
}

fn set(catalogue: &Catalogue, theme: &Theme, volume: &Edition) -> Pdf {
    match render(catalogue, theme, volume, TODAY) {
        Ok((mut pdfs, warnings)) => {
            assert!(warnings.is_empty(), "{volume:?}: {warnings:#?}");
            assert_eq!(pdfs.len(), 1);
            pdfs.remove(0)
        }
        Err(errors) => panic!("{volume:?}: {errors:#?}"),
    }
}

/// The text of each page.
fn texts(catalogue: &Catalogue, theme: &Theme, volume: &Edition) -> Vec<String> {
    let book = Book::new(catalogue, theme, volume, TODAY);
    let bound = Bound {
        tome: Volume::ONLY,
        book: vec![Landmarks::default()],
    };
    let manuscript = book
        .manuscript(&bound, &mut Diagnostics::default())
        .expect("the data can be made and the theme is whole");
    let (document, _) = typeset::pages(&manuscript.world, theme).expect("the theme works");
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
        .map(|at: PartnerIx| {
            let mut partner = catalogue.partners[at].clone();
            change(&mut partner);
            (partner.id.clone(), partner)
        })
        .collect();
    catalogue.partners = crate::model::IndexedList::new(partners);
}
