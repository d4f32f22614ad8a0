//! A finding of the audit, and its text. Collected by [`findings`](super::findings).

use jiff::civil::Date;

use super::context::ReportContext;
use crate::source::Span;

/// Something that needs attention although no question asks for it.
#[derive(Debug)]
pub(super) struct Finding {
    /// The location.
    pub location: Span,
    /// The kind of finding.
    pub detail: FindingDetail,
}

/// What was found.
#[derive(Debug)]
pub(super) enum FindingDetail {
    /// Two neighbouring tiers have the same benefits.
    SameBenefits {
        lower: String,
        higher: String,
        /// The code of the country to which it applies; absent: all.
        country: Option<String>,
        /// The types of partner to which it applies; empty: all.
        types: Vec<String>,
    },
    /// No programme addresses a type of partner.
    UnaddressedType { id: String },
    /// A process was last reviewed too long ago, or never.
    UnreviewedProcess {
        process: String,
        reviewed: Option<Date>,
    },
    /// A partner does not meet the criteria of its tier.
    UnmetTier {
        partner: String,
        tier: String,
        gaps: Vec<CriterionGap>,
    },
    /// A partner has no contact for some roles.
    MissingRole {
        partner: String,
        roles: Vec<&'static str>,
    },
    /// A record was last verified too long ago, or never.
    StaleRecord {
        partner: String,
        verified: Option<Date>,
    },
}

/// A criterion that a partner does not meet.
#[derive(Debug)]
pub(super) struct CriterionGap {
    pub criterion: String,
    pub value: String,
    pub required: String,
}

/// The kinds of findings, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FindingKind {
    SameBenefits,
    UnaddressedType,
    UnreviewedProcess,
    UnmetTier,
    MissingRole,
    StaleRecord,
}

impl Finding {
    pub(super) fn kind(&self) -> FindingKind {
        match self.detail {
            FindingDetail::SameBenefits { .. } => FindingKind::SameBenefits,
            FindingDetail::UnaddressedType { .. } => FindingKind::UnaddressedType,
            FindingDetail::UnreviewedProcess { .. } => FindingKind::UnreviewedProcess,
            FindingDetail::UnmetTier { .. } => FindingKind::UnmetTier,
            FindingDetail::MissingRole { .. } => FindingKind::MissingRole,
            FindingDetail::StaleRecord { .. } => FindingKind::StaleRecord,
        }
    }
}

impl FindingKind {
    /// All kinds, in the order of the report.
    pub(super) const ALL: [FindingKind; 6] = [
        FindingKind::SameBenefits,
        FindingKind::UnaddressedType,
        FindingKind::UnreviewedProcess,
        FindingKind::UnmetTier,
        FindingKind::MissingRole,
        FindingKind::StaleRecord,
    ];

    /// The code of the kind, for other programs.
    pub(super) fn code(self) -> &'static str {
        match self {
            FindingKind::SameBenefits => "same-benefits",
            FindingKind::UnaddressedType => "unaddressed-type",
            FindingKind::UnreviewedProcess => "unreviewed-process",
            FindingKind::UnmetTier => "criteria-not-met",
            FindingKind::MissingRole => "missing-role",
            FindingKind::StaleRecord => "stale-record",
        }
    }

    /// The heading over its findings.
    pub(super) fn heading(self, context: ReportContext<'_>) -> String {
        context.string(match self {
            FindingKind::SameBenefits => "audit_findings_same_benefits",
            FindingKind::UnaddressedType => "audit_findings_unaddressed_type",
            FindingKind::UnreviewedProcess => "audit_findings_unreviewed_process",
            FindingKind::UnmetTier => "audit_findings_unmet_tier",
            FindingKind::MissingRole => "audit_findings_missing_role",
            FindingKind::StaleRecord => "audit_findings_stale_record",
        })
    }
}

impl FindingDetail {
    /// The finding as a sentence; ids of tiers, types and processes are in backticks.
    pub(super) fn text(&self, context: ReportContext<'_>) -> String {
        match self {
            FindingDetail::SameBenefits {
                lower,
                higher,
                country,
                types,
            } => {
                let args = [("lower", lower.clone()), ("higher", higher.clone())];
                let mut text = context.message("audit_same_benefits", &args);
                if let Some(code) = country {
                    text = format!("{text} ({code})");
                }
                if types.is_empty() {
                    return text;
                }
                let args = [("finding", text), ("types", types.join(", "))];
                context.message("audit_for_types", &args)
            }
            FindingDetail::UnaddressedType { id } => format!("`{id}`"),
            FindingDetail::UnreviewedProcess { process, reviewed } => {
                let process = ("process", process.clone());
                match reviewed {
                    None => context.message("audit_never_reviewed", &[process]),
                    Some(date) => context.message(
                        "audit_last_reviewed",
                        &[process, ("date", date.to_string())],
                    ),
                }
            }
            FindingDetail::UnmetTier {
                partner,
                tier,
                gaps,
            } => {
                let gaps: Vec<String> = gaps.iter().map(|gap| gap.text(context)).collect();
                let args = [
                    ("partner", partner.clone()),
                    ("tier", tier.clone()),
                    ("gaps", gaps.join("; ")),
                ];
                context.message("audit_unmet_tier", &args)
            }
            FindingDetail::MissingRole { partner, roles } => {
                let args = [("partner", partner.clone()), ("roles", roles.join(", "))];
                context.message("audit_missing_role", &args)
            }
            FindingDetail::StaleRecord { partner, verified } => {
                let partner = ("partner", partner.clone());
                match verified {
                    None => context.message("audit_never_verified", &[partner]),
                    Some(date) => context.message(
                        "audit_last_verified",
                        &[partner, ("date", date.to_string())],
                    ),
                }
            }
        }
    }
}

impl CriterionGap {
    fn text(&self, context: ReportContext<'_>) -> String {
        let args = [
            ("criterion", self.criterion.clone()),
            ("value", self.value.clone()),
            ("required", self.required.clone()),
        ];
        context.message("audit_criterion_gap", &args)
    }
}
