//! Questions about joint sales: commercial relations, business and marketing.

use super::{AnswerSource, Question, internal, public};

const NAMED: &[AnswerSource] = &[AnswerSource::Named { required: &[] }];

pub(super) const QUESTIONS: &[Question] = &[
    internal(
        "relations.account-manager",
        &[AnswerSource::Fields(&[
            "internal.partners_per_account_manager",
        ])],
    )
    .by_country("internal.partners_per_account_manager"),
    public("relations.club", NAMED),
    public(
        "relations.phone",
        &[AnswerSource::Fields(&["contact.phone"])],
    )
    .by_country("contact.phone"),
    public(
        "relations.sales-desk",
        &[AnswerSource::Named {
            required: &["contact"],
        }],
    ),
    internal("relations.contacts", &[AnswerSource::PartnerContacts]),
    internal("relations.web-password", &[AnswerSource::PartnerAccess]),
    public("relations.annual-meeting", NAMED),
    public("business.plan", NAMED),
    public("business.quarterly-review", NAMED),
    public("business.introductions", NAMED),
    public(
        "business.finder-fee",
        &[AnswerSource::Fields(&[
            "finder_fee.basis",
            "finder_fee.owner",
        ])],
    )
    .by_country("finder_fee"),
    public("marketing.catalogue-web", &[AnswerSource::Project]),
    public("marketing.catalogue-paper", &[AnswerSource::Project]),
    public("marketing.sales-presentations", NAMED),
    public("marketing.events", NAMED),
    public("marketing.lead-generation", NAMED),
    internal(
        "marketing.partner-database",
        &[AnswerSource::PartnerVerified],
    ),
    internal(
        "marketing.market-database",
        &[AnswerSource::Fields(&["internal.market_database"])],
    )
    .by_country("internal.market_database"),
    internal(
        "marketing.budget",
        &[AnswerSource::Fields(&["internal.budget"])],
    )
    .by_country("budget"),
    internal(
        "marketing.resource",
        &[AnswerSource::Fields(&["internal.marketing_owner"])],
    )
    .by_country("internal.marketing_owner"),
];
