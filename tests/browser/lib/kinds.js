// The kinds of pages of a site, and the largest page of each kind.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { addresses } from './project.js';

/** The path segments before the name of one of many. */
const MANY = ['partners', 'tiers', 'language', 'certification', 'level', 'field-delivery', 'processes', 'countries', 'programmes', 'page', 'country', 'tier', 'type', 'product', 'specialization', 'industry'];

/** The languages of a site, by their folders. */
export function languages(site) {
  const all = addresses(site).map((address) => /^\/([a-z]{2,3}(?:-[a-z]+)*)\/$/i.exec(address)?.[1]);
  return all.filter((lang) => lang && existsSync(join(site, lang, 'feed.xml')));
}

/** For each kind of page the address of the largest, without its language: `partners/…/` → `partners/kerguelen/`. */
export function kinds(site, lang) {
  const largest = new Map();
  for (const address of addresses(site)) {
    const [first, ...rest] = address.slice(1, -1).split('/');
    if (first !== lang) continue;
    const kind = rest.map((part, at) => (MANY.includes(rest[at - 1]) ? '…' : part)).join('/');
    const { size } = statSync(join(site, address, 'index.html'));
    if (size > (largest.get(kind)?.size ?? 0)) largest.set(kind, { size, address: rest.map((part) => `${part}/`).join('') });
  }
  return new Map([...largest].map(([kind, { address }]) => [kind, address]));
}
