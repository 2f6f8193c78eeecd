"""What a label says about its value: the kind of a field by its name, in seven languages, where the value looks the part."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from hybriddesk.privacy.carriers.region import label_of
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.rules.wordlists import PARTICLES, TITLES

_LABELS = {
    "PERSON": "name,fn,name first,name last,name given,name family,name middle,name full,name text,full name,first name,last name,given name,given names,family name,middle name,maiden name,surname,fname,lname,firstname,lastname,fullname,"
    "forename,given,customer name,client name,patient name,contact name,employee name,holder name,cardholder,card holder,account holder,owner name,owner,"
    "author,contact,contact person,recipient,sender,assignee,reporter,requester,manager,supervisor,doctor,physician,provider name,attending,nurse,patient,customer,client,"
    "employee,beneficiary,payee,signatory,signed by,created by,updated by,modified by,approved by,assigned to,reviewed by,next of kin,emergency contact,spouse,"
    "mother,father,mother name,father name,guardian,attendee,participant,passenger,guest,tenant,applicant,candidate,buyer,seller,display name,reviewer,driver,from name,to name,teacher,student,member,person,"
    "nom,prenom,prénom,nom de famille,vorname,nachname,familienname,geburtsname,nombre,nombre completo,apellido,apellidos,cognome,nome,nome completo,sobrenome,apelido,"
    "voornaam,achternaam,naam,kunde,ansprechpartner,cliente,mitarbeiter,inhaber,titular,absender,empfänger,destinataire,destinatario,from,to,cc,bcc,reply to",
    "EMAIL": "email,e mail,mail,email address,e mail address,correo,correo electrónico,courriel,contact email",
    "PHONE": "phone,telephone,tel,mobile,cell,cellphone,fax,phone number,mobile number,contact number,cell number,telephone number,fax number,telefon,telefonnummer,handy,handynummer,"
    "mobil,telefono,teléfono,móvil,movil,portable,téléphone,cellulare,telefone,telemóvel,celular,telefoon,telefoonnummer,whatsapp,msisdn,rufnummer",
    "ADDRESS": "address,street,street address,address line 1,address line 2,address line,address line1,address line2,address1,address2,addr,addr1,addr2,home address,billing address,shipping address,mailing address,"
    "postal address,residence,strasse,straße,anschrift,adresse,rue,calle,dirección,direccion,domicilio,indirizzo,endereço,endereco,adres,straat,house number,hausnummer",
    "POSTCODE": "zip,zip code,zipcode,postal code,postcode,post code,postalcode,plz,postleitzahl,cep,code postal,código postal,codigo postal",
    "LOCATION": "city,town,village,locality,birthplace,birth place,place of birth,birth city,ort,stadt,wohnort,geburtsort,ville,lieu de naissance,ciudad,localidad,"
    "città,citta,cidade,stad,woonplaats,city name,hometown,suburb,location,place,county,district,province",
    "COORDINATES": "lat,latitude,lng,lon,longitude,gps,coordinates,geo",
    "USERNAME": "username,user name,login,login name,handle,nick,nickname,screen name,user id,userid,account name,twitter,instagram,benutzername,usuario,utilisateur,"
    "user,usr,uname,skype,telegram",
    "IP": "ip,ip address,client ip,remote addr,remote ip,source ip,src ip,dst ip,host ip,ipaddress",
    "DOB": "dob,bday,birth date,date of birth,birthdate,birthday,born,birth,geburtsdatum,geburtstag,geboren,fecha de nacimiento,fecha nacimiento,date de naissance,date naissance,"
    "data di nascita,data nascita,data de nascimento,data nascimento,geboortedatum",
    "AGE": "age,alter,edad,âge,età,idade,leeftijd",
    "ID": "ssn,social security,social security number,social security no,national id,national id number,nationalid,nino,ni number,sin,tin,tax id,tax number,itin,nif,nie,dni,cpf,curp,rfc,"
    "pesel,bsn,aadhaar,aadhar,codice fiscale,steuer id,steuernummer,personnummer,cpr,nir,numéro de sécurité sociale,id number,id card,id card number,identity number,"
    "citizen id,national insurance number,national number,sozialversicherungsnummer,svnr,ausweisnummer,personal id,government id",
    "PASSPORT": "passport,passport no,passport number,passport id,reisepass,passnummer,passeport,pasaporte,passaporto,passaporte,paspoort,paspoortnummer",
    "LICENCE": "license number,licence number,driver license,drivers license,driver licence,driving licence,driving license,driver license number,drivers license number,license no,"
    "licence no,dl number,npi,dea number,führerschein,führerscheinnummer,rijbewijs,certificate number",
    "PLATE": "license plate,licence plate,number plate,plate,plate number,registration plate,kennzeichen,matrícula,matricula,targa,kenteken,immatriculation",
    "VIN": "vin,vehicle identification number,chassis number",
    "MRN": "mrn,medical record,medical record number,patient id,patient number,patient no,health plan,health plan number,health insurance number,nhs number,nhs no,medicare,"
    "medicare number,medicaid,beneficiary number,krankenversicherungsnummer,versichertennummer,insurance id,insurance number,subscriber id",
    "ACCOUNT": "account,account number,account no,acct,acct no,bank account,bank account number,customer id,customer number,customer no,routing number,sort code,kontonummer,kundennummer,"
    "policy number,policy no,member id,member number,membership number,employee id,employee number,student id,badge,badge number,account id,client id number,iban number,"
    "klantnummer,número de cuenta,numero de compte,loyalty number",
    "CARD": "card number,credit card,credit card number,cc number,card no,debit card,kreditkarte,kreditkartennummer,tarjeta,pan,payment card,cc num,cc",
    "IBAN": "iban",
    "BIC": "bic,swift,swift code,swift bic",
    "IMEI": "imei,device id,device serial,serial number,serial no,serial,imsi,iccid,udid",
    "MAC": "mac,mac address,macaddress",
    "CRYPTO": "wallet,wallet address,btc address,bitcoin address,eth address,crypto wallet",
    "SECRET": "password,passwd,pwd,passphrase,passcode,secret,api key,apikey,access key,secret key,private key,client secret,auth token,access token,refresh token,session token,"
    "token,bearer,pin,pin code,cvv,cvc,otp,security code,credential,credentials,session,cookie,kennwort,passwort,mot de passe,contraseña,contrasena,senha,wachtwoord,"
    "secret access key,encryption key,signing key,webhook secret,db password,db pass,pass,smtp pass,auth key,session id,sessionid,sid,csrf token,auth,connection string",
}  # fmt: skip
_BY_LABEL = {label_of(label): kind for kind, labels in _LABELS.items() for label in labels.split(",")}
_ALONE = {"first": "PERSON", "last": "PERSON", "middle": "PERSON"}
"""Labels that mean something only where nothing stands around them."""
_NEVER = frozenset(
    ["status", "state", "type", "category", "product", "sku", "version", "color", "colour", "currency", "timezone", "locale", "unit", "model", "brand", "created", "updated", "timestamp", "checksum", "sha", "sha1", "sha256", "md5", "hash", "etag", "commit", "branch", "level", "severity", "logger", "module", "function", "method", "endpoint", "path", "mime", "size", "length", "count", "quantity", "qty", "price", "amount", "total", "subtotal", "tax", "rate", "discount", "score", "rating", "weight", "height", "width", "title", "subject", "description", "summary", "priority", "language", "lang", "format", "encoding", "protocol", "port", "event", "action", "code", "reason", "theme", "font", "icon", "image", "role", "permission", "scope", "department", "plan", "tier", "package", "feature", "tag", "tags", "label", "labels", "option", "engine", "framework", "environment", "env", "region", "zone", "cluster", "namespace", "service"]
)
"""Last words of labels whose values are ordinary work data: a name or place found in them is most often none."""
_THINGS = frozenset(["price", "sku", "version", "quantity", "qty", "product", "stock", "license", "dependencies", "scripts", "color", "colour", "size", "weight", "category", "brand", "isbn", "unit", "currency", "filename", "extension"])
"""Labels beside a plain ``name`` that make it the name of a thing."""
_OTHER_NAMES = frozenset(["file", "host", "domain", "class", "event", "product", "item", "company", "organization", "organisation", "business", "brand", "table", "column", "field", "database", "db", "bucket", "service", "server", "app", "project", "package", "plan", "team", "group", "role", "tag", "metric", "test", "job", "queue", "topic", "branch", "repo", "country", "state", "bank", "school"])
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.\-]{0,30}\.?(?:[ \-'’.,]{1,2}[^\W\d_][^\W\d_'’.\-]{0,30}\.?){0,5}\Z")
_NUMBERLIKE = re.compile(r"[A-Za-z]{0,5}[ \-./#]?[0-9A-Za-z][0-9A-Za-z \-./()+*#]{2,40}\Z")
_VAGUE = frozenset(["token", "session", "sid", "auth", "cookie", "credential", "credentials", "bearer", "location", "place", "county", "district", "province"])
_UNSET = re.compile(
    r"(?i)(?:true|false|null|none|nil|undefined|n/?a|unknown|unset|changeme|change_me|example|required|optional|string|enabled|disabled|yes|no|x+|\*+|\.+|-+|"
    r"\$\{.*|\$\(.*|\$[A-Z_]+|\{\{.*|<[^>]*>|%[\w()]+%?|your[_\- ].*|redacted|hidden|\[.*\]|(?:os|process|env|self|config|settings)\..*)\Z", re.DOTALL,
)
_PLAIN_USERS = frozenset(["root", "admin", "administrator", "user", "users", "test", "guest", "postgres", "mysql", "www-data", "nobody", "system", "daemon", "ubuntu", "default", "anonymous", "public", "sa", "service", "backup"])
_OLDEST = 120
_OLD = 90
Check = Callable[[str], bool]


@lru_cache(maxsize=4096)
def kind_of(label: str) -> str | None:
    """The kind a label names, by its longest known ending: ``customer first name`` ends in ``first name``."""
    words = label.split()
    if words and words[-1].isdigit():
        words.pop()
    for begin in range(len(words)):
        phrase = " ".join(words[begin:])
        kind = _BY_LABEL.get(phrase) or (_BY_LABEL.get(phrase[:-1]) if phrase.endswith("s") and phrase[:-1] != "addres" else None)
        if kind:
            return None if _of_a_thing(kind, phrase, words[:begin]) else kind
    return _ALONE.get(label)


def _of_a_thing(kind: str, phrase: str, before: list[str]) -> bool:
    if not before:
        return False
    if kind == "PERSON" and phrase in ("name", "names", "display name", "nome", "nom", "nombre", "naam", "to", "from", "owner", "member"):
        return bool(_OTHER_NAMES & {before[-1], before[-1].removesuffix("s")}) or phrase in ("to", "from")
    if kind == "SECRET":
        return before[-1] in ("max", "min", "total", "next", "page", "prompt", "completion", "public", "forgot", "reset")
    return kind == "ADDRESS" and before[-1] in ("ip", "mac", "email", "mail", "wallet", "memory", "web", "bind", "listen", "server")


@lru_cache(maxsize=4096)
def of_things(label: str) -> bool:
    """Whether the label names ordinary work data, in which names and places are most often none."""
    words = label.split()
    return bool(words) and kind_of(label) is None and (words[-1] in _NEVER or (len(words) > 1 and words[-1] in ("name", "id", "by") and words[-2].removesuffix("s") in _OTHER_NAMES))


def makes_things(label: str) -> bool:
    """Whether a record with such a label is about a thing, so that its plain ``name`` is no person's."""
    return label in _THINGS


