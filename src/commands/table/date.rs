//! Dates as people and spreadsheets write them in cells. The order of day and month is that of the whole column.
//! Entry points: [`parse`], [`DateOrders::of`].

mod months;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::digits::with_ascii_digits;

/// The order of day and month in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// No cell shows it.
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
    /// Some cells can only have the day first, others only the month.
    Mixed,
}

/// A date in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellDate {
    pub(super) date: Date,
    /// Whether the cell has the day; otherwise the date is the first of the month or of the year.
    pub(super) has_day: bool,
}

/// Why a text is not read as a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DateError {
    Invalid,
    /// Both orders are possible, and the column has both.
    Ambiguous(Date, Date),
}

/// The years that a record may name; other numbers are something else.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;
/// The days since 1899-12-30 that a spreadsheet writes for 1954-10-03 to 2099-12-31.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=73_050;

/// The separators of dates in figures.
const SEPARATORS: [char; 3] = ['/', '.', '-'];

/// The order of day and month in a column, for dates with each of the separators. One that shows no order has that of
/// the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::commands) struct DateOrders([DateOrder; 3]);

impl DateOrders {
    /// The orders that the cells of a column show.
    pub(in crate::commands) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut shown = [(false, false); 3];
        for cell in cells {
            let cell = with_ascii_digits(cell);
            let text = without_time(&cell);
            let Some([first, second, _]) = three_numbers(text) else {
                continue;
            };
            for (separator, (day_first, month_first)) in SEPARATORS.iter().zip(&mut shown) {
                if text.contains(*separator) {
                    *day_first |= (13..=31).contains(&first.number) && second.number <= 12;
                    *month_first |= (13..=31).contains(&second.number) && first.number <= 12;
                }
            }
        }
        let order = |shown| match shown {
            (false, false) => DateOrder::Unknown,
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            (true, true) => DateOrder::Mixed,
        };
        let all = shown
            .iter()
            .fold((false, false), |all, one| (all.0 | one.0, all.1 | one.1));
        Self(shown.map(|one| match order(one) {
            DateOrder::Unknown => order(all),
            known => known,
        }))
    }

    /// The order of the dates that are written like a text.
    pub(super) fn order(self, text: &str) -> DateOrder {
        let position = SEPARATORS
            .iter()
            .position(|separator| text.contains(*separator));
        position.map_or(DateOrder::Unknown, |position| self.0[position])
    }

    /// Whether some dates have the month first, and none the day.
    pub(in crate::commands) fn has_month_first(self) -> bool {
        let has = |order| self.0.contains(&order);
        has(DateOrder::MonthFirst) && !has(DateOrder::DayFirst) && !has(DateOrder::Mixed)
    }
}

/// The date in a cell. `month_first` decides where the column does not.
pub(super) fn parse(
    text: &str,
    order: DateOrder,
    month_first: bool,
) -> Result<CellDate, DateError> {
    let text = with_ascii_digits(text);
    let text = &*without_time(&text)
        .replace(['年', '月'], "-")
        .replace('日', "");
    let exact = |date: Option<Date>| {
        let date = date.filter(|date| YEARS.contains(&date.year()));
        date.map(|date| CellDate {
            date,
            has_day: true,
        })
        .ok_or(DateError::Invalid)
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return whole_number(text).ok_or(DateError::Invalid);
    }
    // The fraction of a day is a time.
    if let Some((days, fraction)) = text.split_once(['.', ','])
        && days.len() == 5
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        return whole_number(days).ok_or(DateError::Invalid);
    }
    if let Some([first, second, third]) = three_numbers(text) {
        if first.digits == 4 {
            return exact(date(first.number, second.number, third.number));
        }
        let year = third.year().ok_or(DateError::Invalid)?;
        let day_first = date(year, second.number, first.number);
        let with_month_first = date(year, first.number, second.number);
        return match (day_first, with_month_first) {
            (Some(one), Some(other)) if one != other => match order {
                DateOrder::DayFirst => exact(Some(one)),
                DateOrder::MonthFirst => exact(Some(other)),
                DateOrder::Unknown => exact(Some(if month_first { other } else { one })),
                DateOrder::Mixed => Err(DateError::Ambiguous(one, other)),
            },
            (one, other) => exact(one.or(other)),
        };
    }
    if let Some((first, second)) = text.split_once(['/', '.', '-'])
        && let (Some(first), Some(second)) = (Number::of(first), Number::of(second))
    {
        let (month, year) = match (first.digits, second.digits) {
            (4, 1..=2) => (second, first),
            (1..=2, 4) => (first, second),
            _ => return Err(DateError::Invalid),
        };
        return first_day(year.number, month.number).ok_or(DateError::Invalid);
    }
    with_month_name(text).ok_or(DateError::Invalid)
}

