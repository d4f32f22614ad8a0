// What the map says of a pin: `openDetails`. A pin that is pointed at or has the focus shows the name of its partner, and marks its
// card; where there is no list beside the map, a tap opens a small card. Loaded when somebody points at the map (`map.js`).
import { cloneTemplate, element, hook } from './dom.js';

/** The least distance of a name from the edge of the map, in pixels. */
const EDGE = 4;

/** Watches the pins of a map. */
export function openDetails(figure, pins) {
  const results = hook('results');
  const label = element('p', { class: 'pin-label', 'aria-hidden': 'true', hidden: true });
  figure.append(label);
  let opened = null;

  const pinOf = ({ target }) => target.closest?.('[data-pin]') ?? null;
  const cardOf = (id) => results.querySelector(`.card[data-partner="${CSS.escape(id)}"]`);
  const nameOf = (pin) => cardOf(pin.dataset.pin)?.querySelector('h3 a').textContent ?? pin.getAttribute('aria-label');

  function mark(id) {
    for (const card of results.querySelectorAll('.card.pointed')) card.classList.remove('pointed');
    if (id) cardOf(id)?.classList.add('pointed');
  }

  /** The name of a pin above it, or below where there is no room, inside the map. */
  function point(pin) {
    mark(pin?.dataset.pin ?? opened?.pin.dataset.pin);
    label.hidden = pin === null || opened?.pin === pin;
    if (label.hidden) return;
    label.textContent = nameOf(pin);
    const frame = figure.getBoundingClientRect();
    const { left, top, bottom, width } = pin.querySelector('circle').getBoundingClientRect();
    const size = label.getBoundingClientRect();
    const x = Math.min(Math.max(left - frame.left + (width - size.width) / 2, EDGE), frame.width - size.width - EDGE);
    const above = top - frame.top - size.height - EDGE;
    label.style.left = `${x}px`;
    label.style.top = `${above >= EDGE ? above : bottom - frame.top + EDGE}px`;
  }

  function open(pin) {
    close();
    const card = cardOf(pin.dataset.pin);
    const place = card?.querySelector('.card-place');
    const name = nameOf(pin);
    const button = element('button', { class: 'pin-close', type: 'button', 'aria-label': document.querySelector('.sheet-close').textContent.trim() }, cloneTemplate('icon-close'));
    button.addEventListener('click', () => close());
    const link = element('a', { href: pin.getAttribute('href') }, name);
    const node = element(
      'div',
      { class: 'pin-card', role: 'group', 'aria-label': name },
      element('p', { class: 'pin-name' }, link),
      place ? element('p', {}, place.cloneNode(true)) : null,
      card?.querySelector('.tiers')?.cloneNode(true),
      button,
    );
    figure.append(node);
    pin.classList.add('opened');
    opened = { pin, node };
    point(null);
    link.focus();
  }

  /** Closes the small card. The focus returns to its pin. */
  function close() {
    if (!opened) return;
    const { pin, node } = opened;
    opened = null;
    const hadFocus = node.contains(document.activeElement);
    node.remove();
    pin.classList.remove('opened');
    mark(null);
    if (hadFocus && pin.isConnected) pin.focus();
    label.hidden = true;
  }

  for (const event of ['pointerover', 'focusin']) pins.addEventListener(event, (event) => point(pinOf(event)));
  for (const event of ['pointerout', 'focusout']) pins.addEventListener(event, () => point(null));
  figure.addEventListener('click', ({ target }) => {
    if (!target.closest('[data-pin], .pin-card')) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || (!opened && label.hidden)) return;
    // The dialog around the map stays open.
    if (opened) event.preventDefault();
    if (opened) close();
    else point(null);
  });
  // The one because of which this module was loaded.
  point(pins.querySelector('a:is(:hover, :focus)'));
  return {
    /** Opens the small card of a pin. */
    open,
    /** The pins have changed. */
    reset() {
      close();
      point(null);
    },
  };
}
