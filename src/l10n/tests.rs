use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::{Locale, is_country_code, is_currency_code};
use crate::model::{Country, Lang, Localized, Money};
use crate::theme::Message;

fn locale(code: &str) -> Locale {
    Locale::new(code).unwrap()
}

fn money(amount: f64, currency: &str) -> Money {
    Money {
        amount,
        currency: currency.into(),
    }
}

/// Checks the expected value for each language.
fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], actual: impl Fn(&Locale) -> T) {
    for (code, expected) in cases {
        assert_eq!(&actual(&locale(code)), expected, "in {code}");
    }
}

#[test]
fn is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}

#[test]
fn reports_why_a_code_cannot_be_used() {
    let why = |code| Locale::new(code).err().unwrap();
    assert_eq!(why("xx"), "`xx` is not a language that CLDR knows");
    assert_eq!(why("EN"), "`EN` is written `en`");
    assert_eq!(why("iw"), "`iw` is out of use; write `he`");
    assert_eq!(
        why("en_GB"),
        "`en_GB` is not a language code such as `fr` or `pt-BR`"
    );
}

#[test]
fn knows_the_direction_of_scripts() {
    check(
        &[("en", false), ("ar", true), ("he", true), ("fa", true)],
        Locale::is_rtl,
    );
}

#[test]
fn names_languages() {
    let name = |locale: &Locale| locale.language_name("fr");
    check(
        &[
            ("en", "French".into()),
            ("fr", "français".into()),
            ("de", "Französisch".into()),
            ("he", "צרפתית".into()),
        ],
        name,
    );
    assert_eq!(locale("en").language_name("pt-BR"), "Brazilian Portuguese");
    assert_eq!(locale("en").language_name("not a code"), "not a code");
    assert_eq!(locale("fr").capitalized("français"), "Français");
    assert_eq!(locale("tr").capitalized("italyanca"), "İtalyanca");
}

#[test]
fn prefers_the_vocabularys_names_of_countries() {
    let country = |code: &str, name: Option<&str>| Country {
        code: code.into(),
        name: name.and_then(|name| Localized::new(vec![Some(name.into())])),
        description: None,
        members: Vec::new(),
    };
    let shown = |locale: &Locale| locale.country(&country("CZ", None), Lang::DEFAULT);
    check(
        &[
            ("en", "Czechia".into()),
            ("fr", "Tchéquie".into()),
            ("de", "Tschechien".into()),
        ],
        shown,
    );
    let own = country("CZ", Some("Czech Republic"));
    assert_eq!(locale("fr").country(&own, Lang::DEFAULT), "Czech Republic");
    assert_eq!(
        locale("fr").country(&country("BENELUX", None), Lang::DEFAULT),
        "BENELUX"
    );
}

#[test]
fn writes_dates() {
    check(
        &[
            ("en", "14 September 2026".to_owned()),
            ("en-US", "September 14, 2026".to_owned()),
            ("fr", "14 septembre 2026".to_owned()),
            ("de", "14. September 2026".to_owned()),
            ("ar", "14 سبتمبر 2026".to_owned()),
        ],
        |locale| locale.date(date(2026, 9, 14)),
    );
    check(
        &[
            ("en", "September 2026".to_owned()),
            ("fr", "septembre 2026".to_owned()),
            ("de", "September 2026".to_owned()),
        ],
        |locale| locale.month_year(date(2026, 9, 14)),
    );
    for day in [jiff::civil::Date::MIN, jiff::civil::Date::MAX] {
        assert!(!locale("en").date(day).is_empty());
    }
}

#[test]
fn writes_numbers() {
    check(
        &[
            ("en", "12,345.5".to_owned()),
            ("fr", "12\u{202f}345,5".to_owned()),
            ("de", "12.345,5".to_owned()),
        ],
        |locale| locale.number(12345.5),
    );
    let en = locale("en");
    assert_eq!(en.number(-0.0), "0");
    assert_eq!(en.number(0.1 + 0.2), "0.30000000000000004");
    assert_eq!(en.number(1e20), "100,000,000,000,000,000,000");
    assert_eq!(en.number(f64::INFINITY), "inf");
}

