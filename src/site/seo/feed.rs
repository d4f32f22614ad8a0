//! The Atom feed of a language: partners that joined and partners that reached a higher tier, the newest first.
//!
//! Its dates come from the records, so that the feed changes with the records and not with each build.

use std::cmp::Reverse;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::{Membership, Page, PartnerIx, ProgrammeIx, TierIx};
use crate::site::context::PageContext;
use crate::text::escape;
use crate::text::url::host;

/// Enough entries for a reader who comes back after a quarter.
const ENTRIES: usize = 30;

/// An event in the history of a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FeedEvent {
    Joined,
    Rose(ProgrammeIx, TierIx),
}

pub(crate) fn render(context: PageContext<'_>) -> String {
    let catalogue = context.catalogue();
    let events = events(context);
    let settings = &catalogue.settings;
    let code = context.code();
    let feed = Page::Feed(context.lang);
    // An empty feed needs a date as well: the epoch.
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
        tag(context, "feed"),
        escape(&title(context)),
        updated.map(instant).unwrap_or_default(),
        escape(&settings.organization.name),
        escape(&context.url(&feed)),
        escape(&context.url(&Page::Home(context.lang))),
    );
    for &(date, partner, event) in &events {
        push_entry(context, &mut xml, date, partner, event);
    }
    xml.push_str("</feed>\n");
    xml
}

/// The title of the feed.
pub(crate) fn title(context: PageContext<'_>) -> String {
    let site = context.text(&context.catalogue().settings.title).text;
    context.message_with("feed_title", &[("site", site)])
}

fn push_entry(
    context: PageContext<'_>,
    xml: &mut String,
    date: Date,
    ix: PartnerIx,
    event: FeedEvent,
) {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let name = ("partner", partner.name.clone());
    let (title, id) = match event {
        FeedEvent::Joined => (
            context.message_with("feed_joined", &[name]),
            format!("{}/joined", partner.id),
        ),
        FeedEvent::Rose(programme_ix, tier) => {
            let programme = &catalogue.programmes[programme_ix];
            let tier = &programme.tiers[tier];
            let args = [
                name,
                ("tier", context.text(&tier.name).text),
                ("programme", context.text(&programme.name).text),
            ];
            // A partner may reach a tier twice.
            let id = format!("{}/{}/{}/{date}", partner.id, programme.id, tier.id);
            (context.message_with("feed_rose", &args), id)
        }
    };
    let _ = write!(
        xml,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        tag(context, &id),
        escape(&title),
        instant(date),
        escape(&context.url(&Page::Partner(context.lang, ix))),
    );
    if let Some(summary) = context.text_opt(partner.summary.as_ref()) {
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
fn events(context: PageContext<'_>) -> Vec<(Date, PartnerIx, FeedEvent)> {
    let mut events = Vec::new();
    for (ix, partner) in context.catalogue().partners.iter() {
        let joined = partner.since.map(|date| (date, ix, FeedEvent::Joined));
        events.extend(joined);
        for membership in &partner.memberships {
            let rises = rises(membership).into_iter();
            let rises =
                rises.map(|(date, tier)| (date, ix, FeedEvent::Rose(membership.programme, tier)));
            // A partner that joins with a tier has not risen to it.
            events.extend(rises.filter(|rise| Some(rise.0) != partner.since));
        }
    }
    events.retain(|&(date, ..)| date <= context.site.options.today);
    events.sort_by_key(|&(date, ix, event)| (Reverse(date), ix, event));
    events.truncate(ENTRIES);
    events
}

/// The dates on which a member reached a higher tier than before.
fn rises(membership: &Membership) -> Vec<(Date, TierIx)> {
    let former = membership.history.iter().map(|it| (it.tier, it.since));
    let present = membership.tier.map(|tier| (tier, membership.since));
    let all: Vec<_> = former.chain(present).collect();
    let pairs = all.windows(2).filter(|pair| pair[1].0 > pair[0].0);
    pairs
        .filter_map(|pair| Some((pair[1].1?, pair[1].0)))
        .collect()
}

/// A tag URI (RFC 4151), which does not change when the entry moves. The year is arbitrary: the organization must only
/// have owned the host in it.
fn tag(context: PageContext<'_>, what: &str) -> String {
    let host = host(&context.site.links.absolute(""));
    escape(&format!("tag:{host},2026:{}/{what}", context.code())).into_owned()
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
    fn lists_joins_and_promotions_newest_first() {
        let (id, mut alba) = partner("alba");
        alba.name = "Alba & Sons".to_owned();
        alba.summary = Some(en("1 < 2\u{ffff}"));
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
