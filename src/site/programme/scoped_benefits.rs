//! The benefits for one type of partner in one country: the form, and the values that the page's script puts into
//! the tables.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::cell::{self, CellView};
use super::scoped::{ScopeChoiceView, ScopedValues, scoped, scopes};
use crate::model::{BenefitValue, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::theming::head::in_script;

/// The interface strings that the script needs.
const MESSAGE_KEYS: [&str; 3] = ["matrix_general", "matrix_differs", "matrix_same"];

#[derive(Serialize)]
pub(crate) struct BenefitMatrixView {
    scopes: ScopeChoiceView,
    /// The values, as JSON.
    data: String,
}

/// The form and its data; absent where the benefits do not differ by type or country.
pub(crate) fn matrix(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
) -> Option<BenefitMatrixView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let overs = || {
        let overrides = programme.countries.iter();
        overrides.flat_map(|country_override| country_override.benefits.values())
    };
    let by_type = programme.benefits.iter().any(|it| !it.by_type.is_empty())
        || overs().any(|over| !over.by_type.is_empty());
    (by_type || overs().next().is_some()).then(|| BenefitMatrixView {
        scopes: scopes(context, programme, by_type, |country_override| {
            !country_override.benefits.is_empty()
        }),
        data: data(context, programme_ix),
    })
}

fn data(context: PageContext<'_>, programme_ix: ProgrammeIx) -> String {
    let benefits = context.catalogue().programmes[programme_ix].benefits.iter();
    let rows: BTreeMap<&str, ScopedValues<CellView>> = benefits
        .enumerate()
        .map(|(at, it)| {
            let row = scoped(
                context,
                programme_ix,
                &it.value,
                &it.by_type,
                |country_override| country_override.benefits.get(&at),
                |value| cell::benefit(context, value),
            );
            (it.id.as_str(), row)
        })
        .collect();
    let words = context.messages(&MESSAGE_KEYS);
    let nothing = cell::benefit(context, &BenefitValue::No);
    in_script(&json!({ "rows": rows, "nothing": nothing, "words": words }))
}
