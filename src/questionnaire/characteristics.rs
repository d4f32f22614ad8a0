//! Questions about the kind of programme: tiers, fee, audience, processes, promotion.

use super::{AnswerSource, Question, entry, internal, public};

pub(super) const QUESTIONS: &[Question] = &[
    public("character.public", &[AnswerSource::Fields(&["status"])]),
    public("character.fee", &[AnswerSource::Fields(&["fee"])]).by_country("fee"),
    public("character.products", &[AnswerSource::Fields(&["products"])]),
    public("character.types", &[AnswerSource::Fields(&["types"])]),
    public(
        "character.benefits-by-type",
        &[entry("benefits", &[], &["by_type"])],
    ),
    public("character.tiers", &[AnswerSource::Fields(&["tiers"])]),
    public("character.tiers-differ", &[AnswerSource::TiersDiffer]),
    public(
        "character.advancement",
        &[AnswerSource::Fields(&[
            "advancement.process",
            "advancement.owner",
        ])],
    )
    .by_country("advancement"),
    public("character.process-published", &[AnswerSource::ProcessPages]),
    internal(
        "character.process-executed",
        &[AnswerSource::ProcessReviews],
    ),
    public("character.country-share", &[AnswerSource::Countries]),
    internal(
        "character.known-by-partners",
        &[entry("promotion", &[("audience", "partners")], &[])],
    ),
    internal(
        "character.known-by-sales",
        &[entry("promotion", &[("audience", "sales")], &[])],
    ),
    public(
        "character.promotion",
        &[entry("promotion", &[("audience", "public")], &[])],
    ),
];