def plain_name(label: str) -> bool:
    """Whether the label is ``name`` and no more, or that of the object around it."""
    return label.endswith("name") and kind_of(label) == "PERSON" and label.rsplit(maxsplit=1)[-1] == "name"


def names_data(label: str) -> bool:
    """Whether a label is known at all: the sign of a header."""
    return kind_of(label) is not None or of_things(label) or label == "id"


def hinted(label: str, value: str, *, thing: bool) -> str | None:
    """The kind of ``value`` by its label, or None where it does not look the part. ``thing``: its record is about a thing."""
    kind = kind_of(label)
    if kind is None or _UNSET.match(value) or (thing and kind == "PERSON" and plain_name(label)):
        return None
    last = label.rsplit(maxsplit=1)[-1]
    if last in _VAGUE and not _telling(kind, value):
        return None
    return kind if _CHECKS.get(kind, _number)(value) else None


def _telling(kind: str, value: str) -> bool:
    """Whether a value under a vague label looks like no ordinary word."""
    if kind == "SECRET":
        return len(value) >= 8 and any(c.isdigit() for c in value)  # noqa: PLR2004
    return any(word.lower() not in lexicon().words for word in value.split())


def without_title(value: str) -> int:
    """How many characters of a name are titles before it."""
    at = 0
    while (cut := value.find(" ", at)) > 0 and value[at:cut].strip(".").lower() in TITLES:
        at = cut + 1
    return at


