// The map of countries: a choice of countries like the list's, with the list's counts.
import { number, say } from './words.js';

/** The shades of the map, from few partners to many; the page was sent with the same. */
const SHADES = 4;

/** The countries of a map, named as in their list; `choose` is called with the id of one that is clicked. */
export function open(figure, { ids, names }, choose) {
  const links = [...(figure?.querySelectorAll('a[data-value]') ?? [])];
  const countries = links.map((link) => {
    const title = link.querySelector('title');
    const id = link.dataset.value;
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(id);
    });
    return { at: ids.indexOf(id), id, link, title, text: link.querySelector('text') };
  });

  /** Shows how many partners each country has, by its place in the list, and which are chosen. */
  function show(counts, chosen, words) {
    const most = Math.max(1, ...counts.filter((count) => count !== undefined));
    for (const { at, id, link, title, text } of countries) {
      if (chosen.has(id)) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      const count = counts[at];
      if (count === undefined) continue;
      const shade = Math.min(SHADES, Math.ceil((count * SHADES) / most));
      link.setAttribute('class', count > 0 ? `shade-${shade}` : 'nobody');
      if (text) text.textContent = number(count);
      title.textContent = `${names[at].text}${say(words, 'colon')} ${say(words, 'partners_count', { count })}`;
    }
  }
  return { show };
}
