// The map of countries, linked to the list of countries: `openMap`.
import { message, number } from './i18n.js';

/** The shades of the map, from few partners to many; the server renders as many. */
const SHADES = 4;

/** The countries of a map, named as in their list; `choose` is called with the id of a clicked country. */
export function openMap(figure, { ids, names }, choose) {
  const links = [...(figure?.querySelectorAll('a[data-value]') ?? [])];
  const countries = links.map((link) => {
    const title = link.querySelector('title');
    const id = link.dataset.value;
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(id);
    });
    return { position: ids.indexOf(id), id, link, title, text: link.querySelector('text') };
  });

  /** Updates the counts, by position in the list, and which countries are chosen. */
  function show(counts, chosen, strings) {
    const largest = Math.max(1, ...counts.filter((count) => count !== undefined));
    for (const { position, id, link, title, text } of countries) {
      if (chosen.has(id)) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      const count = counts[position];
      if (count === undefined) continue;
      const shade = Math.min(SHADES, Math.ceil((count * SHADES) / largest));
      link.setAttribute('class', count > 0 ? `shade-${shade}` : 'no-partners');
      if (text) text.textContent = number(count);
      title.textContent = `${names[position].text}${message(strings, 'colon')} ${message(strings, 'partners_count', { count })}`;
    }
  }
  return { show };
}
