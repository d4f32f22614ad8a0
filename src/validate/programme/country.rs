//! Decisions of countries that the programme delegates.

use std::collections::BTreeMap;

use super::ProgrammeValidator;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::{ByTierRecord, CountryShareRecord, OverrideRecord};
use crate::model::{Autonomy, ByTier, CountryOverride, Override, Programme};
use crate::source::{Span, Spanned};
use crate::validate::formats;
use crate::validate::suggest::country_code;

impl ProgrammeValidator<'_, '_> {
    pub(super) fn countries(&mut self, programme: &Programme) -> Vec<CountryOverride> {
        let record = self.record;
        let codes: Vec<&str> = self
            .vocabulary
            .countries
            .iter()
            .filter(|(_, c)| !c.is_group())
            .map(|(_, c)| c.code.as_str())
            .collect();
        self.stray(
            &record.country_prose,
            &codes,
            Code::UnknownCountry,
            "country",
        );
        let mut shares: Vec<CountryOverride> = Vec::new();
        for share in &record.countries {
            shares.extend(self.share(share, programme, &codes));
        }
        // A country with only a text follows the programme in everything.
        for (code, prose) in &record.country_prose {
            let Some(country) = self.vocabulary.countries.find(code) else {
                continue;
            };
            if !shares.iter().any(|share| share.country == country) {
                let prose = Some(self.cx.prose(prose));
                shares.push(CountryOverride {
                    country,
                    contact: None,
                    finder_fee: None,
                    advancement: None,
                    contract: None,
                    fee: None,
                    budget: false,
                    criteria: BTreeMap::new(),
                    benefits: BTreeMap::new(),
                    prose,
                });
            }
        }
        shares.sort_by_key(|share| share.country);
        shares
    }

    fn share(
        &mut self,
        record: &CountryShareRecord,
        programme: &Programme,
        codes: &[&str],
    ) -> Option<CountryOverride> {
        let country = self
            .vocabulary
            .countries
            .find(&record.code)
            .filter(|_| codes.contains(&record.code.as_str()));
        let Some(country) = country else {
            let message = format!("unknown country `{}`", record.code);
            let help = match self
                .cx
                .country_named(&self.vocabulary.countries, &record.code)
            {
                Some(code) => {
                    format!("rename the file to `{code}.toml`: it is called by the country's code")
                }
                None => match country_code(self.cx.locales, &record.code) {
                    Some(code) => format!(
                        "rename the file to `{code}.toml`, and declare the country in `content/vocabulary.toml` as `[countries.{code}]`"
                    ),
                    None => {
                        let help = did_you_mean(&record.code, codes.iter().copied());
                        let help = help.unwrap_or_else(|| {
                            "rename the file to a code, such as `DE.toml`".to_owned()
                        });
                        format!(
                            "{help} (the file is named after a country of `content/vocabulary.toml`)"
                        )
                    }
                },
            };
            self.cx.push(
                Diagnostic::new(Code::UnknownCountry, record.file.start(), message).help(help),
            );
            return None;
        };
        let finder_fee = self.delegated(record.finder_fee.as_ref(), Autonomy::FinderFee);
        let advancement = self.delegated(record.advancement.as_ref(), Autonomy::Advancement);
        let contract = self.delegated(record.contract.as_ref(), Autonomy::Contract);
        let fee = self.delegated(record.fee.as_ref(), Autonomy::Fee);
        let budget = record.budget.map(|span| (span, ()));
        let budget = self.delegated(budget.as_ref(), Autonomy::Budget);
        for (id, _) in &record.criteria {
            self.delegated(Some(&(id.span, ())), Autonomy::Criteria);
        }
        for (id, _) in &record.benefits {
            self.delegated(Some(&(id.span, ())), Autonomy::Benefits);
        }
        let criteria: Vec<&str> = programme
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str())
            .collect();
        let benefits: Vec<&str> = programme
            .benefits
            .iter()
            .map(|benefit| benefit.id.as_str())
            .collect();
        Some(CountryOverride {
            country,
            contact: record
                .contact
                .as_ref()
                .map(|desk| self.country_desk(desk, &record.code, programme)),
            finder_fee: finder_fee.map(|(_, fee)| self.country_finder_fee(fee, programme)),
            advancement: advancement
                .map(|(_, advancement)| self.country_advancement(advancement, programme)),
            contract: contract
                .and_then(|(span, contract)| self.country_contract(span, contract, programme)),
            fee: fee.and_then(|(span, fee)| self.country_fee(span, fee, programme)),
            budget: budget.is_some(),
            criteria: self.overrides(&record.criteria, &criteria, programme, |checker, values| {
                checker.thresholds(values, &programme.tiers)
            }),
            benefits: self.overrides(&record.benefits, &benefits, programme, |checker, values| {
                checker.benefit_values(values, &programme.tiers)
            }),
            prose: self
                .record
                .country_prose
                .get(&record.code)
                .map(|prose| self.cx.prose(prose)),
        })
    }

    /// A decision of a country, after checking that it was delegated.
    fn delegated<'r, T>(
        &mut self,
        decided: Option<&'r (Span, T)>,
        autonomy: Autonomy,
    ) -> Option<(Span, &'r T)> {
        let (span, value) = decided?;
        if !self.record.autonomy.contains(&autonomy) {
            let word = match autonomy {
                Autonomy::FinderFee => "finder_fee",
                Autonomy::Advancement => "advancement",
                Autonomy::Contract => "contract",
                Autonomy::Budget => "budget",
                Autonomy::Criteria => "criteria",
                Autonomy::Benefits => "benefits",
                Autonomy::Fee => "fee",
            };
            let message = format!(
                "the programme `{}` does not leave `{word}` to countries",
                self.record.id
            );
            let help =
                format!("delete this, or add `\"{word}\"` to `autonomy` in `programme.toml`");
            self.cx
                .push(Diagnostic::new(Code::NotDelegated, *span, message).help(help));
        }
        Some((*span, value))
    }

    fn overrides<T>(
        &mut self,
        records: &[(Spanned<String>, OverrideRecord)],
        ids: &[&str],
        programme: &Programme,
        mut values: impl FnMut(&mut Self, &ByTierRecord) -> ByTier<T>,
    ) -> BTreeMap<usize, Override<T>> {
        let mut overrides = BTreeMap::new();
        for (id, record) in records {
            let all = record
                .all
                .as_ref()
                .map_or_else(ByTier::default, |record| values(self, record));
            let by_type = self.by_type(&record.by_type, &programme.types, &mut values);
            let position = ids.iter().position(|known| {
                *known == id.value
                    || formats::corrected_id(self.cx, known).as_ref() == Some(&id.value)
            });
            match position {
                Some(at) => {
                    overrides.insert(at, Override { all, by_type });
                }
                None => {
                    let message = format!("the programme has no `{}`", id.value);
                    let help = did_you_mean(&id.value, ids.iter().copied());
                    self.cx.push(
                        Diagnostic::new(Code::UnknownEntry, id.span, message).maybe_help(help),
                    );
                }
            }
        }
        overrides
    }
}
