"""What a receipt says in each language."""

from dataclasses import dataclass
from typing import Final

from domain.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's; `{}` stands for a percentage or an amount."""

    amount: str
    receipt: str
    no_receipt: str
    voided: str
    order: str
    business_day: str
    table: str
    waiter: str
    guests: str
    opened: str
    closed: str
    quantity: str
    item: str
    each: str
    subtotal: str
    discount: str
    service: str
    taxed: str
    included: str
    rounding: str
    total: str
    taxes: str
    payments: str
    cash: str
    card: str
    tip: str
    tendered: str
    change: str
    refund: str
    due: str


_ENGLISH: Final = Words(
    amount="Amount",
    receipt="Receipt",
    no_receipt="Provisional bill, not a receipt",
    voided="Void",
    order="Order",
    business_day="Day",
    table="Table",
    waiter="Served by",
    guests="Guests",
    opened="Opened",
    closed="Closed",
    quantity="Qty",
    item="Item",
    each="{} each",
    subtotal="Subtotal",
    discount="Discount",
    service="Service charge",
    taxed="{} on {}",
    included="{} included in {}",
    rounding="Rounding",
    total="Total",
    taxes="Included in the total",
    payments="Payments",
    cash="Cash",
    card="Card",
    tip="Tip",
    tendered="Cash given",
    change="Change",
    refund="Refund",
    due="Due",
)
_GERMAN: Final = Words(
    amount="Betrag",
    receipt="Beleg",
    no_receipt="Zwischenrechnung, kein Beleg",
    voided="Storniert",
    order="Bestellung",
    business_day="Tag",
    table="Tisch",
    waiter="Bedienung",
    guests="Gäste",
    opened="Beginn",
    closed="Ende",
    quantity="Menge",
    item="Artikel",
    each="je {}",
    subtotal="Zwischensumme",
    discount="Rabatt",
    service="Servicezuschlag",
    taxed="{} auf {}",
    included="{} enthalten in {}",
    rounding="Rundung",
    total="Gesamt",
    taxes="Im Gesamtbetrag enthalten",
    payments="Zahlungen",
    cash="Bar",
    card="Karte",
    tip="Trinkgeld",
    tendered="Gegeben",
    change="Rückgeld",
    refund="Erstattung",
    due="Offen",
)
_SPANISH: Final = Words(
    amount="Importe",
    receipt="Recibo",
    no_receipt="Cuenta provisional, no es un recibo",
    voided="Anulado",
    order="Pedido",
    business_day="Día",
    table="Mesa",
    waiter="Atendido por",
    guests="Comensales",
    opened="Apertura",
    closed="Cierre",
    quantity="Cant.",
    item="Artículo",
    each="{} cada uno",
    subtotal="Subtotal",
    discount="Descuento",
    service="Servicio",
    taxed="{} sobre {}",
    included="{} incluido en {}",
    rounding="Redondeo",
    total="Total",
    taxes="Incluido en el total",
    payments="Pagos",
    cash="Efectivo",
    card="Tarjeta",
    tip="Propina",
    tendered="Entregado",
    change="Cambio",
    refund="Reembolso",
    due="Pendiente",
)
_FRENCH: Final = Words(
    amount="Montant",
    receipt="Reçu",
    no_receipt="Addition provisoire, pas un reçu",
    voided="Annulé",
    order="Commande",
    business_day="Jour",
    table="Table",
    waiter="Servi par",
    guests="Couverts",
    opened="Ouverture",
    closed="Clôture",
    quantity="Qté",
    item="Article",
    each="{} l'unité",
    subtotal="Sous-total",
    discount="Remise",
    service="Service",
    taxed="{} sur {}",
    included="{} inclus dans {}",
    rounding="Arrondi",
    total="Total",
    taxes="Inclus dans le total",
    payments="Paiements",
    cash="Espèces",
    card="Carte",
    tip="Pourboire",
    tendered="Espèces reçues",
    change="Monnaie rendue",
    refund="Remboursement",
    due="Reste à payer",
)
WORDS: Final = {
    Language.ENGLISH: _ENGLISH,
    Language.GERMAN: _GERMAN,
    Language.SPANISH: _SPANISH,
    Language.FRENCH: _FRENCH,
}
"""By language."""
