// The cards of a result: `openCards`. A card is kept for the next result, and completed when its details have been loaded.
import { element } from './dom.js';
import { number } from './i18n.js';
import { addShortlistButtons } from './shortlist.js';

/** The cards that are kept; more than results have while somebody types. */
const KEPT = 200;

/** Makes lists of cards from an index; `finder` is the module that searches, `shards` has the details of the cards. */
export function openCards(finder, index, shards) {
  const { words, shard: size } = index.head;
  const kept = new Map();
  const shardOf = (row) => Math.floor(row / size);
  const detailsOf = (row) => shards.loaded.get(shardOf(row))?.get(index.ids[row]);

  /** The card of a row; that of the last result, with new reasons, unless more has changed or it has the focus. */
  function cardOf(row, { countries, near, result }) {
    const details = detailsOf(row);
    const reasons = finder.reasonTexts(index, row, result, words);
    const key = [details !== undefined, near?.latitude, near?.longitude, ...countries].join();
    const old = kept.get(row);
    if (old?.key === key && !old.card.contains(document.activeElement)) {
      finder.showReasons(old.card, reasons, words);
      return old.card;
    }
    const card = finder.card(index, row, details, { countries, near, reasons });
    if (kept.size >= KEPT) kept.clear();
    kept.set(row, { key, card });
    return card;
  }

  /** Replaces cards of a list when their details have been loaded. The focus stays in a card that has it. */
  function complete(list, rows, view) {
    const incomplete = rows.filter((row) => !detailsOf(row));
    for (const shard of new Set(incomplete.map(shardOf))) {
      shards.get(shard).then((loaded) => {
        if (!list.isConnected) return;
        for (const row of incomplete.filter((row) => shardOf(row) === shard)) {
          if (!loaded.has(index.ids[row])) continue;
          const item = list.children[rows.indexOf(row)];
          const old = item.firstElementChild;
          const focused = old.contains(document.activeElement) ? (document.activeElement.matches('.keep') ? '.keep' : 'a') : null;
          old.replaceWith(cardOf(row, view));
          addShortlistButtons(item);
          if (focused) item.querySelector(focused).focus();
        }
      }, () => {
        // Only logo and summary are missing; name, place, tier and link came with the index.
        for (const busy of list.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
      });
    }
  }

  return {
    /** Loads the details of rows. */
    load: (rows) => Promise.allSettled([...new Set(rows.map(shardOf))].map((shard) => shards.get(shard))),

    /**
     * A list with some cards at once, numbered as their pins from `first`; `finish` adds the others, and completes all of
     * them.
     */
    list(rows, first, view, atOnce) {
      const list = element('ul', { class: 'cards' });
      const add = (row) => list.append(element('li', { 'data-number': number(first + list.children.length) }, cardOf(row, view)));
      rows.slice(0, atOnce).forEach(add);
      const finish = () => {
        rows.slice(atOnce).forEach(add);
        complete(list, rows, view);
      };
      return { list, finish };
    },
  };
}