def _person(value: str) -> bool:
    rest = value[without_title(value) :]
    if len(rest) < 2 or not _NAME.match(rest):  # noqa: PLR2004
        return False
    words = [word for word in re.split(r"[ \-'’.,]+", rest) if word]
    lists = lexicon()
    if len(words) == 1:
        low = words[0].lower()
        return low in lists.first or low in lists.last or (low not in lists.words and words[0][0].isupper() and low not in TITLES)
    everyday = sum(word.lower() in lists.words and word.lower() not in lists.first and word.lower() not in lists.last for word in words)
    return everyday < len(words) and (any(word[0].isupper() for word in words if word.lower() not in PARTICLES) or everyday == 0)


def _number(value: str) -> bool:
    return _NUMBERLIKE.match(value) is not None and sum(char.isdigit() for char in value) >= 4  # noqa: PLR2004


def _address(value: str) -> bool:
    return len(value) <= 200 and "@" not in value and "://" not in value and any(c.isalpha() for c in value) and not value.startswith("0x")  # noqa: PLR2004


def _city(value: str) -> bool:
    words = value.split()
    return 0 < len(words) <= 5 and not any(c.isdigit() for c in value) and any(word[0].isupper() for word in words) and _NAME.match(value) is not None  # noqa: PLR2004


