//! Rows of tier tables: a benefit or a criterion, with a cell for each tier.

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{Benefit, Criterion, Programme, ProgrammeIx, Scope, TierIx, TypeIx};
use crate::site::context::PageContext;
use crate::site::view::{LinkView, TextView};

/// A benefit or a criterion, with its position in the programme.
#[derive(Clone, Copy)]
pub(super) enum TableRow<'a> {
    Benefit(usize, &'a Benefit),
    Criterion(usize, &'a Criterion),
}

/// A row with its general values: those without a type of partner and a country.
#[derive(Serialize)]
pub(super) struct TableRowView {
    /// Its anchor on the page.
    id: String,
    name: TextView,
    description: Option<TextView>,
    unit: Option<TextView>,
    cells: Vec<CellView>,
    /// Types of partner for which it differs.
    differs: Vec<LinkView>,
}

impl<'a> TableRow<'a> {
    pub(super) fn benefits(programme: &'a Programme) -> impl Iterator<Item = Self> + Clone {
        let benefits = programme.benefits.iter().enumerate();
        benefits.map(|(at, benefit)| Self::Benefit(at, benefit))
    }

    pub(super) fn criteria(programme: &'a Programme) -> impl Iterator<Item = Self> + Clone {
        let criteria = programme.criteria.iter().enumerate();
        criteria.map(|(at, criterion)| Self::Criterion(at, criterion))
    }

    pub(super) fn name(self, context: PageContext<'_>) -> TextView {
        context.text(match self {
            Self::Benefit(_, it) => &it.name,
            Self::Criterion(_, it) => &it.name,
        })
    }

    pub(super) fn unit(self, context: PageContext<'_>) -> Option<TextView> {
        match self {
            Self::Benefit(_, it) => context.text_opt(it.unit.as_ref()),
            Self::Criterion(_, it) => cell::unit(context, it),
        }
    }

    /// The types of partner for which it differs.
    pub(super) fn types(self) -> Vec<TypeIx> {
        match self {
            Self::Benefit(_, it) => it.by_type.keys().copied().collect(),
            Self::Criterion(_, it) => it.by_type.keys().copied().collect(),
        }
    }

    /// The cell of the row for a tier.
    pub(super) fn cell(
        self,
        context: PageContext<'_>,
        programme: &Programme,
        tier: TierIx,
        scope: Scope,
    ) -> CellView {
        match self {
            Self::Benefit(at, _) => cell::benefit(context, programme.benefit(at, tier, scope)),
            Self::Criterion(at, it) => {
                cell::threshold(context, it, programme.threshold(at, tier, scope))
            }
        }
    }

    pub(super) fn view(self, context: PageContext<'_>, programme_ix: ProgrammeIx) -> TableRowView {
        let catalogue = context.catalogue();
        let programme = &catalogue.programmes[programme_ix];
        let (prefix, id, description) = match self {
            Self::Benefit(_, it) => ("benefit", &it.id, &it.description),
            Self::Criterion(_, it) => ("criterion", &it.id, &it.description),
        };
        let tiers = programme.tiers.indexes();
        let types = self.types().into_iter();
        TableRowView {
            id: format!("{prefix}-{id}"),
            name: self.name(context),
            description: context.text_opt(description.as_ref()),
            unit: cell::unit_beside(&self.name(context), self.unit(context)),
            cells: tiers
                .map(|tier| self.cell(context, programme, tier, Scope::default()))
                .collect(),
            differs: types
                .map(|it| {
                    let label = context.plural(&catalogue.vocabulary.types[it]);
                    LinkView::new(format!("#{}", type_anchor(context, it)), label)
                })
                .collect(),
        }
    }
}

/// The anchor of the section about a type of partner.
pub(super) fn type_anchor(context: PageContext<'_>, partner_type: TypeIx) -> String {
    format!(
        "type-{}",
        context.catalogue().vocabulary.types[partner_type].id
    )
}
