// Pins of partners on the map: `project`, `placePins`. No DOM. The program places pins by the same rules
// (`site/directory/map/pins.rs`).

const RADIUS = 11;
const LEAST = 90;
const PLACES = [
  [0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1], [2, 0], [-2, 0], [0, 2], [0, -2],
];

/** A function from degrees to the drawing's coordinates, of the projection that the program has written. */
export function project(written) {
  const [kind, ...numbers] = written.split(' ');
  const [left, top, scale, east, north] = numbers.map(Number);
  const plane = kind === 'around' ? (place) => around(east, north, place) : equalEarth;
  return (place) => {
    const [x, y] = plane(place);
    return [(x - left) * scale, (top - y) * scale];
  };
}

const RADIANS = Math.PI / 180;

/** Lambert's azimuthal equal-area projection. */
function around(east, north, { latitude, longitude }) {
  const [from, to, turn] = [north * RADIANS, latitude * RADIANS, (longitude - east) * RADIANS];
  const cosine = Math.sin(from) * Math.sin(to) + Math.cos(from) * Math.cos(to) * Math.cos(turn);
  const stretch = Math.sqrt(2 / (1 + cosine));
  return [stretch * Math.cos(to) * Math.sin(turn), stretch * (Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn))];
}

function equalEarth({ latitude, longitude }) {
  const [a, b, c, d] = [1.340264, -0.081106, 0.000893, 0.003796];
  const root = Math.sqrt(3) / 2;
  const t = Math.asin(root * Math.sin(latitude * RADIANS));
  const [t2, t6] = [t ** 2, t ** 6];
  return [(longitude * RADIANS * Math.cos(t)) / (root * (a + 3 * b * t2 + t6 * (7 * c + 9 * d * t2))), t * (a + b * t2 + t6 * (c + d * t2))];
}

/**
 * Where pins are, and the part of the map that has them all: `{ viewBox, radius, places }` for points of the drawing, which has
 * a width and a height; `room` is the width and height of the panel in pixels. Null without points.
 */
export function placePins(points, [fullWidth, fullHeight], room) {
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const spread = Math.max((bounds[2] - bounds[0]) / room[0], (bounds[3] - bounds[1]) / room[1]);
  const margin = Math.max(4 * RADIUS * spread, LEAST / 2);
  const [left, top] = [Math.max(0, bounds[0] - margin), Math.max(0, bounds[1] - margin)];
  const [width, height] = [Math.min(fullWidth, bounds[2] + margin) - left, Math.min(fullHeight, bounds[3] + margin) - top];
  const unit = Math.max(width / room[0], height / room[1]);
  const diameter = 2 * RADIUS * unit;
  const places = [];
  for (const [x, y] of points) {
    const around = PLACES.map(([dx, dy]) => [x + dx * diameter, y + dy * diameter]);
    places.push(around.find((place) => places.every((other) => Math.hypot(place[0] - other[0], place[1] - other[1]) > 0.9 * diameter)) ?? [x, y]);
  }
  return { viewBox: [left, top, width, height].map(short).join(' '), radius: RADIUS * unit, places };
}

/** A number with one decimal at most. */
export const short = (number) => String(Math.round(number * 10) / 10);
