//! The self-assessment: the form for a company's figures, the thresholds that the page's script compares them with, and the
//! application that it ends with.

use serde::Serialize;
use serde_json::json;

use super::cell;
use super::scoped::{ScopeChoiceView, ScopedValues, scoped, scopes};
use crate::model::{Criterion, Enquiry, Page, Programme, ProgrammeIx, Status, Unit};
use crate::site::context::PageContext;
use crate::site::message::{self, RecipientView};
use crate::site::theming::head::in_script;
use crate::site::view::TextView;

/// The interface strings that the script needs; it fills in their arguments.
const MESSAGE_KEYS: [&str; 22] = [
    "apply_company",
    "apply_country",
    "apply_from",
    "apply_person",
    "apply_programme",
    "apply_result",
    "apply_subject",
    "apply_type",
    "colon",
    "apply_too_long",
    "assess_empty",
    "assess_reached",
    "assess_highest",
    "assess_not_yet",
    "assess_missing",
    "assess_gap",
    "assess_met",
    "assess_tier_reached",
    "assess_tier_met",
    "assess_not_asked",
    "assess_copied",
    "assess_address",
];

#[derive(Serialize)]
pub(crate) struct AssessView {
    scopes: ScopeChoiceView,
    fields: Vec<AssessFieldView>,
    /// Where an application goes; absent where it has no recipient, or the programme takes no partners.
    apply: Option<ApplyView>,
    /// The thresholds, as JSON.
    data: String,
}

/// Where an application goes.
#[derive(Serialize)]
struct ApplyView {
    /// The form service of the site, if it has one.
    service: Option<RecipientView>,
    /// Else an address.
    email: Option<String>,
    /// Else a form.
    form: Option<String>,
}

/// A field of the form.
#[derive(Serialize)]
struct AssessFieldView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    measured: Option<TextView>,
    /// Whether decimals are accepted.
    decimal: bool,
}

/// A criterion as the script reads it.
#[derive(Serialize)]
struct AssessCriterionView {
    id: String,
    name: TextView,
    currency: Option<String>,
    #[serde(flatten)]
    asks: ScopedValues<f64>,
}

/// The form and its data; absent where the programme has no criteria.
pub(crate) fn assess(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Option<AssessView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let criteria = &programme.criteria;
    let by_type = criteria.iter().any(|it| !it.by_type.is_empty())
        || programme
            .countries
            .iter()
            .flat_map(|country_override| country_override.criteria.values())
            .any(|over| !over.by_type.is_empty());
    (!criteria.is_empty()).then(|| AssessView {
        scopes: scopes(context, programme, by_type, |country_override| {
            !country_override.criteria.is_empty()
        }),
        fields: criteria.iter().map(|it| field(context, it)).collect(),
        apply: apply(context, programme),
        data: data(context, programme_ix),
    })
}

/// The form service, the programme's desk, the recipient of all messages, or the organization.
fn apply(context: PageContext<'_>, programme: &Programme) -> Option<ApplyView> {
    if programme.status != Status::Open {
        return None;
    }
    let settings = &context.catalogue().settings;
    let (service, address) = match &settings.enquiry {
        Enquiry::Endpoint { .. } => (Some(message::recipient(context)), None),
        Enquiry::Email(email) => (None, Some(email)),
        Enquiry::Partners => (None, None),
    };
    let desk = programme.contact.as_ref();
    let email = desk.and_then(|desk| desk.email.as_ref()).or(address);
    let form = desk.and_then(|desk| desk.form_url.clone());
    let organization = settings.organization.email.as_ref();
    let view = ApplyView {
        email: match (&service, &form) {
            (Some(_), _) => None,
            (None, None) => email.or(organization).cloned(),
            (None, Some(_)) => email.cloned(),
        },
        service,
        form,
    };
    let is_reachable = view.service.is_some() || view.email.is_some() || view.form.is_some();
    is_reachable.then_some(view)
}

fn field(context: PageContext<'_>, criterion: &Criterion) -> AssessFieldView {
    let money = match &criterion.unit {
        Unit::Currency(code) => Some(TextView::plain(code.as_ref())),
        Unit::Word(_) | Unit::None => None,
    };
    let by_type = criterion.by_type.values();
    let whole = std::iter::once(&criterion.at_least)
        .chain(by_type)
        .flat_map(|tiers| tiers.0.iter().flatten())
        .all(|figure| figure.fract() == 0.0);
    AssessFieldView {
        id: criterion.id.clone(),
        name: context.text(&criterion.name),
        decimal: money.is_some() || !whole,
        unit: money.or_else(|| cell::unit(context, criterion)),
        measured: context.text_opt(criterion.measured.as_ref()),
    }
}

fn data(context: PageContext<'_>, programme_ix: ProgrammeIx) -> String {
    let programme = &context.catalogue().programmes[programme_ix];
    let tiers = programme.tiers.iter();
    let tiers: Vec<TextView> = tiers.map(|(_, tier)| context.text(&tier.name)).collect();
    let email = apply(context, programme).and_then(|apply| apply.email);
    in_script(&json!({
        "tiers": tiers,
        "criteria": criteria(context, programme_ix),
        "programme": context.text(&programme.name).text,
        "address": context.url(&Page::Criteria(context.lang, programme_ix)),
        "email": email,
        "words": context.messages(&MESSAGE_KEYS),
    }))
}

fn criteria(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<AssessCriterionView> {
    let criteria = context.catalogue().programmes[programme_ix].criteria.iter();
    criteria
        .enumerate()
        .map(|(at, it)| AssessCriterionView {
            id: it.id.clone(),
            name: context.text(&it.name),
            currency: match &it.unit {
                Unit::Currency(code) => Some(code.to_string()),
                Unit::Word(_) | Unit::None => None,
            },
            asks: scoped(
                context,
                programme_ix,
                &it.at_least,
                &it.by_type,
                |country_override| country_override.criteria.get(&at),
                |figure| *figure,
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests;
