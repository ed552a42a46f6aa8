"""Composite types of the API and the small inputs of filters."""

from collections.abc import Mapping

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLFloat,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
)

from gql_crm.fields.costs import weighing
from gql_crm.fields.scalars import COUNTRY_CODE, CURRENCY_CODE, DATE, DATE_TIME, DECIMAL, TIME

MONEY = GraphQLObjectType(
    "Money",
    {
        "amount": GraphQLField(GraphQLNonNull(DECIMAL), description="The exact amount."),
        "currency": GraphQLField(GraphQLNonNull(CURRENCY_CODE), description="The currency of the amount."),
    },
    description="An amount of money in one currency. Amounts are never converted.",
    extensions=weighing(0),
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

_ADDRESS_PARTS: Mapping[str, tuple[GraphQLScalarType, str]] = {
    "street": (GraphQLString, "Street and number, building, flat; may have many lines."),
    "poBox": (GraphQLString, "Post office box."),
    "city": (GraphQLString, "City, town or village."),
    "state": (GraphQLString, "State, region or province."),
    "postalCode": (GraphQLString, "Postal code, as it is written in the country."),
    "country": (COUNTRY_CODE, "The country."),
}

ADDRESS = GraphQLObjectType(
    "Address",
    {name: GraphQLField(type_, description=text) for name, (type_, text) in _ADDRESS_PARTS.items()},
    description="A postal address; a part that it does not have is null.",
    extensions=weighing(0),
)

ADDRESS_INPUT = GraphQLInputObjectType(
    "AddressInput",
    {name: GraphQLInputField(type_, description=text) for name, (type_, text) in _ADDRESS_PARTS.items()},
    description="A whole postal address: parts that are left out, null or empty are none.",
)

_COORDINATES = {
    "latitude": "Degrees to the north of the equator, from -90 to 90.",
    "longitude": "Degrees to the east of Greenwich, from -180 to 180.",
}

GEO_POINT = GraphQLObjectType(
    "GeoPoint",
    {
        name: GraphQLField(GraphQLNonNull(GraphQLFloat), description=text)
        for name, text in _COORDINATES.items()
    },
    description="A place on the Earth in the coordinates of WGS 84, as GPS gives them.",
    extensions=weighing(0),
)

GEO_POINT_INPUT = GraphQLInputObjectType(
    "GeoPointInput",
    {
        name: GraphQLInputField(GraphQLNonNull(GraphQLFloat), description=text)
        for name, text in _COORDINATES.items()
    },
    description="A place on the Earth in the coordinates of WGS 84.",
)

_GEO_BOX_INPUT = GraphQLInputObjectType(
    "GeoBoxInput",
    {
        "southWest": GraphQLInputField(GraphQLNonNull(GEO_POINT_INPUT), description="The lower left corner."),
        "northEast": GraphQLInputField(
            GraphQLNonNull(GEO_POINT_INPUT), description="The upper right corner."
        ),
    },
    description="What a map shows. Where west is greater than east, the box crosses the antimeridian.",
)

_GEO_CIRCLE_INPUT = GraphQLInputObjectType(
    "GeoCircleInput",
    {
        "center": GraphQLInputField(GraphQLNonNull(GEO_POINT_INPUT), description="The middle."),
        "radiusKm": GraphQLInputField(
            GraphQLNonNull(GraphQLFloat), description="The greatest distance as the crow flies, kilometres."
        ),
    },
    description="All that is near a place. Distances are those on a sphere, at most 0.5 % off.",
)

GEO_WITHIN_INPUT = GraphQLInputObjectType(
    "GeoWithinInput",
    {
        "box": GraphQLInputField(
            _GEO_BOX_INPUT, description="A box between two meridians and two parallels."
        ),
        "circle": GraphQLInputField(_GEO_CIRCLE_INPUT, description="A circle around a place."),
    },
    description="An area of the Earth, edges included.",
    is_one_of=True,
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
        description=f"From one {what} to another, both included.",
    )


INT_RANGE = _range("IntRange", GraphQLInt, "number")
DECIMAL_RANGE = _range("DecimalRange", DECIMAL, "number")
DATE_RANGE = _range("DateRange", DATE, "day")
DATE_TIME_RANGE = _range("DateTimeRange", DATE_TIME, "time")
TIME_RANGE = _range("TimeRange", TIME, "time of day")
MONEY_RANGE = _range("MoneyRange", MONEY_INPUT, "amount")

RANGES: Mapping[str, GraphQLInputObjectType] = {
    "Int": INT_RANGE,
    "Decimal": DECIMAL_RANGE,
    "Date": DATE_RANGE,
    "DateTime": DATE_TIME_RANGE,
    "Time": TIME_RANGE,
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

DATE_BUCKET = _enum(
    "DateBucket",
    "How records are grouped by a date or a time: by the calendar of the operation's time zone.",
    {
        "DAY": "One group a day.",
        "WEEK": "One group a week, by its first day; the workspace says on which day weeks begin.",
        "MONTH": "One group a month, by its first day.",
        "QUARTER": "One group a quarter of the year, by its first day.",
        "YEAR": "One group a year, by its first day.",
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
