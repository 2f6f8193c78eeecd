"""Short texts as a small company has them, and questions as customers write them: what should be found for each, or that nothing fits.

Written by hand for this test; the company does not exist. Half of the questions chose the figures in ``knowledge/relevance.py``
(``choose``), the other half reports how well they do (``report``): see ``packaging/score_retrieval.py``.
"""

from __future__ import annotations

PASSAGES: dict[str, str] = {
    "returns": "# Returns\n\nYou can send back anything you do not want to keep within 30 days of receiving it. The item has to be unused and in its original packaging. Return postage for unwanted goods is paid by the customer; for faulty goods we pay it.",
    "refunds": "# Refunds\n\nOnce a return has reached our warehouse and passed inspection, we refund the purchase price within five working days. The money goes back to the card or account that was used for the payment. Gift cards are refunded as store credit.",
    "exchange": "# Exchanging sizes\n\nClothing and shoes can be exchanged for another size free of charge, once per order. Choose 'exchange' in the returns portal, pick the size and we dispatch the replacement as soon as the parcel is scanned at the post office.",
    "delivery": "# Delivery times\n\nStandard delivery within the country takes 2 to 4 working days, express delivery arrives the next working day if you order before 2 pm. Deliveries to islands and mountain regions take two days longer. We do not deliver on Sundays.",
    "tracking": "# Tracking a parcel\n\nAs soon as a parcel leaves the warehouse you get an email with a tracking number. If the status has not changed for three working days, contact us: we open an investigation with the carrier, which takes up to eight days. After that we send a replacement.",
    "shipping_costs": "# Shipping costs\n\nShipping is 4.90 within the country and free from an order value of 60. Express costs 12.90. For orders from abroad within Europe we charge 14.90; we do not ship outside Europe.",
    "warranty": "# Warranty\n\nAll electrical appliances carry a two-year manufacturer's warranty, coffee machines three years. Wear parts such as seals, filters and batteries are excluded. For a claim we need the serial number, a photo of the defect and the proof of purchase.",
    "repair": "# Repairs out of warranty\n\nOur workshop repairs appliances after the warranty has run out. The estimate costs 25, which is credited if you have the repair done. Spare parts are available for ten years after a model was discontinued. A repair usually takes two weeks.",
    "descaling": "# Descaling the coffee machine\n\nDescale the machine every 200 cups or when the orange lamp blinks. Fill the tank with 100 ml of descaler and 900 ml of water, press both buttons for five seconds and let the programme run for 25 minutes. Then rinse twice with fresh water. Never use vinegar: it damages the seals.",
    "error_e4": "# Error codes\n\nE1: water tank empty or not seated. E4: the brewing unit is blocked; switch the machine off, take the unit out, rinse it under warm water and put it back until it clicks. E7: pump fault, please send the machine in.",
    "cancel": "# Cancelling an order\n\nAn order can be cancelled as long as it has not been packed, usually up to two hours after it was placed. Use the link in the confirmation email. After that please refuse the parcel or send it back; you will be refunded as with a return.",
    "change_address": "# Changing the address\n\nWe can change the delivery address until the parcel is handed to the carrier. Afterwards only the carrier can redirect it, through the link in their notification. A new billing address can be entered under 'My account' at any time.",
    "payment": "# Payment methods\n\nWe accept credit card, PayPal, direct debit and purchase on invoice. Invoices are due within 14 days. Instalments are possible from an order value of 200 through our partner bank, with a credit check.",
    "reminder": "# Reminders and late payment\n\nIf an invoice is not paid by its due date we send a friendly reminder first. The second reminder costs a fee of 5, the third one is followed by a collection agency. If you cannot pay on time, write to us before the due date and we agree a plan.",
    "vat_invoice": "# Invoices for companies\n\nBusiness customers get an invoice with their VAT number if the number was entered at checkout. We can correct an invoice for 30 days: send us the company name, address and VAT number. Deliveries to other EU countries are then free of VAT.",
    "gift_cards": "# Gift cards\n\nGift cards are valid for three years and can be used in several purchases. Lost cards can be blocked and replaced if you still have the number from the receipt. They cannot be paid out in cash.",
    "discount": "# Discount codes\n\nOnly one code can be used for each order. Codes do not apply to books, gift cards and items that are already reduced. Students get ten percent with a valid student card; newsletter subscribers receive a voucher of 5 by email.",
    "account": "# Password and account\n\nIf you have forgotten your password, request a reset link on the sign-in page; it works for one hour. After five wrong attempts the account is locked for 30 minutes. To delete the account, write to us from the email address you registered with.",
    "privacy": "# Data protection\n\nWe keep order data for ten years because tax law says so. Everything else is erased on request within one month. You may ask for a copy of all data that we hold about you; we send it as an encrypted archive.",
    "store_hours": "# Our shop\n\nThe shop in Harbour Street is open Monday to Friday from 10 am to 7 pm and on Saturday until 4 pm. Parking is free for 90 minutes behind the building. Online orders can be collected there free of charge once you get the text message.",
    "vacation": "# Annual leave (staff handbook)\n\nFull-time employees have 28 days of paid leave a year. Up to five days may be carried over and must be taken by the end of March. Requests for more than two weeks in a row need the consent of the head of department six weeks ahead.",
    "sick": "# Sick leave (staff handbook)\n\nReport sick before 9 am by phone or in the staff app. A doctor's note is needed from the third day on. Pay continues for six weeks. If you fall ill during annual leave, the days are credited when a note is handed in.",
    "expenses": "# Travel expenses (staff handbook)\n\nSecond-class rail and economy flights are reimbursed. The mileage rate for your own car is 0.30 per kilometre. Receipts have to be uploaded within four weeks after the trip; meals are covered by the daily allowance.",
    "homeoffice": "# Working from home (staff handbook)\n\nUp to three days a week can be worked remotely. Confidential paper files must not leave the office. The company lends a screen and a chair; the internet connection is not paid for.",
    "de_widerruf": "# Widerrufsrecht\n\nSie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die Frist beginnt an dem Tag, an dem Sie die Ware erhalten haben. Zur Wahrung der Frist genügt es, dass Sie die Mitteilung vor Ablauf absenden.",
    "de_rueckgabe": "# Rücksendung\n\nFür Rücksendungen liegt dem Paket ein Etikett bei. Ist es verloren gegangen, können Sie es im Kundenkonto neu ausdrucken. Geben Sie das Paket bei einer Postfiliale ab und bewahren Sie den Einlieferungsbeleg auf.",
    "de_lieferzeit": "# Lieferzeit\n\nVorrätige Artikel verlassen unser Lager innerhalb eines Werktages und sind nach zwei bis drei Tagen bei Ihnen. Möbel werden von einer Spedition nach Terminabsprache geliefert, das dauert drei bis fünf Wochen. Lieferungen in die Schweiz verzollen wir.",
    "de_garantie": "# Garantie und Gewährleistung\n\nAuf alle Elektrogeräte geben wir drei Jahre Garantie. Ausgenommen sind Verschleißteile wie Dichtungen und Akkus. Für einen Garantiefall brauchen wir die Seriennummer, ein Foto des Schadens und den Kaufbeleg.",
    "de_mahnung": "# Mahnung und Ratenzahlung\n\nNach Ablauf der Zahlungsfrist erhalten Sie zunächst eine kostenlose Zahlungserinnerung. Ab der zweiten Mahnung berechnen wir 5 Euro. Wenn Sie in Raten zahlen möchten, schreiben Sie uns vor der Fälligkeit; wir vereinbaren dann einen Zahlungsplan.",
    "de_kuendigung": "# Kündigung des Abonnements\n\nDas Kaffee-Abo können Sie jederzeit zum Monatsende kündigen, am einfachsten im Kundenkonto unter 'Mein Abo'. Bereits bezahlte Lieferungen werden noch verschickt. Eine Pause von bis zu drei Monaten ist ebenfalls möglich.",
    "de_rechnung": "# Rechnungskopie\n\nIhre Rechnungen finden Sie als PDF im Kundenkonto unter 'Bestellungen'. Für Bestellungen als Gast senden wir eine Kopie zu, wenn Sie Bestellnummer und Postleitzahl nennen. Rechnungen bewahren wir zehn Jahre auf.",
    "de_entkalken": "# Entkalken\n\nEntkalken Sie das Gerät, sobald die orange Lampe blinkt. Lösen Sie einen Beutel Entkalker in einem Liter Wasser auf und starten Sie das Programm mit beiden Tasten. Essig greift die Dichtungen an und darf nicht verwendet werden.",
    "de_urlaub": "# Urlaub (Mitarbeiterhandbuch)\n\nVollzeitkräfte haben 28 Urlaubstage im Jahr. Fünf Tage dürfen ins Folgejahr übertragen werden und verfallen Ende März. Den Antrag stellen Sie in der Mitarbeiter-App; Ihre Vorgesetzte entscheidet binnen einer Woche.",
    "de_datenschutz": "# Auskunft und Löschung\n\nSie können jederzeit Auskunft über Ihre gespeicherten Daten verlangen. Wir antworten innerhalb eines Monats. Bestelldaten müssen wir wegen steuerlicher Pflichten zehn Jahre aufbewahren, alles andere löschen wir auf Wunsch.",
    "fr_retour": "# Retours\n\nVous pouvez renvoyer un article dans les 30 jours suivant la réception, dans son emballage d'origine. Les frais de retour sont à votre charge, sauf si l'article est défectueux. Le remboursement intervient sous cinq jours ouvrés.",
    "fr_livraison": "# Livraison\n\nLa livraison standard prend deux à quatre jours ouvrés. Dès que le colis quitte l'entrepôt, vous recevez un numéro de suivi par courriel. Nous ne livrons pas le dimanche ni en dehors de l'Europe.",
    "fr_garantie": "# Garantie\n\nNos machines à café sont garanties trois ans, les autres appareils deux ans. Les pièces d'usure comme les joints et les filtres sont exclues. Il nous faut le numéro de série et la preuve d'achat.",
    "es_devolucion": "# Devoluciones\n\nPuede devolver cualquier artículo en un plazo de 30 días desde la recepción, sin usar y en su embalaje original. El reembolso se realiza en cinco días laborables en la misma tarjeta con la que pagó.",
    "es_factura": "# Facturas\n\nLas facturas están disponibles en su cuenta, en el apartado 'Pedidos'. Si necesita una factura a nombre de su empresa, envíenos el NIF y la dirección fiscal en un plazo de 30 días.",
    "es_envio": "# Gastos de envío\n\nEl envío cuesta 4,90 y es gratuito a partir de 60. El envío urgente cuesta 12,90 y llega al día siguiente laborable. No enviamos fuera de Europa.",
}

