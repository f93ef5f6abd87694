"""The nouns that say what a number is, as people who call or write use them.

Lower case, because case-insensitive matching takes four times as long; verbose regular
expressions. English first; of other languages what a form or a signature carries into an English
text, or what starts a short one.
"""

from __future__ import annotations

# Says that the number belongs to a thing; first, so that "product id" is no id of a person.
THING = r"""model|parts?|sku|items?|products?|serial|s/n|version|firmware|error|fault|article|
    isbn|ean|upc|gtin|asin|mpn|imei|catalog(?:ue)?|style|size|flight|gate|room|page|section|step|
    chapter|figure|release|build|type|series|channels?|level|bus|train|promo(?:tion)?|
    promo\ ?code|discount|voucher|coupon|gift\ card|colou?r|software|driver|status|http|port|
    stock|lot|batch|compatible\ with|fits?|patent|standard|iso|din|score|zone|terminal|seat|row|
    aisle|store|branch|shop|barcode|qr|mac|reason|exit|vat|kit|bracket|form|gasket|drawing|
    cartridge|filter|refill|spare|belt|blade|brush|hose|fuse|valve|plate|screw|lamp|drum|edition|
    volume|blz|bic|swift|oid|node|chip|sensor|pattern|hs|licen[cs]e\ key|product\ key|toner|bulb|
    battery|engine|art|qid|cas|hex|keywords|artikel(?:nummer)?|modell?|typ|modèle|modelo|códig?o|serie"""

CARD = r"""(?:(?:credit|debit|bank|payment|visa|master|amex|kredit)[\s-]?)?(?:cards?|karte)|visa|
    mastercard|amex|american\ express|diners(?:\ club)?|discover|jcb|maestro|solo|tarjeta|
    carte\ (?:bancaire|bleue|de\ crédit)"""

NATIONAL_ID = r"""ssn|s\.s\.n\.|social(?:\ security)?|nino|national\ insurance|passport|
    driv(?:er'?s?|ers'|er’s|ing)\ licen[cs]e|licen[cs]e|nhs|national\ id(?:entity)?|id\ card|
    (?:national\ )?identity(?:\ card)?|tax(?:payer)?\ (?:id|identification|file|ref(?:erence)?)|
    tax\ (?:number|no|nr)|itin|utr|pesel|aadhaar|aadhar|personnummer|codice\ fiscale|
    steuer-?(?:id(?:ent(?:ifikations)?-?(?:nummer|nr))?|nummer|nr)|medicare(?:\ card)?|
    (?:personal)?ausweis(?:nummer)?|reisepass|sozialversicherungs?(?:nummer)?|
    rentenversicherungs(?:nummer)?|versicherungsnummer|(?:de\ )?sécurité\ sociale|
    numéro\ de\ sécu|burgerservicenummer|personalnummer|cédula|pasaporte|passeport|
    führerschein(?:nummer)?|permis\ de\ conduire|emirates\ id|nric|personal\ (?:number|code|id)|
    numéro\ fiscal|visa\ number|residence\ permit|green\ card|alien\ registration|
    (?:abn|ni|tin|tfn|sin|bsn|pan|cpf|dni|nie|nif|pps|pps[n]|curp|ahv|cpr|cnp|egn|
    jmbg|oib|rut|hetu|ppsn|ird)(?=[\s:.\-]*(?:nr|number|no|num|id|card|is)\b|[\s:.\#\-]*$)"""

# With a word such as "number" in between, or `#`.
ORDER_STRONG = r"""exchange|returns?|refund|package|parcel|delivery|shipment|quote|quotation|job|
    repair|appointment|request|purchase|receipt|complaint|enquiry|inquiry|transaction|dispatch|
    payment|service\ request|work\ order|collection|pick-?up|drop-?off|engineer|visit|warranty|
    survey|slip|file|(?:sr|po)(?=\s(?:number|no\b|is\b|\#)|[\s:\#]*$)"""
