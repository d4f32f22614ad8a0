//! Headings of spreadsheets → fields: what English, French and German catalogues call them.

use crate::commands::table::FOLDER;
use crate::commands::table::fold;
use crate::edit::{FieldPath, Fields};
use crate::load::{ReferenceKind, ValueType};

/// Fields, with what headings say for them, folded as [`fold`] does. `TIER`, `TIER_SINCE` and `FIGURE` depend on the
/// project.
const SAID: &[(&str, &str)] = &[
    (
        "id",
        "id key partnerid code kennung schluessel schlussel identifiant cle slug",
    ),
    (
        "name",
        "name company companyname partner partnername organization organisation organizationname account accountname \
         firm nom societe nomsociete entreprise partenaire nomdupartenaire raisonsociale firma firmenname unternehmen \
         partnerfirma bezeichnung",
    ),
    (
        "legal_name",
        "legalname legalentity registeredname denomination denominationsociale raisonsociale nomlegal firmierung rechtlichername \
         handelsregistername",
    ),
    (
        "sort_name",
        "sortname sortby nomdetri sortiername sortierung",
    ),
    (
        "types",
        "type types typ partnertype partnertypes role roles kind category typedepartenaire typepartenaire categorie \
               art partnerart partnertyp rolle kategorie",
    ),
    (
        "products",
        "product products solutions produit produits produkt produkte losungen",
    ),
    (
        "industries",
        "industry industries sector sectors vertical verticals secteur secteurs industrie branche branchen",
    ),
    (
        "languages",
        "language languages spokenlanguages langue langues languesparlees sprache sprachen",
    ),
    (
        "serves",
        "serves area areaserved territory territories region regions countries countriesserved coverage pays \
                paysdesservis zone territoire gebiet vertriebsgebiet lander laender region regionen",
    ),
    (
        "website",
        "website web url site homepage webpage siteweb siteinternet internet webseite webadresse homepage link",
    ),
    ("logo", "logo logofile fichierlogo logodatei"),
    (
        "since",
        "since joined partnersince membersince joindate startdate depuis partenairedepuis dateentree seit \
               partnerseit beitritt eintritt",
    ),
    ("status", "status recordstatus statut etat zustand"),
    (
        "last_verified",
        "lastverified verified lastchecked verifiele dernieremiseajour gepruft zuletztgepruft geprueft",
    ),
    (
        "summary",
        "summary tagline oneliner shortdescription accroche resume kurzbeschreibung zusammenfassung claim",
    ),
    (
        "description",
        "description about profile longdescription text presentation descriptif beschreibung profil uber",
    ),
    (
        "specializations.*.id",
        "specialization specializations specialisation specialisations competence competences \
                              competencies expertise skills specialites kompetenz kompetenzen spezialisierung \
                              spezialisierungen",
    ),
    (
        "offices.1.street",
        "street address address1 streetaddress rue adresse strasse strae stra strasseundhausnummer anschrift",
    ),
    (
        "offices.1.postcode",
        "postcode zip zipcode postalcode codepostal cp plz postleitzahl",
    ),
    ("offices.1.city", "city town ville ort stadt"),
    (
        "offices.1.region",
        "state county province bundesland kanton departement",
    ),
    (
        "offices.1.country",
        "country countrycode land pays codepays landercode landeskennzeichen",
    ),
    ("offices.1.latitude", "latitude lat breite breitengrad"),
    (
        "offices.1.longitude",
        "longitude lon lng long lange langengrad laengengrad",
    ),
    (
        "contacts.1.email",
        "email mail contactemail courriel adressemail emailadresse",
    ),
    (
        "contacts.1.phone",
        "phone telephone tel phonenumber telephonenumber numerodetelephone telefon telefonnummer rufnummer",
    ),
    (
        "contacts.1.person",
        "contact contactname contactperson personneacontacter interlocuteur ansprechpartner kontakt",
    ),
    (
        "internal.revenue",
        "revenue turnover sales ca chiffredaffaires chiffredaffairesannuel umsatz jahresumsatz",
    ),
    (
        "internal.new_customers",
        "newcustomers nouveauxclients neukunden neuekunden",
    ),
    (
        "internal.satisfaction",
        "satisfaction customersatisfaction csat satisfactionclient satisfactionclients zufriedenheit kundenzufriedenheit",
    ),
    (
        "internal.notes",
        "notes internalnotes remarques remarks comments commentaires bemerkungen notizen anmerkungen",
    ),
    (
        "TIER",
        "tier level partnerlevel partnertier grade membership niveau niveaupartenaire rang stufe partnerstufe \
              partnerstatus",
    ),
    ("TIER_SINCE", "tiersince levelsince niveaudepuis stufeseit"),
];

