"""The equivalent site made with Zola, if that is installed."""

import tomllib

import hugo

LANGUAGES = ["en", "fr"]

CONFIG = """
base_url = "https://large.example"
default_language = "en"
compile_sass = false
generate_feeds = false
build_search_index = false
taxonomies = [
    { name = "countries", paginate_by = 50 },
    { name = "tiers", paginate_by = 50 },
    { name = "types", paginate_by = 50 },
    { name = "specializations", paginate_by = 50 },
]
[languages.fr]
taxonomies = [
    { name = "countries", paginate_by = 50 },
    { name = "tiers", paginate_by = 50 },
    { name = "types", paginate_by = 50 },
    { name = "specializations", paginate_by = 50 },
]
"""

BASE = """<!doctype html><html lang="{{ lang }}"><head><meta charset="utf-8"><title>{% block title %}Large{% endblock %}</title></head>
<body><header><a href="/">Large</a></header><main>{% block main %}{% endblock %}</main></body></html>"""
CARD = """{% macro card(it) %}<article><h3><a href="{{ it.permalink }}">{{ it.title }}</a></h3><p>{{ it.taxonomies.tiers.0 }}
{% for office in it.extra.offices %}{{ office.city }} {{ office.country }}
{% endfor %}</p><p>{{ it.description }}</p><ul>{% for one in it.taxonomies.specializations | slice(end=3) %}<li>{{ one }}</li>
{% endfor %}</ul></article>{% endmacro card %}"""
LIST = """{% extends "base.html" %}{% import "card.html" as cards %}{% block main %}<h1>List</h1>
{% for it in paginator.pages %}{{ cards::card(it=it) }}{% endfor %}
{% if paginator.next %}<a href="{{ paginator.next }}">next</a>{% endif %}{% endblock %}"""
SINGLE = """{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1><p>{{ page.description }}</p>{{ page.content | safe }}<ul>
{% for one in page.taxonomies.specializations %}<li><a href="/specializations/{{ one }}/">{{ one }}</a></li>
{% endfor %}</ul>{% for it in page.extra.offices %}<address>{{ it.street }}, {{ it.postcode }} {{ it.city }}, {{ it.country }}</address>
{% endfor %}{% for it in page.extra.contacts %}<a href="mailto:{{ it.email }}">{{ it.role }}</a>{% endfor %}{% endblock %}"""
TERMS = """{% extends "base.html" %}{% block main %}{% for term in terms %}<a href="{{ term.permalink }}">{{ term.name }}</a>
{% endfor %}{% endblock %}"""
HOME = """{% extends "base.html" %}{% block main %}<h1>Large catalogue</h1>{% endblock %}"""


def site(project, folder):
    """Writes the partners as content of Zola."""
    templates = {
        "base.html": BASE,
        "card.html": CARD,
        "section.html": LIST,
        "page.html": SINGLE,
        "index.html": HOME,
        "taxonomy_list.html": TERMS,
        "taxonomy_single.html": LIST,
    }
    (folder / "templates").mkdir(parents=True)
    (folder / "content/partners").mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    for name, text in templates.items():
        (folder / "templates" / name).write_text(text)
    for language in LANGUAGES:
        ending = "" if language == "en" else f".{language}"
        head = '+++\nsort_by = "title"\npaginate_by = 50\n+++\n'
        (folder / f"content/partners/_index{ending}.md").write_text(head)
    for path in project.glob("partners/*/*.toml"):
        record = tomllib.loads(path.read_text())
        for language in LANGUAGES:
            ending = "" if language == "en" else f".{language}"
            (folder / f"content/partners/{path.stem}{ending}.md").write_text(page(record, language))


def page(record, language):
    lines = [
        f'title = "{record["name"]}"',
        f'description = "{record["summary"][language]}"',
        "[taxonomies]",
        *hugo.terms(record),
        *hugo.tables(record, "extra."),
    ]
    return "+++\n" + "\n".join(lines) + "\n+++\n" + record["description"][language]


def command(program, folder, output):
    """The command that builds the site."""
    return [program, "--root", folder, "build", "--output-dir", output]
