//! A small map of a partner's offices: the countries around them, and a pin for each. Entry point: [`office_map`].

use std::sync::LazyLock;

use serde::Serialize;

use super::MapPointView;
use super::drawing::Canvas;
use super::outlines::{self, CountryOutline};
use super::projection::GeoPoint;
use super::viewport::Viewport;
use crate::model::Office;
use crate::site::context::PageContext;

/// The width of the drawing.
const WIDTH: f64 = 480.0;
/// A name whose pin is nearer than this to another pin with a name is left out: the list beside the map has it.
const ROOM: (i64, i64) = (150, 30);
/// Names of pins in this part of the drawing are on the left of them.
const TURN: f64 = 0.6;

/// The map of a partner's offices.
#[derive(Serialize)]
pub(crate) struct OfficeMapView {
    width: i64,
    height: i64,
    /// Countries without an office.
    land: String,
    /// Countries with an office.
    home: String,
    pins: Vec<OfficePinView>,
}

#[derive(Serialize)]
struct OfficePinView {
    #[serde(flatten)]
    point: MapPointView,
    headquarters: bool,
    /// The city, where there is room for its name.
    name: Option<String>,
    /// Whether the name is on the left of the pin.
    turned: bool,
}

/// A country with the smallest rectangle of degrees around each of its parts.
struct BoundedCountry {
    outline: CountryOutline,
    bounds: Vec<DegreeBounds>,
}

/// South-west and north-east.
struct DegreeBounds(GeoPoint, GeoPoint);

static COUNTRIES: LazyLock<Vec<BoundedCountry>> = LazyLock::new(|| {
    let bounded = |outline: CountryOutline| BoundedCountry {
        bounds: outline.rings.iter().map(|ring| bounds(ring)).collect(),
        outline,
    };
    outlines::all().map(bounded).collect()
});

/// The map of these offices; absent where no coordinates are known.
pub(crate) fn office_map(context: PageContext<'_>, offices: &[Office]) -> Option<OfficeMapView> {
    let located = offices.iter().filter_map(|office| {
        let it = office.coordinates?;
        let point = GeoPoint {
            east: it.longitude,
            north: it.latitude,
        };
        Some((office, point))
    });
    let located: Vec<(&Office, GeoPoint)> = located.collect();
    let places: Vec<GeoPoint> = located.iter().map(|(_, point)| *point).collect();
    if places.is_empty() {
        return None;
    }
    let viewport = Viewport::of_offices(&places);
    let canvas = Canvas::new(viewport, WIDTH);
    let countries = &context.catalogue().vocabulary.countries;
    let is_home = |code: &str| {
        offices
            .iter()
            .any(|office| countries[office.country].code == code)
    };
    let (mut land, mut home) = (String::new(), String::new());
    for country in COUNTRIES.iter() {
        let path = if is_home(country.outline.code) {
            &mut home
        } else {
            &mut land
        };
        let rings = country.outline.rings.iter().zip(&country.bounds);
        let near = rings.filter(|(_, bounds)| viewport.may_show(bounds.0, bounds.1));
        canvas.rings(near.map(|(ring, _)| ring.as_slice()), path);
    }
    let mut pins: Vec<OfficePinView> = Vec::new();
    for (office, place) in located {
        let Some(point) = canvas.point(place) else {
            continue;
        };
        let point = MapPointView::from((point.x.round() as i64, point.y.round() as i64));
        let is_free = pins.iter().filter(|pin| pin.name.is_some()).all(|pin| {
            let (x, y) = (pin.point.x - point.x, pin.point.y - point.y);
            x.abs() > ROOM.0 || y.abs() > ROOM.1
        });
        let city = office.city_in(context.lang).filter(|_| is_free);
        pins.push(OfficePinView {
            headquarters: office.headquarters,
            name: city.map(str::to_owned),
            turned: point.x as f64 > WIDTH * TURN,
            point,
        });
    }
    Some(OfficeMapView {
        width: WIDTH as i64,
        height: canvas.height.round() as i64,
        land,
        home,
        pins,
    })
}

fn bounds(ring: &[GeoPoint]) -> DegreeBounds {
    let edge = |of: fn(&GeoPoint) -> f64, pick: fn(f64, f64) -> f64, from| {
        ring.iter().map(of).fold(from, pick)
    };
    DegreeBounds(
        GeoPoint {
            east: edge(|it| it.east, f64::min, f64::INFINITY),
            north: edge(|it| it.north, f64::min, f64::INFINITY),
        },
        GeoPoint {
            east: edge(|it| it.east, f64::max, f64::NEG_INFINITY),
            north: edge(|it| it.north, f64::max, f64::NEG_INFINITY),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::office_map;
    use crate::model::{Coordinates, CoordinatesSource, Lang, ListIndex, Office};
    use crate::site::fixture::{en, site};

    fn office(city: &str, latitude: f64, longitude: f64) -> Office {
        Office {
            headquarters: city == "Rennes",
            street: None,
            postcode: None,
            city: Some(en(city)),
            region: None,
            country: ListIndex::new(0),
            coordinates: Some(Coordinates {
                latitude,
                longitude,
                source: CoordinatesSource::City,
            }),
        }
    }

    #[test]
    fn pins_lie_as_the_offices_do_and_near_ones_share_a_name() {
        let site = site();
        let context = site.context(Lang::DEFAULT);
        let offices = [
            office("Rennes", 48.117, -1.678),
            office("Bruz", 48.03, -1.75),
            office("Bruxelles", 50.849, 4.352),
        ];
        let map = office_map(context, &offices).expect("a map");
        assert!(map.pins[0].point.x < map.pins[2].point.x);
        assert!(map.pins[0].point.y > map.pins[2].point.y);
        let named = map.pins.iter().map(|pin| pin.name.as_deref());
        assert_eq!(
            named.collect::<Vec<_>>(),
            [Some("Rennes"), None, Some("Bruxelles")]
        );
        assert!(map.home.starts_with('M') && map.land.starts_with('M'));
        for pin in &map.pins {
            assert!(
                (0..map.width).contains(&pin.point.x) && (0..map.height).contains(&pin.point.y)
            );
        }
        assert!(map.land.len() < 12_000, "{}", map.land.len());
    }

    #[test]
    fn offices_all_over_the_world_and_nowhere() {
        let site = site();
        let context = site.context(Lang::DEFAULT);
        let far = [
            office("Lyon", 45.76, 4.84),
            office("Auckland", -36.85, 174.76),
        ];
        let map = office_map(context, &far).expect("a map");
        assert_eq!(map.pins.len(), 2);
        let mut nowhere = office("Ys", 0.0, 0.0);
        nowhere.coordinates = None;
        assert!(office_map(context, &[nowhere]).is_none());
    }
}
