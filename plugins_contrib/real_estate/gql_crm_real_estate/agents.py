"""Who made a deal: their shares of the commission are all of it, and their amounts follow from them."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from gql_crm import InputData, UserError, UserErrors, kind_input

_WHOLE = Decimal(100)
_CENT = Decimal("0.01")
_MOST_DIGITS: Final = 30


@kind_input("DealAgentInput")
class DealAgentInput(InputData):
    """An agent with a share, as the client sent it."""


def shared_out(
    agents: Sequence[Mapping[str, Any]], commission: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    """Return the agents with their amounts of a commission, those that were given and those that follow.

    Raises UserErrors where an agent is named twice, or the shares are not 100 per cent together.
    """
    users = [str(agent.get("userId")).lower() for agent in agents]
    faults = [
        UserError("VALIDATION", ("agents", str(at), "userId"), "They are named twice; add up their shares.")
        for at, user in enumerate(users)
        if user in users[:at]
    ]
    shares = [_number(agent.get("share")) for agent in agents]
    known = [share for share in shares if share is not None]
    if agents and len(known) == len(agents) and sum(known) != _WHOLE:
        text = f"The shares are {sum(known):f} per cent together; expected 100."
        faults.append(UserError("VALIDATION", ("agents",), text))
    if faults:
        raise UserErrors(faults)
    return [
        {**agent, "amount": agent.get("amount") or amount}
        for agent, amount in zip(agents, _amounts(shares, commission), strict=True)
    ]


def commission_of(percent: str | None, amount: Mapping[str, Any] | None, price: Mapping[str, Any]) -> Any:
    """Return what the agency gets: the amount, or the share of the price; None when unknown."""
    rate, whole = _number(percent), _number(price.get("amount"))
    if amount or rate is None or whole is None:
        return amount or None
    return {"amount": f"{_rounded(whole * rate / _WHOLE):f}", "currency": price.get("currency")}


def _amounts(shares: Sequence[Decimal | None], commission: Mapping[str, Any] | None) -> list[Any]:
    """Return each one's part, to the cent; the last one's is what is left."""
    whole = _number(commission.get("amount")) if commission else None
    known = [share for share in shares if share is not None]
    if commission is None or whole is None or len(known) < len(shares):
        return [None for _ in shares]
    parts = [_rounded(whole * share / _WHOLE) for share in known[:-1]]
    parts += [whole - sum(parts)] if known else []
    return [{"amount": f"{part:f}", "currency": commission.get("currency")} for part in parts]


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _number(given: object) -> Decimal | None:
    """Read a number; what is none, the field's own kind refuses."""
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS else None