#[test]
fn writes_amounts_with_decimals_only_if_they_are_not_whole() {
    check(
        &[
            ("en", "€1,500".to_owned()),
            ("fr", "1\u{202f}500\u{a0}€".to_owned()),
            ("de", "1.500\u{a0}€".to_owned()),
            ("he", "\u{200f}1,500\u{a0}\u{200f}€".to_owned()),
        ],
        |locale| locale.money(&money(1500.0, "EUR")),
    );
    let en = locale("en");
    assert_eq!(en.money(&money(12.5, "EUR")), "€12.50");
    assert_eq!(en.money(&money(0.125, "EUR")), "€0.12");
    assert_eq!(en.money(&money(1e6, "CHF")), "CHF\u{a0}1,000,000");
    assert_eq!(en.money(&money(3.0, "not one")), "3 not one");
}

#[test]
fn writes_percentages() {
    check(
        &[
            ("en", "8%".to_owned()),
            ("fr", "8\u{a0}%".to_owned()),
            ("de", "8\u{a0}%".to_owned()),
            ("tr", "%8".to_owned()),
        ],
        |locale| locale.percent(8.0),
    );
    assert_eq!(locale("fr").percent(7.5), "7,5\u{a0}%");
}

#[test]
fn writes_lists() {
    let words = |count: usize| ["a", "b", "c"].map(String::from)[..count].to_vec();
    check(
        &[
            ("en", "a, b and c".to_owned()),
            ("en-US", "a, b, and c".to_owned()),
            ("fr", "a, b et c".to_owned()),
            ("de", "a, b und c".to_owned()),
        ],
        |locale| locale.list(&words(3)),
    );
    assert_eq!(locale("en").list(&words(1)), "a");
    assert_eq!(locale("en").list(&[]), "");
}

#[test]
fn orders_names_by_the_rules_of_the_language() {
    let sorted = |code: &str, names: &[&str]| {
        let locale = locale(code);
        let mut names: Vec<_> = names.iter().map(ToString::to_string).collect();
        names.sort_by(|a, b| locale.compare(a, b));
        names.join(" ")
    };
    let names = [
        "zèbre", "Épi", "epi", "École", "eau", "Team 10", "Team 9", "«Fa»",
    ];
    assert_eq!(
        sorted("fr", &names),
        "eau École epi Épi «Fa» Team 9 Team 10 zèbre"
    );
    assert_eq!(sorted("sv", &["Öl", "Zebra", "Arm"]), "Arm Zebra Öl");
    assert_eq!(sorted("de", &["Öl", "Zebra", "Arm"]), "Arm Öl Zebra");
    assert_eq!(sorted("en", &["b", "B", "a", "A"]), "a A b B");
}

#[test]
fn finds_the_heading_of_a_name() {
    let initials = |code: &str, names: &[&str]| {
        let locale = locale(code);
        let initials: Vec<_> = names.iter().map(|name| locale.initial(name)).collect();
        initials.join(" ")
    };
    let names = ["Épicerie", "œuvre", "Łódź", "3M", "«atlas»", "ßa", "🎉", ""];
    assert_eq!(initials("fr", &names), "E O L 0–9 A S # #");
    assert_eq!(
        initials("da", &["Ørsted", "ærø", "Ångström", "Épi"]),
        "Ø Æ Å E"
    );
    assert_eq!(initials("es", &["Ñandú", "Ávila"]), "Ñ A");
    assert_eq!(initials("cs", &["Chytrý", "Cena", "Žena"]), "CH C Ž");
    assert_eq!(initials("hu", &["Zsolt", "Zoltán"]), "ZS Z");
    assert_eq!(initials("tr", &["istanbul", "ıspar"]), "İ I");
    assert_eq!(initials("en", &["Þór", "Яндекс", "東京"]), "Þ Я 東");
    assert_eq!(initials("ru", &["Яндекс", "Acme"]), "Я A");
    let ukrainian = ["Ірис", "Їжак", "Європа", "Йота", "Ёлка"];
    for code in ["en", "el", "ja"] {
        assert_eq!(initials(code, &ukrainian), "І Ї Є Й Е", "{code}");
    }
    assert_eq!(
        initials("uk", &["Ірис", "Їжак", "Європа", "Ґава"]),
        "І Ї Є Ґ"
    );
    assert_eq!(initials("ar", &["پارس", "أطلس"]), "پ ا");
    assert_eq!(initials("ja", &["アトラス", "さくら"]), "あ さ");
}

