"""Composite types of the API and the small inputs of filters."""

from collections.abc import Mapping

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
)

from gql_crm.fields.scalars import CURRENCY_CODE, DATE, DATE_TIME, DECIMAL

MONEY = GraphQLObjectType(
    "Money",
    {
        "amount": GraphQLField(GraphQLNonNull(DECIMAL), description="The exact amount."),
        "currency": GraphQLField(GraphQLNonNull(CURRENCY_CODE), description="The currency of the amount."),
    },
    description="An amount of money in one currency. Amounts are never converted.",
)

MONEY_INPUT = GraphQLInputObjectType(
    "MoneyInput",
    {
        "amount": GraphQLInputField(GraphQLNonNull(DECIMAL), description="The exact amount."),
        "currency": GraphQLInputField(
            GraphQLNonNull(CURRENCY_CODE), description="The currency of the amount."
        ),
    },
    description="An amount of money in one currency.",
)


def _range(name: str, type_: GraphQLScalarType | GraphQLInputObjectType, what: str) -> GraphQLInputObjectType:
    return GraphQLInputObjectType(
        name,
        {
            "from": GraphQLInputField(
                GraphQLNonNull(type_), description=f"The least {what}, itself included."
            ),
            "to": GraphQLInputField(
                GraphQLNonNull(type_), description=f"The greatest {what}, itself included."
            ),
        },
        description=f"A range of {what}s with both ends included.",
    )


INT_RANGE = _range("IntRange", GraphQLInt, "number")
DECIMAL_RANGE = _range("DecimalRange", DECIMAL, "number")
DATE_RANGE = _range("DateRange", DATE, "day")
DATE_TIME_RANGE = _range("DateTimeRange", DATE_TIME, "time")
MONEY_RANGE = _range("MoneyRange", MONEY_INPUT, "amount")

RANGES: Mapping[str, GraphQLInputObjectType] = {
    "Int": INT_RANGE,
    "Decimal": DECIMAL_RANGE,
    "Date": DATE_RANGE,
    "DateTime": DATE_TIME_RANGE,
    "MoneyInput": MONEY_RANGE,
}
"""The range type of a value type, by its name."""


def _enum(name: str, description: str, values: Mapping[str, str]) -> GraphQLEnumType:
    return GraphQLEnumType(
        name,
        {value: GraphQLEnumValue(value, description=text) for value, text in values.items()},
        description=description,
    )


SORT_DIRECTION = _enum(
    "SortDirection",
    "The direction of an order key. Records without a value come last in both.",
    {"ASC": "Smallest first.", "DESC": "Greatest first."},
)

TIME_UNIT = _enum(
    "TimeUnit",
    "A unit of a span of time. Days and longer units follow the calendar of the operation's time zone.",
    {
        "MINUTE": "60 seconds.",
        "HOUR": "60 minutes.",
        "DAY": "From a time of day to the same time on the next day.",
        "WEEK": "Seven days.",
        "MONTH": "From a day to the same day of the next month, or to its last day where that is earlier.",
        "YEAR": "Twelve months.",
    },
)

WITHIN_INPUT = GraphQLInputObjectType(
    "WithinInput",
    {
        "last": GraphQLInputField(
            GraphQLInt, description="So many units up to now. Exactly one of last and next."
        ),
        "next": GraphQLInputField(
            GraphQLInt, description="So many units from now on. Exactly one of last and next."
        ),
        "unit": GraphQLInputField(GraphQLNonNull(TIME_UNIT), description="The unit that is counted."),
    },
    description="A span of time that ends or begins now. "
    "In dates today counts: the last 7 days are today and the six before.",
)
