//! What books there are, and what their files are called.

use crate::model::{Catalogue, CountryIx, Facet, Lang, PaperSize, PartnerIx};

/// A book: what it covers, and for whom it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition {
    /// The language of its reader.
    pub lang: Lang,
    /// For screens or for the printer.
    pub edition: Medium,
    /// Who is in it.
    pub scope: EditionScope,
    /// The size of its pages.
    pub size: PaperSize,
}

/// Who is in a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionScope {
    /// All partners.
    Whole,
    /// The partners that can be found in one country, and what it decided.
    Country(CountryIx),
    /// One partner alone, on a sheet.
    Partner(PartnerIx),
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// For reading and for the office printer: tagged for screen readers (PDF/UA-1), with links and bookmarks.
    Screen,
    /// For the printer: PDF/X-4, with bleed, and in cyan, magenta, yellow and black.
    Press,
}

impl Edition {
    /// The whole catalogue in a language, for screens.
    pub fn whole(catalogue: &Catalogue, lang: Lang) -> Self {
        Self {
            lang,
            edition: Medium::Screen,
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
                catalogue.partners_of(self.lang, Facet::Country(*country))
            }
            EditionScope::Partner(partner) => std::slice::from_ref(partner),
        }
    }

    /// The tomes that it is bound in; mostly one.
    pub fn tomes(&self, catalogue: &Catalogue) -> impl Iterator<Item = Volume> + use<> {
        let limit = catalogue.settings.paper.partners_per_volume.max(1);
        let of = self.partners(catalogue).len().div_ceil(limit).max(1);
        (1..=of).map(move |number| Volume { number, of })
    }

    /// The name of its file, and of the first if it has several: `catalogue-en.pdf`, `catalogue-en-fr.pdf` for France,
    /// `partner-kerguelen-en.pdf` for a sheet; `-a5` where its size is not the catalogue's, and `-press` at the end of
    /// press editions.
    pub fn file_name(&self, catalogue: &Catalogue) -> String {
        self.tome_name(catalogue, Volume::ONLY)
    }

    /// The name of a tome's file: that of the book, with `-vol-2` from the second on.
    pub fn tome_name(&self, catalogue: &Catalogue, tome: Volume) -> String {
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
        if tome.number > 1 {
            name.push_str(&format!("-vol-{}", tome.number));
        }
        if self.edition == Medium::Press {
            name.push_str("-press");
        }
        name + ".pdf"
    }
}

/// What a book of many partners is bound in, since one PDF of ten thousand pages can be neither set nor printed. Readers
/// are told of "volume 2 of 8"; in here a [`Edition`] is what a book covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// Which it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Volume {
    /// The one of a book that has only one.
    pub const ONLY: Self = Self { number: 1, of: 1 };

    /// Whether it is the only one.
    pub fn is_only(self) -> bool {
        self.of == 1
    }
}
