//! What kind of programme it is.

use super::{Answer, Row, entry, internal, public};

pub(super) const ROWS: &[Row] = &[
    public(
        "character.public",
        "Is the programme public, and described on the web?",
        "Le programme est-il public, et décrit sur le web ?",
        &[Answer::Fields(&["status"])],
    ),
    public(
        "character.fee",
        "Is it free or paid, and is it renewed yearly?",
        "Est-il gratuit ou payant, et se renouvelle-t-il chaque année ?",
        &[Answer::Fields(&["fee"])],
    )
    .by_country("fee"),
    public(
        "character.products",
        "Is it common to all products, or per product?",
        "Est-il commun à tous les produits, ou propre à chacun ?",
        &[Answer::Fields(&["products"])],
    ),
    public(
        "character.types",
        "Does it address every type of partner, consultants and opinion leaders included?",
        "S’adresse-t-il à tous les types de partenaires, conseils et leaders d’opinion compris ?",
        &[Answer::Fields(&["types"])],
    ),
    public(
        "character.benefits-by-type",
        "Are the benefits the same for every type of partner?",
        "Les avantages sont-ils les mêmes pour tous les types de partenaires ?",
        &[entry("benefits", &[], &["by_type"])],
    ),
    public(
        "character.tiers",
        "Are partners classified by importance (gold, silver, bronze)?",
        "Les partenaires sont-ils classés par importance (or, argent, bronze) ?",
        &[Answer::Fields(&["tiers"])],
    ),
    public(
        "character.tiers-differ",
        "Do the benefits of two neighbouring tiers really differ?",
        "Les avantages de deux niveaux voisins diffèrent-ils vraiment ?",
        &[Answer::TiersDiffer],
    ),
    public(
        "character.advancement",
        "How does a partner move from one tier to another, and who decides?",
        "Comment un partenaire change-t-il de niveau, et qui en décide ?",
        &[Answer::Fields(&[
            "advancement.process",
            "advancement.owner",
        ])],
    )
    .by_country("advancement"),
    public(
        "character.process-published",
        "Are the processes communicated?",
        "Les processus sont-ils communiqués ?",
        &[Answer::ProcessPages],
    ),
    internal(
        "character.process-executed",
        "Are the processes carried out?",
        "Les processus sont-ils appliqués ?",
        &[Answer::ProcessReviews],
    ),
    public(
        "character.country-share",
        "Which part do the countries decide (budget, advancement, finder’s fees)?",
        "Quelle part les pays décident-ils (budget, changements de niveau, commissions d’apport) ?",
        &[Answer::Countries],
    ),
    internal(
        "character.known-by-partners",
        "Do the partners know the programme?",
        "Les partenaires connaissent-ils le programme ?",
        &[entry("promotion", &[("audience", "partners")], &[])],
    ),
    internal(
        "character.known-by-sales",
        "Does the vendor’s own direct sales force know it?",
        "La force de vente directe de l’éditeur le connaît-elle ?",
        &[entry("promotion", &[("audience", "sales")], &[])],
    ),
    public(
        "character.promotion",
        "With which tools is the programme promoted?",
        "Par quels moyens le programme est-il promu ?",
        &[entry("promotion", &[("audience", "public")], &[])],
    ),
];
