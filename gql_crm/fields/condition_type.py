"""The types that conditions see of values."""

from enum import StrEnum


class ConditionType(StrEnum):
    """The type that a field's value has in a condition.

    What is missing is null, but an empty list and an object without parts.
    """

    TEXT = "text"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    TIME = "time"
    TEXTS = "list of texts"
    PARTS = "object"
    ANY = "JSON value"
