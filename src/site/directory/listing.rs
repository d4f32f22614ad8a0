//! What all pages of one list say alike, however many they are: made once.

use std::cmp::Reverse;

use tera::Value;

use super::facets::{self, ValueView};
use super::filter::{Choice, ChosenView};
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// How many partners are named where a list describes itself.
const NAMED: usize = 3;

/// What all pages of one list say alike.
pub(crate) struct Listing {
    pub(super) label: Option<TextView>,
    pub(super) heading: TextView,
    /// The title of its first page.
    pub(super) title: TextView,
    pub(super) introduction: Option<TextView>,
    pub(super) count: String,
    /// What search engines are told of it.
    pub(super) description: String,
    pub(super) chosen: Vec<ChosenView>,
    pub(super) narrower: Vec<ValueView>,
    pub(super) narrower_label: String,
    pub(super) explained: Option<LinkView>,
    /// The list of facets as HTML, with the chosen ones marked.
    pub(super) facet_groups: Value,
}

impl Listing {
    pub(crate) fn new(site: &Site, reader: Reader<'_>, choice: Choice) -> Result<Self, Diagnostic> {
        let partners = choice.partners(reader);
        let heading = choice.heading(reader);
        let title = match choice {
            Choice::All => heading.clone(),
            _ => TextView::plain(
                reader.say_with("partners_title", &[("value", heading.text.clone())]),
            ),
        };
        let count = reader.say_count("partners_count", partners.len());
        let introduction = choice.introduction(reader);
        let description = match &introduction {
            Some(introduction) => format!("{count}. {}", introduction.text),
            None => foremost(reader, choice, &count),
        };
        let (narrower_label, narrower) = choice.narrower(reader);
        let groups = facets::list(reader, choice);
        Ok(Self {
            label: choice.label(reader),
            heading,
            title,
            introduction,
            count,
            description,
            chosen: choice.chosen(reader),
            narrower,
            narrower_label,
            explained: choice.explained(reader),
            facet_groups: site.component(reader.lang, "facet_groups", &groups)?,
        })
    }
}

/// What a list is about where nobody wrote it: how many there are, and those of the highest tiers by name.
fn foremost(reader: Reader<'_>, choice: Choice, count: &str) -> String {
    let catalogue = reader.catalogue();
    let mut partners = choice.partners(reader).to_vec();
    if partners.len() <= NAMED {
        return count.to_owned();
    }
    partners.sort_by_cached_key(|&ix| {
        let foremost = catalogue.top_tier(&catalogue.partners[ix]);
        Reverse(foremost.map(|(_, tier)| tier))
    });
    let named = partners.iter().take(NAMED);
    let names: Vec<String> = named
        .map(|&ix| catalogue.partners[ix].name.clone())
        .collect();
    let args = [
        ("partners", count.to_owned()),
        ("names", reader.locale().list(&names)),
    ];
    reader.say_with("listed_description", &args)
}
