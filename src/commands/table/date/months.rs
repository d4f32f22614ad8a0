//! Names of months in dates. Entry point: [`number`].

use crate::text::name_key;

/// Names of months and their usual abbreviations, without accents: in English, French, German, Spanish, Italian, Dutch and
/// Portuguese, then as other languages of Europe write them in dates and alone. The Latin `listopad` is missing: it is
/// November in Polish and October in Croatian.
const MONTHS: [&str; 12] = [
    "january jan janvier janv januar janner enero ene gennaio gen januari janeiro \
     січня січень января январь януари ιανουαριου ιανουαριος stycznia styczen ledna leden ocak ianuarie",
    "february feb februar fevrier fev fevr febrero febbraio februari fevereiro \
     лютого лютий февраля февраль февруари φεβρουαριου φεβρουαριος lutego luty unora unor subat februarie",
    "march mar mars marz maerz mrz marzo maart mrt marco \
     березня березень марта март μαρτιου μαρτιος marca marzec brezna brezen mart martie marcius marts",
    "april apr avril avr abril aprile \
     квітня квітень апреля апрель април απριλιου απριλιος kwietnia kwiecien dubna duben nisan aprilie aprilis",
    "may mai mayo maggio mag mei maio \
     травня травень мая май μαιου μαιος maja maj kvetna kveten mayis majus",
    "june jun juin juni junio giugno giu junho \
     червня червень июня июнь юни ιουνιου ιουνιος czerwca czerwiec cervna cerven haziran iunie junius",
    "july jul juillet juil juli julio luglio lug julho \
     липня липень июля июль юли ιουλιου ιουλιος lipca lipiec cervence cervenec temmuz iulie julius",
    "august aug aout agosto ago augustus \
     серпня серпень августа август αυγουστου αυγουστος sierpnia sierpien srpna srpen agustos augusti augusztus",
    "september sep sept septembre septiembre settembre set setembro \
     вересня вересень сентября сентябрь септември σεπτεμβριου σεπτεμβριος wrzesnia wrzesien zari eylul septembrie szeptember",
    "october oct oktober okt octobre octubre ottobre ott outubro \
     жовтня жовтень октября октябрь октомври οκτωβριου οκτωβριος pazdziernika pazdziernik rijna rijen ekim octombrie",
    "november nov novembre noviembre novembro \
     листопада листопад ноября ноябрь ноември νοεμβριου νοεμβριος kasim noiembrie",
    "december dec dezember dez decembre decem diciembre dic dicembre dezembro \
     грудня грудень декабря декабрь декември δεκεμβριου δεκεμβριος grudnia grudzien prosince prosinec aralik decembrie",
];

/// The number of the month with a name.
pub(super) fn number(name: &str) -> Option<i16> {
    let key = name_key(name);
    let has_name = |names: &&str| names.split_whitespace().any(|known| name_key(known) == key);
    let position = MONTHS.iter().position(has_name)?;
    i16::try_from(position + 1).ok()
}
