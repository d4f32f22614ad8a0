//! `[data]`: what others may do with the public data. Entry point: [`OpenData`].

use super::Text;

/// The terms of the public data.
#[derive(Debug, Clone, Default)]
pub struct OpenData {
    /// The licence, if it is a known one.
    pub licence: Option<&'static Licence>,
    /// The terms in the publisher's own words.
    pub terms: Option<Text>,
}

/// A licence for data, with its identifier of the SPDX list.
#[derive(Debug, PartialEq, Eq)]
pub struct Licence {
    /// Such as `CC-BY-4.0`.
    pub id: &'static str,
    /// Its name, the same in every language.
    pub name: &'static str,
    /// The address of its text.
    pub url: &'static str,
}

/// The licences that `[data] licence` may name.
pub const LICENCES: [Licence; 11] = [
    Licence {
        id: "CC0-1.0",
        name: "Creative Commons Zero 1.0",
        url: "https://creativecommons.org/publicdomain/zero/1.0/",
    },
    Licence {
        id: "CC-BY-4.0",
        name: "Creative Commons Attribution 4.0",
        url: "https://creativecommons.org/licenses/by/4.0/",
    },
    Licence {
        id: "CC-BY-SA-4.0",
        name: "Creative Commons Attribution-ShareAlike 4.0",
        url: "https://creativecommons.org/licenses/by-sa/4.0/",
    },
    Licence {
        id: "CC-BY-ND-4.0",
        name: "Creative Commons Attribution-NoDerivatives 4.0",
        url: "https://creativecommons.org/licenses/by-nd/4.0/",
    },
    Licence {
        id: "CC-BY-NC-4.0",
        name: "Creative Commons Attribution-NonCommercial 4.0",
        url: "https://creativecommons.org/licenses/by-nc/4.0/",
    },
    Licence {
        id: "ODbL-1.0",
        name: "Open Data Commons Open Database License 1.0",
        url: "https://opendatacommons.org/licenses/odbl/1-0/",
    },
    Licence {
        id: "ODC-By-1.0",
        name: "Open Data Commons Attribution License 1.0",
        url: "https://opendatacommons.org/licenses/by/1-0/",
    },
    Licence {
        id: "PDDL-1.0",
        name: "Open Data Commons Public Domain Dedication and License 1.0",
        url: "https://opendatacommons.org/licenses/pddl/1-0/",
    },
    Licence {
        id: "etalab-2.0",
        name: "Licence Ouverte / Open Licence 2.0",
        url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    },
    Licence {
        id: "DL-DE-BY-2.0",
        name: "Datenlizenz Deutschland – Namensnennung 2.0",
        url: "https://www.govdata.de/dl-de/by-2-0",
    },
    Licence {
        id: "OGL-UK-3.0",
        name: "Open Government Licence 3.0",
        url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    },
];
