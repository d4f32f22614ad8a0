// The map beside the list: `openMap`. Its countries are linked to the list of countries; a pin stands for each partner shown.
import { nameCountries } from './country-names.js';
import { message } from './i18n.js';

/** Milliseconds until the names of countries follow: pins and results come first. */
const NAMES_DELAY = 50;

/** The countries of a map, named as in their list; `choose` is called with the id of a clicked country. */
export function openMap(figure, { ids, names }, choose) {
  const svg = figure?.querySelector('svg');
  const pins = figure?.querySelector('.pins');
  const initial = pins && { nodes: [...pins.children], viewBox: svg.getAttribute('viewBox') };
  const countries = [...(figure?.querySelectorAll('a[data-value]') ?? [])].map((link) => {
    const id = link.dataset.value;
    link.addEventListener('click', (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      choose(id);
    });
    return { position: ids.indexOf(id), id, link, title: link.querySelector('title') };
  });

  /** What a pin says, once somebody points at it. */
  let details = null;
  let loading = null;
  const loadDetails = () => (loading ??= import(figure.dataset.details).then(({ openDetails }) => (details = openDetails(figure, pins))));
  let naming = 0;

  /** Writes the names of countries when nothing else is to be done. */
  function writeNames() {
    const group = svg.querySelector('.country-names');
    group.replaceChildren();
    clearTimeout(naming);
    naming = setTimeout(() => {
      const outlines = countries.map(({ position, link }) => [link.querySelector('path'), names[position]]);
      if (svg.clientWidth > 0) nameCountries(svg, group, outlines.filter(([outline, name]) => outline && name));
    }, NAMES_DELAY);
  }

  if (pins) {
    // The map has no size until it is shown, as in its dialog.
    new ResizeObserver(writeNames).observe(svg);
    for (const event of ['pointerover', 'focusin']) figure.addEventListener(event, loadDetails, { once: true });
    figure.addEventListener('click', (event) => {
      const pin = event.target.closest('[data-pin]');
      // Where there is no list beside the map, and with a finger, a small card comes before the profile.
      if (!pin || !isPlain(event) || (event.pointerType !== 'touch' && !figure.closest('dialog'))) return;
      event.preventDefault();
      loadDetails().then(({ open }) => open(pin), () => location.assign(pin.getAttribute('href')));
    });
  }

  /** Updates the counts, by position in the list, and which countries are chosen. */
  function show(counts, chosen, strings) {
    for (const { position, id, link, title } of countries) {
      if (chosen.has(id)) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      const count = counts[position];
      if (count === undefined) continue;
      link.classList.toggle('no-partners', count === 0);
      title.textContent = `${names[position].text}${message(strings, 'colon')} ${message(strings, 'partners_count', { count })}`;
    }
  }

  /** The pins that the server rendered. */
  function reset() {
    if (!figure) return;
    if (pins.firstElementChild === initial.nodes[0] && pins.children.length === initial.nodes.length) return;
    details?.reset();
    pins.replaceChildren(...initial.nodes);
    svg.setAttribute('viewBox', initial.viewBox);
    writeNames();
  }

  /** A pin for each row, made with the module `finder`, numbered from `first`. */
  function showPins(finder, index, rows, options) {
    if (!figure) return;
    details?.reset();
    finder.drawPins(figure, index, rows, options);
    writeNames();
  }

  /** Marks the pin of a partner, or none. */
  function point(id) {
    for (const pin of pins?.children ?? []) pin.classList.toggle('pointed', pin.dataset.pin === id);
  }
  return { show, showPins, reset, point };
}

const isPlain = ({ metaKey, ctrlKey, shiftKey, altKey }) => !(metaKey || ctrlKey || shiftKey || altKey);
