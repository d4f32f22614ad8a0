//! Degrees of latitude and longitude as people write them. Entry point: [`parse_degrees`].

use super::{is_decimal, plain_signs};

/// Degrees of latitude or longitude, with a sign or the letter of a direction, in decimals or in minutes and seconds.
pub(in crate::commands::table) fn parse_degrees(text: &str, is_latitude: bool) -> Option<f64> {
    let text = plain_signs(text).to_uppercase();
    let directions = if is_latitude { ['N', 'S'] } else { ['E', 'W'] };
    let direction = |c: &char| directions.contains(c);
    let before = text.chars().next().filter(direction);
    let after = text.chars().next_back().filter(direction);
    let letter = match (before, after) {
        (Some(_), Some(_)) => return None,
        (before, after) => before.or(after),
    };
    let body = text.trim_matches(directions).trim();
    let (body, negative) = match body.strip_prefix('-') {
        Some(rest) => (rest.trim(), true),
        None => (body.strip_prefix('+').unwrap_or(body).trim(), false),
    };
    if letter.is_some() && negative {
        return None;
    }
    let negative = negative || letter == Some(directions[1]);
    let signs = ['°', '\'', '′', '’', '"', '″', '”'];
    let is_end = |c: char| signs.contains(&c);
    let numbers: Vec<&str> = body
        .split(is_end)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &&str| {
        let (mantissa, exponent) = part.split_once('E').unwrap_or((part, "0"));
        let mantissa = mantissa.replace(',', ".");
        let exponent: i32 = exponent.parse().ok()?;
        let is_number = is_decimal(&mantissa) && mantissa.contains(|c: char| c.is_ascii_digit());
        is_number.then(|| format!("{mantissa}e{exponent}").parse::<f64>().ok())?
    };
    let numbers: Vec<f64> = numbers.iter().map(number).collect::<Option<_>>()?;
    let degrees = match numbers[..] {
        [degrees] => degrees,
        [degrees, minutes] if minutes < 60.0 => degrees + minutes / 60.0,
        [degrees, minutes, seconds] if minutes < 60.0 && seconds < 60.0 => {
            degrees + minutes / 60.0 + seconds / 3600.0
        }
        _ => return None,
    };
    if numbers.len() > 1 && !body.contains('°') {
        return None;
    }
    // As many digits as any map needs.
    let degrees = if numbers.len() > 1 {
        (degrees * 1e7).round() / 1e7
    } else {
        degrees
    };
    Some(if negative { -degrees } else { degrees }).filter(|degrees| degrees.is_finite())
}
