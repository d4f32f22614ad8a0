//! The strategy behind the programme.

use super::{Answer, Row, internal, public};

pub(super) const ROWS: &[Row] = &[
    public(
        "strategy.purpose",
        "What is the programme for, and which partner strategy does it express?",
        "À quoi sert le programme, et quelle stratégie de partenariat exprime-t-il ?",
        &[Answer::Page],
    ),
    public(
        "strategy.reach",
        "Does it serve the partners too small to have an account manager of their own?",
        "Sert-il aussi les partenaires trop petits pour avoir un interlocuteur attitré ?",
        &[Answer::LowestTier],
    ),
    public(
        "strategy.homogeneous",
        "Is it the same in every country?",
        "Est-il le même dans tous les pays ?",
        &[Answer::Itself],
    ),
    public(
        "strategy.autonomy",
        "What may a country decide for itself: finder’s fees, advancement, contracts, budget?",
        "Que peut décider un pays : commissions d’apport, changements de niveau, contrats, budget ?",
        &[Answer::Fields(&["autonomy"])],
    ),
    internal(
        "strategy.support-process-contract",
        "Are all three in place: the support offered, the processes behind it, the contracts?",
        "Les trois sont-ils en place : l’accompagnement, les processus qui le portent, les contrats ?",
        &[Answer::Fields(&["benefits", "processes", "contract"])],
    )
    .by_country("contract"),
];
