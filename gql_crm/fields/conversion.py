"""Values of one kind as those of another: a table of pure functions, and options made of texts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo

from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.fields.kinds.text import TextKind
from gql_crm.fields.numbers import parse_decimal, plain
from gql_crm.text import camel_key, shown

MOST_MADE: Final = 200
"""Most options that are made of texts: more distinct texts are no choice."""
_LONGEST_LABEL: Final = 200


@dataclass(frozen=True, slots=True)
class Side:
    """A field on one side of a conversion."""

    kind: FieldKind
    field: Field


@dataclass(frozen=True, slots=True)
class Around:
    """What a conversion depends on besides its sides: `language` is that of labels, `currency` of amounts."""

    context: ValueContext
    language: str
    currency: str = ""


Convert = Callable[[Any, Side, Side, Around], Any]
"""Returns the value of the second side; raises `ValueProblem` where there is none."""


def conversion(source: FieldKind, target: FieldKind) -> Convert | None:
    """Return how values of a kind become those of another one; None where they do not.

    Kinds of plugins that are a text, as a VIN is, are made of texts and become texts.
    """
    known = _TABLE.get(source.name, {}).get(target.name)
    if known is None and TextKind.name in {source.name, target.name}:
        other = target if source.name == TextKind.name else source
        return _by_text if isinstance(other, TextKind) and other.name not in _TABLE else None
    return known


def targets(source: FieldKind, kinds: Iterable[FieldKind]) -> list[str]:
    """Return the names of those of the kinds that values of one can become."""
    return sorted(kind.name for kind in kinds if conversion(source, kind))


def made_options(
    texts: Iterable[str], language: str, options: tuple[ChoiceOption, ...] = ()
) -> tuple[ChoiceOption, ...]:
    """Return options with one more for each text that is none of their labels, whatever the case.

    Texts that are too long for a label, or one too many, get none.
    """
    made, labels = list(options), {label.casefold() for one in options for label in one.label.values()}
    values = {one.value for one in options}
    for text in texts:
        label = text.strip()
        if not label or len(label) > _LONGEST_LABEL or label.casefold() in labels or len(made) >= MOST_MADE:
            continue
        value = _free(camel_key(label) or "option", values)
        labels.add(label.casefold())
        values.add(value)
        made.append(ChoiceOption(value, {language: label}, position=len(made) + 1))
    return tuple(made)


def texts_in(value: str, target: FieldKind) -> list[str]:
    """Return the texts of which options are made: a list of choices is written with commas."""
    return value.split(",") if target.name == "MULTI_CHOICE" else [value]


def _free(value: str, taken: set[str]) -> str:
    stem = value[:60]
    return next(one for number in count(1) if (one := f"{stem}{number if number > 1 else ''}") not in taken)


def _as_it_is(value: Any, _source: Side, target: Side, around: Around) -> Any:
    return target.kind.parse(value, target.field, around.context)


def _amount_to_money(value: Any, _source: Side, target: Side, around: Around) -> Any:
    given = {"amount": plain(Decimal(value)), "currency": around.currency}
    return target.kind.parse(given, target.field, around.context)


def _text_to_money(value: Any, source: Side, target: Side, around: Around) -> Any:
    """A text may name its currency, as in "1234.5 EUR"."""
    try:
        amount = parse_decimal(value.strip())
    except ValueProblem:
        return target.kind.import_text(value, target.field, around.context)
    return _amount_to_money(amount, source, target, around)


def _money_to_amount(value: Any, source: Side, target: Side, around: Around) -> Any:
    """An amount without its currency says something only where all are of one."""
    if value.currency != around.currency:
        text = shown(source.kind.export_text(value))
        raise ValueProblem(f"{text} is no amount in {around.currency}, the currency of the others.")
    return target.kind.import_text(plain(value.amount), target.field, around.context)


def _address_to_text(value: Any, source: Side, target: Side, around: Around) -> Any:
    lines = [line.strip() for part in source.kind.columns(value) if part for line in part.splitlines()]
    return target.kind.parse(", ".join(filter(None, lines)), target.field, around.context)


def _by_text(value: Any, source: Side, target: Side, around: Around) -> Any:
    text = source.kind.export_text(value).strip()
    return target.kind.import_text(text, target.field, around.context)


def _option(text: str, target: Side) -> str:
    wanted = text.strip().casefold()
    labelled = (
        one for one in target.field.options for label in one.label.values() if label.casefold() == wanted
    )
    named = (one for one in target.field.options if one.value.casefold() == wanted)
    option = next(labelled, None) or next(named, None)
    if option is None:
        raise ValueProblem(f"{shown(text)} is none of the options.")
    return option.value


def _text_to_option(value: Any, _source: Side, target: Side, _around: Around) -> str:
    return _option(value, target)


def _text_to_options(value: Any, _source: Side, target: Side, _around: Around) -> tuple[str, ...]:
    parts = [part for part in texts_in(value, target.kind) if part.strip()]
    if not parts:
        raise ValueProblem(f"{shown(value)} names no option.")
    return tuple(dict.fromkeys(_option(part, target) for part in parts))


def _option_to_text(value: Any, source: Side, target: Side, around: Around) -> Any:
    option = next((one for one in source.field.options if one.value == value), None)
    text = (option.label.get(around.language) if option else None) or value
    return target.kind.parse(text, target.field, around.context)


def _option_to_options(value: Any, _source: Side, target: Side, _around: Around) -> tuple[str, ...]:
    return (_kept(value, target),)


def _options_to_option(value: Any, _source: Side, target: Side, _around: Around) -> str:
    if len(value) != 1:
        number = f"{len(value)} options are" if value else "nothing is"
        raise ValueProblem(f"{number} chosen; expected one.")
    return _kept(value[0], target)


def _kept(value: str, target: Side) -> str:
    """An option stays, also one that is out of use."""
    if all(one.value != value for one in target.field.options):
        raise ValueProblem(f"{shown(value)} is none of the options.")
    return value


def _day_to_moment(value: Any, _source: Side, _target: Side, around: Around) -> datetime:
    """A day begins where the workspace is."""
    try:
        return datetime.combine(value, time.min, ZoneInfo(around.context.time_zone)).astimezone(UTC)
    except OverflowError:
        raise ValueProblem(f"{shown(str(value))} begins before all points in time.") from None


_TO_TEXT: Final[Mapping[str, Convert]] = {"TEXT": _by_text}
_TO_MONEY: Final[Mapping[str, Convert]] = {"MONEY": _amount_to_money}
_TABLE: Final[Mapping[str, Mapping[str, Convert]]] = {
    "TEXT": {
        **dict.fromkeys(("LONG_TEXT", "RICH_TEXT"), _as_it_is),
        **dict.fromkeys(("INTEGER", "DECIMAL", "PERCENT", "BOOLEAN"), _by_text),
        **dict.fromkeys(("DATE", "DATETIME", "TIME", "EMAIL", "PHONE", "URL"), _by_text),
        "CHOICE": _text_to_option,
        "MULTI_CHOICE": _text_to_options,
        "MONEY": _text_to_money,
        "JSON": _by_text,
    },
    "LONG_TEXT": {**dict.fromkeys(("TEXT", "RICH_TEXT"), _as_it_is), "JSON": _by_text},
    "RICH_TEXT": dict.fromkeys(("TEXT", "LONG_TEXT"), _as_it_is),
    "INTEGER": {**dict.fromkeys(("DECIMAL", "PERCENT"), _as_it_is), **_TO_MONEY, **_TO_TEXT},
    "DECIMAL": {**dict.fromkeys(("INTEGER", "PERCENT"), _as_it_is), **_TO_MONEY, **_TO_TEXT},
    "MONEY": {**dict.fromkeys(("DECIMAL", "INTEGER"), _money_to_amount), **_TO_TEXT},
    "JSON": dict.fromkeys(("TEXT", "LONG_TEXT"), _by_text),
    "ADDRESS": dict.fromkeys(("TEXT", "LONG_TEXT"), _address_to_text),
    "PERCENT": {**dict.fromkeys(("INTEGER", "DECIMAL"), _as_it_is), **_TO_TEXT},
    "CHOICE": {"TEXT": _option_to_text, "MULTI_CHOICE": _option_to_options},
    "MULTI_CHOICE": {"CHOICE": _options_to_option},
    "DATE": {"DATETIME": _day_to_moment, **_TO_TEXT},
    **dict.fromkeys(("DATETIME", "TIME", "BOOLEAN", "EMAIL", "PHONE", "URL"), _TO_TEXT),
}
"""How, by the kind that a field has and the one that it gets."""
