"""Words that stand around names, in seven languages, and words that never are one."""

from __future__ import annotations

from hybriddesk.privacy.language import SMALL_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir madam lady lord rev reverend fr sr sra srta don doña señor señora señorita "
    "herr herrn frau hr fr. monsieur madame mademoiselle mme mlle m. me maître sig sig.ra signor signora signore dott dottoressa "
    "ing avv senhor senhora dra dhr mevrouw mevr meneer doctor capt captain lt sgt col gen major hon judge justice senator "
    "president prof.dr sister brother uncle aunt baron baroness baronin rechtsanwalt rechtsanwältin notar notarin schwester "
    "avvocato avvocata abogado abogada advogado advogada advocaat sheikh shaikh ayatollah imam cleric pope cardinal bishop mayor governor congressman congresswoman detective "
    "nurse coach"
)
PARTICLES = _words("van von de der den del della di da dos das du la le ter ten te bin ibn al el abu ben af av zu zum y e mac")
GREETINGS = (
    "dear", "hi", "hello", "hey", "hi there", "good morning", "good afternoon", "good evening", "morning", "greetings",
    "liebe", "lieber", "sehr geehrte", "sehr geehrter", "hallo", "guten tag", "guten morgen", "servus", "moin",
    "cher", "chère", "bonjour", "bonsoir", "salut", "querido", "querida", "estimado", "estimada", "hola", "buenos días",
    "caro", "cara", "gentile", "egregio", "ciao", "buongiorno", "prezado", "prezada", "olá", "oi", "bom dia", "beste", "geachte", "dag",
)  # fmt: skip
ORG_WORDS = _words(
    "inc ltd llc llp plc corp corporation company co gmbh ag kg ohg sarl sas sa s.a spa srl bv nv oy ab as aps group holdings "
    "university college school institute hospital clinic bank foundation association agency department ministry committee "
    "council partners technologies solutions systems services industries international airlines airways motors press "
    "records entertainment studios insurance capital consulting orchestra church museum society union party team club"
)
STREET_WORDS = _words(
    "street st road rd avenue ave lane ln drive dr boulevard blvd court ct place pl square sq terrace way highway hwy parkway "
    "park bridge river lake mountain mount island beach bay valley hill creek county airport station theatre theater hotel "
    "house restaurant cafe center centre mall tower plaza"
)
BEFORE_A_NAME = _words("by from with and to for ask tell told meet met call called contact email thanks thank president senator minister judge coach")
VERBS_OF_SPEECH = _words("said says told asked wrote writes replied added explained thinks wants called agreed confirmed sent will has is was")
NEVER_A_NAME = _words(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "english german french spanish italian portuguese dutch chinese japanese russian polish arabic hindi american british "
    "european canadian australian indian mexican irish scottish welsh swedish danish norwegian finnish greek turkish korean "
    "i the a an and or but if in on at to of for from by with as is are was it he she we you they this that my your our their "
    "his her its not no yes ok okay please thanks thank dear hi hello hey regards sincerely best kind subject re fw fwd cc "
    "internet google facebook twitter microsoft windows linux python java javascript excel word outlook apple iphone android "
    "christmas easter god bible christian muslim jewish what when where why who how which there here then also just so "
    "sunni shia shiite hamas nato america asia africa europe earth mars venus saturn jupiter mercury hitler stalin jesus allah "
    "i'm i've i'd i'll he's she's it's we're you're they're that's there's here's what's who's where's let's don't doesn't didn't can't won't isn't "
    "all any some one two three new team sir madam mr mrs ms dr prof customer client support sales manager user admin"
)
PEOPLES = _words(
    "afghan african albanian algerian american americans angolan arab argentine argentinian armenian asian australian austrian "
    "azerbaijani bahraini bangladeshi bavarian belarusian belgian bolivian bosnian brazilian british buddhist bulgarian burmese "
    "californian cambodian cameroonian canadian catalan catholic chechen chilean chinese christian colombian congolese croatian cuban "
    "cypriot czech danish dominican dutch eastern ecuadorian egyptian egyptians english eritrean estonian ethiopian european filipino "
    "finnish french georgian german germans ghanaian greek guatemalan haitian hindu hungarian icelandic indian indians indonesian "
    "iranian iraqi iraqis irish israeli israelis italian jamaican japanese jewish jordanian kazakh kenyan korean kurdish kuwaiti latin "
    "latvian lebanese liberian libyan lithuanian malaysian mexican mexicans moldovan mongolian moroccan muslim nepalese nigerian "
    "norwegian omani pakistani palestinian palestinians parisian peruvian polish portuguese qatari romanian russian russians rwandan "
    "saudi scottish serbian shiite sicilian singaporean slovak slovenian somali spanish sudanese sunni swedish swiss syrian taiwanese "
    "texan thai tibetan tunisian turkish ugandan ukrainian uruguayan venezuelan vietnamese welsh western yemeni zimbabwean"
)
"""Words for those who live somewhere or for their language: no place, though a tagger may think so."""
PRODUCTS = _words("jira perl confluence kubernetes jenkins docker ansible grafana kibana redis kafka maven gradle fortran pascal cobol haskell")
"""Programs and languages that a tagger takes for people or places."""
LANDMARKS = _words(
    "street road avenue lane drive boulevard square highway parkway bridge river lake mountain mountains island islands beach bay "
    "valley hills county airport station strip coast desert peninsula canyon creek harbour harbor district province straße"
)
PLACE_ADJECTIVES = _words("north south east west northern southern eastern western upper lower new old long great golden blue red black white green grand big rocky canyon bay")
NEVER_A_NAME |= {word for greeting in GREETINGS for word in greeting.split()}
NEVER_A_NAME |= {word for code, words in SMALL_WORDS.items() if code != "en" for word in words.split() if len(word) > 1} - PARTICLES
NEVER_A_NAME |= _words(
    "er es ihr ihm ihn wer was elle elles ils lui leur nous notre él ella ellos ellas uno unos una este esta esto egli lei loro noi "
    "ele ela eles elas hij zij wij sala tribunal cour corte gericht presidente président präsident"
)
