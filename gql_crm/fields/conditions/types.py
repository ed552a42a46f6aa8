"""What conditions see of values: the types of CEL, and which of them can be missing."""

from collections.abc import Mapping
from typing import Any, Final

from cel_expr_python import cel  # type: ignore[import-untyped] # it has stubs and does not say so

from gql_crm.fields.condition_type import ConditionType

_MISSING: Final[Mapping[ConditionType, Any]] = {ConditionType.TEXTS: [], ConditionType.PARTS: {}}


def missing(type_: ConditionType) -> Any:
    """Return what a condition sees where there is no value."""
    return _MISSING.get(type_)


def checked_type(type_: ConditionType, *, any_number: bool = False) -> Any:
    """Return the type as CEL's checker knows it; it lets wrapped types and times be compared with null.

    With `any_number` all numbers may be compared with each other, as they can be when they are evaluated.
    """
    if any_number and type_ in {ConditionType.WHOLE_NUMBER, ConditionType.NUMBER}:
        return cel.Type.DYN
    return {
        ConditionType.TEXT: cel.Type("google.protobuf.StringValue"),
        ConditionType.WHOLE_NUMBER: cel.Type("google.protobuf.Int64Value"),
        ConditionType.NUMBER: cel.Type("google.protobuf.DoubleValue"),
        ConditionType.TRUTH: cel.Type("google.protobuf.BoolValue"),
        ConditionType.TIME: cel.Type.TIMESTAMP,
        ConditionType.TEXTS: cel.Type.List(cel.Type.STRING),
        ConditionType.PARTS: cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
        ConditionType.ANY: cel.Type.DYN,
    }[type_]
