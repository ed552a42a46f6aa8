"""An opportunity: what might be sold to whom, for how much and when."""

from decimal import Decimal

from gql_crm import ChoiceOption, Entity, Field

STAGES = ("qualification", "analysis", "proposal", "negotiation", "won", "lost")
OUTCOMES = ("open", "won", "lost")
TYPES = ("newBusiness", "existingBusiness", "renewal")


def _options(values: tuple[str, ...]) -> tuple[ChoiceOption, ...]:
    return tuple(ChoiceOption(value, {"en": value.capitalize()}) for value in values)


OPPORTUNITY = Entity(
    name="Opportunity",
    plural="opportunities",
    label={"en": "Opportunity"},
    plural_label={"en": "Opportunities"},
    description="What might be sold.",
    display=("name",),
    fields=(
        Field(key="name", kind="TEXT", required=True, label={"en": "Name"}),
        Field(
            key="organization",
            kind="REFERENCE",
            target="Organization",
            inverse="opportunities",
            label={"en": "Organization"},
        ),
        Field(
            key="contact",
            kind="REFERENCE",
            target="Contact",
            inverse="opportunities",
            label={"en": "Contact"},
        ),
        Field(key="amount", kind="MONEY", label={"en": "Amount"}, min=Decimal(0)),
        Field(key="probability", kind="PERCENT", label={"en": "Probability"}),
        Field(key="stage", kind="CHOICE", label={"en": "Stage"}, options=_options(STAGES)),
        Field(key="outcome", kind="CHOICE", label={"en": "Outcome"}, options=_options(OUTCOMES)),
        Field(key="closeDate", kind="DATE", label={"en": "Close date"}),
        Field(key="type", kind="CHOICE", label={"en": "Type"}, options=_options(TYPES)),
        Field(key="nextStep", kind="TEXT", label={"en": "Next step"}, searchable=False),
        Field(key="description", kind="LONG_TEXT", label={"en": "Description"}),
    ),
)