/// The field that a heading most likely means, unless it is taken.
pub(super) fn guess(
    heading: &str,
    fields: &Fields<'_>,
    taken: &dyn Fn(&FieldPath) -> bool,
) -> Option<FieldPath> {
    if fold(heading) == "id" || heading.trim() == FOLDER {
        return Some(FieldPath::parse(heading.trim()));
    }
    let own = FieldPath::parse(heading);
    if fields.value_type(&own).is_some() {
        return Some(own).filter(|path| !taken(path));
    }
    let (said, language) = with_language(heading, fields);
    // Figures are of a year: `Turnover 2025`.
    let said = match said
        .len()
        .checked_sub(4)
        .and_then(|at| said.split_at_checked(at))
    {
        Some((what, year)) if year.starts_with("20") && year.parse::<u16>().is_ok() => {
            what.to_owned()
        }
        _ => said,
    };
    let first_programme = fields.records.declared(ReferenceKind::Programmes, None);
    let programme = named_programme(heading, fields)
        .or_else(|| first_programme.first().map(|it| it.id.clone()));
    let mut candidates = Vec::new();
    for (field, words) in SAID {
        if words.split_whitespace().any(|word| word == said) {
            let field = match (*field, &programme) {
                ("TIER", Some(programme)) => format!("programmes.{programme}.tier"),
                ("TIER_SINCE", Some(programme)) => format!("programmes.{programme}.since"),
                ("TIER" | "TIER_SINCE", None) => continue,
                // Of the figures those that a criterion asks for.
                (field, _) if field.starts_with("internal.") && !is_kept(field, fields) => continue,
                (field, _) => field.to_owned(),
            };
            candidates.push(field);
        }
    }
    if let Some(programme) = named_programme(heading, fields) {
        let what = if said.ends_with("since") {
            "since"
        } else {
            "tier"
        };
        candidates.push(format!("programmes.{programme}.{what}"));
    }
    candidates.extend(
        fields
            .records
            .declared(ReferenceKind::Figures, None)
            .iter()
            .filter(|figure| fold(&figure.id) == said)
            .map(|figure| format!("internal.{}", figure.id)),
    );
    let default = &fields.records.languages[0];
    let paths = candidates.into_iter().map(|field| {
        let mut path = FieldPath::parse(&field);
        if fields.is_texts(&path) {
            let language = language.as_ref().unwrap_or(default);
            path = FieldPath::parse(&format!("{field}.{language}"));
        }
        path
    });
    let mut paths = paths.filter(|path| !taken(path));
    paths.find(|path| path.to_string() == "id" || fields.value_type(path).is_some())
}

/// Whether it is a figure of the project, or the notes.
fn is_kept(field: &str, fields: &Fields<'_>) -> bool {
    let figures = fields.records.declared(ReferenceKind::Figures, None);
    field == "internal.notes"
        || figures
            .iter()
            .any(|figure| field.strip_prefix("internal.") == Some(&*figure.id))
}

/// Which of the rows at the top has the headings: the one in which most are understood, else the first. Above it there
/// may be a title, or the names of groups of columns.
pub(super) fn row(rows: &[Vec<&str>], fields: &Fields<'_>) -> usize {
    let understood = |row: &Vec<&str>| {
        let mut known: Vec<FieldPath> = Vec::new();
        for heading in row.iter().filter(|heading| !heading.trim().is_empty()) {
            let field = guess(heading, fields, &|path| known.contains(path));
            known.extend(field);
        }
        known.len()
    };
    let counts: Vec<usize> = rows.iter().map(understood).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    // One word that is understood may be chance: a partner called "Web".
    let first = counts.first().copied().unwrap_or(0);
    match most > first + 1 {
        true => counts.iter().position(|count| *count == most).unwrap_or(0),
        false => 0,
    }
}

/// The heading without the language at its end, and that language: `Description (fr)`, `summary_en`.
fn with_language(heading: &str, fields: &Fields<'_>) -> (String, Option<String>) {
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if let [before @ .., last] = &words[..]
        && !before.is_empty()
        && let Some(code) = fields
            .records
            .languages
            .iter()
            .find(|code| code.eq_ignore_ascii_case(last))
    {
        return (fold(&before.concat()), Some(code.clone()));
    }
    (fold(heading), None)
}

/// The programme that a heading names, as `tier_solutions` does.
fn named_programme(heading: &str, fields: &Fields<'_>) -> Option<String> {
    let said = fold(heading);
    let programmes = fields.records.declared(ReferenceKind::Programmes, None);
    let found = programmes.into_iter().find(|programme| {
        let id = fold(&programme.id);
        let tier = [format!("tier{id}"), format!("tier{id}since")];
        tier.contains(&said) || programme.names.iter().any(|name| fold(name) == said)
    });
    found.map(|programme| programme.id)
}

/// Whether a field takes several values from one cell.
pub(super) fn is_list(fields: &Fields<'_>, path: &FieldPath) -> bool {
    path.is_each()
        || matches!(
            fields.value_type(path),
            Some(ValueType::List | ValueType::DeclaredList(_) | ValueType::WordList(_))
        )
}
