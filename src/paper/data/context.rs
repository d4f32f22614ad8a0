//! The context of an edition: converts the model's values to views for readers of one language. Built by
//! [`EditionContext::new`].

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use super::primitives::{Bytes, DateView, LanguageView, PictureView, QrView, TextView};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image::{self, Coding};
use crate::l10n::{ENGLISH, Locale, Localizer, period_key};
use crate::model::{
    Catalogue, Country, CountryIx, Fee, Lang, Money, PartnerIx, Period, Picture, PictureIx,
    PictureKind, Scope, Text, Volume,
};
use crate::paper::pictures::{self, PictureHash};
use crate::paper::volumes::VolumeContext;
use crate::paper::{Edition, Medium, qr};
use crate::theme::Theme;

/// The context of an edition, for one of its volumes.
pub(super) struct EditionContext<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) theme: &'a Theme,
    pub(super) edition: Edition,
    pub(super) volumes: &'a VolumeContext,
    pub(super) locale: Locale,
    pub(super) today: Date,
    /// For interface strings that the theme lacks in the edition's language.
    english: OnceLock<Locale>,
    /// The pictures in use; of several with the same bytes, the first.
    pictures: Mutex<BTreeMap<PictureHash, PictureIx>>,
}

impl<'a> EditionContext<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        theme: &'a Theme,
        edition: &Edition,
        volumes: &'a VolumeContext,
        today: Date,
    ) -> Result<Self, Diagnostics> {
        let code = catalogue.code(edition.lang);
        let locale = Locale::new(code).map_err(|reason| {
            let mut problems = Diagnostics::default();
            let message = format!("no paper catalogue in `{code}`: {reason}");
            problems.push(Diagnostic::without_place(Code::InvalidLanguage, message));
            problems
        })?;
        Ok(Self {
            catalogue,
            theme,
            edition: *edition,
            volumes,
            locale,
            today,
            english: OnceLock::new(),
            pictures: Mutex::default(),
        })
    }

    /// Interface strings, dates and amounts.
    pub(super) fn localizer(&self) -> Localizer<'_> {
        let english = || Locale::new(ENGLISH).expect("ICU4X has data for English");
        Localizer::new(self.theme, &self.locale, self.english.get_or_init(english))
    }

    /// The volume that the data is for.
    pub(super) fn volume(&self) -> Volume {
        self.volumes.volume
    }

    /// The partners of the edition, in the order of its language.
    pub(super) fn partners(&self) -> &[PartnerIx] {
        self.edition.partners(self.catalogue)
    }

    pub(super) fn lang(&self) -> Lang {
        self.edition.lang
    }

    /// `screen` or `press`.
    pub(super) fn medium_name(&self) -> &'static str {
        match self.edition.medium {
            Medium::Screen => "screen",
            Medium::Press => "press",
        }
    }

    /// The scope for values of programmes: the edition's country, all types of partner.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            country: self.edition.country(),
            partner_type: None,
        }
    }

    pub(super) fn language(&self, lang: Lang) -> LanguageView {
        let code = self.catalogue.code(lang);
        let rtl = Locale::new(code).is_ok_and(|locale| locale.is_rtl());
        LanguageView::new(code, rtl)
    }

    /// The language of a text, if it is not the edition's.
    pub(super) fn foreign_language(&self, lang: Lang) -> Option<LanguageView> {
        (lang != self.lang()).then(|| self.language(lang))
    }

    pub(super) fn text(&self, text: &Text) -> TextView {
        let version = text.get(self.lang());
        TextView {
            text: version.value.to_string(),
            lang: self.foreign_language(version.lang),
        }
    }

    pub(super) fn text_opt(&self, text: &Option<Text>) -> Option<TextView> {
        text.as_ref().map(|text| self.text(text))
    }

    /// A text in the edition's language.
    pub(super) fn plain(&self, text: impl Into<String>) -> TextView {
        TextView {
            text: text.into(),
            lang: None,
        }
    }

    /// The name of a country.
    pub(super) fn country(&self, country: CountryIx) -> String {
        self.locale
            .country(self.country_entry(country), self.lang())
    }

    pub(super) fn country_entry(&self, country: CountryIx) -> &'a Country {
        &self.catalogue.vocabulary.countries[country]
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        DateView {
            year: date.year(),
            month: date.month(),
            day: date.day(),
            text: self.locale.date(date),
        }
    }

    /// "€400 a day".
    pub(super) fn price(&self, money: &Money, period: Option<Period>) -> String {
        let amount = self.locale.money(money);
        match period {
            Some(period) => self.message(period_key(period), &[("amount", amount)]),
            None => amount,
        }
    }

    /// "Free of charge", or the amount.
    pub(super) fn fee(&self, fee: &Fee) -> String {
        if fee.amount.amount == 0.0 {
            self.message("free", &[])
        } else {
            self.price(&fee.amount, fee.period)
        }
    }

    /// A picture, with the resolution that the medium can show at a width of `width_mm`.
    pub(super) fn picture(&self, index: PictureIx, width_mm: u32, alt: String) -> PictureView {
        let picture = &self.catalogue.pictures[index];
        // Pixels per millimetre: about 200 dpi on screens, 400 dpi in print, where logos are line art.
        let (density, coding) = match self.edition.medium {
            Medium::Screen => (8, Coding::AsItIs),
            Medium::Press => (16, Coding::Lossless),
        };
        let (bytes, format) = image::for_paper(picture, width_mm * density, coding);
        let hash = pictures::hash(&bytes);
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        let first = pictures.entry(hash).or_insert(index);
        *first = index.min(*first);
        drop(pictures);
        PictureView {
            bytes: Bytes(bytes),
            format,
            ratio: f64::from(picture.width.max(1)) / f64::from(picture.height.max(1)),
            width: natural_width(picture),
            pale: picture.pale,
            alt,
        }
    }

    /// The pictures in use, by the hash of their bytes.
    pub(super) fn into_pictures(self) -> BTreeMap<PictureHash, PictureIx> {
        let pictures = self.pictures.into_inner();
        pictures.unwrap_or_else(PoisonError::into_inner)
    }

    /// The QR code of an address; nothing if the address is too long.
    pub(super) fn qr(&self, url: &str) -> Option<QrView> {
        let code = qr::code(url)?;
        Some(QrView {
            bytes: Bytes(code.svg.into_bytes()),
            modules: code.modules,
            quiet: qr::QUIET,
            url: url.to_owned(),
            alt: self.message("qr_alt", &[("address", url.to_owned())]),
        })
    }
}

/// The width of a picture in millimetres at which it is not enlarged. User units of an SVG are pixels of CSS, 96 an inch.
fn natural_width(picture: &Picture) -> f64 {
    let per_inch = match picture.kind {
        PictureKind::Svg => 96.0,
        PictureKind::Png | PictureKind::Jpeg | PictureKind::Gif | PictureKind::Webp => 150.0,
    };
    f64::from(picture.width) / per_inch * 25.4
}
