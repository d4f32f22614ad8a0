//! Programmes: tiers, criteria, benefits, processes, resources, and what countries decided.

mod country;
mod country_terms;
mod offer;
mod rules;
mod tiers;

use std::collections::BTreeMap;

use super::settings::country_codes;
use super::{Context, ReferenceKind, formats};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::load::{AXES, ProductsRecord, ProgrammeRecord, ProseRecord, TierRecord};
use crate::model::{
    Axis, IndexedList, ListIndex, Process, ProductIx, Programme, ProgrammeIx, Prose, Tier, TierIx,
    TypeIx, Vocabulary,
};
use crate::source::Spanned;

/// The most words that a message lists.
const NAMED_AT_MOST: usize = 12;

pub(super) fn programmes(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
) -> IndexedList<ProgrammeIx, Programme> {
    let records = cx.records;
    let mut programmes = Vec::new();
    for record in &records.programmes {
        formats::file_id(cx, &record.id, record.file, |id| format!("{id}/"));
        programmes.push((
            record.id.clone(),
            ProgrammeValidator {
                cx,
                vocabulary,
                record,
            }
            .programme(),
        ));
    }
    tier_addresses(cx);
    IndexedList::new(programmes)
}

/// Reports tiers whose badges and lists would have one address: `a-b` with the tier `c`, and `a` with `b-c`.
fn tier_addresses(cx: &mut Context<'_>) {
    let mut seen: BTreeMap<String, (&str, &Spanned<String>)> = BTreeMap::new();
    let records = cx.records;
    for record in &records.programmes {
        for tier in &record.tiers {
            let address = format!("{}-{}", record.id, tier.id.value);
            let Some((other, first)) = seen.insert(address.clone(), (&record.id, &tier.id)) else {
                continue;
            };
            // Two tiers of one programme are reported there.
            if other != record.id {
                let message = format!(
                    "the tiers `{}` of `{other}` and `{}` of `{}` have one address, `/badges/{address}.svg`",
                    first.value, tier.id.value, record.id
                );
                cx.push(
                    Diagnostic::new(Code::DuplicateId, tier.id.span, message)
                        .related(first.span, "the other one")
                        .help("give one of them another id"),
                );
            }
        }
    }
}

/// State of the checks of one programme.
struct ProgrammeValidator<'c, 'a> {
    cx: &'c mut Context<'a>,
    vocabulary: &'c Vocabulary,
    record: &'c ProgrammeRecord,
}

impl ProgrammeValidator<'_, '_> {
    fn programme(&mut self) -> Programme {
        let record = self.record;
        let organization = &self.cx.records.settings.organization;
        let tiers = self.tiers();
        let types = self.cx.find_all(
            &self.vocabulary.types,
            &record.types,
            Code::UnknownType,
            ReferenceKind::Types,
        );
        let products = match &record.products {
            ProductsRecord::All => Vec::new(),
            ProductsRecord::Only(products) => self.products(products),
        };
        let criteria = record
            .criteria
            .iter()
            .map(|criterion| self.criterion(criterion, &tiers, &types))
            .collect();
        self.unique_ids(
            record.criteria.iter().map(|criterion| &criterion.id),
            "criteria",
        );
        let benefits = record
            .benefits
            .iter()
            .map(|benefit| self.benefit(benefit, &tiers, &types))
            .collect();
        self.unique_ids(
            record.benefits.iter().map(|benefit| &benefit.id),
            "benefits",
        );
        let resources = record
            .resources
            .iter()
            .filter_map(|resource| self.resource(resource))
            .collect();
        self.unique_ids(
            record.resources.iter().map(|resource| &resource.id),
            "resources",
        );
        self.unique_files();
        self.check_answers();
        let mut programme = Programme {
            id: record.id.clone(),
            name: self.cx.required_text(&record.name),
            short_name: self.cx.maybe_text(record.short_name.as_ref()),
            status: record.status,
            fee: record.fee.as_ref().and_then(|fee| self.fee(fee)),
            products,
            types,
            autonomy: record.autonomy.iter().copied().collect(),
            portal: formats::maybe_url(self.cx, record.portal.as_ref()),
            contact: record
                .contact
                .as_ref()
                .map(|desk| self.desk(desk, &country_codes(organization))),
            criteria,
            benefits,
            processes: self.processes(),
            resources,
            finder_fee: record.finder_fee.as_ref().map(|fee| self.finder_fee(fee)),
            advancement: record
                .advancement
                .as_ref()
                .map(|advancement| self.advancement(advancement)),
            contract: record
                .contract
                .as_ref()
                .and_then(|contract| self.contract(contract)),
            promotion: self.promotion(),
            not_offered: self.not_offered(),
            prose: self.prose(),
            axes: self.axes(),
            countries: Vec::new(),
            tiers,
        };
        programme.countries = self.countries(&programme);
        programme
    }

