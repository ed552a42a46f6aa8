"""Names our own SQL functions in PostgreSQL's plans, which show their bodies instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gql_crm.database.pool import Connection

_INLINED = ("gql_crm_sort", "gql_crm_fold")
"""The first one calls the second."""
_ARGUMENT = "m.argument"
_OUTPUT = "Output: "


@dataclass(frozen=True, slots=True)
class InlinedBody:
    """What stands before and behind the argument where the body of a function has been put for its call."""

    name: str
    before: str
    behind: str

    def named(self, line: str) -> str:
        """Return a line of a plan with calls where it had bodies."""
        begin = line.find(self.before)
        while begin >= 0:
            argument = self._argument(line, begin + len(self.before))
            if argument is None:
                begin = line.find(self.before, begin + 1)
                continue
            end = begin + len(self.before) + len(argument) + len(self.behind)
            line = f"{line[:begin]}{self.name}({argument}){line[end:]}"
            begin = line.find(self.before, begin)
        return line

    def _argument(self, line: str, begin: int) -> str | None:
        """Return the balanced text up to what stands behind it."""
        end = line.find(self.behind, begin)
        while end >= 0:
            argument = line[begin:end]
            if argument.count("(") == argument.count(")"):
                return argument
            end = line.find(self.behind, end + 1)
        return None


async def inlined_bodies(connection: Connection) -> list[InlinedBody]:
    """Return the bodies of our functions as this server shows them."""
    bodies = []
    for name in _INLINED:
        rows = await connection.fetch(
            f"EXPLAIN (VERBOSE, COSTS OFF) SELECT {name}({_ARGUMENT}) FROM (SELECT ''::text AS argument OFFSET 0) AS m"
        )
        output = next((row[0].strip() for row in rows if row[0].strip().startswith(_OUTPUT)), "")
        before, found, behind = output.removeprefix(_OUTPUT).partition(_ARGUMENT)
        if found and before != f"{name}(":
            bodies.append(InlinedBody(name, before, behind))
    return bodies


def named_calls(lines: Iterable[str], bodies: Sequence[InlinedBody]) -> list[str]:
    """Return the lines of a plan with calls where they had bodies."""
    named = []
    for line in lines:
        for body in bodies:
            line = body.named(line)
        named.append(line)
    return named
