//! Validity of codes: languages (BCP 47), countries (ISO 3166-1) and currencies (ISO 4217), as far as CLDR knows them.

use icu_experimental::dimension::currency::CurrencyCode;
use icu_experimental::dimension::provider::currency::extended::CurrencyExtendedDataV1;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu_experimental::provider::Baked;
use icu_locale::subtags::Region;
use icu_locale::{Locale, LocaleCanonicalizer, locale};
use icu_provider::prelude::{
    DataIdentifierBorrowed, DataMarkerAttributes, DataProvider, DataRequest,
};

/// Codes with a name in CLDR that ISO 3166-1 does not list as countries: groups of countries, reservations for postal
/// use, and test codes.
const NOT_COUNTRIES: [&str; 14] = [
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
];

/// The language of a code, or the reason why the code cannot be used.
pub(super) fn language(code: &str) -> Result<Locale, String> {
    let mut locale: Locale = code
        .parse()
        .map_err(|_| format!("`{code}` is not a language code such as `fr` or `pt-BR`"))?;
    let spelled = locale.to_string();
    if spelled != code {
        return Err(format!("`{code}` is written `{spelled}`"));
    }
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    let preferred = locale.to_string();
    if preferred != code {
        return Err(format!("`{code}` is out of use; write `{preferred}`"));
    }
    let names = LanguageDisplayNames::try_new(locale!("en").into(), Default::default())
        .map_err(|error| error.to_string())?;
    if locale.id.language.is_unknown() || names.of(locale.id.language).is_none() {
        return Err(format!("`{code}` is not a language that CLDR knows"));
    }
    Ok(locale)
}

/// Whether a text is the code of a language, spelled as BCP 47 recommends.
pub fn is_language_code(code: &str) -> bool {
    language(code).is_ok()
}

/// Whether a text is the code of a country: ISO 3166-1 alpha-2, in capitals, with a name in CLDR.
pub fn is_country_code(code: &str) -> bool {
    let capitals = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let Ok(region) = code.parse::<Region>() else {
        return false;
    };
    capitals
        && !NOT_COUNTRIES.contains(&code)
        && RegionDisplayNames::try_new(locale!("en").into(), Default::default())
            .is_ok_and(|names| names.of(region).is_some())
}

/// Whether a text is the code of a currency: ISO 4217, in capitals, with a name in CLDR.
pub fn is_currency_code(code: &str) -> bool {
    // Codes that begin with X are metals, units of account and test codes, except currencies of several countries.
    let shared = ["XAF", "XCD", "XCG", "XOF", "XPF"].contains(&code);
    code.len() == 3
        && code.bytes().all(|byte| byte.is_ascii_uppercase())
        && (shared || !code.starts_with('X'))
        && has_currency_name(code)
}

/// Whether CLDR has a name of a currency. A formatter would print an error for a code without one.
fn has_currency_name(code: &str) -> bool {
    let english = locale!("en").into();
    let Ok(attributes) = DataMarkerAttributes::try_from_str(code) else {
        return false;
    };
    let mut request = DataRequest {
        id: DataIdentifierBorrowed::for_marker_attributes_and_locale(attributes, &english),
        ..DataRequest::default()
    };
    request.metadata.silent = true;
    DataProvider::<CurrencyExtendedDataV1>::load(&Baked, request).is_ok()
}

/// A currency, if the text has the form of a currency's code.
pub(super) fn currency(code: &str) -> Option<CurrencyCode> {
    Some(CurrencyCode(code.parse().ok()?))
}
