//! Locations of a partner: its offices and the countries it serves.

use super::PartnerValidator;
use super::postcode::postcode_problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::gazetteer::Gazetteer;
use crate::load::OfficeRecord;
use crate::model::{Coordinates, CoordinatesSource, CountryIx, Office, Text};
use crate::source::Spanned;
use crate::validate::ReferenceKind;

impl PartnerValidator<'_, '_> {
    /// The offices, the headquarters first.
    pub(super) fn offices(&mut self) -> Vec<Office> {
        let records = &self.record.offices;
        let mut marked = records
            .iter()
            .filter_map(|office| office.headquarters.filter(|marked| marked.value));
        if let (Some(first), Some(second)) = (marked.next(), marked.next()) {
            let message = "two offices are the headquarters";
            let diagnostic = Diagnostic::new(Code::InvalidValue, second.span, message);
            self.cx.push(
                diagnostic
                    .related(first.span, "the other one")
                    .help("delete one `headquarters = true`"),
            );
        }
        let mut offices: Vec<Office> = records
            .iter()
            .filter_map(|office| self.office(office))
            .collect();
        offices.sort_by_key(|office| !office.headquarters);
        offices
    }

    fn office(&mut self, record: &OfficeRecord) -> Option<Office> {
        let position = self.position(record);
        let country = self.cx.find(
            &self.vocabulary.countries,
            &record.country,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        )?;
        if self.vocabulary.countries[country].is_group() {
            let message = format!(
                "`{}` is a group of countries; an office is in one",
                record.country.value
            );
            let diagnostic = Diagnostic::new(Code::UnknownCountry, record.country.span, message);
            self.cx
                .push(diagnostic.help("name the country here, and the group in `serves`"));
            return None;
        }
        if let Some(postcode) = &record.postcode
            && let Some((message, help)) =
                postcode_problem(&postcode.value, &self.vocabulary.countries[country].code)
        {
            let problem = Diagnostic::new(Code::PostcodeForm, postcode.span, message);
            self.cx.push(problem.help(help));
        }
        let city = self.cx.maybe_text(record.city.as_ref());
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        // A hidden street is somebody's home. In some countries a postcode is one house, and a position always is.
        let of_street = |text: Option<String>| text.filter(|_| !record.hide_street);
        let own = position.filter(|_| !record.hide_street);
        let code = &self.vocabulary.countries[country].code;
        let coordinates = own.or_else(|| city_coordinates(code, city.as_ref()?));
        Some(Office {
            headquarters: record
                .headquarters
                .is_some_and(|headquarters| headquarters.value),
            street: of_street(text(&record.street)),
            postcode: of_street(text(&record.postcode)),
            city,
            region: text(&record.region),
            country,
            coordinates,
        })
    }

    fn position(&mut self, record: &OfficeRecord) -> Option<Coordinates> {
        for (number, limit, name) in [
            (&record.latitude, 90.0, "latitude"),
            (&record.longitude, 180.0, "longitude"),
        ] {
            if let Some(number) = number.as_ref().filter(|number| number.value.abs() > limit) {
                let message = format!("`{name}` must be from -{limit} to {limit} degrees");
                self.cx.push(
                    Diagnostic::new(Code::InvalidValue, number.span, message)
                        .help("write degrees with a point, such as `48.117`; perhaps the two are exchanged"),
                );
            }
        }
        match (&record.latitude, &record.longitude) {
            (Some(latitude), Some(longitude)) => Some(Coordinates {
                latitude: latitude.value,
                longitude: longitude.value,
                source: CoordinatesSource::Record,
            }),
            (Some(lone), None) | (None, Some(lone)) => {
                let message = "a position needs both `latitude` and `longitude`";
                let help = "add the other one, or delete this one";
                self.cx
                    .push(Diagnostic::new(Code::MissingKey, lone.span, message).help(help));
                None
            }
            (None, None) => None,
        }
    }

    /// Every country where the partner can be found, in the vocabulary's order.
    pub(super) fn countries(&self, offices: &[Office], serves: &[CountryIx]) -> Vec<CountryIx> {
        let offices = offices.iter().map(|office| office.country);
        let area: Vec<CountryIx> = offices.chain(serves.iter().copied()).collect();
        self.vocabulary.countries_of(&area)
    }
}

/// Where a city is. Smaller places are not in the gazetteer.
fn city_coordinates(country: &str, names: &Text) -> Option<Coordinates> {
    let mut names = names.versions();
    let city = names.find_map(|(_, name)| Gazetteer::find(country, name))?;
    Some(Coordinates {
        latitude: city.latitude,
        longitude: city.longitude,
        source: CoordinatesSource::City,
    })
}

#[cfg(test)]
mod tests {
    use super::city_coordinates;
    use crate::model::CoordinatesSource;
    use crate::model::fixture::{both, english};

    #[test]
    fn a_city_is_found_by_any_of_its_names() {
        for names in [
            english("Courtrai"),
            both("Kortrijk", "?"),
            both("?", "Courtrai"),
        ] {
            let found = city_coordinates("BE", &names).unwrap();
            assert_eq!((found.latitude, found.longitude), (50.83, 3.26));
            assert_eq!(found.source, CoordinatesSource::City);
        }
        assert_eq!(city_coordinates("FR", &english("Courtrai")), None);
        assert_eq!(city_coordinates("BE", &english("Redu")), None);
    }
}