    fn products(&mut self, products: &[Spanned<String>]) -> Vec<ProductIx> {
        self.cx.find_all(
            &self.vocabulary.products,
            products,
            Code::UnknownProduct,
            ReferenceKind::Products,
        )
    }

    fn tiers(&mut self) -> IndexedList<TierIx, Tier> {
        let record = self.record;
        self.unique_ids(record.tiers.iter().map(|tier| &tier.id), "tiers");
        let ids = record.tiers.iter().map(|tier| &tier.id.value);
        let corrected: Vec<_> = ids
            .clone()
            .map(|id| formats::corrected_id(self.cx, id))
            .collect();
        let known: Vec<&str> = ids
            .chain(corrected.iter().flatten())
            .map(String::as_str)
            .collect();
        self.stray(&record.tier_prose, &known, Code::UnknownTier, "tier");
        for tier in &record.tiers {
            self.warn_of_other_title(tier);
        }
        let tiers = record.tiers.iter().map(|tier| {
            let tier = Tier {
                id: tier.id.value.clone(),
                name: self.cx.required_text(&tier.name),
                color: formats::color(self.cx, tier.color.as_ref()),
                print_color: tier.print_color,
                print_entry: tier.print_entry,
                prose: record
                    .tier_prose
                    .get(&tier.id.value)
                    .map(|prose| self.cx.prose(prose)),
            };
            (tier.id.clone(), tier)
        });
        let mut tiers = IndexedList::<TierIx, Tier>::new(tiers.collect::<Vec<_>>());
        for (index, id) in corrected.into_iter().enumerate() {
            if let Some(id) = id {
                tiers.add_id(id, TierIx::new(index));
            }
        }
        tiers
    }

    /// Warns of a title in the text of a tier that is not its name, which is shown instead.
    fn warn_of_other_title(&mut self, tier: &TierRecord) {
        let Some(prose) = self.record.tier_prose.get(&tier.id.value) else {
            return;
        };
        let versions = prose.versions.iter().zip(&tier.name.versions);
        for (version, name) in versions {
            let (Some(version), Some(name)) = (version, name) else {
                continue;
            };
            let title = &version.title;
            if !title.value.is_empty() && title.value != name.value {
                let message = format!(
                    "the title `{}` is not shown: the tier is called `{}`",
                    title.value, name.value
                );
                let help = "delete the line, or change `name` of the tier in `programme.toml`";
                let problem = Diagnostic::new(Code::UnusedValue, title.span, message);
                self.cx
                    .push(problem.related(name.span, "its name").help(help));
            }
        }
    }

    fn processes(&mut self) -> Vec<Process> {
        let record = self.record;
        self.unique_ids(
            record.processes.iter().map(|process| &process.id),
            "processes",
        );
        let known: Vec<&str> = record
            .processes
            .iter()
            .map(|process| process.id.value.as_str())
            .collect();
        self.stray(
            &record.process_prose,
            &known,
            Code::UnknownProcess,
            "process",
        );
        let processes = record.processes.iter().map(|process| Process {
            id: process.id.value.clone(),
            name: self.cx.required_text(&process.name),
            owner: self.cx.maybe_text(process.owner.as_ref()),
            delay: self.cx.maybe_text(process.delay.as_ref()),
            reviewed: self.cx.past_date(process.reviewed.as_ref(), "the review"),
            prose: record
                .process_prose
                .get(&process.id.value)
                .map(|prose| self.cx.prose(prose)),
        });
        processes.collect()
    }

