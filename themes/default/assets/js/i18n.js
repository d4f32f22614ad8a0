// Interface strings and numbers in the language of the page: `message`, `number`, `percent`,
// `kilometres`, `amount`, `day`, `month`.

// Without a page, as in tests, the language of the machine.
const lang = globalThis.document?.documentElement.lang;
const plurals = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(lang);
const percents = new Intl.NumberFormat(lang, { style: 'percent' });

export const number = (value) => numbers.format(value);
const distances = new Intl.NumberFormat(lang, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 });

export const kilometres = (value) => distances.format(value);
// As the server writes dates: English without a region is international, and the calendar Gregorian.
const dates = (parts) => new Intl.DateTimeFormat(lang === 'en' ? 'en-001' : lang, { ...parts, calendar: 'gregory', timeZone: 'UTC' });
const days = dates({ dateStyle: 'long' });
const months = dates({ year: 'numeric', month: 'long' });

/** "14 September 2026", from an ISO date. */
export const day = (date) => days.format(new Date(date));

/** "September 2026", from an ISO date. */
export const month = (date) => months.format(new Date(date));

export const percent = (value) => percents.format(value);

/** A number, or an amount of money if a currency is given, formatted as in the tables that the server rendered. */
export function amount(value, currency, language = lang) {
  const style = currency ? { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } : {};
  return new Intl.NumberFormat(language, style).format(value);
}

/** The string `key` with its `{placeholders}` replaced; `args.count` selects the plural form. */
export function message(strings, key, args = {}) {
  const entry = strings[key] ?? key;
  const form = typeof entry === 'string' ? entry : (entry[plurals.select(args.count ?? 0)] ?? entry.other);
  return form.replace(/\{(\w+)\}/g, (placeholder, name) => {
    if (!(name in args)) return placeholder;
    return typeof args[name] === 'number' ? number(args[name]) : args[name];
  });
}
