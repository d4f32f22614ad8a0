//! The three things partners ask for first: training, leads and help with a sale.

use super::{Answer, Row, entry, internal, public};

const TRAINING: &[(&str, &str)] = &[("axis", "training")];
const LEADS: &[(&str, &str)] = &[("axis", "leads")];
const SUPPORT: &[(&str, &str)] = &[("axis", "technical-support")];
const DEVKIT: &[(&str, &str)] = &[("axis", "development-kit")];

pub(super) const ROWS: &[Row] = &[
    public(
        "training.certification",
        "Which trainings and certifications are there?",
        "Quelles formations et quelles certifications y a-t-il ?",
        &[entry("benefits", TRAINING, &["description"])],
    ),
    public(
        "training.free-seats",
        "How many free seats does a partner get?",
        "De combien de places gratuites un partenaire dispose-t-il ?",
        &[Answer::Quantity("training")],
    ),
    public(
        "training.enrolment",
        "How does one enrol?",
        "Comment s’inscrit-on ?",
        &[entry("benefits", TRAINING, &["process"])],
    ),
    internal(
        "leads.budget",
        "Is there a budget for generating leads?",
        "Y a-t-il un budget pour susciter des contacts ?",
        &[Answer::Fields(&["internal.lead_budget"])],
    )
    .by_country("internal.lead_budget"),
    public(
        "leads.count",
        "How many leads are given to partners?",
        "Combien de contacts sont transmis aux partenaires ?",
        &[Answer::Quantity("leads")],
    ),
    public(
        "leads.allocation",
        "Who gives a lead to whom, by which rule?",
        "Qui transmet un contact à qui, selon quelle règle ?",
        &[entry("benefits", LEADS, &["process", "owner"])],
    ),
    public(
        "leads.conversion",
        "How is the conversion of these leads followed?",
        "Comment suit-on la conversion de ces contacts ?",
        &[entry("benefits", LEADS, &["control"])],
    ),
    public(
        "leads.process",
        "Is there a written process?",
        "Y a-t-il un processus écrit ?",
        &[Answer::ProcessPagesOf("leads")],
    ),
    public(
        "support.price",
        "Is technical support free or paid?",
        "L’assistance technique est-elle gratuite ou payante ?",
        &[entry("benefits", SUPPORT, &["price"])],
    ),
    public(
        "support.enrolment",
        "How does one get access to it?",
        "Comment y accède-t-on ?",
        &[entry("benefits", SUPPORT, &["process"])],
    ),
    public(
        "support.control",
        "How is its use controlled?",
        "Comment son usage est-il contrôlé ?",
        &[entry("benefits", SUPPORT, &["control"])],
    ),
    public(
        "devkit.price",
        "Is the partner development kit free or paid?",
        "Le kit de développement est-il gratuit ou payant ?",
        &[entry("benefits", DEVKIT, &["price"])],
    ),
    public(
        "devkit.users",
        "For how many users?",
        "Pour combien d’utilisateurs ?",
        &[Answer::Quantity("development-kit")],
    ),
    public(
        "devkit.validity",
        "Is it valid for a year?",
        "Est-il valable un an ?",
        &[entry("benefits", DEVKIT, &["validity"])],
    ),
    public(
        "devkit.updates",
        "Is it kept up to date?",
        "Est-il tenu à jour ?",
        &[entry("benefits", DEVKIT, &["updates"])],
    ),
    public(
        "devkit.extension",
        "Can users be added?",
        "Peut-on ajouter des utilisateurs ?",
        &[entry("benefits", DEVKIT, &["extension"])],
    ),
    public(
        "devkit.usage",
        "Is it only for internal training and benchmarks?",
        "Est-il réservé à la formation interne et aux essais ?",
        &[entry("benefits", DEVKIT, &["restriction"])],
    ),
    public(
        "devkit.process",
        "Is there a process to get it?",
        "Y a-t-il un processus pour l’obtenir ?",
        &[entry("benefits", DEVKIT, &["process"])],
    ),
    public(
        "saleskit.price-list",
        "Is there a price list?",
        "Y a-t-il un tarif ?",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "price-list")],
            &[],
        )],
    ),
    public(
        "saleskit.proposal",
        "Is there a model commercial proposal?",
        "Y a-t-il un modèle de proposition commerciale ?",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "proposal")],
            &[],
        )],
    ),
    public(
        "saleskit.presentations",
        "Are there commercial presentations?",
        "Y a-t-il des présentations commerciales ?",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "presentation")],
            &[],
        )],
    ),
    public(
        "saleskit.training",
        "Is there a sales training?",
        "Y a-t-il une formation commerciale ?",
        &[
            entry(
                "resources",
                &[("kit", "sales-kit"), ("kind", "training")],
                &[],
            ),
            Answer::Named { holds: &[] },
        ],
    ),
    public(
        "saleskit.documentation",
        "Is there commercial documentation, and how is it ordered?",
        "Y a-t-il une documentation commerciale, et comment la commande-t-on ?",
        &[entry(
            "resources",
            &[("kit", "sales-kit"), ("kind", "documentation")],
            &["process"],
        )],
    ),
    public(
        "saleskit.web-access",
        "Is all of it on the web behind a password?",
        "Tout cela est-il sur le web, derrière un mot de passe ?",
        &[Answer::Fields(&["portal"])],
    ),
];
