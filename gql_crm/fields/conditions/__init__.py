"""Conditions in CEL (Common Expression Language): checked where they are written, evaluated on values."""

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.conditions.checking import LENGTH_LIMIT, ConditionProblem, Variables, checked_condition
from gql_crm.fields.conditions.condition import Condition, ConditionFailed

__all__ = [
    "LENGTH_LIMIT",
    "Condition",
    "ConditionFailed",
    "ConditionProblem",
    "ConditionType",
    "Variables",
    "checked_condition",
]
