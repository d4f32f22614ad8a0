//! Criteria, benefits and resources of a programme.

use super::ProgrammeValidator;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{BenefitRecord, CriterionRecord, PriceRecord, ResourceRecord, resolve};
use crate::model::{
    Access, Benefit, ByTier, Criterion, IndexedList, Price, PublicFile, Resource, Tier, TierIx,
    TypeIx, Unit,
};
use crate::validate::formats;

impl ProgrammeValidator<'_, '_> {
    pub(super) fn criterion(
        &mut self,
        record: &CriterionRecord,
        tiers: &IndexedList<TierIx, Tier>,
        types: &[TypeIx],
    ) -> Criterion {
        let unit = self.cx.maybe_text(record.unit.as_ref());
        let unit = match (&record.currency, unit) {
            (Some(currency), unit) => {
                formats::currency(self.cx, currency);
                if unit.is_some() {
                    let message = "a criterion has a `unit` or a `currency`, not both";
                    let mut diagnostic =
                        Diagnostic::new(Code::InvalidValue, currency.span, message);
                    if let Some(unit) = &record.unit {
                        diagnostic = diagnostic.related(unit.span, "the unit");
                    }
                    self.cx.push(diagnostic.help("delete one of them"));
                }
                Unit::Currency(currency.value.as_str().into())
            }
            (None, Some(unit)) => Unit::Word(unit),
            (None, None) => Unit::None,
        };
        if record.at_least.is_none() && record.by_type.is_empty() {
            let message = format!("the criterion `{}` asks nothing", record.id.value);
            let help = "add a line such as `at_least = { silver = 2, gold = 4 }`";
            self.cx
                .push(Diagnostic::new(Code::MissingKey, record.id.span, message).help(help));
        }
        let name = self.cx.maybe_text(record.name.as_ref());
        let name = match (name, &unit) {
            (Some(name), _) => name,
            (None, Unit::Word(unit)) => unit.clone(),
            (None, _) => self.name_or_id(None, &record.id),
        };
        Criterion {
            id: record.id.value.clone(),
            family: record.family.unwrap_or(crate::model::Family::Commitment),
            name,
            unit,
            measured: self.cx.maybe_text(record.measured.as_ref()),
            description: self.cx.maybe_text(record.description.as_ref()),
            at_least: record
                .at_least
                .as_ref()
                .map_or_else(ByTier::default, |at_least| self.thresholds(at_least, tiers)),
            by_type: self.by_type(&record.by_type, types, |checker, record| {
                checker.thresholds(record, tiers)
            }),
        }
    }

    pub(super) fn benefit(
        &mut self,
        record: &BenefitRecord,
        tiers: &IndexedList<TierIx, Tier>,
        types: &[TypeIx],
    ) -> Benefit {
        if record.value.is_none() && record.by_type.is_empty() {
            let message = format!("the benefit `{}` gives nothing", record.id.value);
            let help = "add a line such as `value = { silver = true, gold = true }`";
            self.cx
                .push(Diagnostic::new(Code::MissingKey, record.id.span, message).help(help));
        }
        let price = match &record.price {
            None => None,
            Some(PriceRecord::Included) => Some(Price::Included),
            Some(PriceRecord::Paid) => Some(Price::Paid),
            Some(PriceRecord::OnRequest) => Some(Price::OnRequest),
            Some(PriceRecord::Amount(amount, period)) => {
                Some(Price::Amount(self.money(amount), *period))
            }
        };
        Benefit {
            id: record.id.value.clone(),
            axis: record.axis.unwrap_or(crate::model::Axis::Training),
            name: self.cx.required_text(&record.name),
            description: self.cx.maybe_text(record.description.as_ref()),
            unit: self.cx.maybe_text(record.unit.as_ref()),
            value: record
                .value
                .as_ref()
                .map_or_else(ByTier::default, |value| self.benefit_values(value, tiers)),
            by_type: self.by_type(&record.by_type, types, |checker, record| {
                checker.benefit_values(record, tiers)
            }),
            price,
            validity: self.cx.maybe_text(record.validity.as_ref()),
            updates: self.cx.maybe_text(record.updates.as_ref()),
            extension: self.cx.maybe_text(record.extension.as_ref()),
            restriction: self.cx.maybe_text(record.restriction.as_ref()),
            control: self.cx.maybe_text(record.control.as_ref()),
            owner: self.cx.maybe_text(record.owner.as_ref()),
            contact: formats::email(self.cx, record.contact.as_ref()),
            access: record.access.unwrap_or(Access::Public),
            process: self.process(record.process.as_ref()),
            products: self.products(&record.products),
        }
    }

    pub(super) fn resource(&mut self, record: &ResourceRecord) -> Option<Resource> {
        let file = record.file.as_ref().and_then(|file| {
            if record.access == Some(Access::Partners) {
                let message = "a resource for partners is named, never published";
                let help = "delete `file`, or set `access = \"public\"`";
                self.cx
                    .push(Diagnostic::new(Code::InvalidValue, file.span, message).help(help));
                return None;
            }
            let path = resolve(
                &format!("content/programmes/{}", self.record.id),
                &file.value,
            )?;
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            if !name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            {
                let message = format!("`{name}` cannot be part of an address");
                let help = "rename the file: letters a–z, digits, hyphens and a dot";
                self.cx
                    .push(Diagnostic::new(Code::InvalidId, file.span, message).help(help));
            }
            // A file that is missing was reported when it was read.
            Some(PublicFile {
                name,
                bytes: self.cx.records.downloads.get(&path)?.clone(),
            })
        });
        let process = self.process(record.process.as_ref());
        Some(Resource {
            id: record.id.value.clone(),
            kit: record.kit?,
            kind: record.kind?,
            name: self.cx.required_text(&record.name),
            description: self.cx.maybe_text(record.description.as_ref()),
            access: record.access?,
            process,
            file,
        })
    }
}
