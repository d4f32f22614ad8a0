//! Selling together: commercial relations, business and marketing.

use super::{Answer, Row, internal, public};

const NAMED: &[Answer] = &[Answer::Named { holds: &[] }];

pub(super) const ROWS: &[Row] = &[
    internal(
        "relations.account-manager",
        "How many partners does each sales engineer follow?",
        "Combien de partenaires chaque ingénieur commercial suit-il ?",
        &[Answer::Fields(&["internal.partners_per_account_manager"])],
    )
    .by_country("internal.partners_per_account_manager"),
    public(
        "relations.club",
        "Is there a partners’ club?",
        "Y a-t-il un club des partenaires ?",
        NAMED,
    ),
    public(
        "relations.phone",
        "Is there a partners’ telephone number?",
        "Y a-t-il un numéro de téléphone pour les partenaires ?",
        &[Answer::Fields(&["contact.phone"])],
    )
    .by_country("contact.phone"),
    public(
        "relations.sales-desk",
        "Is there a sales desk that helps with a sale?",
        "Y a-t-il un bureau qui aide à conclure une vente ?",
        &[Answer::Named {
            holds: &["contact"],
        }],
    ),
    internal(
        "relations.contacts",
        "Who are the commercial, technical and administrative contacts at each partner?",
        "Qui sont les contacts commercial, technique et administratif chez chaque partenaire ?",
        &[Answer::PartnerContacts],
    ),
    internal(
        "relations.web-password",
        "Does each partner have access to the partner portal?",
        "Chaque partenaire a-t-il accès au portail des partenaires ?",
        &[Answer::PartnerAccess],
    ),
    public(
        "relations.annual-meeting",
        "Is there a yearly meeting with general management?",
        "Y a-t-il une rencontre annuelle avec la direction générale ?",
        NAMED,
    ),
    public(
        "business.plan",
        "Is there a yearly business plan with each partner?",
        "Y a-t-il un plan d’affaires annuel avec chaque partenaire ?",
        NAMED,
    ),
    public(
        "business.quarterly-review",
        "Is there a quarterly review of current business?",
        "Y a-t-il une revue trimestrielle des affaires en cours ?",
        NAMED,
    ),
    public(
        "business.introductions",
        "How are partners introduced to the direct sales force?",
        "Comment les partenaires sont-ils présentés à la force de vente directe ?",
        NAMED,
    ),
    public(
        "business.finder-fee",
        "Are there finder’s fees? How are they computed, and who manages them?",
        "Y a-t-il des commissions d’apport ? Comment sont-elles calculées, et qui les gère ?",
        &[Answer::Fields(&["finder_fee.basis", "finder_fee.owner"])],
    )
    .by_country("finder_fee"),
    public(
        "marketing.catalogue-web",
        "Is there a partner catalogue on the web?",
        "Y a-t-il un catalogue des partenaires sur le web ?",
        &[Answer::Itself],
    ),
    public(
        "marketing.catalogue-paper",
        "Is there a partner catalogue on paper?",
        "Y a-t-il un catalogue des partenaires sur papier ?",
        &[Answer::Itself],
    ),
    public(
        "marketing.sales-presentations",
        "Are partners presented to the direct sales teams every week?",
        "Les partenaires sont-ils présentés chaque semaine aux équipes de vente directe ?",
        NAMED,
    ),
    public(
        "marketing.events",
        "Do partners take part in the big events?",
        "Les partenaires participent-ils aux grands événements ?",
        NAMED,
    ),
    public(
        "marketing.lead-generation",
        "Are there lead generation campaigns with partners?",
        "Y a-t-il des campagnes de prospection avec les partenaires ?",
        NAMED,
    ),
    internal(
        "marketing.partner-database",
        "Is there a database of the partners?",
        "Y a-t-il une base de données des partenaires ?",
        &[Answer::PartnerVerified],
    ),
    internal(
        "marketing.market-database",
        "Is there a database of every partner company on a country’s market?",
        "Y a-t-il une base de toutes les entreprises partenaires possibles d’un pays ?",
        &[Answer::Fields(&["internal.market_database"])],
    )
    .by_country("internal.market_database"),
    internal(
        "marketing.budget",
        "Is there a budget for partners?",
        "Y a-t-il un budget pour les partenaires ?",
        &[Answer::Fields(&["internal.budget"])],
    )
    .by_country("budget"),
    internal(
        "marketing.resource",
        "Is somebody in marketing dedicated to partners?",
        "Quelqu’un au marketing se consacre-t-il aux partenaires ?",
        &[Answer::Fields(&["internal.marketing_owner"])],
    )
    .by_country("internal.marketing_owner"),
];