    fn prose(&mut self) -> Prose {
        let record = self.record;
        if let Some(prose) = &record.prose {
            return self.cx.prose(prose);
        }
        let language = &self.cx.records.languages[0];
        let message = format!("the programme `{}` has no description", record.id);
        let help = format!("write it into `index.{language}.md` beside `programme.toml`");
        self.cx
            .push(Diagnostic::new(Code::MissingFile, record.file.start(), message).help(help));
        Prose {
            title: self.cx.placeholder(&record.id),
            summary: None,
            body: None,
        }
    }

    fn axes(&mut self) -> BTreeMap<Axis, Prose> {
        let record = self.record;
        let known: Vec<&str> = AXES.iter().map(|(word, _)| *word).collect();
        self.stray(&record.axis_prose, &known, Code::UnknownWord, "axis");
        AXES.iter()
            .filter_map(|(word, axis)| Some((*axis, self.cx.prose(record.axis_prose.get(*word)?))))
            .collect()
    }

    /// Reports Markdown files that belong to no entry of the programme.
    fn stray(
        &mut self,
        texts: &BTreeMap<String, ProseRecord>,
        known: &[&str],
        code: Code,
        what: &str,
    ) {
        for (stem, text) in texts
            .iter()
            .filter(|(stem, _)| !known.contains(&stem.as_str()))
        {
            for version in text.versions.iter().flatten() {
                let message = format!("this is the text of an unknown {what}, `{stem}`");
                let named = (code == Code::UnknownCountry)
                    .then(|| self.cx.country_named(&self.vocabulary.countries, stem))
                    .flatten();
                let help = match named.or_else(|| nearest(stem, known.iter().copied())) {
                    Some(nearest) => format!("did you mean `{nearest}`? then rename the file"),
                    None if (1..=NAMED_AT_MOST).contains(&known.len()) => {
                        let known: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
                        format!(
                            "rename the file after one of {}, or delete it",
                            known.join(", ")
                        )
                    }
                    None => format!("rename the file as {what}s are called, or delete it"),
                };
                self.cx
                    .push(Diagnostic::new(code, version.file.start(), message).help(help));
            }
        }
    }

    fn unique_ids<'i>(&mut self, ids: impl Iterator<Item = &'i Spanned<String>>, what: &str) {
        let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        for id in ids.filter(|id| !id.value.is_empty()) {
            formats::id(self.cx, id);
            if let Some(first) = seen.insert(&id.value, id) {
                let message = format!("two {what} have the id `{}`", id.value);
                let diagnostic = Diagnostic::new(Code::DuplicateId, id.span, message);
                self.cx.push(
                    diagnostic
                        .related(first.span, "first here")
                        .help("give one of them another id"),
                );
            }
        }
    }

    /// Reports different files that would be published at one address.
    fn unique_files(&mut self) {
        let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        let record = self.record;
        let files = record.resources.iter();
        for file in files.filter_map(|resource| resource.file.as_ref()) {
            let name = file.value.rsplit('/').next().unwrap_or(&file.value);
            let Some(first) = seen.insert(name, file) else {
                continue;
            };
            if first.value != file.value {
                let message = format!("two files are called `{name}`, and are published as one");
                self.cx.push(
                    Diagnostic::new(Code::DuplicateId, file.span, message)
                        .related(first.span, "first here")
                        .help("rename one of them"),
                );
            }
        }
    }

    /// A type of partner that the programme addresses.
    fn addressed_type(&mut self, word: &Spanned<String>, addressed: &[TypeIx]) -> Option<TypeIx> {
        let index = self.cx.find(
            &self.vocabulary.types,
            word,
            Code::UnknownType,
            ReferenceKind::Types,
        )?;
        if !addressed.contains(&index) {
            let message = format!(
                "the programme does not address partners of type `{}`",
                word.value
            );
            let help = format!("add `\"{}\"` to `types`, or delete this", word.value);
            self.cx
                .push(Diagnostic::new(Code::TypeNotAddressed, word.span, message).help(help));
        }
        Some(index)
    }
}
