"""PostGraphile's answers in the shape of ours, to compare them; nothing of it is measured."""

from typing import Any


def with_money(data: Any) -> Any:
    """Put amounts of money together, which are two columns there."""
    if isinstance(data, list):
        return [with_money(inner) for inner in data]
    if not isinstance(data, dict):
        return data
    shaped = {key: with_money(value) for key, value in data.items()}
    if "amountCurrency" in shaped:
        amount, currency = shaped.pop("amountAmount"), shaped.pop("amountCurrency")
        shaped["amount"] = {"amount": amount, "currency": currency} if currency else None
    return shaped


def grouped(data: Any) -> Any:
    """Put the currencies of a stage together, which are groups of their own there."""
    groups: dict[str, dict[str, Any]] = {}
    for group in data["opportunities"]["groupedAggregates"]:
        stage, currency = group["keys"]
        empty = {"key": {"stage": stage}, "count": 0, "sum": {"amount": []}}
        found = groups.setdefault(stage, empty)
        found["count"] += int(group["distinctCount"]["rowId"])
        found["sum"]["amount"].append({"amount": group["sum"]["amountAmount"], "currency": currency})
    return {"opportunities": {"groups": list(groups.values())}}
