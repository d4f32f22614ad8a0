//! Locations of a partner: its offices and the countries it serves.

use super::PartnerValidator;
use super::postcode::postcode_problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::OfficeRecord;
use crate::model::{CountryIx, Office};
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
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        // A hidden street is somebody's home. In some countries a postcode is one house, and a position always is.
        let of_street = |text: Option<String>| text.filter(|_| !record.hide_street);
        Some(Office {
            headquarters: record
                .headquarters
                .is_some_and(|headquarters| headquarters.value),
            street: of_street(text(&record.street)),
            postcode: of_street(text(&record.postcode)),
            city: text(&record.city),
            region: text(&record.region),
            country,
            position: position.filter(|_| !record.hide_street),
        })
    }

    fn position(&mut self, record: &OfficeRecord) -> Option<(f64, f64)> {
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
            (Some(latitude), Some(longitude)) => Some((latitude.value, longitude.value)),
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
