//! A generated project, deterministic for each number of partners.
//!
//! A partner is about 2 KB of TOML: 121 words of text in two languages, 1 to 3 countries, 1 to 4 products, 1 to 6
//! specializations, offices, contacts, a tier and internal figures. All share forty-eight logos.

use std::path::Path;
use std::{fs, io};

const FIRST: &str = "Aalto Álvarez Ångström Bélanger Böhm Brâncuși Castaño Čapek Chénier Dąbrowa Delacroix Dvořák \
    Éluard Escudero Fjeld Ferrão Gérôme Groß Håkansson Hölder Ibáñez Île Jönsson Kärcher Kowalczyk Łódka Lübeck \
    Márquez Meyrink Müller Nagy Núñez Oñate Østby Öster Pérez Quéré Råberg Šimek Søndergård Tõnu Ursúa Vögel \
    Wałęsa Ysebaert Żak Zürn O'Brien";
const SECOND: &str = "Analytics Atelier Beratung Bureau Cloud Conseil Consulting Data Datos Digital Études \
    Forge Gestion Handel Industrie Informatica Ingénierie Kontor Labs Logistik Lösungen Manufaktur Network \
    Numérique Ofício Partner Planung Process Projekt Retail Réseaux Services Sistemi Software Solutions Støtte \
    Studio Systems Systèmes Technik Technology Tools Umwelt Verbund Værk Werk Works";
const FORM: &str = "GmbH|S.A.|SAS|B.V.|Ltd|AB|A/S|S.r.l.|Oy|& Co|& Sons|Group|Europe|Nord|Süd|Sud|Iberia|Benelux|Atlantic|Alpes|42";
const ENGLISH: &str = "the a for and with companies warehouse planning people project customers data moves small large \
    every week reliable months factory northern archive invoices teams connects old new systems regional advice \
    training support measures quality trade knows writes careful service machines hospital public report daily";
const FRENCH: &str = "le la pour et avec des entreprises entrepôt équipes projet clients données relie chaque semaine \
    fiable mois usine régional conseil formation assistance mesure qualité métier connaît écrit soigné service \
    machines hôpital public rapport quotidien déploie près élève façade étude réseau où à";
/// Country, city, latitude and longitude.
const CITIES: &str = "AT Linz 48.31 14.29|BE Liège 50.63 5.57|CH Zürich 47.37 8.54|CZ Plzeň 49.75 13.38|DE Köln 50.94 6.96|\
    DK Århus 56.15 10.2|ES Málaga 36.72 -4.42|FI Jyväskylä 62.24 25.75|FR Saint-Étienne 45.44 4.39|GB Leeds 53.8 -1.55|\
    IE Cork 51.9 -8.47|IT Forlì 44.22 12.04|LU Esch-sur-Alzette 49.5 5.98|NL ’s-Hertogenbosch 51.69 5.3|\
    NO Tromsø 69.65 18.96|PL Łódź 51.76 19.46|PT Évora 38.57 -7.91|SE Malmö 55.6 13.0";
const TYPES: [&str; 5] = ["reseller", "integrator", "consultant", "vendor", "referral"];
const PRODUCTS: [&str; 4] = ["atlas", "beacon", "cadence", "harbour"];
const SPECIALIZATIONS: &str = "data-migration cloud-operations finance-processes supply-chain analytics records e-invoicing \
    shop-floor procurement identity";
const LEVELS: [&str; 2] = ["practitioner", "expert"];
const INDUSTRIES: [&str; 4] = ["retail", "manufacturing", "health", "logistics"];
const CERTIFICATIONS: [&str; 2] = ["architect", "analyst"];
/// From the rarest to the most frequent.
const TIERS: [&str; 4] = ["platinum", "gold", "silver", "bronze"];
const LOGOS: usize = 48;

/// Writes a project with `count` partners into a folder.
pub(crate) fn project(count: usize, folder: &Path) -> io::Result<()> {
    catalogue(folder)?;
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for number in 0..LOGOS {
        let path = format!("partners/logos/{number}.svg");
        write(folder, &path, &logo(&mut random))?;
    }
    for number in 0..count {
        let (path, record) = partner(number, &mut random);
        write(folder, &path, &record)?;
    }
    Ok(())
}

fn write(folder: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap_or(folder))?;
    fs::write(path, text)
}

