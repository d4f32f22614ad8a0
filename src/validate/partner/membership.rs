//! Memberships of a partner: its programmes and tiers.

use super::PartnerValidator;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::MembershipRecord;
use crate::model::{FormerTier, Membership, Programme, TypeIx};
use crate::source::Spanned;
use crate::validate::ReferenceKind;

impl PartnerValidator<'_, '_> {
    pub(super) fn memberships(&mut self, types: &[TypeIx]) -> Vec<Membership> {
        let mut memberships: Vec<Membership> = self
            .record
            .programmes
            .iter()
            .filter_map(|membership| self.membership(membership, types))
            .collect();
        memberships.sort_by_key(|membership| membership.programme);
        memberships
    }

    pub(super) fn membership(
        &mut self,
        record: &MembershipRecord,
        types: &[TypeIx],
    ) -> Option<Membership> {
        let index = self.cx.find(
            self.programmes,
            &record.programme,
            Code::UnknownProgramme,
            ReferenceKind::Programmes,
        )?;
        let programme = &self.programmes[index];
        if !types.is_empty() && !types.iter().any(|of| programme.types.contains(of)) {
            let message = format!(
                "the programme `{}` addresses none of this partner's types",
                programme.id
            );
            let help = "check `types` here and in `programme.toml`, or delete the membership";
            self.cx.push(
                Diagnostic::new(Code::TypeNotAddressed, record.programme.span, message).help(help),
            );
        }
        let (since, until) = (record.since.as_ref(), record.until.as_ref());
        self.cx.date_order(since, until, "the membership");
        for (former, since) in &record.history {
            self.tier(programme, former);
            if let (Some(earlier), Some(present)) = (since, &record.since)
                && earlier.value >= present.value
            {
                let message = format!(
                    "an earlier tier cannot begin on {}, after the present one",
                    earlier.value
                );
                let diagnostic = Diagnostic::new(Code::DateOrder, earlier.span, message);
                let diagnostic = diagnostic.related(present.span, "the present one begins here");
                self.cx.push(diagnostic.help("change one of the two dates"));
            }
        }
        let mut tier = record
            .tier
            .as_ref()
            .and_then(|tier| self.tier(programme, tier));
        if self.ended(since, until, "the membership") {
            return None;
        }
        let mut history = Vec::new();
        for (former, since) in &record.history {
            if self.begins_later(since.as_ref(), &format!("the tier `{}`", former.value)) {
                continue;
            }
            history.extend(programme.tiers.find(&former.value).map(|tier| FormerTier {
                tier,
                since: since.as_ref().map(|date| date.value),
            }));
        }
        history.sort_by_key(|former| former.since);
        let mut begin = since.map(|since| since.value);
        let what = match (&record.tier, history.last()) {
            (Some(tier), Some(_)) => format!("the tier `{}`", tier.value),
            _ => "the membership".to_owned(),
        };
        if self.begins_later(since, &what) {
            // Until then the partner has the tier before.
            let former = history.pop()?;
            (tier, begin) = (Some(former.tier), former.since);
        }
        Some(Membership {
            programme: index,
            tier,
            since: begin,
            until: record.until.as_ref().map(|date| date.value),
            history,
        })
    }

    pub(super) fn tier(
        &mut self,
        programme: &Programme,
        word: &Spanned<String>,
    ) -> Option<crate::model::TierIx> {
        let found = programme.tiers.find(&word.value);
        if found.is_none() && !word.value.is_empty() {
            let message = format!("unknown tier `{}`", word.value);
            let help = self
                .cx
                .suggestion(&programme.tiers, &word.value)
                .unwrap_or_else(|| format!("the programme `{}` has no tiers", programme.id));
            self.cx
                .push(Diagnostic::new(Code::UnknownTier, word.span, message).help(help));
        }
        found
    }
}
