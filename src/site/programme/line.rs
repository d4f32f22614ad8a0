//! A line of a table with a column for each tier: a benefit or a criterion.

use serde::Serialize;

use super::by_type;
use super::cell::{self, CellView};
use crate::model::{Benefit, Criterion, Programme, ProgrammeIx, Scope, TierIx, TypeIx};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// A benefit or a criterion, with its position in the programme.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    Benefit(usize, &'a Benefit),
    Criterion(usize, &'a Criterion),
}

/// A line with its values as they hold for all types of partner in all countries.
#[derive(Serialize)]
pub(super) struct LineView {
    /// Its place on the page, as well.
    id: String,
    name: TextView,
    description: Option<TextView>,
    unit: Option<TextView>,
    cells: Vec<CellView>,
    /// Types of partner for which it differs.
    differs: Vec<LinkView>,
    /// The number of its note, where it has one.
    pub(super) number: Option<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn benefits(programme: &'a Programme) -> impl Iterator<Item = Self> + Clone {
        let benefits = programme.benefits.iter().enumerate();
        benefits.map(|(at, benefit)| Self::Benefit(at, benefit))
    }

    pub(super) fn criteria(programme: &'a Programme) -> impl Iterator<Item = Self> + Clone {
        let criteria = programme.criteria.iter().enumerate();
        criteria.map(|(at, criterion)| Self::Criterion(at, criterion))
    }

    pub(super) fn name(self, reader: Reader<'_>) -> TextView {
        reader.text(match self {
            Self::Benefit(_, it) => &it.name,
            Self::Criterion(_, it) => &it.name,
        })
    }

    pub(super) fn unit(self, reader: Reader<'_>) -> Option<TextView> {
        match self {
            Self::Benefit(_, it) => reader.maybe(it.unit.as_ref()),
            Self::Criterion(_, it) => cell::unit(reader, it),
        }
    }

    /// The types of partner for which it differs.
    pub(super) fn types(self) -> Vec<TypeIx> {
        match self {
            Self::Benefit(_, it) => it.by_type.keys().copied().collect(),
            Self::Criterion(_, it) => it.by_type.keys().copied().collect(),
        }
    }

    /// What stands at its crossing with a tier.
    pub(super) fn cell(
        self,
        reader: Reader<'_>,
        programme: &Programme,
        tier: TierIx,
        scope: Scope,
    ) -> CellView {
        match self {
            Self::Benefit(at, _) => cell::benefit(reader, programme.benefit(at, tier, scope)),
            Self::Criterion(at, it) => {
                cell::threshold(reader, it, programme.threshold(at, tier, scope))
            }
        }
    }

    pub(super) fn view(self, reader: Reader<'_>, of: ProgrammeIx) -> LineView {
        let catalogue = reader.catalogue();
        let programme = &catalogue.programmes[of];
        let (prefix, id, description) = match self {
            Self::Benefit(_, it) => ("benefit", &it.id, &it.description),
            Self::Criterion(_, it) => ("criterion", &it.id, &it.description),
        };
        let tiers = programme.tiers.indexes();
        let types = self.types().into_iter();
        LineView {
            id: format!("{prefix}-{id}"),
            name: self.name(reader),
            description: reader.maybe(description.as_ref()),
            unit: self.unit(reader),
            cells: tiers
                .map(|tier| self.cell(reader, programme, tier, Scope::default()))
                .collect(),
            differs: types
                .map(|it| LinkView {
                    href: format!("#{}", by_type::anchor(reader, it)),
                    label: reader.plural(&catalogue.vocabulary.types[it]),
                })
                .collect(),
            number: None,
        }
    }
}
