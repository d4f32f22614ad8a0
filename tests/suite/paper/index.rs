//! Page numbers of the index, read column by column, since text extraction mixes adjacent columns.

use std::ops::Range;
use std::path::Path;

use super::pages_of;
use crate::catalogue;
use crate::tools;

/// The headings of the indexes in a language.
#[derive(Clone, Copy)]
pub(super) struct Headings {
    pub(super) names: &'static str,
    subjects: &'static str,
}

pub(super) const ENGLISH: Headings = Headings {
    names: "Index by name",
    subjects: "Index by subject",
};
pub(super) const FRENCH: Headings = Headings {
    names: "Index des noms",
    subjects: "Index thématique",
};

/// The positions of the columns of an index, in points.
pub(super) struct Columns {
    count: u32,
    /// The left margin of a right page and of a left page: the inner margin is wider.
    left: [u32; 2],
    /// The distance from one column to the next.
    step: u32,
    width: u32,
}

pub(super) const A4: Columns = Columns {
    count: 3,
    left: [60, 49],
    step: 166,
    width: 153,
};
const A5: Columns = Columns {
    count: 2,
    left: [46, 38],
    step: 174,
    width: 161,
};

impl Columns {
    /// The text of the index by name.
    pub(super) fn names(&self, pdf: &Path, headings: Headings) -> String {
        let pages = opens(pdf, headings.names)..opens(pdf, headings.subjects);
        self.text(pdf, pages)
    }

    /// The text of the first page of the index by subject.
    pub(super) fn subjects(&self, pdf: &Path, headings: Headings) -> String {
        let page = opens(pdf, headings.subjects);
        self.text(pdf, page..page + 1)
    }

    fn text(&self, pdf: &Path, pages: Range<usize>) -> String {
        let mut text = String::new();
        for page in pages {
            let left = self.left[usize::from(page % 2 == 0)];
            for column in 0..self.count {
                text += &tools::strip(pdf, page, left + column * self.step, self.width);
            }
        }
        tools::visible(&text)
    }
}

/// The last page that begins with a heading, counted from 1.
fn opens(pdf: &Path, heading: &str) -> usize {
    let begins = |page: &String| tools::visible(page).starts_with(heading);
    pages_of(pdf).iter().rposition(begins).unwrap() + 1
}

/// Each entry of the index with its page, in the order of the index.
fn numbered(names: &str, known: &[&String]) -> Vec<(String, usize)> {
    let mut found: Vec<(usize, String, usize)> = Vec::new();
    for name in known {
        let name = tools::visible(name);
        let (before, after) = names
            .split_once(&format!("{name}, "))
            .unwrap_or_else(|| panic!("{name} is not in the index: {names}"));
        let page = after.split(' ').find_map(|it| it.parse().ok());
        found.push((
            before.len(),
            name,
            page.expect("a number follows each name"),
        ));
    }
    found.sort();
    found
        .into_iter()
        .map(|(_, name, page)| (name, page))
        .collect()
}

/// The names of the partners in France.
fn french() -> Vec<&'static String> {
    let catalogue = catalogue::catalogue();
    let france = catalogue.vocabulary.countries.find("FR").unwrap();
    let partners = catalogue.partners.iter().map(|(_, partner)| partner);
    let partners = partners.filter(|it| it.countries.contains(&france));
    partners.map(|it| &it.name).collect()
}

#[test]
fn index_pages_are_right_in_french_and_on_a5() {
    let all: Vec<&String> = catalogue::catalogue()
        .partners
        .iter()
        .map(|(_, partner)| &partner.name)
        .collect();
    let built = catalogue::built().path();
    for (path, columns, known) in [
        ("public/paper/catalogue-fr.pdf", A4, all.clone()),
        ("print/catalogue-fr-press.pdf", A4.beside_the_marks(), all),
        ("public/paper/catalogue-fr-fr-a5.pdf", A5, french()),
        (
            "print/catalogue-fr-fr-a5-press.pdf",
            A5.beside_the_marks(),
            french(),
        ),
    ] {
        let pdf = built.join(path);
        let pages = pages_of(&pdf);
        let numbered = numbered(&columns.names(&pdf, FRENCH), &known);
        assert_eq!(numbered.len(), known.len());
        for (name, page) in &numbered {
            let text = tools::visible(&pages[page - 1]);
            assert!(
                text.contains(name.as_str()),
                "{path}: `{name}` is not on page {page}: {text}"
            );
        }
    }
}

impl Columns {
    /// On a sheet with marks: 13 mm of bleed and room on each side.
    const fn beside_the_marks(self) -> Self {
        let [right, left] = self.left;
        Self {
            left: [right + 37, left + 37],
            ..self
        }
    }
}
