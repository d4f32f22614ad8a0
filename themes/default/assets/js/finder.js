// What the directory needs once a visitor searches or filters; its page loads this module only then.
export { placeOf, suggestPartners, suggestPlaces, suggestValues } from './suggestions.js';
export { card, cardShards, showReasons } from './cards.js';
export { addPart, citiesNamed, loadedShare, openIndex, valuesOf } from './index.js';
export { drawPins } from './draw-pins.js';
export { loadPlaces } from './places.js';
export { reasonTexts } from './reason-texts.js';
export { activeCount, closeHead, filterChips, forgiven, listHeading, noResults, pageTitle, pagination } from './result-views.js';
export { search } from './search.js';
export { add as addSummaries, retry as retrySummaries } from './summaries.js';
