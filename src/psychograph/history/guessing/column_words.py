"""What columns of shops are called: in English, German, French and Spanish, the likeliest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

#: Names as `form` writes them: no accents, no capitals, no signs.
CUSTOMER = (
    "customerid customernumber customerno customernr customer custid custno cust clientid clientno "
    "client kundennummer kundennr kundenid kdnr kundenno kunde debitor numeroclient numclient idclient "
    "codeclient codclient refclient idcliente numerocliente codigocliente codcliente cliente userid "
    "user memberid member accountid account buyerid buyer cardid cardnumber loyaltyid householdid "
    "contactid visitorid cid uid id"
).split()
TIME = (
    "invoicedate orderdate transactiondate purchasedate saledate salesdate orderedat createdat "
    "transactiontime orderdatetime date datetime timestamp rechnungsdatum bestelldatum kaufdatum "
    "auftragsdatum belegdatum buchungsdatum verkaufsdatum datum datecommande datefacture dateachat "
    "datevente fechapedido fechafactura fechacompra fechaventa fecha day tag jour dia time ts"
).split()
AMOUNT = (
    "linetotal lineamount totalamount amount netamount grossamount revenue sales salesamount value "
    "totalprice total subtotal spend paid payment turnover betrag gesamtbetrag nettobetrag bruttobetrag "
    "rechnungsbetrag umsatz summe gesamtpreis gesamt montant montantttc montantht totalttc totalht "
    "chiffredaffaires ca importe importetotal monto montototal venta ventas grosssales netsales "
    "ordervalue"
).split()
QUANTITY = (
    "quantity qty quantityordered units pieces count menge anzahl stueck stuck stuckzahl stueckzahl "
    "quantite qte nombre cantidad unidades cant"
).split()
UNIT_PRICE = (
    "unitprice priceeach priceperunit itemprice price einzelpreis stuckpreis stueckpreis preis "
    "prixunitaire prixunit pu prix preciounitario precio"
).split()
ORDER = (
    "invoiceno invoicenumber invoiceid invoice orderid orderno ordernumber ordernr order transactionid "
    "transactionno receiptid receiptno receipt basketid basket ticketid ticket checkoutid saleid "
    "rechnungsnummer rechnungsnr rechnungnr rechnung bestellnummer bestellnr bestellung auftragsnummer "
    "auftragsnr auftrag belegnummer belegnr beleg bonnummer bonnr numerocommande numcommande idcommande "
    "commande numerofacture numfacture facture numeropedido idpedido pedido numerofactura numfactura "
    "factura"
).split()
COUNTRY = "country countrycode countryname nation land landername pays codepays pais codigopais".split()
REGION = (
    "region state province county bundesland kanton departement departamento provincia estado comunidad "
    "area district bezirk"
).split()
CITY = "city town ort stadt wohnort ville commune ciudad municipio localidad".split()
POSTCODE = ("postcode postalcode zip zipcode plz postleitzahl codepostal cp codigopostal").split()
URBAN = "urban urbanrural rural urbanity urbanicity settlement stadtland areatype".split()
CURRENCY = "currency currencycode wahrung waehrung devise monnaie moneda divisa".split()
GROUP = (
    "gender sex geschlecht anrede genre sexe sexo genero age agegroup ageband ages alter altersgruppe "
    "tranchedage edad grupoedad education bildung occupation job beruf income incomegroup einkommen "
    "revenus ingresos maritalstatus familystatus familienstand household householdsize children kinder "
    "membership tier status channel kanal acquisitionchannel segment generation language sprache langue "
    "idioma"
).split()
SINCE = (
    "since customersince membersince joined joindate joinedat signupdate signup registered "
    "registrationdate registeredat createdat created firstseen kundeseit registrierungsdatum "
    "anmeldedatum dateinscription clientdepuis fecharegistro fechaalta clientedesde"
).split()
#: What tells people and no groups of them.
PERSONAL = (
    "name firstname lastname surname fullname email mail phone telephone mobile address street "
    "birthdate dateofbirth birthday dob iban vorname nachname strasse telefon geburtsdatum prenom nom "
    "adresse nombre apellido direccion telefono"
).split()

PLACES = (("country", COUNTRY), ("region", REGION), ("city", CITY), ("postcode", POSTCODE), ("urban", URBAN))
#: Letters that a word needs to be looked for within a name.
SHORTEST = 4


def form(name: str) -> str:
    """Return a column's name as it is compared.

    Examples
    --------
    >>> form("Kunden-Nr."), form("Numéro client"), form("InvoiceDate")
    ('kundennr', 'numeroclient', 'invoicedate')
    """
    plain = unicodedata.normalize("NFKD", name.replace("\u00df", "ss")).casefold()
    return "".join(letter for letter in plain if letter.isalnum() and letter.isascii())


def likeliest(columns: Sequence[str], words: Sequence[str]) -> str | None:
    """Return the column whose name is most like one of some words; None where none is.

    A name that is a word goes before one that begins or ends with one of four letters or more.

    Examples
    --------
    >>> likeliest(["Datum", "Betrag EUR", "Kunden-Nr."], AMOUNT)
    'Betrag EUR'
    """
    return called(columns, words) or _like(columns, words)


def called(columns: Sequence[str], words: Sequence[str]) -> str | None:
    """Return the column whose name is one of some words, the first word that one is; None where none is."""
    forms = {form(column): column for column in reversed(columns)}
    return next((forms[word] for word in words if word in forms), None)


def _like(columns: Sequence[str], words: Sequence[str]) -> str | None:
    forms = [(column, form(column)) for column in columns]
    return next(
        (
            column
            for word in words
            for column, name in forms
            if len(word) >= SHORTEST and (name.startswith(word) or name.endswith(word))
        ),
        None,
    )


def places_among(columns: Sequence[str]) -> dict[str, str]:
    """Return columns of places by level: those that are called so first, then those that are called like it.

    Examples
    --------
    >>> places_among(["Bundesland", "Lieferland"])
    {'region': 'Bundesland', 'country': 'Lieferland'}
    """
    found: dict[str, str] = {}
    left = list(columns)
    for match in (called, _like):
        for level, words in PLACES:
            column = match(left, words) if level not in found else None
            if column is not None:
                found[level] = column
                left.remove(column)
    return found
