"""What rules that look for duplicates ask of a field kind."""

from typing import Any, ClassVar


class Comparison:
    """How values of a kind are compared between records; the rest of it is `FieldKind`."""

    can_be_unique: ClassVar[bool]
    reference: ClassVar[bool]
    many: ClassVar[bool]
    compared_folded: ClassVar[bool] = False
    """Values are compared as texts without case and diacritics."""
    has_domain: ClassVar[bool] = False
    """Values are addresses that have a `domain`."""

    @property
    def can_be_compared(self) -> bool:
        """Whether rules may compare values."""
        return self.can_be_unique or (self.reference and not self.many)

    def compared_text(self, value: Any) -> str:
        """Return the normal form that is compared, the one of uniqueness where nothing else is said."""
        return self.unique_key(value)

    def domain(self, value: Any) -> str:
        """Return the domain of an address, the same for all of one owner; only asked where there is one."""
        raise NotImplementedError(f"values of {type(self).__name__} have no domain")

    def unique_key(self, value: Any) -> str:
        """Return the normal form that uniqueness compares."""
        raise NotImplementedError
