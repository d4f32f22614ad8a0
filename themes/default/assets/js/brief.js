// What a visitor looks for goes along to the message: `briefOf`, `currentBrief`, `keepBrief`, `addBrief`. A link to the page for
// messages takes the need, country, language and place of this page's address, or of the pages that led here: the tab keeps them
// until the directory or "find my partner" is asked for something else.

/** What a message has of the filters of the directory and of the answers of "find my partner". */
const FACETS = ['specialization', 'product', 'type', 'industry', 'country', 'language'];
const ID = /^[a-z0-9-]+$/;
const KEY = 'vitrine-brief';
/** The pages that ask what a visitor looks for: without an answer there, nothing is looked for. */
const ASKING = /\/(directory|find)\//;

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

/** The brief of this page; elsewhere than where it is asked for, what the pages before this one add to it. */
export function currentBrief() {
  const here = briefOf(location.href);
  if (ASKING.test(location.pathname)) return here;
  const isMore = (brief) => brief.size > 0 && [...here].every(([key, value]) => brief.getAll(key).includes(value));
  return [keptBrief(), referrerBrief()].find(isMore) ?? here;
}

/** A page that was opened in another tab has nothing but the address that led to it. */
function referrerBrief() {
  const { referrer } = document;
  return URL.canParse(referrer) && new URL(referrer).origin === location.origin ? briefOf(referrer) : new URLSearchParams();
}

function keptBrief() {
  try {
    // What was kept is read like an address: nothing else than a brief comes from it.
    const kept = new URLSearchParams(sessionStorage.getItem(KEY) ?? '');
    const brief = briefOf(`${location.origin}/?${kept}`);
    if (kept.has('place')) brief.set('place', kept.get('place'));
    return brief;
  } catch {
    return new URLSearchParams();
  }
}

/** Keeps the brief for the next page of this tab: for a page that is being left. */
export function keepBrief() {
  try {
    const brief = currentBrief();
    if (brief.size > 0) sessionStorage.setItem(KEY, String(brief));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage, the page that led here has it.
  }
}

/** The filters of the brief that the directory has, without the place. */
export const filtersOf = (brief) => new URLSearchParams([...brief].filter(([key]) => FACETS.includes(key)));

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
