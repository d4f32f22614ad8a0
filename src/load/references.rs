//! Declarations that records refer to by id. Entry point: [`Records::declared`].

use super::{
    CountryRecord, ProgrammeRecord, Records, ReferenceKind, TermRecord, Texts, VocabularyRecord,
};
use crate::model::{Facet, FieldOwner, FieldPlace, OwnFieldKind};

/// Something that the project declares, and records refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The id, which records write.
    pub id: String,
    /// Its names in all languages.
    pub names: Vec<String>,
    /// Synonyms.
    pub synonyms: Vec<String>,
}

impl Records {
    /// The declarations of a kind, in their order: those of one programme, or of all programmes; those of one own field.
    pub fn declared(&self, kind: ReferenceKind, scope: Option<&str>) -> Vec<Declaration> {
        let vocabulary = &self.vocabulary;
        let programmes = self.programmes.iter();
        let mut programmes =
            programmes.filter(|it| scope.is_none_or(|programme| it.id == programme));
        let terms = |terms: &[TermRecord]| terms.iter().map(term).collect();
        match kind {
            ReferenceKind::Languages => self.languages.iter().map(|code| plain(code)).collect(),
            ReferenceKind::Types => terms(&vocabulary.types),
            ReferenceKind::Products => terms(&vocabulary.products),
            ReferenceKind::Specializations => terms(&vocabulary.specializations),
            ReferenceKind::Levels => terms(&vocabulary.levels),
            ReferenceKind::Industries => terms(&vocabulary.industries),
            ReferenceKind::Certifications => terms(&vocabulary.certifications),
            ReferenceKind::Places => vocabulary.countries.iter().map(country).collect(),
            ReferenceKind::Countries => {
                let countries = vocabulary.countries.iter();
                let single = countries.filter(|country| country.members.is_empty());
                single.map(country).collect()
            }
            ReferenceKind::Programmes => {
                programmes.map(|it| named(&it.id, Some(&it.name))).collect()
            }
            ReferenceKind::Tiers => once_each(programmes.by_ref(), |it| {
                let tiers = it.tiers.iter();
                tiers
                    .map(|tier| named(&tier.id.value, Some(&tier.name)))
                    .collect()
            }),
            ReferenceKind::Criteria => once_each(programmes.by_ref(), |it| {
                let criteria = it.criteria.iter();
                criteria
                    .map(|it| named(&it.id.value, it.name.as_ref()))
                    .collect()
            }),
            ReferenceKind::Benefits => once_each(programmes.by_ref(), |it| {
                let benefits = it.benefits.iter();
                benefits
                    .map(|it| named(&it.id.value, Some(&it.name)))
                    .collect()
            }),
            ReferenceKind::Processes => once_each(programmes.by_ref(), |it| {
                let processes = it.processes.iter();
                processes
                    .map(|it| named(&it.id.value, Some(&it.name)))
                    .collect()
            }),
            ReferenceKind::Figures => once_each(programmes.by_ref(), |it| {
                let figures = it.criteria.iter();
                let figures = figures.filter_map(|it| it.figure.as_ref());
                figures.map(|figure| plain(&figure.value)).collect()
            }),
            ReferenceKind::Partners => {
                let partners = self.partners.iter();
                let partners = partners.map(|it| Declaration {
                    names: vec![it.name.value.clone()],
                    ..plain(&it.id)
                });
                partners.collect()
            }
            ReferenceKind::Themes => Vec::new(),
            ReferenceKind::Facets => self.facets(),
            ReferenceKind::PartnerFields => own_fields(vocabulary, FieldOwner::Partner),
            ReferenceKind::ReferenceFields => own_fields(vocabulary, FieldOwner::Reference),
            ReferenceKind::FieldChoices => {
                let field = scope.and_then(|id| vocabulary.own_field(id));
                let choices = field.and_then(|field| field.choices.as_ref());
                let choices = choices.iter().flat_map(|choices| &choices.value);
                choices
                    .map(|choice| named(&choice.id.value, Some(&choice.name)))
                    .collect()
            }
        }
    }
}

impl Records {
    fn facets(&self) -> Vec<Declaration> {
        let common = Facet::COMMON.iter().filter_map(|facet| facet.common_slug());
        let fields = self.vocabulary.fields_of(FieldOwner::Partner);
        let fields = fields.filter(|field| {
            let has_options = field.kind.is_some_and(OwnFieldKind::has_options);
            has_options && field.places.contains(&FieldPlace::Facet)
        });
        let fields =
            fields.map(|field| named(&Facet::slug_of_field(&field.id.value), Some(&field.name)));
        common.map(plain).chain(fields).collect()
    }
}

fn own_fields(vocabulary: &VocabularyRecord, owner: FieldOwner) -> Vec<Declaration> {
    let fields = vocabulary.fields_of(owner);
    fields
        .map(|field| named(&field.id.value, Some(&field.name)))
        .collect()
}

fn plain(id: &str) -> Declaration {
    named(id, None)
}

fn named(id: &str, name: Option<&Texts>) -> Declaration {
    let names = name.into_iter().flat_map(|texts| &texts.versions).flatten();
    Declaration {
        id: id.to_owned(),
        names: names.map(|name| name.value.to_string()).collect(),
        synonyms: Vec::new(),
    }
}

fn term(term: &TermRecord) -> Declaration {
    let plural = term.plural.iter().flat_map(|texts| &texts.versions);
    let plural = plural.flatten().map(|text| text.value.to_string());
    let synonyms = term.synonyms.iter().flatten().flatten().flatten();
    Declaration {
        synonyms: plural
            .chain(synonyms.map(|word| word.to_string()))
            .collect(),
        ..named(&term.id.value, Some(&term.name))
    }
}

fn country(country: &CountryRecord) -> Declaration {
    named(&country.code.value, country.name.as_ref())
}

/// The declarations of several programmes, without duplicates.
fn once_each<'a>(
    programmes: impl Iterator<Item = &'a ProgrammeRecord>,
    kind: impl Fn(&ProgrammeRecord) -> Vec<Declaration>,
) -> Vec<Declaration> {
    let mut all: Vec<Declaration> = Vec::new();
    for word in programmes.flat_map(kind) {
        if !word.id.is_empty() && !all.iter().any(|known| known.id == word.id) {
            all.push(word);
        }
    }
    all
}
