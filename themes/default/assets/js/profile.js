// The profile: its contact panel and the bar of a phone get the button of the shortlist.
import { cloneTemplate, hook } from './dom.js';
import { addShortlistButtons } from './shortlist.js';

const id = location.pathname.match(/\/partners\/([a-z0-9-]+)\/$/)?.[1];
for (const place of ['ways', 'contact-bar'].map(hook).filter((place) => place && id)) {
  const button = cloneTemplate('keep-template');
  button.dataset.id = id;
  place.append(button);
  place.hidden = false;
}
// Shows which are pressed; there is nothing else to add.
addShortlistButtons(document.createElement('div'));