ORDER = r"""orders?|ord|conf|bkg|inv|resv?|delivery\ note|bookings?|reservations?|confirmation|
    tickets?|cases?|invoices?|tracking|claims?|reference|ref|incident|consignment|rma|
    record\ locator|locator|pnr|itinerary|e-?ticket|waybill|awb|bestellung|bestell(?:nummer|nr)|
    bestelling|auftrag(?:s(?:nummer|nr))?|buchung(?:s(?:nummer|nr|code))?|
    rechnung(?:s(?:nummer|nr))?|vorgangs?(?:nummer|nr)?|sendungs(?:nummer|nr)|sendungsnummer|
    commande|réservation|facture|dossier|reserva|pedido|factura|ordine|prenotazione|boeking|
    zamówienie|localizador|docket|folio|return\ authori[sz]ation|(?:booked|reserved)\ under|
    reclamo|reklamation|expediente|aktenzeichen|schadens?-?(?:nummer|nr)|ticket(?:nummer|nr)|
    reservierung(?:s(?:nummer|nr|code))?|order(?:nummer|nr)|colis|référence|referencia|
    riferimento|referenz(?:nummer|nr)?"""

ACCOUNT_STRONG = r"""staff|badge|meter|club|miles|login|student|tenant|tenancy|agreement|plan|
    scheme|
    pension|certificate|supply|mortgage|loan|insurance|direct\ debit|registration|sim|landlord|
    library\ card|licen[cs]ee"""
ACCOUNT = r"""cust|memb|pol|cust\.?\ ref|accounts?|acct|acc|a/c|polic(?:y|ies)|policy\ ?holder|
    customer|client|member|user|subscriber|subscription|patient|employee|membership|loyalty|
    frequent\ (?:fl(?:y|i)er|guest|travell?er|renter|shopper)|flyer|
    skymiles|mileage(?:\ ?plus)?|rewards?|aadvantage|avios|contract|
    sort|routing|checking|savings|clubcard|nectar|
    (?:nectar|bonus|loyalty|membership|club|reward|rewards|student|travel|oyster|
    sim|bus|rail)\ cards?|mpan|mprn|known\ traveler|redress|ktn|bsb|customer\ ref(?:erence)?|
    (?!(?:telefon|handy|mobil|ruf|fax|haus|serien|modell|bau|artikel|bestell|auftrags|buchungs|
    rechnungs|vorgangs|sendungs|ausweis|versicherungs)nummer)[a-zäöüß]{3,16}(?:nummer|konto)|
    konto(?:nummer|nr)?|kunden-?(?:nummer|nr|konto)|vertrags?(?:nummer|nr)?|
    mitglieds(?:nummer|nr)|polizze|police|client\ n°|versicherungsschein(?:nummer|nr)?|compte|
    kd\.?-?\ ?nr|versicherungsnr|cliente|contrat|abonnée?|abonado|socio|klant|medical\ record|mrn|
    miles\ (?:&|and)\ more|cuenta|contrato|póliza|conto|klantnummer|rekening"""

PHONE = r"""(?:best|contact|callback|daytime|evening|home|work)\ number|phone|telephone|tele|tel|
    mobile|mob|cell(?:\ ?phone)?|landline|whatsapp|fax|handset|contact|call(?:\ ?back)?|calling|
    rings?|reach|text|texting|sms|dial|hotline|helpline|ph|
    tel(?:efon|éfono|efono|éphone)(?:nummer)?|móvil|handy(?:nummer)?|mobil(?:nummer)?|portable|
    numéro|durchwahl|festnetz(?:nummer)?|gsm|tlf|ruf(?:nummer|nr)|telefoonnummer|fone|telefono|celular|signal|viber|imessage|bell"""

IP = r"ip(?:v[46])?"
ZIP = r"zip|postal|post\ ?code|address|plz"
DOOR = r"""cvv2?|cvc2?|(?:code|digits|number)\ on\ the\ (?:back|strip)|
    security\ code|passcode|one-?time\ (?:pass)?code|otp(?=\s(?:is|code|was))"""
BIRTH_DATE = r"dob|d\.o\.b\.?|date\ of\ birth|birth\ ?da(?:te|y)|born"
