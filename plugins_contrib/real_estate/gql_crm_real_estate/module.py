"""What the plugin adds to a workspace, in one declaration."""

from importlib.resources import files

from gql_crm import DuplicateRule, Field, Module, Operation, Relation
from gql_crm_real_estate.events import PRICE_CHANGED
from gql_crm_real_estate.listing import list_property_for_owner
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

REAL_ESTATE = Module(
    name="real_estate",
    version="1.0",
    label={"en": "Real estate", "lt": "Nekilnojamasis turtas"},
    description="Listings of real estate and the contacts who own them.",
    requires=("people",),
    entities=(PROPERTY,),
    fields={"Contact": (INTEREST,)},
    relations=(OWNERS,),
    operations=(Operation.mutation("listPropertyForOwner", list_property_for_owner),),
    event_kinds=(PRICE_CHANGED,),
    models="gql_crm_real_estate.models",
    migrations="gql_crm_real_estate.migrations",
    demo="gql_crm_real_estate.demo",
    duplicate_rules=DUPLICATE_RULES,
    examples=files("gql_crm_real_estate").joinpath("examples.graphql").read_text(encoding="utf-8"),
)
