//! The outlines of the world's countries, read from the data beside this file.

use super::projection::GeoPoint;

/// The head of the file documents its source and its format.
const DATA: &str = include_str!("countries.txt");
/// Coordinates are written in fortieths of a degree.
const STEPS_IN_A_DEGREE: f64 = 40.0;

/// A country on the globe.
#[derive(Debug)]
pub(crate) struct CountryOutline {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    /// The point inside it that is farthest from its borders.
    pub(crate) centre: GeoPoint,
    /// Its parts, the largest first; empty where it is too small.
    pub(crate) rings: Vec<Vec<GeoPoint>>,
}

/// The outlines of all countries.
pub(crate) fn all() -> impl Iterator<Item = CountryOutline> {
    let lines = DATA.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(outline)
}

/// `FR 2.4 46.6 3.1|…`: the code, the centre, its distance from the borders, which nothing needs, and the rings.
fn outline(line: &'static str) -> Option<CountryOutline> {
    let mut parts = line.split('|');
    let mut head = parts.next()?.split(' ');
    let code = head.next()?;
    let mut degrees = head.filter_map(|it| it.parse().ok());
    Some(CountryOutline {
        code,
        centre: GeoPoint {
            east: degrees.next()?,
            north: degrees.next()?,
        },
        rings: parts.map(ring).collect(),
    })
}

/// `1308 1407 7 0-3 9`: the first point, then each as a step from the one before it.
fn ring(text: &str) -> Vec<GeoPoint> {
    let (mut east, mut north) = (0, 0);
    let numbers = numbers(text);
    let steps = numbers.chunks_exact(2);
    steps
        .map(|step| {
            east += step[0];
            north += step[1];
            GeoPoint {
                east: f64::from(east) / STEPS_IN_A_DEGREE,
                north: f64::from(north) / STEPS_IN_A_DEGREE,
            }
        })
        .collect()
}

/// Whole numbers; a minus sign is a separator as well.
fn numbers(text: &str) -> Vec<i32> {
    let mut numbers = Vec::new();
    let mut begin = 0;
    let ends = text.char_indices().skip(1);
    let ends = ends.filter(|(_, c)| matches!(c, ' ' | '-'));
    for end in ends.map(|(at, _)| at).chain([text.len()]) {
        numbers.extend(text[begin..end].trim_start().parse::<i32>());
        begin = end;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn reads_all_outlines() {
        let outlines: Vec<_> = all().collect();
        assert_eq!(outlines.len(), 235);
        for it in &outlines {
            assert_eq!(it.code.len(), 2, "{it:?}");
            assert!(it.rings.iter().all(|ring| ring.len() >= 3), "{}", it.code);
            for point in it.rings.iter().flatten() {
                assert!(point.east.abs() <= 180.1 && point.north.abs() <= 90.0);
            }
        }
        let france = outlines.iter().find(|it| it.code == "FR").unwrap();
        let calais = |ring: &[super::GeoPoint]| {
            let near = |it: &super::GeoPoint| (it.east - 1.85).abs() < 1.0 && it.north > 50.5;
            ring.iter().any(near)
        };
        assert!(calais(&france.rings[0]), "{france:?}");
    }
}
