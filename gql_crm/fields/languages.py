"""Languages by their tags of BCP 47."""

from babel import Locale, UnknownLocaleError

from gql_crm.text import shown


def language_problem(tag: str) -> str | None:
    """Say what keeps a text from being the tag of a language; None when it is one."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return f'{shown(tag)} is no language; expected a tag of BCP 47 like "lt" or "pt-BR".'
    return None
