"""`Comment.bodyHtml`: made of the text when it is read, so that no HTML of an older rule is ever shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from gql_crm.fields.field import Field
from gql_crm.fields.kinds.long_text import LongTextKind
from gql_crm.markdown import html_of
from gql_crm.plugins.computed import CatalogComputed, Need
from gql_crm.plugins.module import ComputedField, Row
from gql_crm.plugins.system import CORE

COMMENT: Final = "Comment"
BODY_HTML: Final = "bodyHtml"
_BODY: Final = "body"


class _HtmlKind(LongTextKind):
    """Marks take room: HTML is several times as long as the text that it is made of."""

    name = "HTML"
    length_limit = 1_000_000


def _load(rows: Sequence[Row], _context: Any) -> list[str]:
    return html_of([row[_BODY] for row in rows])


_KIND: Final = _HtmlKind()
COMPUTED: Final[Mapping[str, Mapping[str, CatalogComputed]]] = {
    COMMENT: {
        BODY_HTML: CatalogComputed(
            declared=ComputedField(key=BODY_HTML, kind=_KIND.name, needs=(_BODY,), load=_load),
            field=Field(key=BODY_HTML, kind=_KIND.name),
            kind=_KIND,
            origin=CORE,
            entity=COMMENT,
            needs=(Need((_BODY,), None, ()),),
        )
    }
}
"""Fields of types of the core that Python computes."""
COMPUTED_NAMES: Final = frozenset({BODY_HTML})
