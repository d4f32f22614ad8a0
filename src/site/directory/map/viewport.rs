//! The part of the world that a map shows: as much as the partners need. Built by [`Viewport::around`].

use super::outlines::CountryOutline;
use super::projection::{GeoPoint, PlanePoint, Projection, angle, middle};

/// Countries within this angle (degrees) of their middle fit on one map.
const NEAR: f64 = 38.0;
/// The margin around the countries, as a fraction of the longer side.
const MARGIN: f64 = 0.04;
/// The minimum width of a map in radii of the globe: about 1 300 km.
const LEAST: f64 = 0.2;
/// The minimum width of a map of offices: about 800 km.
const OFFICES_LEAST: f64 = 0.125;
/// How much larger than the smallest rectangle around the offices their map is, so that there is room for names.
const OFFICES_MARGIN: f64 = 1.7;
/// The ratio of width to height of a map of offices.
const OFFICES_SHAPE: f64 = 1.2;
/// The minimum and the maximum ratio of width to height.
const SHAPES: (f64, f64) = (1.08, 1.9);
/// The frame of a map of Europe, without Iceland, the Urals and the far islands.
const EUROPE: [GeoPoint; 6] = [
    at(-10.0, 53.0),
    at(-9.5, 36.5),
    at(25.0, 34.8),
    at(32.0, 46.0),
    at(31.0, 70.0),
    at(25.8, 71.1),
];
/// The inhabited world.
const WORLD: [GeoPoint; 4] = [
    at(-170.0, 0.0),
    at(180.0, 0.0),
    at(0.0, -55.5),
    at(0.0, 78.0),
];

const fn at(east: f64, north: f64) -> GeoPoint {
    GeoPoint { east, north }
}

