//! How near two partners are to each other, by their offices. Entry point: [`weight`].

use crate::model::{Coordinates, Partner};

/// The weights of the distance between the nearest two offices, in kilometres: a partner nearby outweighs a specialization.
const NEARBY: [(f64, u32); 3] = [(150.0, 9), (400.0, 6), (800.0, 3)];
/// The number of a partner's offices that are compared, the headquarters first.
const OFFICES_COMPARED: usize = 8;
const EARTH_RADIUS: f64 = 6371.0;
/// The greatest weight.
pub(super) const MOST: u32 = NEARBY[0].1;

/// A place, as its direction from the centre of the globe.
pub(super) type Direction = [f64; 3];

/// The directions of a partner's offices whose coordinates are known.
pub(super) fn offices(partner: &Partner) -> Vec<Direction> {
    let coordinates = partner.offices.iter().filter_map(|it| it.coordinates);
    let direction = |it: Coordinates| {
        let (north, east) = (it.latitude.to_radians(), it.longitude.to_radians());
        [
            north.cos() * east.cos(),
            north.cos() * east.sin(),
            north.sin(),
        ]
    };
    coordinates.take(OFFICES_COMPARED).map(direction).collect()
}

/// The weight of the distance between the nearest two offices.
pub(super) fn weight(one: &[Direction], other: &[Direction]) -> u32 {
    let cosine = |a: &Direction, b: &Direction| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let pairs = one.iter();
    let pairs = pairs.flat_map(|a| other.iter().map(move |b| cosine(a, b)));
    let Some(nearest) = pairs.reduce(f64::max) else {
        return 0;
    };
    let distance = nearest.clamp(-1.0, 1.0).acos() * EARTH_RADIUS;
    let weights = NEARBY.iter();
    weights
        .filter(|(within, _)| distance <= *within)
        .map(|(_, weight)| *weight)
        .max()
        .unwrap_or(0)
}
