//! For whom the data is made: turns what the model holds into what a reader of one language is shown.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use super::primitives::{Bytes, DateView, LanguageView, PictureView, QrView, TextView};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image::{self, Coding};
use crate::l10n::{ENGLISH, Locale, Localizer, period_key};
use crate::model::{
    Catalogue, Country, CountryIx, Fee, Lang, Money, PartnerIx, Period, PictureIx, Scope, Text,
};
use crate::paper::pictures::{self, Hash};
use crate::paper::volumes::Bound;
use crate::paper::{Edition, Medium, qr};
use crate::theme::Theme;

/// The reader of one volume.
pub(super) struct Reader<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) theme: &'a Theme,
    pub(super) volume: Edition,
    pub(super) bound: &'a Bound,
    pub(super) locale: Locale,
    pub(super) today: Date,
    /// For interface strings that the theme lacks in the reader's language.
    english: OnceLock<Locale>,
    /// Of several with the same bytes, the first.
    pictures: Mutex<BTreeMap<Hash, PictureIx>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        theme: &'a Theme,
        volume: &Edition,
        bound: &'a Bound,
        today: Date,
    ) -> Result<Self, Diagnostics> {
        let code = catalogue.code(volume.lang);
        let locale = Locale::new(code).map_err(|why| {
            let mut problems = Diagnostics::default();
            let message = format!("no paper catalogue in `{code}`: {why}");
            problems.push(Diagnostic::without_place(Code::InvalidLanguage, message));
            problems
        })?;
        Ok(Self {
            catalogue,
            theme,
            volume: *volume,
            bound,
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

    /// The partners of the book, in the order of its language.
    pub(super) fn partners(&self) -> &[PartnerIx] {
        self.volume.partners(self.catalogue)
    }

    pub(super) fn lang(&self) -> Lang {
        self.volume.lang
    }

    /// `screen` or `press`.
    pub(super) fn edition(&self) -> &'static str {
        match self.volume.edition {
            Medium::Screen => "screen",
            Medium::Press => "press",
        }
    }

    /// For what the programme's values are asked: the volume's country, all types of partner.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            country: self.volume.country(),
            partner_type: None,
        }
    }

    pub(super) fn language(&self, lang: Lang) -> LanguageView {
        let code = self.catalogue.code(lang);
        let rtl = Locale::new(code).is_ok_and(|locale| locale.is_rtl());
        LanguageView::of(code, rtl)
    }

    /// The language of something shown, if it is not the reader's.
    pub(super) fn foreign(&self, lang: Lang) -> Option<LanguageView> {
        (lang != self.lang()).then(|| self.language(lang))
    }

    pub(super) fn text(&self, text: &Text) -> TextView {
        let shown = text.get(self.lang());
        TextView {
            text: shown.value.to_string(),
            lang: self.foreign(shown.lang),
        }
    }

    pub(super) fn maybe(&self, text: &Option<Text>) -> Option<TextView> {
        text.as_ref().map(|text| self.text(text))
    }

    /// A text in the reader's own language.
    pub(super) fn plain(&self, text: impl Into<String>) -> TextView {
        TextView {
            text: text.into(),
            lang: None,
        }
    }

    pub(super) fn country(&self, country: CountryIx) -> String {
        self.locale.country(self.land(country), self.lang())
    }

    pub(super) fn land(&self, country: CountryIx) -> &'a Country {
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
            Some(period) => self.say(period_key(period), &[("amount", amount)]),
            None => amount,
        }
    }

    /// "Free of charge", or the amount.
    pub(super) fn fee(&self, fee: &Fee) -> String {
        if fee.amount.amount == 0.0 {
            self.say("paper_free", &[])
        } else {
            self.price(&fee.amount, fee.period)
        }
    }

    /// A picture with as many pixels as its edition can show on `width_mm`.
    pub(super) fn picture(&self, at: PictureIx, width_mm: u32, alt: String) -> PictureView {
        let picture = &self.catalogue.pictures[at];
        // Pixels a millimetre: about 200 an inch on screens, 400 in print, where logos are line art.
        let (density, coding) = match self.volume.edition {
            Medium::Screen => (8, Coding::AsItIs),
            Medium::Press => (16, Coding::Lossless),
        };
        let (bytes, format) = image::for_paper(picture, width_mm * density, coding);
        let hash = pictures::hash(&bytes);
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        let first = pictures.entry(hash).or_insert(at);
        *first = at.min(*first);
        drop(pictures);
        PictureView {
            bytes: Bytes(bytes),
            format,
            ratio: f64::from(picture.width.max(1)) / f64::from(picture.height.max(1)),
            pale: picture.pale,
            alt,
        }
    }

    /// The pictures that were asked for, by their bytes.
    pub(super) fn into_pictures(self) -> BTreeMap<Hash, PictureIx> {
        let pictures = self.pictures.into_inner();
        pictures.unwrap_or_else(PoisonError::into_inner)
    }

    /// The QR code of an address; none if the address is too long for one.
    pub(super) fn qr(&self, url: &str) -> Option<QrView> {
        let code = qr::code(url)?;
        Some(QrView {
            bytes: Bytes(code.svg.into_bytes()),
            modules: code.modules,
            quiet: qr::QUIET,
            url: url.to_owned(),
            alt: self.say("paper_qr_alt", &[("address", url.to_owned())]),
        })
    }
}
