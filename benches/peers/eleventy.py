"""The equivalent site made with Eleventy (npm `@11ty/eleventy`), in templates of plain JavaScript, its fastest kind."""

import shutil

CONFIG = """
import fs from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

function records(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".toml"));
  return files.sort().map((file) => ({ id: path.basename(file, ".toml"), ...parse(fs.readFileSync(path.join(folder, file), "utf8")) }));
}

export default function (config) {
  const partners = records(process.env.PARTNERS);
  partners.sort((a, b) => a.name.localeCompare(b.name));
  const languages = ["en", "fr"];
  const facets = {
    countries: (it) => it.serves,
    tiers: (it) => [it.programmes.solutions.tier],
    types: (it) => it.types,
    specializations: (it) => it.specializations.map((one) => one.id),
  };
  const lists = [["partners", partners]];
  for (const [facet, of] of Object.entries(facets)) {
    const values = new Map();
    for (const it of partners) for (const value of of(it)) values.set(value, [...(values.get(value) ?? []), it]);
    for (const [value, list] of values) lists.push([`${facet}/${value}`, list]);
  }
  const pages = [];
  for (const lang of languages)
    for (const [address, list] of lists)
      for (let at = 0; at * 50 < Math.max(list.length, 1); at++)
        pages.push({ lang, address, number: at + 1, last: (at + 1) * 50 >= list.length, shown: list.slice(at * 50, at * 50 + 50) });
  config.addGlobalData("profiles", languages.flatMap((lang) => partners.map((it) => ({ lang, it }))));
  config.addGlobalData("pages", pages);
  config.addGlobalData("languages", languages);
  config.addGlobalData("everybody", partners);
  return { dir: { input: "src" } };
}
"""

SHARED = """
import markdown from "markdown-it";
const md = markdown();
export const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
export const prose = (text) => md.render(text);
export const base = (lang, title, main) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body><header><a href="/">Large</a></header><main>${main}</main></body></html>`;
const cards = new Map();
export function card(lang, it) {
  const key = lang + it.id;
  if (!cards.has(key)) cards.set(key, `<article><h3><a href="/${lang}/partners/${it.id}/">${escape(it.name)}</a></h3><p>${it.programmes.solutions.tier}
${it.offices.map((office) => `${escape(office.city)} ${office.country}`).join("\\n")}</p><p>${escape(it.summary[lang])}</p><ul>
${it.specializations.slice(0, 3).map((one) => `<li>${one.id}</li>`).join("\\n")}</ul></article>`);
  return cards.get(key);
}
"""

PROFILE = """
import { base, escape, prose } from "../shared.js";
export const data = { pagination: { data: "profiles", size: 1, alias: "profile" }, permalink: ({ profile }) => `/${profile.lang}/partners/${profile.it.id}/` };
export function render({ profile: { lang, it } }) {
  return base(lang, it.name, `<h1>${escape(it.name)}</h1><p>${escape(it.summary[lang])}</p>${prose(it.description[lang])}<ul>
${it.specializations.map((one) => `<li><a href="/${lang}/specializations/${one.id}/">${one.id}</a></li>`).join("\\n")}</ul>
${it.offices.map((office) => `<address>${escape(office.street)}, ${office.postcode} ${escape(office.city)}, ${office.country}</address>`).join("\\n")}
${it.contacts.map((contact) => `<a href="mailto:${contact.email}">${contact.role}</a>`).join("\\n")}`);
}
"""

LIST = """
import { base, card } from "../shared.js";
const at = (page, number) => `/${page.lang}/${page.address}/${number > 1 ? `page/${number}/` : ""}`;
export const data = { pagination: { data: "pages", size: 1, alias: "page" }, permalink: ({ page, pagination }) => at(pagination.items[0], pagination.items[0].number) };
export function render({ pagination }) {
  const page = pagination.items[0];
  return base(page.lang, page.address, `<h1>${page.address}</h1>${page.shown.map((it) => card(page.lang, it)).join("\\n")}
${page.last ? "" : `<a href="${at(page, page.number + 1)}">next</a>`}`);
}
"""

HOME = """
import { base, card } from "../shared.js";
export const data = { pagination: { data: "languages", size: 1, alias: "lang" }, permalink: ({ lang }) => `/${lang}/` };
export const render = ({ lang, everybody }) => base(lang, "Large catalogue", `<h1>Large catalogue</h1>${everybody.slice(0, 12).map((it) => card(lang, it)).join("\\n")}`);
"""

INDEX = """
export const data = { pagination: { data: "languages", size: 1, alias: "lang" }, permalink: ({ lang }) => `/${lang}/index.json` };
export const render = ({ lang, everybody }) => JSON.stringify(everybody.map((it) => ({ n: it.name, u: `/${lang}/partners/${it.id}/`,
  t: it.programmes.solutions.tier, c: it.serves, s: it.specializations.map((one) => one.id) })));
"""

SITEMAP = """
export const data = { permalink: "/sitemap.xml" };
export const render = ({ profiles, pages }) => `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${profiles.map(({ lang, it }) => `<url><loc>https://large.example/${lang}/partners/${it.id}/</loc></url>`).join("\\n")}
${pages.map((page) => `<url><loc>https://large.example/${page.lang}/${page.address}/${page.number > 1 ? `page/${page.number}/` : ""}</loc></url>`).join("\\n")}</urlset>`;
"""

PACKAGE = '{ "type": "module", "private": true }'


def site(project, folder, modules):
    """Reads the records from the same files; `modules` is a folder `node_modules` with Eleventy and smol-toml."""
    (folder / "src").mkdir(parents=True)
    shutil.copytree(project / "partners", folder / "partners")
    (folder / "node_modules").symlink_to(modules)
    for name, text in {
        "eleventy.config.js": CONFIG,
        "shared.js": SHARED,
        "package.json": PACKAGE,
        "src/profile.11ty.js": PROFILE,
        "src/list.11ty.js": LIST,
        "src/home.11ty.js": HOME,
        "src/index.11ty.js": INDEX,
        "src/sitemap.11ty.js": SITEMAP,
    }.items():
        (folder / name).write_text(text)


def command(folder, output):
    """The command that builds the site, and its environment."""
    program = folder / "node_modules/@11ty/eleventy/cmd.cjs"
    return ["node", "--max-old-space-size=8192", program, "--quiet", f"--output={output}"]
