//! Editions of the paper catalogue and the volumes that they are bound in, with the names of their files.

use crate::model::{Catalogue, CountryIx, FacetValue, Lang, PaperSize, PartnerIx};

/// An edition of the paper catalogue: a language, a scope, a medium and a page size. It is one PDF, or several volumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition {
    /// Its language.
    pub lang: Lang,
    /// What it is made for.
    pub medium: Medium,
    /// The partners in it.
    pub scope: EditionScope,
    /// The size of its pages.
    pub size: PaperSize,
}

/// The partners in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionScope {
    /// All partners.
    Whole,
    /// The partners that are listed in one country, and the rules of programmes there.
    Country(CountryIx),
    /// A single partner, on a sheet.
    Partner(PartnerIx),
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// For reading on screen and for office printers: tagged for screen readers (PDF/UA-1), with links and bookmarks.
    Screen,
    /// For the printing press: PDF/X-4, with bleed, in cyan, magenta, yellow and black.
    Press,
}

impl Catalogue {
    /// The names of the files in the site's folder `paper`.
    pub fn paper_files(&self) -> impl Iterator<Item = String> {
        let editions = self.settings.paper.editions.iter();
        let editions = editions.filter(|edition| edition.medium == Medium::Screen);
        editions.flat_map(|edition| {
            let volumes = edition.volumes(self);
            volumes.map(|volume| edition.volume_file_name(self, volume))
        })
    }
}

impl Edition {
    /// The whole catalogue in a language, for screens.
    pub fn whole(catalogue: &Catalogue, lang: Lang) -> Self {
        Self {
            lang,
            medium: Medium::Screen,
            scope: EditionScope::Whole,
            size: catalogue.settings.paper.size,
        }
    }

    /// The country that it is limited to.
    pub fn country(&self) -> Option<CountryIx> {
        match self.scope {
            EditionScope::Country(country) => Some(country),
            EditionScope::Whole | EditionScope::Partner(_) => None,
        }
    }

    /// Its partners, in the order of its language.
    pub fn partners<'a>(&'a self, catalogue: &'a Catalogue) -> &'a [PartnerIx] {
        match &self.scope {
            EditionScope::Whole => catalogue.partners_in_order(self.lang),
            EditionScope::Country(country) => {
                catalogue.partners_of(self.lang, FacetValue::Country(*country))
            }
            EditionScope::Partner(partner) => std::slice::from_ref(partner),
        }
    }

    /// The volumes that it is bound in; mostly one.
    pub fn volumes(&self, catalogue: &Catalogue) -> impl Iterator<Item = Volume> + use<> {
        let limit = catalogue.settings.paper.partners_per_volume.max(1);
        let count = self.partners(catalogue).len().div_ceil(limit).max(1);
        (1..=count).map(move |number| Volume { number, of: count })
    }

    /// The name of its file, and of the first if it has several: `catalogue-en.pdf`, `catalogue-en-fr.pdf` for France,
    /// `partner-kerguelen-en.pdf` for a sheet; `-a5` where its size is not the catalogue's, and `-press` at the end of
    /// press editions.
    pub fn file_name(&self, catalogue: &Catalogue) -> String {
        self.volume_file_name(catalogue, Volume::ONLY)
    }

    /// The name of a volume's file: that of the edition, with `-vol-2` from the second on.
    pub fn volume_file_name(&self, catalogue: &Catalogue, volume: Volume) -> String {
        let lang = catalogue.code(self.lang);
        let mut name = match self.scope {
            EditionScope::Whole => format!("catalogue-{lang}"),
            EditionScope::Country(country) => {
                let code = &catalogue.vocabulary.countries[country].code;
                format!("catalogue-{lang}-{}", code.to_lowercase())
            }
            EditionScope::Partner(partner) => {
                format!("partner-{}-{lang}", catalogue.partners[partner].id)
            }
        };
        if self.size != catalogue.settings.paper.size {
            name.push_str(match self.size {
                PaperSize::A4 => "-a4",
                PaperSize::A5 => "-a5",
                PaperSize::Letter => "-letter",
            });
        }
        if volume.number > 1 {
            name.push_str(&format!("-vol-{}", volume.number));
        }
        if self.medium == Medium::Press {
            name.push_str("-press");
        }
        name + ".pdf"
    }
}

/// One of the volumes that an [`Edition`] of many partners is bound in ("volume 2 of 8"): a single PDF of ten thousand
/// pages could be neither typeset nor printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// Its number, from 1.
    pub number: usize,
    /// The number of volumes.
    pub of: usize,
}

impl Volume {
    /// The volume of an edition that has only one.
    pub const ONLY: Self = Self { number: 1, of: 1 };

    /// Whether it is the only one.
    pub fn is_only(self) -> bool {
        self.of == 1
    }
}
