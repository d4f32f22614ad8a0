// The names of countries on the map, small and only where there is room between the pins: `nameCountries`.

/** Height and mean width of the letters, space around a name, in pixels; points that are tried, in each direction. */
const [SIZE, LETTER, SPACE, GRID] = [11, 6.1, 2, 9];
/** Points by outline, those in the middle first. */
const inside = new WeakMap();

/** Writes the names of countries, `[outline, name]`, that have a pin, and others where they fit, into `group`. */
export function nameCountries(svg, group, countries) {
  const { x: left, y: top, width, height } = svg.viewBox.baseVal;
  const room = svg.getBoundingClientRect();
  const unit = Math.max(width / room.width, height / room.height);
  const [size, space] = [SIZE * unit, SPACE * unit];
  // Boxes: the middle, half the width and half the height.
  const pins = [...svg.querySelectorAll('.pins circle')].map((pin) => [pin.cx, pin.cy, pin.r, pin.r].map((length) => length.baseVal.value));
  const taken = [...pins];
  const contains = (outline, x, y) => outline.isPointInFill(new DOMPoint(x, y));

  function pointsInside(outline) {
    if (inside.has(outline)) return inside.get(outline);
    const { x, y, width, height } = outline.getBBox();
    const steps = [...Array(GRID).keys()].map((step) => (step + 0.5) / GRID);
    const points = steps.flatMap((down) => steps.map((along) => [x + along * width, y + down * height])).filter((point) => contains(outline, ...point));
    const [east, south] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
    const far = ([x, y]) => Math.hypot(x - east, y - south);
    points.sort((a, b) => far(a) - far(b));
    inside.set(outline, points);
    return points;
  }

  const withPins = countries.map(([outline, name]) => ({ outline, name, isPinned: pins.some(([x, y]) => contains(outline, x, y)) }));
  withPins.sort((a, b) => b.isPinned - a.isPinned);
  const texts = [];
  for (const { outline, name, isPinned } of withPins) {
    const half = (name.text.length * LETTER * unit) / 2;
    const free = pointsInside(outline).filter(([x, y]) =>
      x - half > left && x + half < left + width && y - size > top && y + size < top + height &&
      !taken.some(([east, south, wide, high]) => Math.abs(x - east) < half + wide + space && Math.abs(y - south) < size / 2 + high + space));
    const [x, y] = free.find(([x, y]) => contains(outline, x - half, y) && contains(outline, x + half, y)) ?? (isPinned ? free[0] : null) ?? [];
    if (x === undefined) continue;
    taken.push([x, y, half, size / 2]);
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    for (const [key, value] of Object.entries({ x, y, 'font-size': size })) text.setAttribute(key, value.toFixed(1));
    if (name.lang) text.setAttribute('lang', name.lang);
    text.textContent = name.text;
    texts.push(text);
  }
  group.replaceChildren(...texts);
}
