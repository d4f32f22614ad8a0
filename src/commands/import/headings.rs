//! The fields that headings of spreadsheets mean in English, French and German. Entry points: [`guess`] for the field of
//! a heading, [`row`] for the row of the headings.

use crate::commands::table::{FOLDER, ID, fold as name_key};
use crate::edit::{FieldPath, Fields};
use crate::load::{Declaration, ReferenceKind, ValueType};

/// Fields and the headings that mean them, folded by [`fold`]. `TIER` and `TIER_SINCE` depend on the project.
const HEADINGS: &[(&str, &str)] = &[
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

/// The longest heading that may be a field, in bytes.
const MAX_HEADING: usize = 300;

/// The most likely field of a heading, unless it is taken.
pub(super) fn guess(
    heading: &str,
    fields: &Fields<'_>,
    taken: &dyn Fn(&FieldPath) -> bool,
) -> Option<FieldPath> {
    if heading.len() > MAX_HEADING {
        return None;
    }
    if fold(heading) == ID {
        return Some(FieldPath::parse(ID)).filter(|path| !taken(path));
    }
    if heading.trim() == FOLDER {
        return Some(FieldPath::parse(FOLDER)).filter(|path| !taken(path));
    }
    let path = FieldPath::parse(heading);
    if fields.value_type(&path).is_some() {
        return Some(path).filter(|path| !taken(path));
    }
    let (name, language) = split_language(heading, fields);
    // Figures often have a year: `Turnover 2025`.
    let name = match name
        .len()
        .checked_sub(4)
        .and_then(|end| name.split_at_checked(end))
    {
        Some((figure, year)) if year.starts_with("20") && year.parse::<u16>().is_ok() => {
            figure.to_owned()
        }
        _ => name,
    };
    let first_programme = fields.records.declared(ReferenceKind::Programmes, None);
    let programme = named_programme(heading, fields)
        .or_else(|| first_programme.first().map(|word| word.id.clone()));
    let mut candidates = Vec::new();
    for (field, words) in HEADINGS {
        if words.split_whitespace().any(|word| word == name) {
            let field = match (*field, &programme) {
                ("TIER", Some(programme)) => format!("programmes.{programme}.tier"),
                ("TIER_SINCE", Some(programme)) => format!("programmes.{programme}.since"),
                ("TIER" | "TIER_SINCE", None) => continue,
                // Only figures that a criterion of the project uses.
                (field, _)
                    if field.starts_with("internal.") && !is_internal_field(field, fields) =>
                {
                    continue;
                }
                (field, _) => field.to_owned(),
            };
            candidates.push(field);
        }
    }
    if let Some(programme) = named_programme(heading, fields) {
        let key = if name.ends_with("since") {
            "since"
        } else {
            "tier"
        };
        candidates.push(format!("programmes.{programme}.{key}"));
    }
    candidates.extend(
        fields
            .records
            .declared(ReferenceKind::Figures, None)
            .iter()
            .filter(|figure| fold(&figure.id) == name)
            .map(|figure| format!("internal.{}", figure.id)),
    );
    candidates.extend(own_field(&name, fields));
    let default = &fields.records.languages[0];
    let paths = candidates.into_iter().map(|field| {
        let mut path = FieldPath::parse(&field);
        if fields.is_texts(&path) {
            let language = language.as_ref().unwrap_or(default);
            path = FieldPath::parse(&format!("{field}.{language}"));
        } else if let Some(language) = &language
            && fields.is_name_by_language(&path)
        {
            path = FieldPath::parse(&format!("{field}.{language}"));
        }
        path
    });
    paths
        .filter(|path| !taken(path))
        .find(|path| path.to_string() == "id" || fields.value_type(path).is_some())
}

/// The own field of partners that a folded heading names by its id or its name: of an amount, the number.
fn own_field(name: &str, fields: &Fields<'_>) -> Option<String> {
    let declared = fields.records.declared(ReferenceKind::PartnerFields, None);
    let is_named = |word: &Declaration| {
        fold(&word.id) == name || word.names.iter().any(|other| fold(other) == name)
    };
    let id = declared.into_iter().find(is_named)?.id;
    let path = format!("fields.{id}");
    let amount = format!("{path}.amount");
    let is_amount = fields.value_type(&FieldPath::parse(&amount)).is_some();
    Some(if is_amount { amount } else { path })
}

/// Whether a field is a figure of the project, or the notes.
fn is_internal_field(field: &str, fields: &Fields<'_>) -> bool {
    let figures = fields.records.declared(ReferenceKind::Figures, None);
    field == "internal.notes"
        || figures
            .iter()
            .any(|figure| field.strip_prefix("internal.") == Some(&*figure.id))
}

/// The index of the row of headings: the one with the most known headings, else the first. There may be a title or
/// names of column groups above it.
pub(super) fn row(rows: &[Vec<&str>], fields: &Fields<'_>) -> usize {
    let known_headings = |row: &Vec<&str>| {
        let mut known: Vec<FieldPath> = Vec::new();
        for heading in row.iter().filter(|heading| !heading.trim().is_empty()) {
            let field = guess(heading, fields, &|path| known.contains(path));
            known.extend(field);
        }
        known.len()
    };
    let counts: Vec<usize> = rows.iter().map(known_headings).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    // A single additional heading may be a coincidence: a partner called "Web".
    let first = counts.first().copied().unwrap_or(0);
    if most > first + 1 {
        counts.iter().position(|count| *count == most).unwrap_or(0)
    } else {
        0
    }
}

/// The folded heading without the language at its end, and that language: `Description (fr)`, `summary_en`.
fn split_language(heading: &str, fields: &Fields<'_>) -> (String, Option<String>) {
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
    let name = fold(heading);
    let programmes = fields.records.declared(ReferenceKind::Programmes, None);
    let found = programmes.into_iter().find(|programme| {
        let id = fold(&programme.id);
        let tier = [format!("tier{id}"), format!("tier{id}since")];
        tier.contains(&name) || programme.names.iter().any(|other| fold(other) == name)
    });
    found.map(|programme| programme.id)
}

/// A heading without case, accents, whitespace and signs, such as the number sign of `Phone #`.
fn fold(heading: &str) -> String {
    name_key(heading).replace(['+', '#'], "")
}

/// Whether a heading is the word for one country.
pub(super) fn is_country(heading: &str) -> bool {
    ["pays", "country", "land"].contains(&&*fold(heading))
}

/// Whether a field takes several values from one cell.
pub(super) fn is_list(fields: &Fields<'_>, path: &FieldPath) -> bool {
    path.is_each()
        || matches!(
            fields.value_type(path),
            Some(ValueType::List | ValueType::DeclaredList(_) | ValueType::WordList(_))
        )
}