/// A rectangle of the plane, with its projection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewport {
    pub(crate) projection: Projection,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Viewport {
    /// The viewport of these countries: only them if they are close together, else Europe if most are there, else the
    /// world.
    pub(crate) fn around(countries: &[&CountryOutline]) -> Self {
        let centres: Vec<GeoPoint> = countries.iter().map(|it| it.centre).collect();
        let together =
            middle(&centres).filter(|&middle| centres.iter().all(|&it| angle(middle, it) <= NEAR));
        if let Some(middle) = together {
            let mainlands = countries.iter().map(|it| match it.rings.first() {
                Some(mainland) => mainland.as_slice(),
                None => std::slice::from_ref(&it.centre),
            });
            let places: Vec<GeoPoint> = mainlands.flatten().copied().collect();
            return Self::of(Projection::Around(middle), &places);
        }
        let europe = Self::of(Projection::Around(at(10.0, 52.0)), &EUROPE);
        let inside = countries.iter().filter(|it| europe.shows(it.centre));
        if inside.count() * 2 >= countries.len() {
            europe
        } else {
            Self::of(Projection::World, &WORLD)
        }
    }

    /// The viewport of a few offices: a part of their countries.
    pub(crate) fn of_offices(places: &[GeoPoint]) -> Self {
        let together =
            middle(places).filter(|&middle| places.iter().all(|&it| angle(middle, it) <= NEAR));
        let projection = together.map_or(Projection::World, Projection::Around);
        let (left, right, bottom, top) = bounds(projection, places);
        let width = (right - left).max((top - bottom) * OFFICES_SHAPE) * OFFICES_MARGIN;
        let width = width.max(OFFICES_LEAST);
        let height = width / OFFICES_SHAPE;
        Self {
            projection,
            left: (left + right - width) / 2.0,
            top: (top + bottom + height) / 2.0,
            width,
            height,
        }
    }

    /// Whether a point is inside.
    pub(crate) fn shows(&self, point: GeoPoint) -> bool {
        self.projection.point(point).is_some_and(|it| {
            let (x, y) = (it.x - self.left, self.top - it.y);
            (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
        })
    }

    /// Whether something between these corners, south-west and north-east, may be inside.
    pub(crate) fn may_show(&self, from: GeoPoint, to: GeoPoint) -> bool {
        let Projection::Around(centre) = self.projection else {
            return true;
        };
        // The projection is nearly true around its centre: half as much again is on the safe side.
        let reach = (self.width.hypot(self.height) / 2.0).to_degrees() * 1.5;
        let farthest_north = centre.north.abs() + reach;
        if from.north > centre.north + reach || to.north < centre.north - reach {
            return false;
        }
        let reach = reach / farthest_north.min(85.0).to_radians().cos();
        // Parts that cross the date line are given beyond it.
        [-360.0, 0.0, 360.0].iter().any(|turn| {
            from.east + turn <= centre.east + reach && to.east + turn >= centre.east - reach
        })
    }

    /// The smallest viewport of a good shape around these points.
    fn of(projection: Projection, places: &[GeoPoint]) -> Self {
        let (left, right, bottom, top) = bounds(projection, places);
        let margin = (right - left).max(top - bottom) * MARGIN * 2.0;
        let mut width = (right - left + margin).max(LEAST);
        let mut height = (top - bottom + margin).max(LEAST / SHAPES.1);
        width = width.max(height * SHAPES.0);
        height = height.max(width / SHAPES.1);
        // The space that the shape adds is divided between both sides.
        width = width.max(height * SHAPES.0);
        Self {
            projection,
            left: (left + right - width) / 2.0,
            top: (top + bottom + height) / 2.0,
            width,
            height,
        }
    }
}

/// The smallest rectangle around these points: left, right, bottom, top.
fn bounds(projection: Projection, places: &[GeoPoint]) -> (f64, f64, f64, f64) {
    let points = places.iter().filter_map(|&point| projection.point(point));
    let points: Vec<PlanePoint> = points.collect();
    let edge = |of: fn(&PlanePoint) -> f64, pick: fn(f64, f64) -> f64, from| {
        points.iter().map(of).fold(from, pick)
    };
    (
        edge(|it| it.x, f64::min, f64::INFINITY),
        edge(|it| it.x, f64::max, f64::NEG_INFINITY),
        edge(|it| it.y, f64::min, f64::INFINITY),
        edge(|it| it.y, f64::max, f64::NEG_INFINITY),
    )
}

#[cfg(test)]
mod tests {
    use super::super::outlines;
    use super::{CountryOutline, Projection, Viewport};

    fn viewport(codes: &[&str]) -> (Viewport, Vec<CountryOutline>) {
        let all: Vec<CountryOutline> = outlines::all().collect();
        let some: Vec<&CountryOutline> = all.iter().filter(|it| codes.contains(&it.code)).collect();
        (Viewport::around(&some), all)
    }

    fn shows(viewport: &Viewport, all: &[CountryOutline], code: &str) -> bool {
        viewport.shows(all.iter().find(|it| it.code == code).unwrap().centre)
    }

    #[test]
    fn neighbouring_countries_fill_the_map() {
        let (benelux, all) = viewport(&["BE", "NL", "LU"]);
        assert!(shows(&benelux, &all, "BE"));
        assert!(!shows(&benelux, &all, "ES"));
        let (india, all) = viewport(&["IN", "BD", "LK"]);
        assert!(shows(&india, &all, "LK"));
        assert!(!shows(&india, &all, "DE"));
    }

    #[test]
    fn a_distant_country_does_not_shrink_europe() {
        let (europe, all) = viewport(&["BE", "NL", "FR", "PT", "FI", "BR"]);
        assert!(shows(&europe, &all, "FI"));
        assert!(!shows(&europe, &all, "BR"));
    }

    #[test]
    fn worldwide_partners_get_a_world_map() {
        let (world, all) = viewport(&["BE", "BR", "JP", "AU", "US"]);
        assert!(matches!(world.projection, Projection::World));
        for code in ["BE", "BR", "JP", "AU", "US", "NZ", "NO"] {
            assert!(shows(&world, &all, code), "{code}");
        }
    }
}