#[test]
fn picks_the_plural_form_and_inserts_arguments() {
    let forms = |forms: &[(&str, &str)]| {
        let forms = forms
            .iter()
            .map(|(form, text)| (form.to_string(), text.to_string()));
        Message::Plural(forms.collect::<BTreeMap<_, _>>())
    };
    let partners = forms(&[
        ("one", "{count} partner in {place}"),
        ("other", "{count} partners"),
    ]);
    let args = [("place", "{count}".to_owned())];
    let en = locale("en");
    assert_eq!(
        en.format(&partners, &args, Some(1.0)),
        "1 partner in {count}"
    );
    assert_eq!(
        en.format(&partners, &args, Some(12_000.0)),
        "12,000 partners"
    );
    assert_eq!(
        locale("fr").plural(&partners, 0.0),
        "{count} partner in {place}"
    );
    assert_eq!(en.plural(&partners, 0.0), "{count} partners");
    let few = forms(&[("few", "few"), ("many", "many"), ("other", "other")]);
    assert_eq!(locale("pl").plural(&few, 3.0), "few");
    assert_eq!(locale("pl").plural(&few, 5.0), "many");
    let plain = Message::Plain("{a} {unknown} {a {b}} {".to_owned());
    let args = [("a", "1".to_owned()), ("b", "2".to_owned())];
    assert_eq!(en.format(&plain, &args, None), "1 {unknown} {a 2} {");
}

#[test]
fn knows_countries_and_currencies() {
    for code in ["FR", "GB", "XK", "HM", "TW"] {
        assert!(is_country_code(code), "{code}");
    }
    for code in ["UK", "EU", "ZZ", "SU", "fr", "001", "FRA", ""] {
        assert!(!is_country_code(code), "{code}");
    }
    for code in ["EUR", "CHF", "XOF", "JPY"] {
        assert!(is_currency_code(code), "{code}");
    }
    for code in ["ABC", "eur", "XXX", "XAU", "EURO", "€", ""] {
        assert!(!is_currency_code(code), "{code}");
    }
}

proptest! {
    /// Names under one heading are consecutive.
    #[test]
    fn headings_follow_the_order(
        mut names in prop::collection::vec("[ -~À-žΑ-ωА-яあ-ヺ]{0,6}", 1..40),
        code in prop::sample::select(vec!["en", "fr", "de", "da", "cs", "hu", "tr", "ru", "es"]),
    ) {
        let locale = locale(code);
        names.sort_by(|a, b| locale.compare(a, b));
        let mut headings: Vec<_> = names.iter().map(|name| locale.initial(name)).collect();
        headings.dedup();
        let count = headings.len();
        headings.sort();
        headings.dedup();
        prop_assert_eq!(headings.len(), count, "{:?}", names);
    }

    #[test]
    fn sort_keys_have_the_order_of_names(a in ".{0,12}", b in ".{0,12}") {
        let locale = locale("fr");
        let by_key = locale.sort_key(&a).cmp(&locale.sort_key(&b));
        prop_assert_eq!(by_key, locale.compare(&a, &b));
    }

    #[test]
    fn any_text_is_safe(text in ".{0,24}", number in any::<f64>()) {
        let locale = locale("de");
        locale.initial(&text);
        locale.number(number);
        locale.percent(number);
        locale.money(&money(number, &text));
        locale.language_name(&text);
        is_country_code(&text);
        is_currency_code(&text);
        let _ = Locale::new(&text);
        locale.format(&Message::Plain(text), &[], Some(number));
    }
}
