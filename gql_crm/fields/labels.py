"""Labels of the core, in the languages that it speaks, and what one reads of a label."""

from collections.abc import Mapping, Sequence

from gql_crm.fields.field import ChoiceOption, LocalizedText

LANGUAGES = ("en", "lt", "cs", "bg", "fa")


def localized(text: Mapping[str, str], tags: Sequence[str]) -> str | None:
    """Return a text under the first of the tags that it has; else in any language that there is."""
    by_tag = {tag.lower(): words for tag, words in text.items()}
    for tag in tags:
        if tag in by_tag:
            return by_tag[tag]
    return next(iter(text.values()), None)


def labels(english: str, lithuanian: str, czech: str, bulgarian: str, persian: str) -> LocalizedText:
    """Return a label in all of them."""
    return dict(zip(LANGUAGES, (english, lithuanian, czech, bulgarian, persian), strict=True))


def choices(**by_value: LocalizedText) -> tuple[ChoiceOption, ...]:
    """Return options, in this order, with their labels."""
    return tuple(
        ChoiceOption(value, label, position=position)
        for position, (value, label) in enumerate(by_value.items(), 1)
    )
