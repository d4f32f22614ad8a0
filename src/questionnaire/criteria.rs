//! Questions about the membership criteria.

use super::{Question, entry, public};

pub(super) const QUESTIONS: &[Question] = &[
    public(
        "criteria.commitment",
        &[entry(
            "criteria",
            &[("family", "commitment")],
            &["at_least"],
        )],
    ),
    public(
        "criteria.market",
        &[entry("criteria", &[("family", "market")], &["at_least"])],
    ),
    public(
        "criteria.competence",
        &[entry(
            "criteria",
            &[("family", "competence")],
            &["at_least"],
        )],
    ),
    public(
        "criteria.satisfaction",
        &[entry(
            "criteria",
            &[("family", "satisfaction")],
            &["at_least", "measured"],
        )],
    ),
];
