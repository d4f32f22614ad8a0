//! The interface string for each word of the closed lists.

pub(super) use crate::l10n::message_keys::{axis, family, kit, link, resource, role, status};
use crate::model::{Autonomy, Axis, Family, Kit, Programme, PromotionTool};

/// All axes in the order shown.
const AXES: [Axis; 8] = [
    Axis::Training,
    Axis::Leads,
    Axis::TechnicalSupport,
    Axis::DevelopmentKit,
    Axis::SalesKit,
    Axis::Relations,
    Axis::Business,
    Axis::Marketing,
];

/// All families of criteria in the order shown.
pub(super) const FAMILIES: [Family; 4] = [
    Family::Commitment,
    Family::Market,
    Family::Competence,
    Family::Satisfaction,
];

/// The axes on which a programme offers something or says why it does not.
pub(super) fn axes_of(programme: &Programme) -> impl Iterator<Item = Axis> {
    AXES.into_iter().filter(|&axis| {
        programme.benefits.iter().any(|it| it.axis == axis)
            || programme.axes.contains_key(&axis)
            || programme
                .resources
                .iter()
                .any(|it| kit_axis(it.kit) == axis)
            || not_offered(programme, axis).next().is_some()
    })
}

fn kit_axis(kit: Kit) -> Axis {
    match kit {
        Kit::Sales => Axis::SalesKit,
        Kit::Development => Axis::DevelopmentKit,
    }
}

/// What a programme does not offer on an axis, with the reason.
pub(super) fn not_offered(
    programme: &Programme,
    axis: Axis,
) -> impl Iterator<Item = &crate::model::Text> {
    let names = [axis_id(axis), questionnaire(axis)];
    let reasons = programme.not_offered.iter();
    reasons.filter_map(move |(key, reason)| {
        let subject = key.split('.').next().unwrap_or(key);
        names.contains(&subject).then_some(reason)
    })
}

/// The axis in addresses, and in the names of files.
pub(super) fn axis_id(axis: Axis) -> &'static str {
    match axis {
        Axis::Training => "training",
        Axis::Leads => "leads",
        Axis::TechnicalSupport => "technical-support",
        Axis::DevelopmentKit => "development-kit",
        Axis::SalesKit => "sales-kit",
        Axis::Relations => "relations",
        Axis::Business => "business",
        Axis::Marketing => "marketing",
    }
}

/// The axis in the rows of the questionnaire.
fn questionnaire(axis: Axis) -> &'static str {
    match axis {
        Axis::TechnicalSupport => "support",
        Axis::DevelopmentKit => "devkit",
        Axis::SalesKit => "saleskit",
        axis => axis_id(axis),
    }
}

pub(super) fn promotion(tool: PromotionTool) -> &'static str {
    match tool {
        PromotionTool::Web => "promotion_web",
        PromotionTool::PaperCatalogue => "promotion_paper_catalogue",
        PromotionTool::Badges => "promotion_badges",
        PromotionTool::Events => "promotion_events",
        PromotionTool::Letters => "promotion_letters",
        PromotionTool::Newsletter => "promotion_newsletter",
        PromotionTool::Intranet => "promotion_intranet",
    }
}

/// What a country may decide, as the topic of a row.
pub(super) fn autonomy(autonomy: Autonomy) -> &'static str {
    match autonomy {
        Autonomy::FinderFee => "autonomy_finder_fee",
        Autonomy::Advancement => "autonomy_advancement",
        Autonomy::Contract => "autonomy_contract",
        Autonomy::Budget => "autonomy_budget",
        Autonomy::Criteria => "autonomy_criteria",
        Autonomy::Benefits => "autonomy_benefits",
        Autonomy::Fee => "autonomy_fee",
    }
}
