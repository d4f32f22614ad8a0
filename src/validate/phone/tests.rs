use super::{check_phone, is_mobile, parse_phone};

/// The link of a number in these countries, or what is wrong with it.
fn uri(text: &str, countries: &[&str]) -> Result<String, String> {
    parse_phone(text, countries)
        .map(|phone| phone.uri())
        .map_err(|(message, help)| format!("{message}; {help}"))
}

#[test]
fn an_international_number_is_called_without_its_trunk_prefix() {
    for (text, expected) in [
        ("+49 (0)30 123456", "tel:+4930123456"),
        ("+49 (0) 251 5550 140", "tel:+492515550140"),
        ("+49-[0]-30-123456", "tel:+4930123456"),
        ("+49 (030) 123456", "tel:+4930123456"),
        ("0049 (0)30 123456", "tel:+4930123456"),
        ("(+49) 030/123456", "tel:+4930123456"),
        ("+44 (0)20 7946 0123", "tel:+442079460123"),
        ("+44 (0)1632 960188", "tel:+441632960188"),
        ("+33 (0)1 23 45 67 89", "tel:+33123456789"),
        ("+33 01 23 45 67 89", "tel:+33123456789"),
        ("0033 1 23 45 67 89", "tel:+33123456789"),
        ("+32 (0)2 555 01 00", "tel:+3225550100"),
        ("+7 (8) 495 123-45-67", "tel:+74951234567"),
        ("+36 06 1 234 5678", "tel:+3612345678"),
        // Countries whose numbers keep their zero, with and without brackets.
        ("+39 06 1234 5678", "tel:+390612345678"),
        ("+39 (0)6 1234 5678", "tel:+390612345678"),
        ("+39 (0)41 555 0118", "tel:+390415550118"),
        // Countries without a trunk prefix.
        ("+34 (0)91 123 45 67", "tel:+34911234567"),
        ("+48 (0)22 123 45 67", "tel:+48221234567"),
        ("+45 (0)32 12 34 56", "tel:+4532123456"),
        ("+352 (0)26 12 34", "tel:+352261234"),
        ("+1 (212) 555-0100", "tel:+12125550100"),
    ] {
        assert_eq!(uri(text, &["FR"]).as_deref(), Ok(expected), "{text}");
        assert_eq!(uri(text, &[]).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn signs_and_words_beside_a_number_change_nothing() {
    for (text, expected) in [
        ("+49 30 123456-0", "tel:+49301234560"),
        ("+49 30 123456 – 0", "tel:+49301234560"),
        ("+33 4.72.00.11.33", "tel:+33472001133"),
        ("+33\u{a0}4\u{202f}72\u{a0}00 11 33", "tel:+33472001133"),
        ("\u{202a}+33 4 72 00 11 33\u{202c}", "tel:+33472001133"),
        ("＋３３ ４７２００１１３３", "tel:+33472001133"),
        ("+٣٣ ٤٧٢٠٠١١٣٣", "tel:+33472001133"),
        ("+33 6 12 34 56 78 (mobile)", "tel:+33612345678"),
        ("Tél. : +33 4 72 00 11 33", "tel:+33472001133"),
        ("моб. +380 44 123 45 67", "tel:+380441234567"),
        ("+32 2/555.01.00", "tel:+3225550100"),
        ("+49 2302/12345", "tel:+49230212345"),
    ] {
        assert_eq!(uri(text, &[]).as_deref(), Ok(expected), "{text}");
        let phone = parse_phone(text, &[]).unwrap();
        assert_eq!(phone.text, text, "what was written is shown");
    }
}

#[test]
fn an_extension_is_called_after_the_number() {
    for text in [
        "+49 30 123456 ext. 12",
        "+49 30 123456 ext 12",
        "+49 (0)30 123456, Ext. 12",
        "+49 30 123456 x12",
        "+49 30 123456 #12",
        "+49 30 123456 poste 12",
        "+49 30 123456 DW 12",
        "+49 30 123456 (DW: -12)",
        "+49 30 123456 / Durchwahl 12",
        "+49 30 123456 доб. 12",
        "tel:+49-30-123456;ext=12",
    ] {
        assert_eq!(
            uri(text, &[]).as_deref(),
            Ok("tel:+4930123456;ext=12"),
            "{text}"
        );
    }
    let phone = parse_phone("+49 30 123456 ext. 012", &[]).unwrap();
    assert_eq!(phone.dial_string(), "+4930123456p012");
}

#[test]
fn two_numbers_are_refused() {
    for text in [
        "+32 2 555 01 00 / 01",
        "+32 2 555 01 00 / 555 01 01",
        "+33 4 72 00 11 33 / +33 6 12 34 56 78",
        "+33 4 72 00 11 33 +33 6 12 34 56 78",
        "+33 4 72 00 11 33, 34",
        "+33 4 72 00 11 33; 04 72 00 11 34",
        "+33 4 72 00 11 33\n+33 4 72 00 11 34",
        "+33 4 72 00 11 33 ou 04 72 00 11 34",
        "+49 30 123456/57",
        "+49 30 123456 or 123457",
        "04 72 00 11 33 / 04 72 00 11 34",
        "04 72 00 11 33 04 72 00 11 34",
        "Tel. 04 72 00 11 33 Fax 04 72 00 11 34",
        "+33 4 72 00 11 33 (mobile) 06 12 34 56 78",
        "+49 30 123456 ext. 12/13",
    ] {
        let problem = uri(text, &["FR"]).unwrap_err();
        assert!(
            problem.contains("more than one telephone number"),
            "{text}: {problem}"
        );
        // Without a country, "030 123456/7" can be one number.
        if text.starts_with('+') {
            assert!(check_phone(text).is_err(), "{text}");
        }
    }
}

#[test]
fn a_national_number_is_completed_where_its_country_is_known() {
    for (text, country, expected) in [
        ("04 72 00 11 33", "FR", "tel:+33472001133"),
        ("04.72.00.11.33", "FR", "tel:+33472001133"),
        ("(0)4 72 00 11 33", "FR", "tel:+33472001133"),
        // A spreadsheet removed the zero.
        ("472001133", "FR", "tel:+33472001133"),
        ("33472001133", "FR", "tel:+33472001133"),
        ("020 7946 0123", "GB", "tel:+442079460123"),
        ("2079460123", "GB", "tel:+442079460123"),
        ("030/123456", "DE", "tel:+4930123456"),
        ("02 555 01 00", "BE", "tel:+3225550100"),
        ("2 555 01 00", "BE", "tel:+3225550100"),
        ("06 1234 5678", "IT", "tel:+390612345678"),
        ("91 123 45 67", "ES", "tel:+34911234567"),
        ("(212) 456-7890", "US", "tel:+12124567890"),
        ("011 33 4 72 00 11 33", "US", "tel:+33472001133"),
        ("04 72 00 11 33 poste 12", "FR", "tel:+33472001133;ext=12"),
    ] {
        assert_eq!(uri(text, &[country]).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn advice_on_a_number_leads_to_one_that_is_accepted() {
    let problem = uri("07700 900123", &["GB"]).unwrap_err();
    assert!(problem.ends_with("write `+44 7700 900123`"), "{problem}");
    assert!(uri("+44 7700 900123", &["GB"]).is_ok());
    let problem = uri("+4411349601301234567890", &["GB"]).unwrap_err();
    assert!(problem.contains("has too many digits"), "{problem}");
    let problem = uri("+33 472001133 472001134", &["FR"]).unwrap_err();
    assert!(problem.contains("more than one"), "{problem}");
}

#[test]
fn readers_do_not_see_the_scheme_of_a_link() {
    for (text, shown) in [
        ("tel:+33-4-72-00-11-33", "+33-4-72-00-11-33"),
        ("Tel: +33 4 72 00 11 33", "Tel: +33 4 72 00 11 33"),
    ] {
        assert_eq!(parse_phone(text, &[]).unwrap().text, shown);
        assert_eq!(uri(text, &[]).as_deref(), Ok("tel:+33472001133"));
    }
}

#[test]
fn a_national_number_is_never_guessed() {
    for (text, countries, expected) in [
        ("04 72 00 11 33", &[][..], "no country code"),
        ("472001133", &[], "no country code"),
        (
            "04 72 00 11",
            &["FR"],
            "not a complete telephone number of FR",
        ),
        (
            "04 72 00 11 33 4",
            &["FR"],
            "not a complete telephone number of FR",
        ),
        // In Italy the zero is part of the number.
        (
            "612345678",
            &["IT"],
            "not a complete telephone number of IT",
        ),
        // With a local number of Germany anything can be meant.
        ("30123456", &["DE"], "write `+4930123456` if it is complete"),
        ("555 0100", &["US"], "not a complete telephone number of US"),
        ("0662 12345678", &["AT", "DE"], "can be `+4366212345678` or"),
    ] {
        let problem = uri(text, countries).unwrap_err();
        assert!(problem.contains(expected), "{text}: {problem}");
    }
    // Offices in several countries, and only one where the number is valid.
    assert_eq!(
        uri("02 555 01 00", &["FR", "BE"]).as_deref(),
        Ok("tel:+3225550100")
    );
}

#[test]
fn a_text_that_is_no_number_is_refused() {
    for text in [
        "",
        " ",
        "+",
        "+33 …",
        "on request",
        "02 99 00 00 00 (ask for Ana)",
        "+33 4 72 00 11 33 ext.",
        "+33 4 72 00 11 33 fax",
        "Fax: +33 4 72 00 11 33",
        "+999 123 456 789",
        "+0 123 456 789",
        "+33 4 72 00 11 3",
        "+33 4 72 00 11 33 44",
        "+44 7946 0123",
        "4,72E+08",
        "4.72001133E+8",
        "+39 6 1234 5678",
        "+33 1 2*",
    ] {
        assert!(uri(text, &["FR"]).is_err(), "{text}");
        assert!(check_phone(text).is_err(), "{text}");
    }
    assert!(check_phone("04 72 00 11 33").is_ok());
}

#[test]
fn mobile_numbers_are_known_by_their_country() {
    for (text, mobile) in [
        ("+33 6 12 34 56 78", true),
        ("+49 171 3920014", true),
        ("+33 4 72 00 11 33", false),
        // North America does not tell them apart.
        ("+1 212 456 7890", false),
    ] {
        assert_eq!(
            is_mobile(&parse_phone(text, &[]).unwrap()),
            mobile,
            "{text}"
        );
    }
}
