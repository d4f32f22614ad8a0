// axe-core in a page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations that axe finds, by all of its rules, including best practices, or by the given ones. */
export async function violations(page, rules = []) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const result = await page.evaluate((rules) => {
    const runOnly = rules.length > 0 ? { runOnly: rules } : {};
    return globalThis.axe.run({ resultTypes: ['violations'], ...runOnly });
  }, rules);
  return result.violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map((node) => node.html)}`);
}
