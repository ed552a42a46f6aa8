"""Options of CHOICE fields, in the order in which they are written."""

from gql_crm import ChoiceOption


def choices(**labels: str) -> tuple[ChoiceOption, ...]:
    """Return options in this order, labelled in English."""
    return tuple(
        ChoiceOption(value, {"en": label}, position=index)
        for index, (value, label) in enumerate(labels.items(), 1)
    )
