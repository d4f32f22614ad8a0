//! What partners must bring to become members.

use super::{Row, entry, public};

pub(super) const ROWS: &[Row] = &[
    public(
        "criteria.commitment",
        "What figure must a partner commit to?",
        "Sur quel chiffre un partenaire doit-il s’engager ?",
        &[entry(
            "criteria",
            &[("family", "commitment")],
            &["at_least"],
        )],
    ),
    public(
        "criteria.market",
        "What must it contribute to the market?",
        "Que doit-il apporter au marché ?",
        &[entry("criteria", &[("family", "market")], &["at_least"])],
    ),
    public(
        "criteria.competence",
        "What must it know of the product or solution?",
        "Que doit-il savoir du produit ou de la solution ?",
        &[entry(
            "criteria",
            &[("family", "competence")],
            &["at_least"],
        )],
    ),
    public(
        "criteria.satisfaction",
        "How satisfied must its customers be, and how is that measured?",
        "À quel point ses clients doivent-ils être satisfaits, et comment le mesure-t-on ?",
        &[entry(
            "criteria",
            &[("family", "satisfaction")],
            &["at_least", "measured"],
        )],
    ),
];