_LONG_KETTLE = """Dear team,

my mother turned eighty last week and the whole family came together at her house by the lake, it was a lovely day. My brother and I had
bought her one of your kettles, the green one, because the old one had been leaking for months. She unpacked it and thanked us very much,
but on Monday she told me on the phone that she finds it too heavy when it is full. She has not used it, the box is still there with
everything in it. Is it possible to send it back, and until when would I have to do that? And who pays the postage?

Many thanks and kind regards
Helen Marsh
12 Quarry Lane
"""
_LONG_INVOICE = """Guten Tag,

ich habe im Oktober bei Ihnen einen Schreibtisch und zwei Stühle bestellt, Bestellnummer 883412. Der Schreibtisch ist wunderbar, auch meine
Kollegin war begeistert und will sich jetzt denselben kaufen. Leider kam gestern schon die zweite Mahnung, obwohl ich im Moment wegen einer
Zahnbehandlung knapp bei Kasse bin. Ich würde die Summe gern in drei Raten zahlen. Geht das, und fallen dafür weitere Gebühren an?

Mit freundlichen Grüßen
Jörg Adler
"""
_LONG_NOTHING = """Hello,

I saw your stand at the trade fair in Lyon last spring and had a nice talk with one of your colleagues, a tall man with glasses whose name I
have unfortunately forgotten. We run a small hotel with twelve rooms and would love to host a tasting evening for our guests in June.
Would one of you be willing to come and give a talk about how beans are roasted? We would of course provide a room and dinner.

Warm wishes
Pauline
"""

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("How long do I have to return something I ordered?", ("returns",)),
    ("I sent the jacket back ten days ago and still haven't got my money. When will I be refunded?", ("refunds",)),
    (_LONG_KETTLE, ("returns",)),
    ("the shoes are too small, can you swap them for a 43?", ("exchange",)),
    ("Do you deliver on Sundays?", ("delivery",)),
    ("My parcel has been stuck in the same place since Monday, the tracking doesn't move. What now?", ("tracking",)),
    ("How much is shipping to Austria?", ("shipping_costs",)),
    ("The machine is 2.5 years old and leaks. Is it still under warranty? What do you need from me?", ("warranty",)),
    ("What would it cost to have my old mixer repaired? The guarantee ran out last year.", ("repair",)),
    ("orange light keeps blinking on the coffee maker", ("descaling", "de_entkalken")),
    ("Display shows E4, what does that mean?", ("error_e4",)),
    ("I ordered the wrong colour an hour ago, please cancel!", ("cancel",)),
    ("I'm moving next week. Can you send the parcel to my new address instead?", ("change_address",)),
    ("Can I pay in instalments?", ("payment", "reminder")),
    ("We need the invoice made out to our company with our VAT number on it.", ("vat_invoice",)),
    ("I lost my gift card, is the money gone?", ("gift_cards",)),
    ("Why can't I use two voucher codes at once?", ("discount",)),
    ("I can't sign in any more, it says the account is locked", ("account",)),
    ("Please delete everything you have stored about me.", ("privacy", "account")),
    ("Is your shop open on Saturdays and can I park there?", ("store_hours",)),
    ("How many leave days can I take over into next year?", ("vacation",)),
    ("Do I need a doctor's certificate if I'm ill for two days?", ("sick",)),
    ("What do I get per kilometre if I drive my own car to the customer?", ("expenses",)),
    ("Am I allowed to work from home four days a week?", ("homeoffice",)),
    ("Wie lange kann ich den Vertrag widerrufen?", ("de_widerruf",)),
    ("Ich finde das Rücksendeetikett nicht mehr. Was soll ich tun?", ("de_rueckgabe",)),
    ("Wann kommt mein Schrank? Ich habe ihn letzte Woche bestellt und möchte wissen, wie lange Möbel brauchen.", ("de_lieferzeit",)),
    ("Der Akku ist kaputt, gilt dafür die Garantie?", ("de_garantie",)),
    (_LONG_INVOICE, ("de_mahnung",)),
    ("Ich möchte mein Abo kündigen.", ("de_kuendigung",)),
    ("Können Sie mir die Rechnung noch einmal schicken? Ich habe als Gast bestellt.", ("de_rechnung",)),
    ("Darf ich zum Entkalken Essig nehmen?", ("de_entkalken",)),
    ("Wie viele Urlaubstage kann ich ins nächste Jahr mitnehmen?", ("de_urlaub",)),
    ("Welche Daten haben Sie über mich gespeichert?", ("de_datenschutz",)),
    ("Bonjour, est-ce que je peux renvoyer la bouilloire que j'ai reçue hier ? Qui paie les frais ?", ("fr_retour",)),
    ("Mon colis n'est pas arrivé, où se trouve le numéro de suivi ?", ("fr_livraison",)),
    ("Combien d'années la machine à café est-elle garantie ?", ("fr_garantie",)),
    ("¿Cuánto tarda el reembolso de una devolución?", ("es_devolucion",)),
    ("Necesito una factura con los datos de mi empresa", ("es_factura",)),
    ("¿Cuánto cuesta el envío urgente?", ("es_envio",)),
    (_LONG_NOTHING, ()),
    ("Do you have any job openings in marketing?", ()),
    ("Can I bring my dog to the office?", ()),
    ("What is the capital of Australia?", ()),
    ("Thank you so much, everything went perfectly!", ()),
    ("Could you recommend a good book about gardening?", ()),
    ("Who won the match yesterday?", ()),
    ("Please call me back tomorrow morning, it is urgent.", ()),
    ("Is the green kettle free of nickel?", ()),
    ("We would like to become a reseller in Denmark. Whom do we talk to?", ()),
    ("Haben Sie den Tisch auch in Eiche massiv?", ()),
    ("Suchen Sie noch Auszubildende für den Herbst?", ()),
    ("Vielen Dank für das nette Gespräch gestern!", ()),
    ("Wie ist das Wetter morgen in Hamburg?", ()),
    ("Sind die Bohnen biologisch angebaut und fair gehandelt?", ()),
    ("Können Sie unsere Schulbibliothek mit einer Spende unterstützen?", ()),
    ("Bonjour, cherchez-vous un stagiaire en comptabilité ?", ()),
    ("Quelle est la couleur exacte du tissu du canapé ?", ()),
    ("¿Tienen un catálogo en papel que puedan mandarme?", ()),
    ("Hola, ¿con quién puedo hablar sobre publicidad en su revista?", ()),
)

