"""Members of the inputs that define fields."""

from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm.fields.scalars import CURRENCY_CODE, DATE, DECIMAL, JSON, LOCALIZED_TEXT
from gql_crm.schema.members import InputMember, input_of
from gql_crm.schema.registry import TypeRegistry

_NAME = GraphQLNonNull(GraphQLString)


def option_input() -> GraphQLInputObjectType:
    """Return the input of an option."""
    return GraphQLInputObjectType(
        "ChoiceOptionInput",
        {
            "value": GraphQLInputField(
                _NAME, description="What is stored: a letter, then letters, digits and `_`."
            ),
            "label": GraphQLInputField(
                LOCALIZED_TEXT, description="What people read, by language; the value when absent."
            ),
            "color": GraphQLInputField(GraphQLString, description="A colour for badges, such as `#ff6600`."),
            "active": GraphQLInputField(
                GraphQLBoolean, default_value=True, description="Whether it can be chosen."
            ),
            "position": GraphQLInputField(GraphQLInt, description="Place among the options."),
        },
        description="A value that a CHOICE field may have.",
    )


def removed_options(registry: TypeRegistry) -> InputMember:
    """Return the member of updates that says what becomes of records; its type is added."""
    members: dict[str, InputMember] = {
        "value": (_NAME, "The option that goes."),
        "moveTo": (GraphQLString, "The option that records hold instead; null clears it."),
    }
    removed = registry.add(
        input_of("RemovedOptionInput", "An option that records hold and that goes.", members)
    )
    text = "What records hold in the place of options that are no longer among `options`; a job changes them."
    return GraphQLList(GraphQLNonNull(removed)), text


def convert_input(registry: TypeRegistry, options: dict[str, InputMember]) -> GraphQLInputObjectType:
    """Return the input of a conversion: a kind, and what a definition says of values."""
    of_values = ("min", "max", "minLength", "maxLength", "pattern", "options")
    unconvertible = registry.add(
        GraphQLEnumType(
            "UnconvertibleValues",
            {
                "REFUSE": GraphQLEnumValue("REFUSE", description="Nothing is converted."),
                "CLEAR": GraphQLEnumValue("CLEAR", description="They are cleared; the history keeps them."),
            },
            description="What becomes of values that cannot be converted.",
        )
    )
    kind: Any = registry.types["FieldKind"]
    members: dict[str, InputMember] = {
        "kind": (GraphQLNonNull(kind), "The kind that it gets."),
        **{name: options[name] for name in of_values},
        "options": (options["options"][0], "Of choices made of texts: the options; without them, the texts."),
        "precision": (GraphQLInt, "Of decimals: how many digits in all."),
        "scale": (GraphQLInt, "Of decimals: how many digits behind the point."),
        "currency": (
            CURRENCY_CODE,
            "Of money that is made of numbers or becomes numbers; else the only one, or the workspace's.",
        ),
        "unconvertible": (
            unconvertible,
            "What becomes of values that cannot be converted; at most 1,000 are cleared. REFUSE without it.",
        ),
    }
    return input_of("ConvertFieldInput", "Another kind for a field.", members)


def create_members(registry: TypeRegistry) -> dict[str, InputMember]:
    """Return what a new field cannot do without."""
    kind: Any = registry.types["FieldKind"]
    return {
        "entity": (_NAME, "Name of the entity that gets the field."),
        "key": (_NAME, "The field's name in the schema: a small letter, then letters and digits."),
        "kind": (GraphQLNonNull(kind), "What kind of value it has; `convertField` changes it."),
    }


def deprecate_input() -> GraphQLInputObjectType:
    """Return the input of a deprecation."""
    members: dict[str, InputMember] = {
        "reason": (_NAME, "What to use instead, for those who write clients; at most 500 characters."),
        "removeOn": (GraphQLNonNull(DATE), "The day, in the workspace's time zone, at whose begin it goes."),
    }
    return input_of("DeprecateFieldInput", "That a field will be removed.", members)


def value_kind(registry: TypeRegistry) -> InputMember:
    """Return the member that says what the numbers of a formula are."""
    kind: Any = registry.types["FieldKind"]
    return kind, "Of a FORMULA that yields numbers: `DECIMAL INTEGER PERCENT` or `MONEY`. DECIMAL without it."


CREATE_ONLY: dict[str, InputMember] = {
    "precision": (GraphQLInt, "Of decimals: how many digits in all."),
    "scale": (GraphQLInt, "Of decimals and formulas: how many digits behind the point."),
    "targetEntity": (GraphQLString, "Of references: the entity that they point to."),
    "inverse": (
        GraphQLString,
        "Of references: the name of the list that the target gets, of the records that refer to it.",
    ),
}


_ROLL_UP = "Of references: whether the timeline of the record referred to tells what happens to this one."


def options_of_fields(option: GraphQLInputObjectType) -> dict[str, InputMember]:
    """Return the options that a definition may have and that may change."""
    return {
        "label": (LOCALIZED_TEXT, "What people call it, by language."),
        "helpText": (LOCALIZED_TEXT, "A hint for forms, by language."),
        "required": (GraphQLBoolean, "Whether a new record needs a value."),
        "unique": (GraphQLBoolean, "Whether no two records may have the same value."),
        "uniqueWithin": (
            GraphQLList(_NAME),
            "Of unique fields, keys of fields: values differ among records that agree in these.",
        ),
        "indexed": (
            GraphQLBoolean,
            "Whether an index serves filters and orders; a job builds it. At most 20 fields of an entity.",
        ),
        "rollUp": (GraphQLBoolean, _ROLL_UP),
        "default": (JSON, "Value of new records that name none."),
        "immutable": (GraphQLBoolean, "Whether a value, once given, stays."),
        "min": (DECIMAL, "Smallest number."),
        "max": (DECIMAL, "Largest number."),
        "minLength": (GraphQLInt, "Fewest characters."),
        "maxLength": (GraphQLInt, "Most characters."),
        "pattern": (
            GraphQLString,
            "Regular expression that a whole text matches; what an AUTONUMBER looks like, `{YYYY}-{####}`.",
        ),
        "schema": (JSON, "Of JSON fields: the JSON Schema (draft 2020-12) that values meet."),
        "expression": (GraphQLString, "Of a FORMULA: what makes its values, `price * share / 100`."),
        "options": (
            GraphQLList(GraphQLNonNull(option)),
            "The values of a CHOICE field; an update gives all of them.",
        ),
        "visibleWhen": (
            GraphQLString,
            "Condition in CEL: when the field makes sense; else it takes no value.",
        ),
        "requiredWhen": (GraphQLString, "Condition in CEL: when the field needs a value."),
        "section": (GraphQLString, "Where forms group it."),
        "position": (GraphQLInt, "Place in its section."),
    }
