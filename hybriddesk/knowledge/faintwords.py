"""Words that say little of what a text is about: small words of further languages, and everyday words that stand in texts of every kind."""

from __future__ import annotations

_IT = """il lo gli un uno una di da in con su per tra fra e ed o ma se che chi cui non come dove quando quanto quanta quanti quante è sono sei siamo siete
era erano ho hai ha abbiamo avete hanno mi ti ci vi si lui lei noi voi loro mio mia miei mie tuo tua suo sua nostro nostra vostro vostra questo
questa questi queste quello quella al allo alla ai agli alle dal dalla dei degli delle del dello della nel nella sul sulla più anche ancora già
solo molto poco tutto tutti buongiorno salve grazie cordiali saluti gentile signora signor posso può potete vorrei essere stato fare"""
_PT = """o os um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem e ou mas se que quem qual quais não como onde quando
quanto quanta é são foi eram sou tem têm tenho ter meu minha meus minhas seu sua seus suas nosso nossa este esta isso isto esse essa aquele ao aos à
às mais também já ainda só muito todo toda todos olá bom dia obrigado obrigada cumprimentos atenciosamente prezado prezada senhor senhora posso pode
podem gostaria ser estar fazer"""
_NL = """de het een en of maar als dat die dit deze wie wat waar wanneer hoe hoeveel welke niet geen is zijn was waren ben bent heb hebt heeft
hebben had ik jij je u hij zij ze wij we jullie hun mijn jouw uw ons onze haar van voor met zonder aan op in uit bij naar door om te tot over onder
ook nog al wel dan toen er hier daar veel meer kan kunt kunnen wil wilt willen zou moet moeten mag goedendag beste hallo dank bedankt groet groeten
vriendelijke geachte heer mevrouw graag worden wordt werd"""
MORE_SMALL = frozenset(f"{_IT} {_PT} {_NL}".split())

_EN = """able allow allowed already always another anything available back become begin best better bring call came case come contact day different early
else end enough ever every everything exact exactly few find first forgot found full general give given good happen hour important information
inside keep kind know large last late later least leave less like line little long longer look lot love made mean message minute moment month
morning name necessary never new next nice nothing number old open part perfect perfectly person place possible problem question quick ready really recently
recommend right say see seem send sent set several show side since small something soon start state still stop sure take taken takes talk tell
thing think time today together told tomorrow try turn two three four five six seven eight nine ten unfortunately until urgent use used using usual
wait way week went whole without wonderful word work working world write year yesterday evening night people someone somebody hope wish
possible regarding understand believe maybe currently actually directly simply kindly friend family colleague team company customer people lovely
match great nice fine bad exactly"""
_DE = """allerdings alt alte anfrage angabe anrufen antwort antworten art bald bedanken beginnen bekommen bereits beste bekomme besser bestimmt bleiben brauche brauchen
bringen dabei daher damals danach dafür darauf davon dazu denken derzeit deutlich eigentlich einfach einmal ende endlich erhalten erst erste
ersten ersatz fall fast finde finden frage fragen freue freuen früher ganz geben gehen geht gemacht genau gerade gern gerne gespräch gestern
gleich groß gut gute guten halten heute hilfe hoffe hören ihnen immer information jahr jahre jemand jetzt kleine klein komme kommen kommt
kollege kollegin kurz lange lassen leider letzte letzten letzter liegen machen melden mitteilen moment monat morgen morgens möchte möglich möglichkeit müssen
nächste nächsten nehmen nett nette neu neue nichts nie ob oft per problem richtig sache sagen schicken schnell schreiben sehen selbst senden setzen sicher sogar
später stehen stelle stellen stunde suchen tage tagen teil tun uhr uhrzeit unbedingt verstehen vielleicht voll vorher wann warten
warum weg weiß welche welcher wenig weniger wissen woche wochen wohl wunderbar wünschen zeit zwar zwei drei vier fünf zwischen zusammen erwarte dürfen darf bitten familie"""
_FR = """aider ainsi ancien année années après aujourd'hui aussi autre avant bien bientôt besoin bon bonne chaque chercher cherchez chose combien commencer comment
connaître contacter deux trois demain demander depuis dernier dernière devoir dire dois donc donner entre envoyer exact exacte exactement fois grand heure hier jour jours
jusqu'à lors maintenant matin mieux moins mois moment mettre nouveau nouvelle parce parler pendant personne petit place possible pourquoi pouvez pouvoir premier près
prendre problème question quand quoi recevoir reçu reçue rien savoir semaine seulement sommes souhaite temps tenir toujours trouve trouver utiliser venir
vers voir vouloir voudrais vraiment"""
_ES = """ahora alguien alguno antes año años ayer ayuda bien bueno cada caso cierto cómo conocer cosa cuál cuándo cuánto cuánta cuántos dar debe deber
decir dejar después día días dónde dos tres durante encontrar enviar mandar mandarme entonces escribir esperar exacto favor forma fin gran grande hablar hacer hacerlo hoy información llegar
luego lugar mañana mayor mejor menos mes meses mientras mismo momento necesito necesitar nuevo nueva nunca parte pasado pedir persona poder posible preguntar pregunta primero
problema puede pueden puedo querer quería recibir saber salir seguir semana siempre solo tarde tener tiempo tienen tomar tipo todavía último usar
varios venir ver vez volver"""
FAINT = frozenset(f"{_EN} {_DE} {_FR} {_ES}".split())
"""They count for little, unless hardly a piece of the sources has them."""
