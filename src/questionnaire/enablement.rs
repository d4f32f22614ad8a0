//! Questions about training, leads, technical support, the development kit and the sales kit.

use super::{AnswerSource, Question, entry, internal, public};

const TRAINING: &[(&str, &str)] = &[("axis", "training")];
const LEADS: &[(&str, &str)] = &[("axis", "leads")];
const SUPPORT: &[(&str, &str)] = &[("axis", "technical-support")];
const DEVKIT: &[(&str, &str)] = &[("axis", "development-kit")];

pub(super) const QUESTIONS: &[Question] = &[
    public(
        "training.certification",
        &[entry("benefits", TRAINING, &["description"])],
    ),
    public("training.free-seats", &[AnswerSource::Quantity("training")]),
    public(
        "training.enrolment",
        &[entry("benefits", TRAINING, &["process"])],
    ),
    internal(
        "leads.budget",
        &[AnswerSource::Fields(&["internal.lead_budget"])],
    )
    .by_country("internal.lead_budget"),
    public("leads.count", &[AnswerSource::Quantity("leads")]),
    public(
        "leads.allocation",
        &[entry("benefits", LEADS, &["process", "owner"])],
    ),
    public(
        "leads.conversion",
        &[entry("benefits", LEADS, &["control"])],
    ),
    public("leads.process", &[AnswerSource::ProcessPagesOf("leads")]),
    public("support.price", &[entry("benefits", SUPPORT, &["price"])]),
    public(
        "support.enrolment",
        &[entry("benefits", SUPPORT, &["process"])],
    ),
    public(
        "support.control",
        &[entry("benefits", SUPPORT, &["control"])],
    ),
    public("devkit.price", &[entry("benefits", DEVKIT, &["price"])]),
    public("devkit.users", &[AnswerSource::Quantity("development-kit")]),
    public(
        "devkit.validity",
        &[entry("benefits", DEVKIT, &["validity"])],
    ),
    public("devkit.updates", &[entry("benefits", DEVKIT, &["updates"])]),
    public(
        "devkit.extension",
        &[entry("benefits", DEVKIT, &["extension"])],
    ),
    public(
        "devkit.usage",
        &[entry("benefits", DEVKIT, &["restriction"])],
    ),
    public("devkit.process", &[entry("benefits", DEVKIT, &["process"])]),
    public(
        "saleskit.price-list",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "price-list")],
            &[],
        )],
    ),
    public(
        "saleskit.proposal",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "proposal")],
            &[],
        )],
    ),
    public(
        "saleskit.presentations",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "presentation")],
            &[],
        )],
    ),
    public(
        "saleskit.training",
        &[
            entry(
                "resources",
                &[("kit", "sales-kit"), ("kind", "training")],
                &[],
            ),
            AnswerSource::Named { required: &[] },
        ],
    ),
    public(
        "saleskit.documentation",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "documentation")],
            &["process"],
        )],
    ),
    public("saleskit.web-access", &[AnswerSource::Fields(&["portal"])]),
];
