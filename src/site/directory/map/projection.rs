//! Equal-area projections from the globe to the plane, so that a country looks as large as it is.

/// A point on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GeoPoint {
    pub(crate) east: f64,
    pub(crate) north: f64,
}

/// A point on the plane; the unit is the radius of the globe, `y` goes up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlanePoint {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// An equal-area projection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Projection {
    /// Lambert's azimuthal projection around a point: for a part of the world, such as Europe, whose official grid
    /// (EPSG:3035) uses it.
    Around(GeoPoint),
    /// Equal Earth (Šavrič, Patterson and Jenny 2018): for the whole world.
    World,
}

/// Beyond this angle from its centre Lambert's projection distorts too much to be a map.
const FARTHEST: f64 = 100.0;

impl Projection {
    /// The projection of a point; absent if it is on the other side of the globe.
    pub(crate) fn point(self, point: GeoPoint) -> Option<PlanePoint> {
        match self {
            Projection::Around(centre) => around(centre, point),
            Projection::World => Some(equal_earth(point)),
        }
    }
}

/// The angle between two points at the globe's centre, in degrees.
pub(crate) fn angle(a: GeoPoint, b: GeoPoint) -> f64 {
    let (a, b) = (direction(a), direction(b));
    let cosine: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    cosine.clamp(-1.0, 1.0).acos().to_degrees()
}

/// The middle of points; absent where it is undefined.
pub(crate) fn middle(places: &[GeoPoint]) -> Option<GeoPoint> {
    let mut sum = [0.0; 3];
    for point in places {
        for (sum, it) in sum.iter_mut().zip(direction(*point)) {
            *sum += it;
        }
    }
    let [x, y, z] = sum;
    let along = x.hypot(y);
    (along.hypot(z) > 1e-6).then(|| GeoPoint {
        east: y.atan2(x).to_degrees(),
        north: z.atan2(along).to_degrees(),
    })
}

fn direction(point: GeoPoint) -> [f64; 3] {
    let (east, north) = (point.east.to_radians(), point.north.to_radians());
    [
        north.cos() * east.cos(),
        north.cos() * east.sin(),
        north.sin(),
    ]
}

fn around(centre: GeoPoint, point: GeoPoint) -> Option<PlanePoint> {
    if angle(centre, point) > FARTHEST {
        return None;
    }
    let (from, to) = (centre.north.to_radians(), point.north.to_radians());
    let turn = (point.east - centre.east).to_radians();
    let cosine = from.sin() * to.sin() + from.cos() * to.cos() * turn.cos();
    let stretch = (2.0 / (1.0 + cosine)).sqrt();
    Some(PlanePoint {
        x: stretch * to.cos() * turn.sin(),
        y: stretch * (from.cos() * to.sin() - from.sin() * to.cos() * turn.cos()),
    })
}

fn equal_earth(point: GeoPoint) -> PlanePoint {
    const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
    let root = 3f64.sqrt() / 2.0;
    let t = (root * point.north.to_radians().sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let width = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    PlanePoint {
        x: point.east.to_radians() * t.cos() / (root * width),
        y: t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)),
    }
}

#[cfg(test)]
mod tests {
    use super::{GeoPoint, Projection};

    /// A degree by a degree has the same area on the plane wherever it lies.
    #[test]
    fn projections_preserve_areas() {
        let centre = GeoPoint {
            east: 10.0,
            north: 52.0,
        };
        for projection in [Projection::Around(centre), Projection::World] {
            for (east, north) in [(10.0, 50.0), (-8.0, 38.0), (30.0, 60.0), (100.0, 5.0)] {
                let at = |dx, dy| {
                    let point = GeoPoint {
                        east: east + dx,
                        north: north + dy,
                    };
                    projection.point(point).unwrap()
                };
                let (a, b, c) = (at(0.0, 0.0), at(0.1, 0.0), at(0.0, 0.1));
                let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
                let north: f64 = north + 0.05;
                let expected = 0.1f64.to_radians().powi(2) * north.to_radians().cos();
                assert!(
                    (area / expected - 1.0).abs() < 0.01,
                    "{projection:?} {east}"
                );
            }
        }
    }

    #[test]
    fn the_other_side_of_the_globe_is_on_no_map_of_this_one() {
        let ghent = GeoPoint {
            east: 3.7,
            north: 51.1,
        };
        let auckland = GeoPoint {
            east: 174.8,
            north: -36.8,
        };
        assert_eq!(Projection::Around(ghent).point(auckland), None);
        assert!(Projection::World.point(auckland).is_some());
    }
}
