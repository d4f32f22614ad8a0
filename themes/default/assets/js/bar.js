// The bar above the list: need, place, language and search, each with what the state has. `openBar`.
import { openCombobox } from './combobox.js';
import { message } from './i18n.js';
import { tokenize } from './tokenize.js';

/** How many suggestions of each kind. */
const PARTNERS = 3;
const VALUES = 5;
const CITIES = 3;
const PLACES = 6;

/**
 * The bar's form. `context` has `groups`, functions that return the module `finder` and the `index` once they are loaded, the present `result`
 * and the state, `go(change)`, which shows the state with some changes,
 * and `announceSuggestions`, which says how many there are.
 */
export function openBar(form, { groups, load, loadPlaces, finder, index, result, state, go, announceSuggestions }) {
  const { q, near, specialization, language } = form.elements;
  const groupOf = (facet) => groups.findIndex((group) => group.facet === facet);
  const countries = groupOf('country');
  const label = (field) => form.querySelector(`label[for="${field.id}"]`).textContent;
  const strings = () => index().head.words;
  const say = (count) => announceSuggestions(count > 0 ? message(strings(), 'suggestions_count', { count }) : '');

  for (const select of [specialization, language].filter(Boolean)) {
    const group = groupOf(select.name);
    select.addEventListener('change', () => go(withChosen(group, select.value ? [select.value] : [])));
  }

  function withChosen(position, ids) {
    return { chosen: state().chosen.map((chosen, other) => (other === position ? new Set(ids) : new Set(chosen))) };
  }

  const countryName = (id) => groups[countries]?.names[groups[countries].ids.indexOf(id)]?.text ?? new Intl.DisplayNames(document.documentElement.lang, { type: 'region' }).of(id.toUpperCase());

  /** A city instead of a country that the same field shows. */
  const nearCity = (address) => ({ near: address, ...(countries >= 0 && state().chosen[countries].size === 1 ? withChosen(countries, []) : {}) });
  const inCountry = (id) => ({ near: '', ...withChosen(countries, [id]) });

  function valueSuggestion({ group, value }, change) {
    const { label, values } = index().groups[group];
    const { id, text, lang, dir } = values[value];
    return { text, lang, dir, kind: label.text, choose: () => go({ ...change, ...withChosen(group, [...state().chosen[group], id]) }) };
  }

  function suggestAny(text) {
    if (tokenize(text).length === 0) return [];
    const partners = finder().suggestPartners(index(), result().rows, text, PARTNERS).map((row) => ({
      text: index().names[row],
      kind: finder().valuesOf(index(), row, 'tier')[0]?.text ?? message(strings(), 'suggestion_partner'),
      choose: () => location.assign(`${index().head.profiles}${index().ids[row]}/`),
    }));
    const values = finder().suggestValues(index(), text, VALUES).map((found) => valueSuggestion(found, { q: '' }));
    const cities = finder().citiesNamed(index(), tokenize(text), CITIES).map(({ name, country }) => ({
      text: message(strings(), 'place_of_name', { name, country: countryName(country) }),
      kind: message(strings(), 'suggestion_place'),
      choose: () => go({ q: '', ...nearCity(`${name}, ${country}`) }),
    }));
    return [...partners, ...values, ...cities];
  }

  function suggestWhere(text) {
    const found = finder().suggestValues(index(), text, PLACES, ['country']).map(({ group, value }) => {
      const suggestion = valueSuggestion({ group, value }, {});
      return { ...suggestion, choose: () => go(inCountry(index().groups[group].values[value].id)) };
    });
    const places = finder().suggestPlaces(text, PLACES, countryName, strings()).map(({ address, text }) => ({
      text,
      kind: message(strings(), 'suggestion_place'),
      choose: () => go(nearCity(address)),
    }));
    return [...found, ...places].slice(0, PLACES);
  }

  const search = openCombobox(q, { label: label(q), announce: say, suggest: (text) => (index() && result() ? suggestAny(text) : load().then(() => (result() ? suggestAny(text) : []))) });
  const where = openCombobox(near, { label: label(near), announce: say, suggest: (text) => Promise.all([load(), loadPlaces()]).then(() => suggestWhere(text), () => []) });
  near.addEventListener('input', where.update);

  /** What the place field says, as a change of the state: a country, a city, or nothing. */
  function typedPlace() {
    const text = near.value.trim();
    if (text === shownPlace(state())) return {};
    if (text === '') return { near: '', ...(countries >= 0 ? withChosen(countries, []) : {}) };
    const folded = tokenize(text).join(' ');
    const country = countries < 0 ? -1 : groups[countries].names.findIndex((name) => tokenize(name.text).join(' ') === folded);
    return country >= 0 ? inCountry(groups[countries].ids[country]) : nearCity(text);
  }

  function shownPlace({ near, chosen }) {
    if (near) return near.split(',')[0].trim();
    return countries < 0 ? '' : groups[countries].ids.flatMap((id, position) => (chosen[countries].has(id) ? groups[countries].names[position].text : [])).join(', ');
  }

  return {
    suggest: search.update,
    close: () => [search, where].forEach((box) => box.close()),
    typedPlace,
    /** Shows the state. A field in which the visitor types stays as it is. */
    show(state) {
      if (q.value.trim() !== state.q.trim()) q.value = state.q;
      if (document.activeElement !== near) near.value = shownPlace(state);
      for (const select of [specialization, language].filter(Boolean)) {
        const chosen = state.chosen[groupOf(select.name)];
        select.value = chosen?.size === 1 ? [...chosen][0] : '';
      }
    },
  };
}
