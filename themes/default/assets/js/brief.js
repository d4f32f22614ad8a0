// What a visitor looks for goes along to the message: `briefOf`, `addBrief`. A link to the page for messages takes the need,
// country, language and place of this page's address, or of the page that led here.

/** What a message has of the filters of the directory and of the answers of "find my partner". */
const FACETS = ['specialization', 'product', 'type', 'industry', 'country', 'language'];
const ID = /^[a-z0-9-]+$/;

/**
 * The brief in an address of this site, as parameters of the page for messages: from the query (`?country=be&near=Gent, be`) and
 * from the path (`/en/directory/country/be/`).
 */
export function briefOf(address) {
  const { pathname, searchParams } = new URL(address);
  const brief = new URLSearchParams();
  const add = (facet, id) => {
    if (FACETS.includes(facet) && ID.test(id) && !brief.getAll(facet).includes(id)) brief.append(facet, id);
  };
  const path = pathname.split('/directory/')[1]?.split('/') ?? [];
  for (let at = 0; at + 1 < path.length; at += 2) add(path[at], path[at + 1]);
  for (const [facet, id] of searchParams) add(facet, id);
  const [place, country] = (searchParams.get('near') ?? '').split(',').map((part) => part.trim());
  if (place) brief.set('place', place);
  if (place && country && !brief.has('country')) add('country', country.toLowerCase());
  return brief;
}

/** The brief of this page; where it has none, of the page of this site from which the visitor came. */
function currentBrief() {
  const here = briefOf(location.href);
  if (here.size > 0 || !URL.canParse(document.referrer) || new URL(document.referrer).origin !== location.origin) return here;
  return briefOf(document.referrer);
}

/** Adds the brief to a link to the page for messages that is being followed: for clicks. */
export function addBrief({ target }) {
  const link = target.closest?.('a[href]');
  if (link?.origin !== location.origin || !link.pathname.endsWith('/message/')) return;
  const params = new URLSearchParams(link.search);
  // What the link says itself is the newer answer.
  if (FACETS.some((facet) => params.has(facet))) return;
  for (const [key, value] of currentBrief()) params.append(key, value);
  // Commas between partners stay readable.
  link.search = String(params).replaceAll('%2C', ',');
}