def _user(value: str) -> bool:
    low = value.lower()
    return (
        re.fullmatch(r"@?[\w.\-+\\]{3,40}", value) is not None and low not in _PLAIN_USERS and low not in lexicon().words and not value.isdigit()
    )


def _secret(value: str) -> bool:
    return (3 < len(value) <= 4000 and not any(c.isspace() for c in value)) or (value.isdigit() and len(value) >= 3)  # noqa: PLR2004


def _phone(value: str) -> bool:
    return re.fullmatch(r"[+(]?[0-9][0-9 ().\-/+]{4,24}[0-9](?:[ ,;]{0,2}(?:x|ext\.?|extension)[ ]?[0-9]{1,6})?", value) is not None


_CHECKS: dict[str, Check] = {
    "PERSON": _person,
    "EMAIL": lambda value: "@" in value and " " not in value,
    "PHONE": _phone,
    "ADDRESS": _address,
    "POSTCODE": lambda value: 3 <= len(value) <= 10 and any(c.isdigit() for c in value),  # noqa: PLR2004
    "LOCATION": _city,
    "COORDINATES": lambda value: re.fullmatch(r"[+\-]?[0-9]{1,3}[.,][0-9]{2,15}(?:[, ]{1,2}[+\-]?[0-9]{1,3}[.,][0-9]{2,15})?", value) is not None,
    "USERNAME": _user,
    "IP": lambda value: re.fullmatch(r"[0-9a-fA-F.:]{7,45}", value) is not None and ("." in value or ":" in value),
    "DOB": lambda value: len(value) <= 40 and any(c.isdigit() for c in value),  # noqa: PLR2004
    "AGE": lambda value: value.isdigit() and _OLD <= int(value[:4]) <= _OLDEST,
    "PLATE": lambda value: 2 < len(value) <= 12 and any(c.isdigit() for c in value) and any(c.isalpha() for c in value),  # noqa: PLR2004
    "MAC": lambda value: re.fullmatch(r"[0-9a-fA-F]{2}(?:[:\-.]?[0-9a-fA-F]{2}){5}", value) is not None,
    "CRYPTO": lambda value: re.fullmatch(r"\w{20,100}", value) is not None,
    "SECRET": _secret,
}
