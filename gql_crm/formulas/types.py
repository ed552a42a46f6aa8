"""The types of values in formulas."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = Decimal | str | bool | date | None


class Type(StrEnum):
    """What a part of a formula yields; every type has null among its values."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "truth value"
    DATE = "date"

    @property
    def sql(self) -> str:
        """The type of its values in SQL."""
        return _SQL[self]


_SQL = {Type.NUMBER: "numeric", Type.TEXT: "text", Type.BOOLEAN: "boolean", Type.DATE: "date"}
