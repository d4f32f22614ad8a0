// The names of countries on the map, small and only where there is room between the pins: `nameCountries`.

/** The height of the letters, their mean width, and the free space around a name, in pixels. */
const SIZE = 11;
const LETTER = 6.1;
const SPACE = 2;
/** The points that are tried in a country: as many in each direction. */
const GRID = 9;

const SVG = 'http://www.w3.org/2000/svg';
/** The points inside each outline, those in the middle first. */
const inside = new WeakMap();

/**
 * Writes the names of the countries that have a pin, and of others where they fit, into `group`. `countries` have a link with their
 * outline and a name.
 */
export function nameCountries(svg, group, countries) {
  const box = svg.viewBox.baseVal;
  const room = svg.getBoundingClientRect();
  group.replaceChildren();
  if (room.width === 0) return;
  const unit = Math.max(box.width / room.width, box.height / room.height);
  const pins = [...svg.querySelectorAll('.pins circle')].map((pin) => ({ x: pin.cx.baseVal.value, y: pin.cy.baseVal.value, radius: pin.r.baseVal.value }));
  const named = [];
  const shown = countries.flatMap(({ link, name }) => {
    const outline = link.querySelector('path');
    if (!outline) return [];
    const points = pointsInside(svg, outline).filter(({ x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
    return [{ outline, name, points, isPinned: pins.some(({ x, y }) => contains(svg, outline, x, y)) }];
  });
  shown.sort((a, b) => b.isPinned - a.isPinned);
  for (const { outline, name, points, isPinned } of shown) {
    const [half, height] = [(name.text.length * LETTER * unit) / 2, SIZE * unit];
    const isFree = ({ x, y }) => {
      if (x - half < box.x || x + half > box.x + box.width || y - height < box.y || y + height > box.y + box.height) return false;
      const reach = height / 2 + SPACE * unit;
      if (pins.some((pin) => Math.abs(pin.y - y) < pin.radius + reach && Math.abs(pin.x - x) < pin.radius + half + SPACE * unit)) return false;
      return named.every((other) => Math.abs(other.y - y) > 2 * reach || Math.abs(other.x - x) > half + other.half + 2 * SPACE * unit);
    };
    const fits = ({ x, y }) => contains(svg, outline, x - half, y) && contains(svg, outline, x + half, y);
    const free = points.filter(isFree);
    const point = free.find(fits) ?? (isPinned ? free[0] : undefined);
    if (!point) continue;
    named.push({ ...point, half });
    const text = document.createElementNS(SVG, 'text');
    for (const [key, value] of Object.entries({ x: point.x, y: point.y, 'font-size': height })) text.setAttribute(key, String(Math.round(value * 10) / 10));
    if (name.lang) text.setAttribute('lang', name.lang);
    text.textContent = name.text;
    group.append(text);
  }
}

function contains(svg, outline, x, y) {
  const point = svg.createSVGPoint();
  point.x = x;
  point.y = y;
  return outline.isPointInFill(point);
}

function pointsInside(svg, outline) {
  const known = inside.get(outline);
  if (known) return known;
  const { x, y, width, height } = outline.getBBox();
  const points = [];
  for (let row = 0; row < GRID; row += 1) {
    for (let column = 0; column < GRID; column += 1) {
      const point = { x: x + ((column + 0.5) * width) / GRID, y: y + ((row + 0.5) * height) / GRID };
      if (contains(svg, outline, point.x, point.y)) points.push(point);
    }
  }
  const middle = { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)) };
  const far = (point) => Math.hypot(point.x - middle.x, point.y - middle.y);
  points.sort((a, b) => far(a) - far(b));
  inside.set(outline, points);
  return points;
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
