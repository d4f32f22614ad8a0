// The map beside the list: `openMap`. Its countries are linked to the list of countries; a pin stands for each partner shown.
import { nameCountries } from './country-names.js';
import { message, number } from './i18n.js';
import { openDetails } from './pin-details.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The room of the map in pixels, while it is not shown. */
const ROOM = [312, 600];

/** The countries of a map, named as in their list; `choose` is called with the id of a clicked country. */
export function openMap(figure, { ids, names }, choose) {
  const svg = figure?.querySelector('svg');
  const pins = figure?.querySelector('.pins');
  const initial = pins && { nodes: [...pins.children], viewBox: svg.getAttribute('viewBox') };
  const size = figure?.dataset.size.split(' ').map(Number);
  const countries = [...(figure?.querySelectorAll('a[data-value]') ?? [])].map((link) => {
    const id = link.dataset.value;
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(id);
    });
    return { position: ids.indexOf(id), id, link, title: link.querySelector('title') };
  });

  const details = pins && openDetails(figure, pins);
  const group = pins && node('g', { class: 'country-names', 'aria-hidden': 'true' });
  let naming = 0;

  /** Writes the names of countries when nothing else is to be done: pins and results come first. */
  function writeNames() {
    group.replaceChildren();
    cancelIdle(naming);
    naming = idle(() => nameCountries(svg, group, countries.map(({ position, link }) => ({ link, name: names[position] })).filter(({ name }) => name)));
  }

  if (pins) {
    pins.before(group);
    for (const pin of pins.children) toLabel(pin);
    // The map has no size until it is shown, as in its dialog.
    new ResizeObserver(writeNames).observe(svg);
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
    details.reset();
    pins.replaceChildren(...initial.nodes);
    svg.setAttribute('viewBox', initial.viewBox);
    writeNames();
  }

  /** A pin for each row, made with the module `finder`, numbered from `first`: at the office nearest to `near`, in a chosen country, or the headquarters. */
  function showPins(finder, index, rows, { first, near, chosen }) {
    if (!figure) return;
    const { placePins, project, short } = finder;
    const toDrawing = project(figure.dataset.projection);
    const shown = rows.flatMap((row, position) => {
      const office = officeOf(finder, index, row, near, chosen);
      const point = office && toDrawing(office);
      const isInside = point && point[0] >= 0 && point[0] <= size[0] && point[1] >= 0 && point[1] <= size[1];
      return isInside ? [{ row, position, point }] : [];
    });
    const box = svg.getBoundingClientRect();
    const placed = placePins(shown.map(({ point }) => point), size, box.width > 0 ? [box.width, box.height] : ROOM);
    details.reset();
    if (!placed) {
      pins.replaceChildren();
      svg.setAttribute('viewBox', `0 0 ${size.join(' ')}`);
      writeNames();
      return;
    }
    const { viewBox, radius, places } = placed;
    svg.setAttribute('viewBox', viewBox);
    pins.replaceChildren(
      ...shown.map(({ row, position }, at) => {
        const [x, y] = places[at].map(short);
        const label = number(first + position);
        const link = node('a', { href: `${index.head.profiles}${index.ids[row]}/`, 'data-pin': index.ids[row], 'aria-label': `${label} ${index.names[row]}` });
        const text = node('text', { x, y, 'font-size': short(radius), 'aria-hidden': 'true' });
        text.textContent = label;
        link.append(node('circle', { cx: x, cy: y, r: short(radius) }), text);
        return link;
      }),
    );
    writeNames();
  }

  /** Marks the pin of a partner, or none. */
  function point(id) {
    for (const pin of pins?.children ?? []) pin.classList.toggle('pointed', pin.dataset.pin === id);
  }
  return { show, showPins, reset, point };
}

// Not every browser says when it has nothing to do.
const idle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 50));
const cancelIdle = globalThis.cancelIdleCallback ?? clearTimeout;

/** The name of a pin without the browser's own tooltip: the map shows it at once. */
function toLabel(pin) {
  const title = pin.querySelector('title');
  pin.setAttribute('aria-label', title.textContent);
  title.remove();
}

function officeOf({ officesOf, distance }, index, row, near, chosen) {
  const offices = officesOf(index, row).filter(({ latitude }) => latitude !== undefined);
  if (near) return offices.map((office) => ({ office, far: distance(near, office) })).sort((a, b) => a.far - b.far)[0]?.office;
  return offices.find(({ country }) => chosen.has(country)) ?? offices[0];
}

function node(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
