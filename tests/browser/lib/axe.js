// axe-core in a page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps somebody out, by the rules of WCAG that a program can check: all of them, or only those named. */
export async function violations(page, rules = []) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const result = await page.evaluate((rules) => {
    const runOnly = rules.length > 0 ? { runOnly: rules } : {};
    return globalThis.axe.run({ resultTypes: ['violations'], ...runOnly });
  }, rules);
  return result.violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html)}`);
}
