"""What the field or relation that makes a list of records asks of the list that a call would leave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gql_crm.errors import UserError
from gql_crm.records.difference import changed_links
from gql_crm.records.loading import StoredLink
from gql_crm.records.proposal import LinkWish


def list_faults(
    wishes: Iterable[LinkWish], stored: Mapping[str, Sequence[StoredLink]]
) -> Iterator[UserError]:
    """Find lists that would be left without a record that they need, or changed after their first value."""
    for wish in wishes:
        own, relation = wish.list.own_field, wish.list.relation
        if own is None and not (relation and relation.required):
            continue
        links = stored.get(wish.list.field_id, ())
        change = changed_links(wish, links)
        removed = set(change.removed) if change else set()
        is_left = bool(change and change.added) or any(link.target not in removed for link in links)
        if (own is None or own.field.required) and not is_left:
            text = f'"{wish.list.key}" needs at least one {wish.list.target}.'
            yield UserError("REQUIRED", (wish.name,), text)
        elif own is not None and own.field.immutable and links and change:
            text = f'"{wish.list.key}" keeps its first value and cannot be changed.'
            yield UserError("READ_ONLY", (wish.name,), text)
