"""The partners of a generated project as input for the peers. Typst reads the records itself; pages of HTML have each
text ready for layout."""

import html
import json
import tomllib
import unicodedata

COUNTRIES = {
    "AT": "Austria", "BE": "Belgium", "CH": "Switzerland", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark",
    "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "IE": "Ireland", "IT": "Italy",
    "LU": "Luxembourg", "NL": "Netherlands", "NO": "Norway", "PL": "Poland", "PT": "Portugal", "SE": "Sweden",
}
LANGUAGES = {"en": "English", "fr": "French"}
ROLES = {"sales": "Sales", "technical": "Technical questions"}


def countries(project):
    """The countries by name, each with its partners by name."""
    found = {}
    for path in project.glob("partners/*/*.toml"):
        record = tomllib.loads(path.read_text())
        country = COUNTRIES[record["offices"][0]["country"]]
        it = partner(path, record, country)
        found.setdefault(country, []).append({**it, "record": path.relative_to(project).as_posix()})
    return [{"name": name, "partners": sorted(found[name], key=order)} for name in sorted(found)]


def names(countries):
    """All partners by name, for the index."""
    return sorted((partner for country in countries for partner in country["partners"]), key=order)


def order(partner):
    """A sort key that ignores accents."""
    plain = unicodedata.normalize("NFKD", partner["name"].casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter == " "), partner["id"]


def partner(path, record, home):
    tier = record["programmes"]["solutions"]["tier"].title()
    city = record["offices"][0]["city"]
    types = ", ".join(record["types"])
    return {
        "id": path.stem,
        "name": record["name"],
        "tier": tier,
        "place": f"{city} · {types} · partner since {record['since'].year}",
        "city": city,
        "logo": "partners/" + record["logo"].removeprefix("../"),
        "summary": record["summary"]["en"],
        "description": record["description"]["en"].strip().split("\n\n"),
        "facts": facts(record, home),
        "website": [record["website"].removeprefix("https://"), record["website"]],
        "contacts": [[ROLES[it["role"]], it["email"]] for it in record["contacts"]],
    }


def facts(record, home):
    """Labels and their values."""
    offices = []
    for it in record["offices"]:
        country = COUNTRIES[it["country"]]
        place = f"{it['street']}, {it['postcode']} {it['city']}"
        offices.append(place if country == home else f"{place}, {country}")
    return [
        ["Specializations", ", ".join(f"{it['id']} ({it['level']})" for it in record["specializations"])],
        ["Certifications", ", ".join(f"{it['count']} × {it['id']}" for it in record["certifications"])],
        ["Products", ", ".join(record["products"])],
        ["Industries", ", ".join(record["industries"])],
        ["Serves", ", ".join(sorted(COUNTRIES[it] for it in record["serves"]))],
        ["Languages", ", ".join(LANGUAGES[it] for it in record["languages"])],
        ["Offices", "; ".join(offices)],
    ]


def typst(project, source):
    """Writes `book.typ` beside the partners, with a JSON of the sorted paths of their records and the names of countries."""
    records = [(it["id"], it["record"]) for it in names(countries(project))]
    known = {"records": records, "countries": COUNTRIES, "languages": LANGUAGES, "roles": ROLES}
    (project / "book.json").write_text(json.dumps(known))
    (project / "book.typ").write_text(source)


def page(project, style):
    """Writes the book as one page of HTML beside the partners."""
    by_country = countries(project)
    parts = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Large catalogue</title><style>{style}</style>']
    parts.append('<h1>Large catalogue</h1><nav class="contents"><h2 class="head">Contents</h2>')
    for at, country in enumerate(by_country):
        note = f'<small>{len(country["partners"])} partners</small>'
        parts.append(f'<p><a href="#country-{at}">{html.escape(country["name"])} {note}</a></p>')
    parts.append('<p><a href="#index">Index</a></p></nav>')
    for at, country in enumerate(by_country):
        parts.append(f'<section><h2 id="country-{at}">{html.escape(country["name"])}</h2>')
        parts += [entry(it) for it in country["partners"]]
        parts.append("</section>")
    parts.append('<section class="index"><h2 id="index">Index</h2><div>')
    for it in names(by_country):
        parts.append(f'<p><a href="#{it["id"]}">{html.escape(it["name"])}, <span>{html.escape(it["city"])}</span></a></p>')
    parts.append("</div></section></html>")
    (project / "book.html").write_text("\n".join(parts))


def entry(it):
    """A partner in HTML."""
    escaped = {key: html.escape(it[key]) for key in ["id", "name", "tier", "place", "logo", "summary"]}
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in it["description"])
    facts = "".join(f"<p><b>{label}</b> {html.escape(value)}</p>" for label, value in it["facts"])
    contacts = "".join(f'<p><b>{role}</b> <a href="mailto:{email}">{email}</a></p>' for role, email in it["contacts"])
    shown, address = it["website"]
    return (
        '<article id="{id}"><header><div><h3>{name}</h3><p><b>{tier}</b><br><i>{place}</i></p></div>'
        '<img src="{logo}" alt="Logo of {name}"></header>'.format(**escaped)
        + f'<div class="text"><p><b>{escaped["summary"]}</b></p>{text}</div>'
        + f'<div class="facts">{facts}<div class="contacts"><p><a href="{address}">{shown}</a></p>{contacts}</div></div></article>'
    )
