//! Badges that partners show on their own websites: one for each tier, in the default language.

use super::drawable_text;
use crate::image::{can_set, outlined, text_width};
use crate::model::{Lang, ProgrammeIx, TierIx};
use crate::site::context::PageContext;
use crate::site::theming::colors::on_light;
use crate::site::theming::tier_mark::drawn_in;
use crate::text::escape;

/// The height of all badges.
pub(crate) const HEIGHT: u32 = 72;
/// The left edge of the texts: right of the mark.
const TEXT_AT: f64 = 88.0;

/// A badge's texts and width.
pub(crate) struct BadgeText {
    owner: String,
    tier: String,
    /// The accessible name.
    pub(crate) title: String,
    pub(crate) width: u32,
}

pub(crate) fn badge(context: PageContext<'_>, programme_ix: ProgrammeIx, ix: TierIx) -> BadgeText {
    let context = PageContext::new(context.site, Lang::DEFAULT);
    let programme = &context.catalogue().programmes[programme_ix];
    let name = programme.short_name.as_ref().unwrap_or(&programme.name);
    let organization = &context.catalogue().settings.organization.name;
    let owner = [Some(organization.clone()), drawable_text(context, name)];
    let owner: Vec<String> = owner
        .into_iter()
        .flatten()
        .filter(|it| can_set(it))
        .collect();
    let owner = owner.join(" · ");
    let named = programme.tiers[ix].name.str(Lang::DEFAULT);
    let tier = drawable_text(context, &programme.tiers[ix].name).unwrap_or_default();
    let text = text_width(&owner, 15.0, 400).max(text_width(&tier, 27.0, 600));
    BadgeText {
        title: format!(
            "{named} – {organization} {}",
            programme.name.str(Lang::DEFAULT)
        ),
        width: (TEXT_AT + text + 24.0).ceil() as u32,
        owner,
        tier,
    }
}

/// The badge as SVG, or why it cannot be drawn.
pub(crate) fn svg(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    ix: TierIx,
) -> Result<String, String> {
    let it = badge(context, programme_ix, ix);
    let tiers = &context.catalogue().programmes[programme_ix].tiers;
    let settings = &context.site.theme.settings;
    let colours = on_light(settings, tiers[ix].color.as_deref());
    let (width, inner) = (it.width, it.width - 1);
    let (owner, tier) = (escape(&it.owner), escape(&it.tier));
    let mut seal = String::new();
    drawn_in(context, programme_ix, ix, &mut seal);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{HEIGHT}\">\
         <rect x=\"0.5\" y=\"0.5\" width=\"{inner}\" height=\"71\" rx=\"7.5\" fill=\"#ffffff\" stroke=\"{mark}\"/>\
         <g transform=\"translate(42 36) scale(.55)\">{seal}</g><text x=\"{TEXT_AT}\" y=\"27\" font-size=\"15\" fill=\"#4d596a\">{owner}</text>\
         <text x=\"{TEXT_AT}\" y=\"55\" font-size=\"27\" font-weight=\"600\" fill=\"{text}\">{tier}</text></svg>",
        mark = colours.mark,
        text = colours.text,
    );
    outlined(&svg, &it.title)
}

#[cfg(test)]
mod tests {
    use crate::model::{ListIndex, Page};
    use crate::site::fixture::{LANGUAGES, html, site};

    #[test]
    fn badges_are_self_contained_and_offered_on_one_page_that_tiers_lead_to() {
        let site = site();
        let (programme_ix, tier) = (ListIndex::new(0), ListIndex::new(1));
        let svg = html(&site, &Page::Badge(programme_ix, tier));
        assert!(svg.contains("<title>Gold – Brightley "));
        for other in ["<text", "font-family", "<image", "<script", "<style"] {
            assert!(!svg.contains(other), "{other}");
        }
        let page = html(&site, &Page::Tier(LANGUAGES[1], programme_ix, tier));
        assert!(page.contains("href=\"/partners/fr/for-partners/\""));
        let page = html(&site, &Page::ForPartners(LANGUAGES[1]));
        assert!(page.contains("src=\"/partners/badges/solutions-gold.svg\""));
        let address = "https://brightley.example/partners/badges/solutions-gold.svg";
        assert!(page.contains(&format!("&lt;img src&#61;\"{address}\"")));
    }
}
