"""Labels of the core, in the languages that it speaks."""

from gql_crm.fields.field import ChoiceOption, LocalizedText

LANGUAGES = ("en", "lt", "cs", "bg", "fa")


def labels(english: str, lithuanian: str, czech: str, bulgarian: str, persian: str) -> LocalizedText:
    """Return a label in all of them."""
    return dict(zip(LANGUAGES, (english, lithuanian, czech, bulgarian, persian), strict=True))


def choices(**by_value: LocalizedText) -> tuple[ChoiceOption, ...]:
    """Return options, in this order, with their labels."""
    return tuple(
        ChoiceOption(value, label, position=position)
        for position, (value, label) in enumerate(by_value.items(), 1)
    )
