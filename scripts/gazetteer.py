#!/usr/bin/env python3
"""Write crates/core/data/any/places.tsv, the place gazetteer of jobgist.

    python3 scripts/gazetteer.py CITIES15000.tsv [-o crates/core/data/any/places.tsv]

Input: a GeoNames cities15000 extract with the columns name, country, admin1,
population, latin_alternates (alternates separated by "|").

Two hand-kept files beside this script steer the result:

  place_aliases.tsv  "alias TAB city TAB country" - other names of a city
                     (exonyms, short forms); "city" is a name the input has
  place_words.txt    one key per line - keys that are also an ordinary word, a
                     person's name, a brand ... and so need context (flag "word")

Besides these, keys are derived by rule: brackets and river suffixes are dropped
(frankfurt am main -> frankfurt), "st." / "saint" and hyphen / blank variants are
added, German and Scandinavian umlauts are also spelled out (zuerich, aarhus).
Only the standard library is needed, and the same input gives the same bytes.
"""
import argparse
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "crates/core/data/any/places.tsv"

HEADER = """\
# Place gazetteer: key, country (ISO 3166-1 alpha-2), region, population, flag.
# Written by scripts/gazetteer.py: do not edit. To add a name, add a row to
# scripts/place_aliases.tsv; to flag one, a line to scripts/place_words.txt.
# key: lower case, Latin diacritics removed. flag: "word" = also an ordinary word,
# a person's name or a brand, needs context; "minor" = small and risky; else empty.
# Places from GeoNames (geonames.org), CC BY 4.0
"""

SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe",
                         "þ": "th", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'",
                         "`": "'", "´": "'"})

# admin1 code -> region, for the countries whose regions people write.
REGIONS = {
    "CA": {"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON",
           "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU"},
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS",
           "07": "VIC", "08": "WA"},
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "DE": {"01": "Baden-Württemberg", "02": "Bayern", "03": "Bremen", "04": "Hamburg",
           "05": "Hessen", "06": "Niedersachsen", "07": "Nordrhein-Westfalen",
           "08": "Rheinland-Pfalz", "09": "Saarland", "10": "Schleswig-Holstein",
           "11": "Brandenburg", "12": "Mecklenburg-Vorpommern", "13": "Sachsen",
           "14": "Sachsen-Anhalt", "15": "Thüringen", "16": "Berlin"},
    "FR": {"11": "Île-de-France", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté",
           "28": "Normandie", "32": "Hauts-de-France", "44": "Grand Est",
           "52": "Pays de la Loire", "53": "Bretagne", "75": "Nouvelle-Aquitaine",
           "76": "Occitanie", "84": "Auvergne-Rhône-Alpes",
           "93": "Provence-Alpes-Côte d'Azur", "94": "Corse"},
}

# Keys the rules below would make, but that mean something else.
NEVER = {"d.c.", "city", "city of"}

# Two- and three-letter keys read as abbreviations below this population.
SHORT_WORD_BELOW = 500_000
SHORT_BUT_CLEAR = {"ulm", "nyc", "ffm"}

RIVER = re.compile(r" (?:am|an der|a\. d\.|im|in der|ob der|bei|vor der|v\. d\.) .+$")
BRACKET = re.compile(r" ?\(.*?\)")
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def fold(text):
    """The key form of a name: lower case, no Latin diacritics, plain apostrophes."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.translate(SPECIAL).split())


def region_of(country, admin1):
    if country == "US":
        return admin1
    return REGIONS.get(country, {}).get(admin1, "")


def derived(name, country):
    """Further spellings of a name that follow from its form."""
    out = set()
    low = unicodedata.normalize("NFC", name.lower())
    bare = BRACKET.sub("", low).strip()
    out.add(bare)
    if " / " in low:
        out.update(part.strip() for part in low.split(" / "))
    if country in ("DE", "AT", "CH"):
        out.add(RIVER.sub("", bare))
        if low.startswith("sankt "):
            out.update({"st. " + low[6:], "st " + low[6:]})
        if low.startswith("bad "):
            out.add(RIVER.sub("", bare))
    if country in ("DE", "AT", "CH", "DK", "NO", "SE"):
        out.update([form.translate(SPELLED) for form in (bare, RIVER.sub("", bare))])
    for stem in ("saint ", "saint-", "st. ", "st "):
        if low.startswith(stem) and country in ("US", "GB", "CA", "FR", "IE", "BE", "CH"):
            rest = low[len(stem):]
            forms = ["st. ", "st ", "saint "] if country != "FR" else ["st-", "st ", "saint "]
            out.update(form + rest for form in forms)
    if country in ("GB", "FR", "CA", "CH", "BE"):
        out.update([form.replace("-", " ") for form in list(out) + [low]])
    return {fold(form) for form in out if len(form) > 2} - NEVER


def read_cities(path):
    with open(path, encoding="utf-8") as file:
        next(file)
        for line in file:
            name, country, admin1, population = line.rstrip("\n").split("\t")[:4]
            yield name, country, region_of(country, admin1), int(population or 0)


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cities", help="GeoNames cities15000 extract (tab-separated)")
    parser.add_argument("-o", "--output", default=OUT, help="default: %(default)s")
    parser.add_argument("--aliases", default=HERE / "place_aliases.tsv")
    parser.add_argument("--words", default=HERE / "place_words.txt")
    args = parser.parse_args()

    rows = {}     # (key, country, region) -> population
    largest = {}  # (key, country) -> (population, region)

    def add(key, country, region, population):
        place = (key, country, region)
        rows[place] = max(rows.get(place, 0), population)

    cities = list(read_cities(args.cities))
    for name, country, region, population in cities:
        key = fold(name)
        add(key, country, region, population)
        if population > largest.get((key, country), (-1, ""))[0]:
            largest[key, country] = (population, region)
    for name, country, region, population in cities:
        for key in derived(name, country):
            # A derived key never hides a larger place of that very name.
            if largest.get((key, country), (0, ""))[0] <= population or \
                    largest[key, country][1] != region:
                add(key, country, region, population)

    unknown = []
    for line in read_rows(args.aliases):
        alias, city, country = line.split("\t")
        found = largest.get((fold(city), country))
        if found is None:
            unknown.append(line)
            continue
        add(fold(alias), country, found[1], found[0])
    if unknown:
        raise SystemExit("place_aliases.tsv: no such city in the input:\n" + "\n".join(unknown))

    words = set(read_rows(args.words))
    biggest = {}
    for (key, _, _), population in rows.items():
        biggest[key] = max(biggest.get(key, 0), population)

    def flag(key, population):
        if key in words:
            return "word"
        if len(key) <= 3 and biggest[key] < SHORT_WORD_BELOW and key not in SHORT_BUT_CLEAR:
            return "word" if biggest[key] >= 50_000 else "minor"
        if len(key) <= 4 and population < 50_000:
            return "minor"
        return ""

    order = sorted(rows.items(),
                   key=lambda row: (row[0][0].encode(), -row[1], row[0][1], row[0][2]))
    with open(args.output, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        for (key, country, region), population in order:
            print(key, country, region, population, flag(key, population), sep="\t", file=file)
    print(f"{args.output}: {len(order)} rows")


if __name__ == "__main__":
    main()
