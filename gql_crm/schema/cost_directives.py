"""`@cost` and `@listSize` of IBM's GraphQL Cost Directives: what the schema's text says about costs."""

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDirective,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

_NAMES = GraphQLList(GraphQLNonNull(GraphQLString))

COST_DIRECTIVE = GraphQLDirective(
    "cost",
    (
        DirectiveLocation.ARGUMENT_DEFINITION,
        DirectiveLocation.ENUM,
        DirectiveLocation.FIELD_DEFINITION,
        DirectiveLocation.INPUT_FIELD_DEFINITION,
        DirectiveLocation.OBJECT,
        DirectiveLocation.SCALAR,
    ),
    {
        "weight": GraphQLArgument(
            GraphQLNonNull(GraphQLString),
            description="A number: what each value of the type costs, or each use of the field or argument; "
            "of a list that is given, each of its elements.",
        )
    },
    description="What something costs that an operation asks for, see IBM's GraphQL Cost Directives. "
    "Where nothing is said, an object costs 1 and everything else nothing.",
)

LIST_SIZE_DIRECTIVE = GraphQLDirective(
    "listSize",
    (DirectiveLocation.FIELD_DEFINITION,),
    {
        "assumedSize": GraphQLArgument(
            GraphQLInt, description="How many elements count when no slicing argument is given."
        ),
        "slicingArguments": GraphQLArgument(
            _NAMES,
            description="Arguments that say how many elements there are at most; of a list, its length. "
            "The greatest counts. `target.ids` is the member of an argument.",
        ),
        "sizedFields": GraphQLArgument(
            _NAMES, description="Members of the field's value that are the list, where it is none itself."
        ),
        "requireOneSlicingArgument": GraphQLArgument(
            GraphQLBoolean, default_value=True, description="Whether one of the arguments has to be given."
        ),
    },
    description="How many elements a list counts as, see IBM's GraphQL Cost Directives.",
)

COST_DIRECTIVES = (COST_DIRECTIVE, LIST_SIZE_DIRECTIVE)
