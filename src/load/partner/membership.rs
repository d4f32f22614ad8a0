//! The programmes that a partner is in: `[programmes.<id>]`. Entry point: [`read`].

use super::MembershipRecord;
use crate::load::reader::{ReferenceKind, Table, Value};
use crate::source::Spanned;

pub(super) fn read(table: &Table<'_>) -> Vec<MembershipRecord> {
    let entries = table.table("programmes").map_or_else(Vec::new, |table| {
        table.entries_of(ReferenceKind::Programmes)
    });
    let read = |(programme, value): (Spanned<&str>, Value<'_>)| {
        let table = value.table(programme.value)?;
        Some(MembershipRecord {
            programme: programme.map(str::to_owned),
            tier: table.text_of("tier", ReferenceKind::Tiers),
            since: table.date("since"),
            until: table.date("until"),
            history: table
                .tables("history")
                .iter()
                .map(|former| {
                    let tier = former.required_of("tier", ReferenceKind::Tiers);
                    (tier, former.date("since"))
                })
                .collect(),
        })
    };
    entries.into_iter().filter_map(read).collect()
}