FRESH: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The blender arrived with a crack in the jug. Do I have to pay for sending it back?", ("returns",)),
    ("Which account will the refund go to? I paid with my old credit card, which has expired.", ("refunds",)),
    ("I live on an island, how many days will it take?", ("delivery",)),
    ("what is the fee for express shipping", ("shipping_costs",)),
    ("My coffee machine says E7 and makes a humming sound", ("error_e4",)),
    ("Hi, I typed the wrong house number in my order, the parcel has not been handed over yet I think. Can this be corrected?\n\nBest, Tom", ("change_address",)),
    ("Are spare parts still sold for the KM200? It was discontinued six years ago.", ("repair",)),
    ("I got a second reminder although I never saw the first one. Do I really have to pay the fee?", ("reminder",)),
    ("Does my student card give me a discount on books?", ("discount",)),
    ("How do I get a copy of the data you hold about me?", ("privacy",)),
    ("Can I collect my online order in the shop after work, say half past six?", ("store_hours",)),
    ("I fell ill during my annual leave, do I get the days back?", ("sick",)),
    ("Bis wann muss ich den Widerruf abschicken, damit die Frist gewahrt ist?", ("de_widerruf",)),
    ("Liefern Sie auch in die Schweiz und wer kümmert sich um den Zoll?", ("de_lieferzeit",)),
    ("Kann ich das Kaffee-Abo für zwei Monate pausieren, weil ich verreise?", ("de_kuendigung",)),
    ("Wo sehe ich meine alten Rechnungen als PDF?", ("de_rechnung",)),
    ("Quels sont les délais de livraison standard ?", ("fr_livraison",)),
    ("¿En qué plazo puedo devolver un artículo?", ("es_devolucion",)),
    ("Could you sponsor our football club next season?", ()),
    ("Is there a vegetarian option at the summer party?", ()),
    ("How tall is the Eiffel Tower?", ()),
    ("I just wanted to say how friendly your colleague on the telephone was.", ()),
    ("Which beans do you recommend for a French press?", ()),
    ("Bieten Sie auch Führungen durch die Rösterei an?", ()),
    ("Wer ist bei Ihnen für die Presse zuständig?", ()),
    ("Faites-vous des ateliers pour les enfants le mercredi ?", ()),
    ("¿Organizan catas de café para grupos?", ()),
)
"""Written when all was chosen, and not looked at before."""
