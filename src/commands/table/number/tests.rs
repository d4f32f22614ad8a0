use super::NumberError::{Ambiguous, Invalid};
use super::{NumberMarks, parse, parse_degrees};

#[test]
fn reads_numbers_with_one_reading() {
    for (text, number) in [
        ("310000", 310_000.0),
        ("8.7", 8.7),
        ("8,7", 8.7),
        (".5", 0.5),
        ("0.125", 0.125),
        ("128 000 €", 128_000.0),
        ("128\u{202f}000,50 €", 128_000.5),
        ("1.310,50", 1310.5),
        ("1,310.50", 1310.5),
        ("1.234.567", 1_234_567.0),
        ("12,34,567", 1_234_567.0),
        ("CHF 1'310.50", 1310.5),
        ("1.2E+06", 1_200_000.0),
        ("1,2E+06", 1_200_000.0),
        ("1,2 Mio", 1_200_000.0),
        ("1.1 M€", 1_100_000.0),
        ("5 Mio.", 5_000_000.0),
        ("310k", 310_000.0),
        ("310 k€", 310_000.0),
        ("2,5 Mrd. EUR", 2_500_000_000.0),
        ("(1234)", -1234.0),
        ("−500", -500.0),
        ("-€ 500", -500.0),
        ("500-", -500.0),
        ("95 %", 95.0),
    ] {
        assert_eq!(parse(text, NumberMarks::default()), Ok(number), "{text}");
    }
}

#[test]
fn refuses_what_is_not_one_number() {
    for text in [
        "ca. 100000",
        "2025: 100000",
        "100-200",
        "1,2 m",
        "5 T",
        "12 34",
        "1.2.3",
        "--5",
        "(-5)",
        "abc",
        "12a",
        "1e999",
        "≈5",
        ">100",
        "5 EUR USD",
        "10/12",
    ] {
        assert_eq!(parse(text, NumberMarks::default()), Err(Invalid), "{text}");
    }
    let ambiguous = parse("1,490", NumberMarks::default());
    assert_eq!(ambiguous, Err(Ambiguous(1490.0, 1.49)));
    let ambiguous = parse("(1,234)", NumberMarks::default());
    assert_eq!(ambiguous, Err(Ambiguous(-1234.0, -1.234)));
    assert_eq!(parse("1,490", NumberMarks::declared(Some('.'))), Ok(1490.0));
    assert_eq!(parse("1,490", NumberMarks::declared(Some(','))), Ok(1.49));
}

#[test]
fn a_column_never_decides_a_factor_of_1000_by_another_mark() {
    for (others, text, number) in [
        (&["1,200,300"][..], "1,490", Some(1490.0)),
        (&["12,500.00"], "1,490", Some(1490.0)),
        (&["1.200.300"], "1.490", Some(1490.0)),
        (&["12.500,00"], "1.490", Some(1490.0)),
        (&[], "1,490", None),
        (&["99,50 €"], "£120,000", None),
        (&["1.234,56"], "100,000", None),
        (&["8.5"], "100.000", None),
        (&["8.5"], "100,000", None),
        (&["1.234,56", "1,234.56"], "100,000", None),
        (&["1.234,56", "1,234.56"], "100.000", None),
        (&["8,5", "12,500.00"], "100,000", None),
    ] {
        let marks = NumberMarks::default().with_column(others.iter().copied());
        assert_eq!(parse(text, marks).ok(), number, "{text} beside {others:?}");
        let declared = NumberMarks::declared(Some('.')).with_column(others.iter().copied());
        assert!(parse(text, declared).is_ok(), "{text} beside {others:?}");
    }
}

#[test]
fn reads_degrees_with_their_direction() {
    for (text, is_latitude, degrees) in [
        ("47.211", true, Some(47.211)),
        ("47,211 N", true, Some(47.211)),
        ("33.8688° S", true, Some(-33.8688)),
        ("S 33.8688", true, Some(-33.8688)),
        ("−1.566", false, Some(-1.566)),
        ("1.566 W", false, Some(-1.566)),
        ("4.721E+01", true, Some(47.21)),
        ("-1.566E+00", false, Some(-1.566)),
        ("47°30'36\" N", true, Some(47.51)),
        ("1.566 O", false, None),
        ("1.566 W", true, None),
        ("-33.8 S", true, None),
        ("47 30", true, None),
        ("ca. 47", true, None),
    ] {
        assert_eq!(parse_degrees(text, is_latitude), degrees, "{text}");
    }
}