/// Marsaglia's xorshift: pseudo-random numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    /// Between `least` and `most` different words.
    fn some<'a>(&mut self, words: &[&'a str], least: usize, most: usize) -> Vec<&'a str> {
        let mut words = words.to_vec();
        let count = least + self.below(most - least + 1);
        for at in 0..count {
            let other = at + self.below(words.len() - at);
            words.swap(at, other);
        }
        words.truncate(count);
        words
    }

    /// Sentences of twelve words, with the given number of words in all.
    fn text(&mut self, words: &str, count: usize) -> String {
        let words = self::words(words);
        let chosen: Vec<&str> = (0..count).map(|_| words[self.below(words.len())]).collect();
        let sentences = chosen.chunks(12).map(|words| {
            let sentence = words.join(" ");
            let first = sentence.chars().next().map(char::to_uppercase);
            let rest = sentence.chars().skip(1);
            first.into_iter().flatten().chain(rest).collect::<String>() + "."
        });
        sentences.collect::<Vec<_>>().join(" ")
    }
}

/// The path and the text of a record; no two have the same name.
fn partner(number: usize, random: &mut Random) -> (String, String) {
    let (name, id) = name(number);
    let places = random.some(&CITIES.split('|').collect::<Vec<_>>(), 1, 3);
    let countries: Vec<&str> = places.iter().map(|place| &place[..2]).collect();
    let year = 2012 + random.below(10);
    // Half of them are bronze, and one in sixteen is platinum.
    let tier = TIERS[[0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3][random.below(16)]];
    let mut toml = format!(
        "name = \"{name}\"\ntypes = {:?}\nproducts = {:?}\nindustries = {:?}\nlanguages = [\"en\", \"fr\"]\n\
         serves = {countries:?}\nwebsite = \"https://{id}.example\"\nlogo = \"../logos/{}.svg\"\nsince = {year}-{:02}-01\n\
         last_verified = 2026-0{}-15\nprogrammes.solutions = {{ tier = \"{tier}\", since = {}-01-01 }}\n",
        random.some(&TYPES, 1, 2),
        random.some(&PRODUCTS, 1, 4),
        random.some(&INDUSTRIES, 1, 3),
        random.below(LOGOS),
        1 + random.below(12),
        1 + random.below(9),
        year + 1,
    );
    // 61 words in English and 60 in French.
    for (language, words, last) in [("en", ENGLISH, 25), ("fr", FRENCH, 24)] {
        let [summary, first, second] = [12, 24, last].map(|count| random.text(words, count));
        toml += &format!("summary.{language} = \"{summary}\"\n");
        toml += &format!("description.{language} = \"\"\"\n{first}\n\n{second}\n\"\"\"\n");
    }
    for id in random.some(&words(SPECIALIZATIONS), 1, 6) {
        let level = LEVELS[random.below(2)];
        toml += &format!("\n[[specializations]]\nid = \"{id}\"\nlevel = \"{level}\"\n");
    }
    for id in random.some(&CERTIFICATIONS, 1, 2) {
        let count = 1 + random.below(9);
        toml += &format!("\n[[certifications]]\nid = \"{id}\"\ncount = {count}\n");
    }
    for (at, place) in places.iter().enumerate() {
        let place = words(place);
        toml += &format!(
            "\n[[offices]]\nheadquarters = {}\nstreet = \"Straße {}\"\npostcode = \"{}\"\ncountry = \"{}\"\ncity = \"{}\"\n\
             latitude = {}\nlongitude = {}\n",
            at == 0,
            1 + random.below(200),
            10_000 + random.below(90_000),
            place[0],
            place[1],
            place[2],
            place[3],
        );
    }
    for role in ["sales", "technical"] {
        let email = format!("{role}@{id}.example");
        toml += &format!("\n[[contacts]]\nrole = \"{role}\"\nemail = \"{email}\"\n");
    }
    toml += &format!(
        "\n[internal]\nrevenue = {}\nnew_customers = {}\nsatisfaction = {:.1}\n",
        random.below(900) * 1000,
        random.below(12),
        6.0 + random.below(40) as f64 / 10.0
    );
    (
        format!("partners/{}/{id}.toml", countries[0].to_lowercase()),
        toml,
    )
}

fn words(list: &str) -> Vec<&str> {
    list.split_whitespace().collect()
}

