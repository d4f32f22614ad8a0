// The pins of a result, drawn on the map: `drawPins`. Where they are is decided in `pins.js`.
import { number } from './i18n.js';
import { officesOf } from './index.js';
import { placePins, project, short } from './pins.js';
import { distance } from './places.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The room of the map in pixels, while it is not shown. */
const ROOM = [312, 600];

/** Draws a pin for each row, numbered from `first`: at the office nearest to `near`, in a chosen country, or the headquarters. */
export function drawPins(figure, index, rows, { first, near, chosen }) {
  const svg = figure.querySelector('svg');
  const pins = svg.querySelector('.pins');
  const size = figure.dataset.size.split(' ').map(Number);
  const toDrawing = project(figure.dataset.projection);
  const shown = rows.flatMap((row, position) => {
    const office = officeOf(index, row, near, chosen);
    const point = office && toDrawing(office);
    const isInside = point && point[0] >= 0 && point[0] <= size[0] && point[1] >= 0 && point[1] <= size[1];
    return isInside ? [{ row, position, point }] : [];
  });
  const box = svg.getBoundingClientRect();
  const placed = placePins(shown.map(({ point }) => point), size, box.width > 0 ? [box.width, box.height] : ROOM);
  if (!placed) {
    pins.replaceChildren();
    svg.setAttribute('viewBox', `0 0 ${size.join(' ')}`);
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
}

function officeOf(index, row, near, chosen) {
  const offices = officesOf(index, row).filter(({ latitude }) => latitude !== undefined);
  if (near) return offices.map((office) => ({ office, far: distance(near, office) })).sort((a, b) => a.far - b.far)[0]?.office;
  return offices.find(({ country }) => chosen.has(country)) ?? offices[0];
}

function node(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