/// Whether both orders give a date, and not the same one.
pub(super) fn depends_on_order(text: &str) -> bool {
    parse(text, DateOrder::Mixed, false).is_err_and(|error| error != DateError::Invalid)
}

/// A cell without the time that a spreadsheet may append.
fn without_time(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => day,
        _ => text,
    }
}

fn is_time(text: &str) -> bool {
    let text = text.trim();
    let hours = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&hours) && text[hours..].starts_with(':')
}

/// A year, a date without separators, or the number of a day in a spreadsheet.
fn whole_number(text: &str) -> Option<CellDate> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        4 => first_day(number.try_into().ok()?, 1).map(|date| CellDate {
            has_day: false,
            ..date
        }),
        5 if SERIALS.contains(&number) => {
            let date = Date::constant(1899, 12, 30)
                .checked_add(number.days())
                .ok()?;
            Some(CellDate {
                date,
                has_day: true,
            })
        }
        8 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            let year = i16::try_from(year)
                .ok()
                .filter(|year| YEARS.contains(year))?;
            let date = date(year, month.try_into().ok()?, day.try_into().ok()?)?;
            Some(CellDate {
                date,
                has_day: true,
            })
        }
        _ => None,
    }
}

/// `14 March 2021`, `March 14, 2021`, `14. März 2021`, `1er mars 2021`, `March 2021`.
fn with_month_name(text: &str) -> Option<CellDate> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-' | '’' | '\'');
    let mut month = None;
    let mut numbers: Vec<Number> = Vec::new();
    for word in text.split(is_end).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let suffix = &word[digits..];
        if digits > 0 {
            if !["", "st", "nd", "rd", "th", "er", "º", "ª"].contains(&suffix) {
                return None;
            }
            numbers.push(Number::of(&word[..digits])?);
        } else if ["de", "del", "of", "р", "року", "г", "года"].contains(&word) {
        } else if month.is_none() {
            month = Some(months::number(word)?);
        } else {
            return None;
        }
    }
    let month = month?;
    match numbers[..] {
        [year] if year.digits == 4 => first_day(year.number, month),
        [day, year] if day.digits <= 2 => {
            let date = date(year.year()?, month, day.number)?;
            Some(CellDate {
                date,
                has_day: true,
            })
        }
        [year, day] if year.digits == 4 && day.digits <= 2 => {
            let date = date(year.year()?, month, day.number)?;
            Some(CellDate {
                date,
                has_day: true,
            })
        }
        _ => None,
    }
}

fn first_day(year: i16, month: i16) -> Option<CellDate> {
    let date = date(year, month, 1).filter(|date| YEARS.contains(&date.year()))?;
    Some(CellDate {
        date,
        has_day: false,
    })
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A number and how many digits it has.
#[derive(Debug, Clone, Copy)]
struct Number {
    number: i16,
    digits: usize,
}

impl Number {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_number)?;
        Some(Self {
            number,
            digits: text.len(),
        })
    }

    /// The year; of two digits as spreadsheets read them: until 29 of this century, from 30 of the last one.
    fn year(self) -> Option<i16> {
        match (self.digits, self.number) {
            (2, number @ 0..=29) => Some(2000 + number),
            (2, number) => Some(1900 + number),
            (4, number) if YEARS.contains(&number) => Some(number),
            _ => None,
        }
    }
}

/// Three numbers between two equal separators.
fn three_numbers(text: &str) -> Option<[Number; 3]> {
    let separator = text.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
    let mut parts = text.split(separator).map(Number::of);
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    let fits = parts.next().is_none() && numbers[1].digits <= 2;
    fits.then_some(numbers)
        .filter(|[first, ..]| matches!(first.digits, 1 | 2 | 4))
}

#[cfg(test)]
mod tests;
