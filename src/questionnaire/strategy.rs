//! Questions about the strategy behind the programme.

use super::{AnswerSource, Question, internal, public};

pub(super) const QUESTIONS: &[Question] = &[
    public("strategy.purpose", &[AnswerSource::Page]),
    public("strategy.reach", &[AnswerSource::LowestTier]),
    public("strategy.homogeneous", &[AnswerSource::Project]),
    public("strategy.autonomy", &[AnswerSource::Fields(&["autonomy"])]),
    internal(
        "strategy.support-process-contract",
        &[AnswerSource::Fields(&["benefits", "processes", "contract"])],
    )
    .by_country("contract"),
];
