"""Of how many parts values are that statements compute: each is written out where it is read."""

from dataclasses import dataclass, field
from typing import Final

from gql_crm.fields.kinds import MoneyKind
from gql_crm.fields.storage import DerivedStorage, FormulaStorage, RollupStorage, Storage
from gql_crm.formulas import paths_of, size_of
from gql_crm.plugins.field_ids import field_among
from gql_crm.plugins.rolled_members import Entities

MOST_PARTS: Final = 2_000
"""Parts of a computed value with all those that it reads."""
_PARTS_OF_ROLLUP: Final = 20
_WRITTEN_OF_MONEY: Final = 3
"""How often what is read is written out where an amount and its currency come of it."""


@dataclass(slots=True)
class Sizes:
    """Of how many parts computed values are; `changed` are those that are about to be otherwise, by id."""

    entities: Entities
    changed: dict[str, DerivedStorage] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def of_field(self, field_id: str) -> int:
        """Return how many parts a field's value has: one where it lies somewhere."""
        if field_id not in self.known:
            found = field_among(self.entities, field_id)
            storage: Storage | None = self.changed.get(field_id) or (found[1].storage if found else None)
            self.known[field_id] = 1 if storage is None else self.of(storage)
        return self.known[field_id]

    def of(self, storage: Storage) -> int:
        """Return how many parts there are with all that is read: what is read twice is written twice."""
        if isinstance(storage, FormulaStorage):
            leaves = (storage.bound[path.text][-1] for path in paths_of(storage.tree))
            size = own_size(storage) + sum(map(self.of_field, leaves))
            return size * _WRITTEN_OF_MONEY if storage.result == MoneyKind.name else size
        if isinstance(storage, RollupStorage):
            return own_size(storage) + sum(self.of_field(meant[1]) for meant in storage.bound.values())
        return 1


def own_size(storage: FormulaStorage | RollupStorage) -> int:
    """Return of how many parts a computed value is without those of what it reads."""
    return size_of(storage.tree) if isinstance(storage, FormulaStorage) else _PARTS_OF_ROLLUP
