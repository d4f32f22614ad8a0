//! Words beside telephone numbers, in lowercase and without accents.

/// Words before the digits of an extension.
pub(super) const EXTENSIONS: &str = "ext extn exten extension x xt poste dw durchwahl nst nebenstelle klappe kl apparat app int interno \
    interne anexo ramal toestel tst doorkiesnummer anknytning ankn lokal lokalnummer linka wewn wew \
    mellek dahili доб добавочныи вн внутр внутреннии εσωτ εσωτερικο 内線 分机";

/// Words that say what kind of telephone it is, which changes nothing.
pub(super) const LABELS: &str = "tel telephone telefon telefono telefone telefoon telefonnummer tlf tfn phone ph fon fone t mobile \
    mob mobil mobiel movil movel m cell cellulare cellular celular cel gsm handy natel portable port \
    office buro buero bureau kontor ufficio oficina work arbeit main direct direkt directo diretto ligne \
    line standard zentrale central centrale centralino centralita switchboard reception empfang accueil \
    hotline free toll tollfree freephone nr no num numero nummer number тел телефон моб мобильныи \
    мобільнии τηλ τηλεφωνο κιν κινητο 電話 电话";

/// Words between two numbers.
pub(super) const DIVIDERS: &str = "or ou oder o of eller lub albo nebo vagy tai and et und y e en og och i resp bzw fax telefax \
    telecopie faks f и или або та і факс και η φαξ";

/// Whether one of the lists has the word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
