use super::{DateError, DateOrder, DateOrders, parse};

fn read(text: &str, order: DateOrder) -> Option<String> {
    let read = parse(text, order, false).ok()?;
    let note = if read.has_day { "" } else { " or later" };
    Some(format!("{}{note}", read.date))
}

#[test]
fn reads_dates_as_people_write_them() {
    for (text, date) in [
        ("2026-09-14", "2026-09-14"),
        ("2026-09-14T10:00:00Z", "2026-09-14"),
        ("14.09.2026 10:00", "2026-09-14"),
        ("14. 9. 2026", "2026-09-14"),
        ("14.09.98", "1998-09-14"),
        ("14.09.29", "2029-09-14"),
        ("14.09.30", "1930-09-14"),
        ("20260914", "2026-09-14"),
        ("44197", "2021-01-01"),
        ("44197.5", "2021-01-01"),
        ("14 mars 2021", "2021-03-14"),
        ("1er août 2021", "2021-08-01"),
        ("14. März 2021", "2021-03-14"),
        ("March 14th, 2021", "2021-03-14"),
        ("14-Sep-21", "2021-09-14"),
        ("March 2021", "2021-03-01 or later"),
        ("mars 2021", "2021-03-01 or later"),
        ("März 2021", "2021-03-01 or later"),
        ("14 березня 2021 р.", "2021-03-14"),
        ("14 мая 2021 года", "2021-05-14"),
        ("14 Μαΐου 2021", "2021-05-14"),
        ("14. března 2021", "2021-03-14"),
        ("14 Şubat 2021", "2021-02-14"),
        ("2021年3月14日", "2021-03-14"),
        ("٢٠٢١-٠٣-١٤", "2021-03-14"),
        ("03/2021", "2021-03-01 or later"),
        ("2019", "2019-01-01 or later"),
    ] {
        assert_eq!(
            read(text, DateOrder::Unknown).as_deref(),
            Some(date),
            "{text}"
        );
    }
    for text in [
        "14092026",
        "0033123456789",
        "99999999999999999999",
        "1",
        "199",
        "73051",
        "31/02/2020",
        "13/13/2020",
        "Sep-21",
        "soon",
        "2020-2021",
        "1/2",
        "12/2020/5",
        "14.09.1026",
        "2021 March April",
        "",
    ] {
        assert_eq!(read(text, DateOrder::Unknown), None, "{text}");
    }
}

#[test]
fn a_column_has_one_order() {
    let order = |cells: &[&str], text| DateOrders::of(cells.iter().copied()).order(text);
    let american = order(&["9/14/2022", "3/4/2022", "14.09.98"], "3/4/2022");
    assert_eq!(american, DateOrder::MonthFirst);
    assert_eq!(read("3/4/2022", american).as_deref(), Some("2022-03-04"));
    assert_eq!(order(&["14/9/2022"], "3.4.2022"), DateOrder::DayFirst);
    assert_eq!(
        order(&["3/4/2022", "2022-12-31"], "3/4/2022"),
        DateOrder::Unknown
    );
    let mixed = order(&["9/14/2022", "14/9/2022"], "3/4/2022");
    let ambiguous = parse("3/4/2022", mixed, false);
    assert!(matches!(ambiguous, Err(DateError::Ambiguous(..))));
    assert_eq!(read("5/5/2022", mixed).as_deref(), Some("2022-05-05"));
}
