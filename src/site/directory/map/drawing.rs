//! The outlines inside the window, as paths of an SVG.

use std::fmt::Write as _;

use super::outlines::{self, Outline};
use super::projection::{Place, Point};
use super::viewport::Window;
use crate::model::{CountryIx, ListIndex, Vocabulary};

/// The width of the drawing; its height follows from the window.
pub(crate) const WIDTH: f64 = 1000.0;
/// Outlines go on a little outside the drawing, where their ends are not seen.
const BLEED: f64 = 6.0;
/// A country with partners and a smaller mainland than this gets a dot.
const DOT_BELOW: f64 = 260.0;
/// Smaller parts than this are left out.
const LEAST_PART: f64 = 14.0;
/// So far must a country reach from its centre for a number to have room in it.
const ROOM: f64 = 19.0;

/// What is on the map, the same in every language.
pub(crate) struct Drawing {
    pub(crate) height: i64,
    /// All countries without partners, as one path.
    pub(crate) land: String,
    /// Countries with partners, as far as they are in the window.
    pub(crate) countries: Vec<Drawn>,
}

/// A country on the map.
pub(crate) struct Drawn {
    pub(crate) country: CountryIx,
    pub(crate) path: String,
    /// Where a dot stands for it, because it is too small to be seen.
    pub(crate) dot: Option<(i64, i64)>,
    /// Where a number has room.
    pub(crate) label: Option<(i64, i64)>,
}

/// The map for countries with partners; none where the data knows none of them.
pub(crate) fn drawing(vocabulary: &Vocabulary, with_partners: &[CountryIx]) -> Option<Drawing> {
    let outlines: Vec<Outline> = outlines::all().collect();
    let code = |it: CountryIx| vocabulary.countries[it].code.as_str();
    let served = |outline: &Outline| {
        let mut countries = with_partners.iter().copied();
        countries.find(|&it| code(it) == outline.code)
    };
    let shown: Vec<&Outline> = outlines.iter().filter(|it| served(it).is_some()).collect();
    if shown.is_empty() {
        return None;
    }
    let paper = Paper::new(Window::around(&shown));
    let mut land = String::new();
    let mut countries = Vec::new();
    for outline in &outlines {
        match served(outline) {
            None => {
                paper.path(outline, &mut land);
            }
            Some(country) => countries.extend(paper.country(outline, country)),
        }
    }
    // Dots come last: a neighbour that is drawn later would cover them.
    countries.sort_by_key(|it: &Drawn| (it.dot.is_some(), it.country.index()));
    Some(Drawing {
        height: paper.height.round() as i64,
        land,
        countries,
    })
}

/// The drawing's own coordinates: `y` goes down.
struct Paper {
    window: Window,
    scale: f64,
    height: f64,
}

impl Paper {
    fn new(window: Window) -> Self {
        let scale = WIDTH / window.width;
        Self {
            window,
            scale,
            height: window.height * scale,
        }
    }

    fn country(&self, outline: &Outline, country: CountryIx) -> Option<Drawn> {
        let mut path = String::new();
        let largest = self.path(outline, &mut path);
        let centre = self.point(outline.centre).filter(|it| self.is_inside(*it));
        let north = Place {
            north: outline.centre.north + outline.reach,
            ..outline.centre
        };
        let reach = centre.zip(self.point(north)).map(|(a, b)| distance(a, b));
        let place = centre.map(|it| (it.x.round() as i64, it.y.round() as i64));
        let dot = place.filter(|_| largest < DOT_BELOW);
        (dot.is_some() || !path.is_empty()).then(|| Drawn {
            country,
            path,
            dot,
            label: place.filter(|_| reach.is_some_and(|it| it >= ROOM)),
        })
    }

    /// Writes the parts of a country that are in the drawing; returns the area of the largest.
    fn path(&self, outline: &Outline, path: &mut String) -> f64 {
        let mut largest: f64 = 0.0;
        for ring in &outline.rings {
            let points: Option<Vec<Point>> = ring.iter().map(|&it| self.point(it)).collect();
            let Some(points) = points else { continue };
            let points = self.clipped(&points);
            let area = area(&points);
            if area >= LEAST_PART {
                largest = largest.max(area);
                write(&points, path);
            }
        }
        largest
    }

    fn point(&self, place: Place) -> Option<Point> {
        let point = self.window.projection.point(place)?;
        Some(Point {
            x: (point.x - self.window.left) * self.scale,
            y: (self.window.top - point.y) * self.scale,
        })
    }

    fn is_inside(&self, point: Point) -> bool {
        (0.0..=WIDTH).contains(&point.x) && (0.0..=self.height).contains(&point.y)
    }

    /// The part of a ring inside the drawing and its bleed, cut side by side (Sutherland and Hodgman 1974).
    fn clipped(&self, ring: &[Point]) -> Vec<Point> {
        let ring = cut(ring, |it| it.x + BLEED);
        let ring = cut(&ring, |it| WIDTH + BLEED - it.x);
        let ring = cut(&ring, |it| it.y + BLEED);
        cut(&ring, |it| self.height + BLEED - it.y)
    }
}

/// The part of a ring where `inside` is not negative.
fn cut(ring: &[Point], inside: impl Fn(&Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len());
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    for (from, to) in before.zip(ring) {
        let (a, b) = (inside(from), inside(to));
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            kept.push(Point {
                x: from.x + (to.x - from.x) * share,
                y: from.y + (to.y - from.y) * share,
            });
        }
        if b >= 0.0 {
            kept.push(*to);
        }
    }
    kept
}

/// Writes a ring in whole units: the first point, then steps.
fn write(ring: &[Point], path: &mut String) {
    let mut last: Option<(i64, i64)> = None;
    for point in ring {
        let to = (point.x.round() as i64, point.y.round() as i64);
        // Writing to a string cannot fail.
        let _ = match last {
            None => write!(path, "M{} {}l", to.0, to.1),
            Some(from) if from == to => continue,
            Some(from) => {
                let (x, y) = (to.0 - from.0, to.1 - from.1);
                let needs_space = x >= 0 && !path.ends_with('l');
                let between = if y >= 0 { " " } else { "" };
                write!(
                    path,
                    "{}{x}{between}{y}",
                    if needs_space { " " } else { "" }
                )
            }
        };
        last = Some(to);
    }
    path.push('z');
}

fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum();
    (twice / 2.0).abs()
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
