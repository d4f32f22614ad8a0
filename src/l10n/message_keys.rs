//! Keys of the interface strings for the values of closed lists, shared by site and paper.

use crate::model::{Axis, ContactRole, Family, Kit, LinkKind, ResourceKind, Status};

/// "Training and certification".
pub fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Training => "axis_training",
        Axis::Leads => "axis_leads",
        Axis::TechnicalSupport => "axis_technical_support",
        Axis::DevelopmentKit => "axis_development_kit",
        Axis::SalesKit => "axis_sales_kit",
        Axis::Relations => "axis_relations",
        Axis::Business => "axis_business",
        Axis::Marketing => "axis_marketing",
    }
}

/// "Commitment".
pub fn family(family: Family) -> &'static str {
    match family {
        Family::Commitment => "family_commitment",
        Family::Market => "family_market",
        Family::Competence => "family_competence",
        Family::Satisfaction => "family_satisfaction",
    }
}

/// "Open to new partners".
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "status_open",
        Status::Closed => "status_closed",
        Status::Planned => "status_planned",
    }
}

/// "Technical questions".
pub fn role(role: ContactRole) -> &'static str {
    match role {
        ContactRole::Sales => "role_sales",
        ContactRole::Technical => "role_technical",
        ContactRole::Support => "role_support",
        ContactRole::Administrative => "role_administrative",
    }
}

/// "Website".
pub fn link(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Website => "link_website",
        LinkKind::Linkedin => "link_linkedin",
        LinkKind::CaseStudies => "link_case_studies",
        LinkKind::Blog => "link_blog",
        LinkKind::Video => "link_video",
        LinkKind::Documentation => "link_documentation",
        LinkKind::Support => "link_support",
        LinkKind::Mastodon => "link_mastodon",
        LinkKind::Github => "link_github",
        LinkKind::Facebook => "link_facebook",
        LinkKind::Instagram => "link_instagram",
        LinkKind::X => "link_x",
        LinkKind::Youtube => "link_youtube",
    }
}

/// "Sales kit".
pub fn kit(kit: Kit) -> &'static str {
    match kit {
        Kit::Sales => "kit_sales",
        Kit::Development => "kit_development",
    }
}

/// "Price list".
pub fn resource(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::PriceList => "resource_price_list",
        ResourceKind::Proposal => "resource_proposal",
        ResourceKind::Presentation => "resource_presentation",
        ResourceKind::Training => "resource_training",
        ResourceKind::Documentation => "resource_documentation",
        ResourceKind::Software => "resource_software",
    }
}
