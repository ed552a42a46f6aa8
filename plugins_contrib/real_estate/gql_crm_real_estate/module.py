"""What the plugin adds to a workspace, in one declaration."""

from importlib.resources import files

from gql_crm import DuplicateRule, EntityAccess, Field, Module, Operation, Relation, RowScope
from gql_crm_real_estate import (
    dealing,
    external_offers,
    listing_states,
    offer_responses,
    offering,
    request_states,
)
from gql_crm_real_estate.buyer_request import BEFORE_WRITE, BUYER_REQUEST, CONTACTS, MATCHES, ROLES
from gql_crm_real_estate.deal import DEAL, SIDES
from gql_crm_real_estate.earlier_offers import ERROR_CODES, WARNING_CODES
from gql_crm_real_estate.events import EVENT_KINDS
from gql_crm_real_estate.listing import list_property_for_owner
from gql_crm_real_estate.offer import COMMERCIAL_OFFER, OFFERED
from gql_crm_real_estate.options import PROPERTY_INTERESTS
from gql_crm_real_estate.property import PROPERTY

OWNERS = Relation(
    key="ownerContacts",
    singular="ownerContact",
    source="Property",
    target="Contact",
    inverse="properties",
    roll_up=True,
    label={"en": "Owners", "lt": "Savininkai"},
    inverse_label={"en": "Properties", "lt": "Nekilnojamasis turtas"},
    description="The contacts who own the property.",
    inverse_description="The properties that the contact owns.",
)

INTEREST = Field(
    key="propertyInterest",
    kind="CHOICE",
    label={"en": "Property interest", "lt": "Ketinimas"},
    description="What the contact wants of us.",
    options=PROPERTY_INTERESTS,
)

DUPLICATE_RULES = (
    DuplicateRule(
        entity="Property",
        name="parcelNumber",
        label={"en": "Same cadastral number", "lt": "Tas pats kadastro numeris"},
        fields=("parcelNumber",),
        score=0.9,
    ),
    DuplicateRule(
        entity="Property",
        name="address",
        label={"en": "Same address", "lt": "Tas pats adresas"},
        fields=("unparsedAddress",),
        optional=("city",),
        score=0.6,
    ),
)
"""A cadastral number may be that of a building with many flats, so a match is likely and not certain."""

OPERATIONS = (
    Operation.mutation("listPropertyForOwner", list_property_for_owner),
    *listing_states.OPERATIONS,
    *request_states.OPERATIONS,
    *offering.OPERATIONS,
    *external_offers.OPERATIONS,
    *offer_responses.OPERATIONS,
    *dealing.OPERATIONS,
)

MEMBERS = {
    "CommercialOffer": EntityAccess(
        read=RowScope.ALL, create=True, update=RowScope.TEAM, delete=RowScope.NONE
    ),
}
"""Everybody knows what was offered, so that nobody offers it again; contacts are seen by who may see them."""

REAL_ESTATE = Module(
    name="real_estate",
    version="1.0",
    label={"en": "Real estate", "lt": "Nekilnojamasis turtas"},
    description="Listings of real estate, what buyers look for, what was offered to them, and deals.",
    requires=("people",),
    entities=(PROPERTY, BUYER_REQUEST, COMMERCIAL_OFFER, DEAL),
    fields={"Contact": (INTEREST,)},
    relations=(OWNERS, CONTACTS, *SIDES),
    relation_types=ROLES,
    found_lists=(MATCHES, *OFFERED),
    operations=OPERATIONS,
    error_codes=ERROR_CODES,
    warning_codes=WARNING_CODES,
    event_kinds=EVENT_KINDS,
    before_write=BEFORE_WRITE,
    permissions={"member": MEMBERS},
    models="gql_crm_real_estate.models",
    migrations="gql_crm_real_estate.migrations",
    demo="gql_crm_real_estate.demo",
    duplicate_rules=DUPLICATE_RULES,
    examples=files("gql_crm_real_estate").joinpath("examples.graphql").read_text(encoding="utf-8"),
)
