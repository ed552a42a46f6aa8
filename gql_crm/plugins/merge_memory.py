"""What earlier merges came to, so that the next one does again only what has changed.

It hangs on contributions and what is made of them by `replace`, and goes with them. What it gives back is
what a merge without it would make.
"""

from collections.abc import Callable, Mapping, Sequence

from gql_crm.plugins.custom_fields import Customized, MadeByUsers
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.foundation import Foundation


class MergeMemory:
    """The foundation of the last merge and its customized entities.

    Declarations are compared by identity: they are frozen, and a plugin is asked once.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._foundation: Foundation | None = None
        self._customized: Mapping[str, Customized] = {}

    def foundation(self, made_of: Sequence[object], lay: Callable[[], Foundation]) -> Foundation:
        """Return the foundation that is made of these, the last one if nothing is new."""
        same = len(made_of) == len(self._key) and all(map(_same, made_of, self._key))
        if self._foundation is None or not same:
            self._foundation = lay()
            self._key = tuple(made_of)
        return self._foundation

    def customized(self, name: str, base: DraftEntity, made_by: MadeByUsers) -> Customized | None:
        """Return an entity that the last merge made of the same, None when there is none."""
        known = self._customized.get(name)
        return known if known and known.is_of(base, made_by) else None

    def keep(self, entities: Mapping[str, Customized]) -> None:
        """Remember the entities of a merge in place of those of earlier ones."""
        self._customized = entities


def _same(one: object, other: object) -> bool:
    return one is other
