//! Coordinates as the page's script reads them: hundredths of a degree in one number. Entry point: [`point`].

use crate::model::Coordinates;

/// The digits of a point, of which the index has 92 kinds.
pub(super) const POINT_DIGITS: usize = 5;

/// From the south pole to the north pole, and once around the equator, in hundredths of a degree.
const LATITUDES: usize = 18_001;
const LONGITUDES: usize = 36_001;

/// The number of a place; the first number that no place has if the coordinates are not known.
pub(super) fn point(coordinates: Option<Coordinates>) -> usize {
    let Some(Coordinates {
        latitude,
        longitude,
        ..
    }) = coordinates
    else {
        return LATITUDES * LONGITUDES;
    };
    let steps = |degrees: f64, limit: f64| ((degrees.clamp(-limit, limit) + limit) * 100.0).round();
    steps(latitude, 90.0) as usize * LONGITUDES + steps(longitude, 180.0) as usize
}

#[cfg(test)]
mod tests {
    use super::{LATITUDES, LONGITUDES, point};
    use crate::model::{Coordinates, CoordinatesSource};

    #[test]
    fn points_are_numbers_in_rows_from_the_south_pole() {
        let at = |latitude, longitude| {
            point(Some(Coordinates {
                latitude,
                longitude,
                source: CoordinatesSource::City,
            }))
        };
        assert_eq!(at(-90.0, -180.0), 0);
        assert_eq!(at(90.0, 180.0), LATITUDES * LONGITUDES - 1);
        assert_eq!(at(50.85, 4.35), 14_085 * LONGITUDES + 18_435);
        assert_eq!(at(f64::INFINITY, f64::NAN), 18_000 * LONGITUDES);
        assert_eq!(point(None), LATITUDES * LONGITUDES);
        assert!(point(None) < 92_usize.pow(5));
    }
}
