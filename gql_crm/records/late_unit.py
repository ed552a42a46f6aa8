"""A unit of work whose transaction begins when it has to."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from gql_crm import sql
from gql_crm.database.late import LateTransaction
from gql_crm.records.write import Write


class LateUnit(LateTransaction):
    """Stands for the connection of `Records`."""

    @abstractmethod
    async def write(
        self, write: Write, purpose: Hashable, build: Callable[[sql.Given[Write]], sql.With]
    ) -> Sequence[Any]:
        """Run the statement of a write, which nothing was before, and return what it finds."""
