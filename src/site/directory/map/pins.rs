//! Pins of the partners of a page on the map, and the part of the map that has them all. Entry point: [`CountryMap::pins`].
//!
//! The page's script places pins by the same rules (`pins.js`).

use serde::Serialize;

use super::drawing::WIDTH;
use super::{CountryMap, MapDrawing};
use crate::model::{Coordinates, CountryIx, Page, Partner, PartnerIx};
use crate::site::context::PageContext;

/// The room on a page, in pixels: narrow and high, beside the list.
const ROOM: (f64, f64) = (312.0, 600.0);
/// The radius of a pin, in pixels.
const RADIUS: f64 = 11.0;
/// The least width of the part that is shown, in the drawing's units: about a small country.
const LEAST: f64 = 90.0;
/// Where a pin is that would cover another, in diameters: to the right, below, around, further.
const PLACES: [(f64, f64); 13] = [
    (0.0, 0.0),
    (1.0, 0.0),
    (0.0, 1.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (1.0, 1.0),
    (-1.0, 1.0),
    (-1.0, -1.0),
    (1.0, -1.0),
    (2.0, 0.0),
    (-2.0, 0.0),
    (0.0, 2.0),
    (0.0, -2.0),
];

/// The pins of a page.
#[derive(Serialize)]
pub(crate) struct PinsView {
    /// The part of the map: left, top, width and height.
    view_box: String,
    radius: String,
    pins: Vec<PinView>,
    /// The numbers of all partners of the page, also of those without a pin.
    numbers: Vec<String>,
}

#[derive(Serialize)]
struct PinView {
    id: String,
    href: String,
    name: String,
    /// Its number in the list.
    number: String,
    x: String,
    y: String,
}

impl CountryMap {
    /// The pins of partners, numbered from `first`: at their offices in one of the countries, else at their headquarters.
    pub(crate) fn pins(
        &self,
        context: PageContext<'_>,
        partners: &[PartnerIx],
        countries: &[CountryIx],
        first: usize,
    ) -> Option<PinsView> {
        let drawing = self.0.as_ref()?;
        let catalogue = context.catalogue();
        let pins = partners.iter().enumerate().filter_map(|(position, &ix)| {
            let place = place(&catalogue.partners[ix], countries)?;
            Some((position, ix, drawing.place(place)?))
        });
        let pins: Vec<(usize, PartnerIx, (f64, f64))> = pins.collect();
        let bounds = bounds(drawing, pins.iter().map(|&(_, _, point)| point));
        // Without a place that is known, the whole map.
        let (left, top, width, height) = bounds.unwrap_or((0.0, 0.0, WIDTH, drawing.height as f64));
        let unit = (width / ROOM.0).max(height / ROOM.1);
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let views = pins.into_iter().map(|(position, ix, point)| {
            let (x, y) = free(point, &taken, 2.0 * RADIUS * unit);
            taken.push((x, y));
            PinView {
                id: catalogue.partners[ix].id.clone(),
                href: context.href(&Page::Partner(context.lang, ix)),
                name: catalogue.partners[ix].name.clone(),
                number: context.count(first + position),
                x: short(x),
                y: short(y),
            }
        });
        Some(PinsView {
            pins: views.collect(),
            view_box: [left, top, width, height].map(short).join(" "),
            radius: short(RADIUS * unit),
            numbers: (first..first + partners.len())
                .map(|number| context.count(number))
                .collect(),
        })
    }
}

/// The first office with coordinates in one of the countries, or anywhere.
fn place(partner: &Partner, countries: &[CountryIx]) -> Option<Coordinates> {
    let offices = partner.offices.iter();
    let there = offices.clone().filter(|it| countries.contains(&it.country));
    there.chain(offices).find_map(|it| it.coordinates)
}

/// Around all points, with room for their pins, and not smaller than a small country.
fn bounds(
    drawing: &MapDrawing,
    points: impl Iterator<Item = (f64, f64)>,
) -> Option<(f64, f64, f64, f64)> {
    let around = points.fold(None, |around, (x, y)| {
        let (left, top, right, bottom) = around.unwrap_or((x, y, x, y));
        Some((left.min(x), top.min(y), right.max(x), bottom.max(y)))
    });
    let (left, top, right, bottom) = around?;
    let unit = ((right - left) / ROOM.0).max((bottom - top) / ROOM.1);
    let margin = (4.0 * RADIUS * unit).max(LEAST / 2.0);
    let (left, top) = ((left - margin).max(0.0), (top - margin).max(0.0));
    let (right, bottom) = (
        (right + margin).min(WIDTH),
        (bottom + margin).min(drawing.height as f64),
    );
    Some((left, top, right - left, bottom - top))
}

/// The first place at or around a point that no other pin covers.
fn free(point: (f64, f64), taken: &[(f64, f64)], diameter: f64) -> (f64, f64) {
    let mut places = PLACES
        .iter()
        .map(|(x, y)| (point.0 + x * diameter, point.1 + y * diameter));
    let is_free = |place: &(f64, f64)| {
        let distance = |other: &(f64, f64)| (place.0 - other.0).hypot(place.1 - other.1);
        taken.iter().all(|other| distance(other) > 0.9 * diameter)
    };
    places.find(is_free).unwrap_or(point)
}

/// A number with one decimal at most.
fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
