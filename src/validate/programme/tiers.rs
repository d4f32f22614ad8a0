//! Values by tier: the tiers must exist, and a higher tier must require and receive at least as much.

use std::collections::BTreeMap;

use super::{ProgrammeValidator, ReferenceKind};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::load::{ByTierRecord, Texts, ValueRecord, truth};
use crate::model::{BenefitValue, ByTier, IndexedList, ListIndex, Text, Tier, TierIx, TypeIx};
use crate::source::{Span, Spanned};

impl ProgrammeValidator<'_, '_> {
    /// Minimum figures by tier.
    pub(super) fn thresholds(
        &mut self,
        record: &ByTierRecord,
        tiers: &IndexedList<TierIx, Tier>,
    ) -> ByTier<f64> {
        let mut rising: Vec<(TierIx, f64, Span)> = Vec::new();
        let thresholds = self.by_tier(record, tiers, |checker, tier, value| match value.value {
            ValueRecord::Number(number) if number >= 0.0 => {
                rising.push((tier, number, value.span));
                Some(number)
            }
            _ => {
                let message = "a threshold must be a number that is not negative";
                let help = "write the least figure that the tier asks; leave the tier out if it asks nothing";
                checker.cx.push(Diagnostic::new(Code::WrongType, value.span, message).help(help));
                None
            }
        });
        self.warn_of_fall(
            &mut rising,
            "asks less",
            "a higher tier asks at least as much: check both values",
        );
        thresholds
    }

    /// Values of a benefit by tier.
    pub(super) fn benefit_values(
        &mut self,
        record: &ByTierRecord,
        tiers: &IndexedList<TierIx, Tier>,
    ) -> ByTier<BenefitValue> {
        let mut rising: Vec<(TierIx, f64, Span)> = Vec::new();
        let values = self.by_tier(record, tiers, |checker, tier, value| {
            let size = match &value.value {
                ValueRecord::Number(number) => Some(*number),
                ValueRecord::Bool(boolean) => Some(f64::from(u8::from(*boolean))),
                ValueRecord::Unlimited => Some(f64::INFINITY),
                ValueRecord::Amount(money) => Some(money.amount),
                ValueRecord::Text(_) => None,
            };
            rising.extend(size.map(|size| (tier, size, value.span)));
            Some(match &value.value {
                ValueRecord::Bool(false) => BenefitValue::No,
                ValueRecord::Bool(true) => BenefitValue::Yes,
                ValueRecord::Number(number) if *number == 0.0 => BenefitValue::No,
                ValueRecord::Number(number) => BenefitValue::Number(*number),
                ValueRecord::Unlimited => BenefitValue::Unlimited,
                ValueRecord::Amount(money) => BenefitValue::Amount(checker.money(money)),
                ValueRecord::Text(texts) => {
                    checker.closed_word(&tiers[tier].id, texts)?;
                    BenefitValue::Text(checker.cx.text(texts)?)
                }
            })
        });
        self.warn_of_fall(
            &mut rising,
            "gets less",
            "a higher tier gets at least as much: check both values",
        );
        values
    }

    /// Reports a text that is a quoted `true` or `false`, or a misspelt `unlimited`: readers would see that word.
    fn closed_word(&mut self, tier: &str, texts: &Texts) -> Option<()> {
        let mut versions = texts.versions.iter().flatten();
        let quoted = versions.clone().find_map(|version| {
            let is_number = version.value.trim().parse::<u8>().is_ok();
            let meant = truth(&version.value).filter(|_| !is_number)?;
            Some((version, meant))
        });
        if let Some((version, meant)) = quoted {
            let message = format!("a benefit is not the text \"{}\"", version.value);
            let help = format!("write `{tier} = {meant}`, without quotes");
            let problem = Diagnostic::new(Code::WrongType, version.span, message);
            self.cx.push(problem.help(help));
            return None;
        }
        let (Some(only), None) = (versions.next(), versions.next()) else {
            return Some(());
        };
        let word = only.value.trim().to_lowercase();
        if word.starts_with("un") && nearest(&word, ["unlimited"]).is_some() {
            let message = format!("a benefit cannot be \"{}\"", only.value);
            let problem = Diagnostic::new(Code::UnknownWord, only.span, message);
            self.cx.push(problem.help("did you mean `unlimited`?"));
            return None;
        }
        Some(())
    }

    fn by_tier<T>(
        &mut self,
        record: &ByTierRecord,
        tiers: &IndexedList<TierIx, Tier>,
        mut value: impl FnMut(&mut Self, TierIx, &Spanned<ValueRecord>) -> Option<T>,
    ) -> ByTier<T> {
        let mut values: Vec<Option<T>> = tiers.indexes().map(|_| None).collect();
        for (tier, written) in &record.values {
            if let Some(tier) = self
                .cx
                .find(tiers, tier, Code::UnknownTier, ReferenceKind::Tiers)
            {
                values[tier.index()] = value(self, tier, written);
            }
        }
        ByTier(values)
    }

    fn warn_of_fall(&mut self, rising: &mut [(TierIx, f64, Span)], less: &str, help: &str) {
        rising.sort_by_key(|(tier, ..)| *tier);
        for pair in rising.windows(2) {
            let [(lower, low, low_span), (higher, high, span)] = pair else {
                continue;
            };
            if high < low {
                let id = |tier: &TierIx| &self.record.tiers[tier.index()].id.value;
                let message = format!(
                    "`{}` {less} than `{}`, the tier below it",
                    id(higher),
                    id(lower)
                );
                let diagnostic = Diagnostic::new(Code::TierOrder, *span, message);
                self.cx
                    .push(diagnostic.related(*low_span, "the tier below").help(help));
            }
        }
    }

    /// Values by type of partner and tier.
    pub(super) fn by_type<T>(
        &mut self,
        records: &[(Spanned<String>, ByTierRecord)],
        addressed: &[TypeIx],
        mut values: impl FnMut(&mut Self, &ByTierRecord) -> ByTier<T>,
    ) -> BTreeMap<TypeIx, ByTier<T>> {
        let mut by_type = BTreeMap::new();
        for (word, record) in records {
            let values = values(self, record);
            if let Some(of) = self.addressed_type(word, addressed) {
                by_type.insert(of, values);
            }
        }
        by_type
    }

    /// The name of an entry, or its id if it has no name.
    pub(super) fn name_or_id(&mut self, name: Option<Text>, id: &Spanned<String>) -> Text {
        name.unwrap_or_else(|| self.cx.placeholder(&id.value.replace('-', " ")))
    }
}
