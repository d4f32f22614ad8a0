//! The benefits for one type of partner in one country: the choice, and the values that the page's script puts into
//! the tables.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::cell::{self, CellView};
use super::scoped::{Scoped, ScopesView, scoped, scopes};
use crate::model::{BenefitValue, ProgrammeIx};
use crate::site::reader::Reader;
use crate::site::theming::head::in_script;

/// The interface strings that the script says.
const WORDS: [&str; 3] = ["matrix_general", "matrix_differs", "matrix_same"];

#[derive(Serialize)]
pub(crate) struct MatrixView {
    scopes: ScopesView,
    /// The values, as JSON.
    data: String,
}

/// The choice; absent where the benefits are the same for everybody.
pub(crate) fn matrix(reader: Reader<'_>, of: ProgrammeIx) -> Option<MatrixView> {
    let programme = &reader.catalogue().programmes[of];
    let overs = || {
        let shares = programme.countries.iter();
        shares.flat_map(|share| share.benefits.values())
    };
    let by_type = programme.benefits.iter().any(|it| !it.by_type.is_empty())
        || overs().any(|over| !over.by_type.is_empty());
    (by_type || overs().next().is_some()).then(|| MatrixView {
        scopes: scopes(reader, programme, by_type, |share| {
            !share.benefits.is_empty()
        }),
        data: data(reader, of),
    })
}

fn data(reader: Reader<'_>, of: ProgrammeIx) -> String {
    let benefits = reader.catalogue().programmes[of].benefits.iter();
    let rows: BTreeMap<&str, Scoped<CellView>> = benefits
        .enumerate()
        .map(|(at, it)| {
            let row = scoped(
                reader,
                of,
                &it.value,
                &it.by_type,
                |share| share.benefits.get(&at),
                |value| cell::benefit(reader, value),
            );
            (it.id.as_str(), row)
        })
        .collect();
    let words: BTreeMap<&str, String> = WORDS.map(|key| (key, reader.say(key))).into();
    let nothing = cell::benefit(reader, &BenefitValue::No);
    in_script(&json!({ "rows": rows, "nothing": nothing, "words": words }))
}
