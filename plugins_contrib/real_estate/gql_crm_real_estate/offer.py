"""What was offered to whom, after RESO's ContactListings: the memory that keeps from offering it twice."""

from decimal import Decimal

from gql_crm import Embedded, Entity, FoundList, FoundNode
from gql_crm_real_estate import options
from gql_crm_real_estate.declaring import field

_SET = {"writable": False}

EXTERNAL = Embedded(
    key="external",
    name="ExternalListing",
    fields={"url": "url", "title": "title", "price": "price", "portal": "portal"},
    without="property",
    description="A property from elsewhere; null where it is one of the agency's.",
)

COMMERCIAL_OFFER = Entity(
    name="CommercialOffer",
    plural="commercialOffers",
    label={"en": "Commercial offer", "lt": "Komercinis pasiūlymas"},
    plural_label={"en": "Commercial offers", "lt": "Komerciniai pasiūlymai"},
    description="A property, of the agency or from elsewhere, that was offered to a contact.",
    display=("title",),
    display_fallback=("url",),
    status="status",
    mergeable=False,
    by_operations=True,
    embedded=(EXTERNAL,),
    fields=(
        field("title", "TEXT", "Title", "Pavadinimas", "What the property was called when it was offered.",
              **_SET),
        field("status", "CHOICE", "Status", "Būsena", "How far the offer is.",
              options=options.OFFER_STATUSES, enum="OfferStatus", default="SENT", **_SET),
        field("buyerRequest", "REFERENCE", "Buyer request", "Pirkėjo užklausa",
              "The request that it answers; null where it was sent from the contact's page.",
              target="BuyerRequest", inverse="offers", **_SET),
        field("contact", "REFERENCE", "Contact", "Kontaktas", "To whom it was offered.",
              target="Contact", inverse="commercialOffers", **_SET),
        field("property", "REFERENCE", "Property", "NT objektas",
              "The property; null where it is one from elsewhere.",
              target="Property", inverse="offers", **_SET),
        field("url", "URL", "Address", "Adresas", "Where a property from elsewhere is advertised.", **_SET),
        field("comparedUrl", "TEXT", "Compared address", "Lyginamas adresas",
              "The address in the form in which offers are compared.", max_length=2_048, searchable=False,
              **_SET),
        field("portal", "TEXT", "Portal", "Portalas", "Where a property from elsewhere was found.", **_SET),
        field("price", "MONEY", "Price", "Kaina", "What was asked for it when it was offered.",
              min=Decimal(0), **_SET),
        field("sentBy", "USER", "Sent by", "Išsiuntė", "Who offered it.", **_SET),
        field("sentAt", "DATETIME", "Sent at", "Išsiųsta", "When it was offered.", **_SET),
        field("channel", "CHOICE", "Channel", "Kanalas", "How it was offered.",
              options=options.OFFER_CHANNELS, enum="OfferChannel", **_SET),
        field("message", "LONG_TEXT", "Message", "Žinutė", "What was said about it.", **_SET),
        field("preference", "CHOICE", "Preference", "Įvertinimas", "What the contact thinks of it.",
              options=options.OFFER_PREFERENCES, enum="OfferPreference", **_SET),
        field("response", "LONG_TEXT", "Response", "Atsakymas", "What the contact said.", **_SET),
    ),
)  # fmt: skip

_OFFERED = FoundNode(
    embedded=(EXTERNAL,),
    name="OfferedProperty",
    entity="CommercialOffer",
    record="offer",
    fields={
        "property": "property",
        "contact": "contact",
        "offeredAt": "sentAt",
        "sentBy": "sentBy",
        "preference": "preference",
    },
    description="A property that was offered; `property` is null of one from elsewhere.",
)
_LABEL = {"en": "Offered properties", "lt": "Pasiūlyti objektai"}

OFFERED = (
    FoundList(
        key="offeredProperties",
        entity="BuyerRequest",
        node=_OFFERED,
        through="offers",
        newest_by="sentAt",
        label=_LABEL,
        description="What has been offered for this request, the newest first.",
    ),
    FoundList(
        key="offeredProperties",
        entity="Contact",
        node=_OFFERED,
        through="commercialOffers",
        newest_by="sentAt",
        label=_LABEL,
        description="What has been offered to the contact, for any request, the newest first.",
    ),
)