/// A name and an id from three lists; with a number once those are exhausted.
fn name(number: usize) -> (String, String) {
    let (first, second) = (words(FIRST), words(SECOND));
    let form: Vec<&str> = FORM.split('|').collect();
    let all = first.len() * second.len() * form.len();
    // A prime that divides none of the lengths visits every combination once, in an order that looks random.
    let at = number % all * 7_919 % all;
    let (a, b) = (at % first.len(), at / first.len() % second.len());
    let c = at / first.len() / second.len();
    let mut name = format!("{} {} {}", first[a], second[b], form[c]);
    if number >= all {
        name += &format!(" {}", number / all);
    }
    (name, format!("p{number:05}-{a}-{b}-{c}"))
}

fn logo(random: &mut Random) -> String {
    let color = random.below(0x80_0000);
    let (radius, side) = (12 + random.below(18), 60 + random.below(120));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"64\"><circle cx=\"32\" cy=\"32\" r=\"{radius}\" \
         fill=\"#{color:06x}\"/><path fill=\"#333\" d=\"M72 24h{side}v16h-{side}z\"/></svg>\n",
        side + 80
    )
}

/// Everything except the partners.
fn catalogue(folder: &Path) -> io::Result<()> {
    write(folder, "content/catalogue.toml", SETTINGS)?;
    write(
        folder,
        "content/programmes/solutions/programme.toml",
        PROGRAMME,
    )?;
    for language in ["en", "fr"] {
        let text = "+++\ntitle = \"Solutions\"\n+++\nA [directory](/directory/) of many.\n";
        let index = format!("content/programmes/solutions/index.{language}.md");
        write(folder, &index, text)?;
        write(folder, &format!("content/pages/home.{language}.md"), text)?;
    }
    let specializations = words(SPECIALIZATIONS);
    let lists: [(&str, &[&str]); 6] = [
        ("types", &TYPES),
        ("products", &PRODUCTS),
        ("specializations", &specializations),
        ("levels", &LEVELS),
        ("industries", &INDUSTRIES),
        ("certifications", &CERTIFICATIONS),
    ];
    let mut vocabulary = String::new();
    for (list, ids) in lists {
        for id in ids {
            let name = format!("{{ en = \"{id}\", fr = \"{id} (fr)\" }}");
            vocabulary += &format!("[{list}.{id}]\nname = {name}\n\n");
        }
    }
    for place in CITIES.split('|') {
        vocabulary += &format!("[countries.{}]\n", &place[..2]);
    }
    write(folder, "content/vocabulary.toml", &vocabulary)
}

const SETTINGS: &str = r#"
title = { en = "Large catalogue", fr = "Grand catalogue" }
base_url = "https://large.example"
languages = ["en", "fr"]
organization.name = "Large"
directory.page_size = 50
"#;

const PROGRAMME: &str = r##"
name = "Solutions"
types = ["reseller", "integrator", "consultant", "vendor", "referral"]
fee = { amount = 0, currency = "EUR", period = "year" }
tiers = [
    { id = "bronze", name = { en = "Bronze", fr = "Bronze" }, color = "#8c5a2b" },
    { id = "silver", name = { en = "Silver", fr = "Argent" }, color = "#66727f" },
    { id = "gold", name = { en = "Gold", fr = "Or" }, color = "#94700a" },
    { id = "platinum", name = { en = "Platinum", fr = "Platine" }, color = "#1f4e5f" },
]

[[criteria]]
id = "revenue"
family = "commitment"
name = { en = "Revenue", fr = "Chiffre d’affaires" }
currency = "EUR"
figure = "revenue"
at_least = { silver = 50_000, gold = 150_000, platinum = 500_000 }

[[criteria]]
id = "new-customers"
family = "market"
name = { en = "New customers", fr = "Nouveaux clients" }
figure = "new_customers"
at_least = { silver = 1, gold = 3, platinum = 8 }

[[criteria]]
id = "satisfaction"
family = "satisfaction"
name = { en = "Satisfaction", fr = "Satisfaction" }
figure = "satisfaction"
at_least = { silver = 7, gold = 8, platinum = 8.5 }

[[benefits]]
id = "seats"
axis = "training"
name = { en = "Free seats", fr = "Places offertes" }
value = { bronze = 1, silver = 4, gold = 9, platinum = "unlimited" }

[[benefits]]
id = "leads"
axis = "leads"
name = { en = "Leads", fr = "Contacts" }
value = { silver = 4, gold = 9, platinum = 20 }
"##;
