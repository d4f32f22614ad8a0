//! The outlines inside the viewport, as SVG paths. Entry point: [`drawing`].

use std::fmt::Write as _;

use super::outlines::{self, CountryOutline};
use super::projection::{GeoPoint, PlanePoint, Projection};
use super::viewport::Viewport;
use crate::model::{Coordinates, CountryIx, ListIndex, Vocabulary};

/// The width of the drawing; its height follows from the viewport.
pub(crate) const WIDTH: f64 = 1000.0;
/// Outlines continue this far outside the drawing, where their cut edges are invisible.
const BLEED: f64 = 6.0;
/// A country with partners and a smaller mainland than this gets a dot.
const DOT_BELOW: f64 = 260.0;
/// Islands and other parts with a smaller area are left out.
const LEAST_PART: f64 = 14.0;

/// The map, independent of the language.
pub(crate) struct MapDrawing {
    canvas: Canvas,
    pub(crate) height: i64,
    /// All countries without partners, as one path.
    pub(crate) land: String,
    /// Countries with partners that are in the viewport.
    pub(crate) countries: Vec<MapCountry>,
}

/// A country on the map.
pub(crate) struct MapCountry {
    pub(crate) country: CountryIx,
    pub(crate) path: String,
    /// The dot that represents it if it is too small to be seen.
    pub(crate) dot: Option<(i64, i64)>,
}

/// The map for countries with partners; absent where the outlines contain none of them.
pub(crate) fn drawing(vocabulary: &Vocabulary, with_partners: &[CountryIx]) -> Option<MapDrawing> {
    let outlines: Vec<CountryOutline> = outlines::all().collect();
    let code = |it: CountryIx| vocabulary.countries[it].code.as_str();
    let served = |outline: &CountryOutline| {
        let mut countries = with_partners.iter().copied();
        countries.find(|&it| code(it) == outline.code)
    };
    let shown: Vec<&CountryOutline> = outlines.iter().filter(|it| served(it).is_some()).collect();
    if shown.is_empty() {
        return None;
    }
    let canvas = Canvas::new(Viewport::around(&shown), WIDTH);
    let mut land = String::new();
    let mut countries = Vec::new();
    for outline in &outlines {
        match served(outline) {
            None => {
                canvas.path(outline, &mut land);
            }
            Some(country) => countries.extend(canvas.country(outline, country)),
        }
    }
    let height = canvas.height.round() as i64;
    // Dots come last: a neighbour that is drawn later would cover them.
    countries.sort_by_key(|it: &MapCountry| (it.dot.is_some(), it.country.index()));
    Some(MapDrawing {
        canvas,
        height,
        land,
        countries,
    })
}

impl MapDrawing {
    /// A place in the drawing's coordinates, if it is inside.
    pub(super) fn place(&self, place: Coordinates) -> Option<(f64, f64)> {
        let place = GeoPoint {
            east: place.longitude,
            north: place.latitude,
        };
        let point = self
            .canvas
            .point(place)
            .filter(|it| self.canvas.is_inside(*it))?;
        Some((point.x, point.y))
    }

    /// What the page's script needs to find places: the projection with its centre, and left, top and scale of the drawing.
    pub(super) fn projection(&self) -> String {
        let Viewport {
            projection,
            left,
            top,
            ..
        } = self.canvas.viewport;
        let scale = self.canvas.scale;
        match projection {
            Projection::Around(GeoPoint { east, north }) => {
                format!("around {left:.5} {top:.5} {scale:.3} {east:.4} {north:.4}")
            }
            Projection::World => format!("world {left:.5} {top:.5} {scale:.3}"),
        }
    }
}

/// The drawing's own coordinates: `y` goes down.
pub(super) struct Canvas {
    viewport: Viewport,
    scale: f64,
    width: f64,
    pub(super) height: f64,
}

impl Canvas {
    pub(super) fn new(viewport: Viewport, width: f64) -> Self {
        let scale = width / viewport.width;
        Self {
            viewport,
            scale,
            width,
            height: viewport.height * scale,
        }
    }

    fn country(&self, outline: &CountryOutline, country: CountryIx) -> Option<MapCountry> {
        let mut path = String::new();
        let largest = self.path(outline, &mut path);
        let centre = self.point(outline.centre).filter(|it| self.is_inside(*it));
        let point = centre.map(|it| (it.x.round() as i64, it.y.round() as i64));
        let dot = point.filter(|_| largest < DOT_BELOW);
        (dot.is_some() || !path.is_empty()).then_some(MapCountry { country, path, dot })
    }

    /// Writes the parts of a country that are in the drawing; returns the area of the largest.
    fn path(&self, outline: &CountryOutline, path: &mut String) -> f64 {
        self.rings(outline.rings.iter().map(Vec::as_slice), path)
    }

    /// Writes the parts of these rings that are in the drawing; returns the area of the largest.
    pub(super) fn rings<'a>(
        &self,
        rings: impl Iterator<Item = &'a [GeoPoint]>,
        path: &mut String,
    ) -> f64 {
        let mut largest: f64 = 0.0;
        for ring in rings {
            let points: Option<Vec<PlanePoint>> = ring.iter().map(|&it| self.point(it)).collect();
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

    pub(super) fn point(&self, point: GeoPoint) -> Option<PlanePoint> {
        let point = self.viewport.projection.point(point)?;
        Some(PlanePoint {
            x: (point.x - self.viewport.left) * self.scale,
            y: (self.viewport.top - point.y) * self.scale,
        })
    }

    fn is_inside(&self, point: PlanePoint) -> bool {
        (0.0..=self.width).contains(&point.x) && (0.0..=self.height).contains(&point.y)
    }

    /// The part of a ring inside the drawing and its bleed, cut side by side (Sutherland and Hodgman 1974).
    fn clipped(&self, ring: &[PlanePoint]) -> Vec<PlanePoint> {
        let ring = cut(ring, |it| it.x + BLEED);
        let ring = cut(&ring, |it| self.width + BLEED - it.x);
        let ring = cut(&ring, |it| it.y + BLEED);
        cut(&ring, |it| self.height + BLEED - it.y)
    }
}

/// The part of a ring where `inside` is not negative.
fn cut(ring: &[PlanePoint], inside: impl Fn(&PlanePoint) -> f64) -> Vec<PlanePoint> {
    let mut kept = Vec::with_capacity(ring.len());
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    for (from, to) in before.zip(ring) {
        let (a, b) = (inside(from), inside(to));
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            kept.push(PlanePoint {
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
fn write(ring: &[PlanePoint], path: &mut String) {
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

fn area(ring: &[PlanePoint]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum();
    (twice / 2.0).abs()
}
