"""The states of listings and of buyer requests: which operation leads from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gql_crm import UserError, UserErrors


@dataclass(frozen=True, slots=True)
class Step:
    """An operation that is possible in some states; `to` is the next one, None where the state stays."""

    possible_in: tuple[str, ...]
    to: str | None = None


@dataclass(frozen=True, slots=True)
class States:
    """What can be done with a kind of record, by the names of operations."""

    what: str
    steps: Mapping[str, Step]

    def check(self, operation: str, status: str | None, *path: str) -> str:
        """Return the state after an operation; refuse it where it is not possible, saying what is."""
        step = self.steps[operation]
        if status not in step.possible_in:
            raise UserErrors([UserError("INVALID_STATE", path, self._refusal(operation, status or ""))])
        return step.to or status

    def _refusal(self, operation: str, status: str) -> str:
        wanted = " or ".join(self.steps[operation].possible_in)
        possible = [name for name, step in self.steps.items() if status in step.possible_in]
        ways = f"possible now: {', '.join(possible)}" if possible else "nothing leads out of this state"
        return f'{operation} asks for a {self.what} that is {wanted}; this one is "{status}" ({ways}).'


LISTING = States(
    "property",
    MappingProxyType(
        {
            "activateProperty": Step(("INCOMPLETE", "COMING_SOON", "HOLD", "WITHDRAWN", "EXPIRED"), "ACTIVE"),
            "reserveProperty": Step(("ACTIVE",), "ACTIVE_UNDER_CONTRACT"),
            "releaseProperty": Step(("ACTIVE_UNDER_CONTRACT", "PENDING"), "ACTIVE"),
            "withdrawProperty": Step(("ACTIVE", "ACTIVE_UNDER_CONTRACT", "COMING_SOON", "HOLD"), "WITHDRAWN"),
            "sendCommercialOffer": Step(("ACTIVE",)),
            "recordDeal": Step(("ACTIVE", "ACTIVE_UNDER_CONTRACT", "PENDING"), "CLOSED"),
        }
    ),
)

REQUEST = States(
    "buyer request",
    MappingProxyType(
        {
            "sendCommercialOffer": Step(("ACTIVE",)),
            "recordExternalOffer": Step(("ACTIVE",)),
            "recordDeal": Step(("ACTIVE",), "FULFILLED"),
            "pauseBuyerRequest": Step(("ACTIVE",), "PAUSED"),
            "resumeBuyerRequest": Step(("PAUSED",), "ACTIVE"),
            "closeBuyerRequest": Step(("ACTIVE", "PAUSED"), "CLOSED"),
        }
    ),
)
