//! The Atom feed of a language: partners that joined and partners that rose, the newest first.
//!
//! Dates are those of the records, so that the feed changes with them and not with each build.

use std::cmp::Reverse;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::{Lang, Membership, Page, PartnerIx, ProgrammeIx, TierIx};
use crate::site::Site;
use crate::site::reader::Reader;
use crate::text::escape;
use crate::text::url::host;

/// As many as a reader who comes back after a quarter may have missed.
const ENTRIES: usize = 30;

/// What happened to a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Joined,
    Rose(ProgrammeIx, TierIx),
}

pub(crate) fn render(site: &Site, lang: Lang) -> String {
    let reader = site.reader(lang);
    let catalogue = reader.catalogue();
    let events = events(reader);
    let settings = &catalogue.settings;
    let code = reader.code();
    let feed = Page::Feed(lang);
    // An empty feed needs a date as well; the oldest says that there was nothing yet.
    let updated = events
        .first()
        .map_or(Date::new(1970, 1, 1).ok(), |it| Some(it.0));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        tag(reader, "feed"),
        escape(&title(reader)),
        updated.map(instant).unwrap_or_default(),
        escape(&settings.organization.name),
        escape(&reader.url(&feed)),
        escape(&reader.url(&Page::Home(lang))),
    );
    for &(date, partner, event) in &events {
        push_entry(reader, &mut xml, date, partner, event);
    }
    xml.push_str("</feed>\n");
    xml
}

/// What the feed is called.
pub(crate) fn title(reader: Reader<'_>) -> String {
    let site = reader.text(&reader.catalogue().settings.title).text;
    reader.say_with("feed_title", &[("site", site)])
}

fn push_entry(reader: Reader<'_>, xml: &mut String, date: Date, ix: PartnerIx, event: Event) {
    let catalogue = reader.catalogue();
    let partner = &catalogue.partners[ix];
    let name = ("partner", partner.name.clone());
    let (title, id) = match event {
        Event::Joined => (
            reader.say_with("feed_joined", &[name]),
            format!("{}/joined", partner.id),
        ),
        Event::Rose(of, tier) => {
            let programme = &catalogue.programmes[of];
            let tier = &programme.tiers[tier];
            let args = [
                name,
                ("tier", reader.text(&tier.name).text),
                ("programme", reader.text(&programme.name).text),
            ];
            // A tier may be reached twice.
            let id = format!("{}/{}/{}/{date}", partner.id, programme.id, tier.id);
            (reader.say_with("feed_rose", &args), id)
        }
    };
    let _ = write!(
        xml,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        tag(reader, &id),
        escape(&title),
        instant(date),
        escape(&reader.url(&Page::Partner(reader.lang, ix))),
    );
    if let Some(summary) = reader.maybe(partner.summary.as_ref()) {
        let lang = summary
            .lang
            .map(|code| format!(" xml:lang=\"{code}\""))
            .unwrap_or_default();
        let text = escape(&summary.text);
        let _ = writeln!(xml, "<summary{lang}>{text}</summary>");
    }
    xml.push_str("</entry>\n");
}

/// The newest events that have happened, the newest first.
fn events(reader: Reader<'_>) -> Vec<(Date, PartnerIx, Event)> {
    let mut events = Vec::new();
    for (ix, partner) in reader.catalogue().partners.iter() {
        let joined = partner.since.map(|date| (date, ix, Event::Joined));
        events.extend(joined);
        for membership in &partner.memberships {
            let rises = rises(membership).into_iter();
            let rises =
                rises.map(|(date, tier)| (date, ix, Event::Rose(membership.programme, tier)));
            // Whoever joins with a tier has not risen.
            events.extend(rises.filter(|rise| Some(rise.0) != partner.since));
        }
    }
    events.retain(|&(date, ..)| date <= reader.common.options.today);
    events.sort_by_key(|&(date, ix, event)| (Reverse(date), ix, event));
    events.truncate(ENTRIES);
    events
}

/// When a member came to a higher tier than it had before.
fn rises(membership: &Membership) -> Vec<(Date, TierIx)> {
    let former = membership.history.iter().map(|it| (it.tier, it.since));
    let present = membership.tier.map(|tier| (tier, membership.since));
    let all: Vec<_> = former.chain(present).collect();
    let pairs = all.windows(2).filter(|pair| pair[1].0 > pair[0].0);
    pairs
        .filter_map(|pair| Some((pair[1].1?, pair[1].0)))
        .collect()
}

/// An id that stays the same wherever the entry is (RFC 4151). The year stands for no event: it only has to be one in
/// which the host was the organization's.
fn tag(reader: Reader<'_>, what: &str) -> String {
    let host = host(&reader.common.links.absolute(""));
    escape(&format!("tag:{host},2026:{}/{what}", reader.code())).into_owned()
}

fn instant(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::model::{FormerTier, ListIndex, Page};
    use crate::site::fixture::{LANGUAGES, en, html, partner, with_partners};
    use crate::site::tests::site_of;

    #[test]
    fn who_joined_and_who_rose_is_told_the_newest_first() {
        let (id, mut alba) = partner("alba");
        alba.name = "Alba & Sons".to_owned();
        alba.summary = Some(en("1 < 2"));
        let membership = &mut alba.memberships[0];
        membership.tier = Some(ListIndex::new(1));
        membership.since = Some(date(2024, 1, 1));
        membership.history = vec![FormerTier {
            tier: ListIndex::new(0),
            since: Some(date(2019, 4, 1)),
        }];
        let (later, mut brisk) = partner("brisk");
        brisk.since = Some(date(2027, 1, 1));
        let (fell, mut cirrus) = partner("cirrus");
        cirrus.memberships[0].since = Some(date(2025, 1, 1));
        cirrus.memberships[0].history = vec![FormerTier {
            tier: ListIndex::new(1),
            since: None,
        }];
        cirrus.since = None;
        let site = site_of(with_partners([(id, alba), (later, brisk), (fell, cirrus)]));
        let feed = html(&site, &Page::Feed(LANGUAGES[1]));
        assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
        assert!(feed.contains("<updated>2024-01-01T00:00:00Z</updated>\n<author>"));
        let rose = "<id>tag:brightley.example,2026:fr/alba/solutions/gold/2024-01-01</id>";
        let joined = "<id>tag:brightley.example,2026:fr/alba/joined</id>";
        assert!(feed.find(rose).unwrap() < feed.find(joined).unwrap());
        assert!(feed.contains("Alba &amp; Sons"));
        assert!(feed.contains("<summary xml:lang=\"en\">1 &lt; 2</summary>"));
        assert!(html(&site, &Page::Home(LANGUAGES[0])).contains("href=\"/partners/en/feed.xml\""));
    }
}
