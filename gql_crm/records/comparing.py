"""A proposal to change a record against what the database holds of it."""

from collections.abc import Mapping

from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records.checks import Sight
from gql_crm.records.difference import Difference, all_changed_links, changed_children, changed_values
from gql_crm.records.list_rules import list_faults
from gql_crm.records.loading import StoredRecord, links_of, load_links
from gql_crm.records.proposal import ChildRow, Proposal


async def difference_to(
    connection: Connection,
    sight: Sight,
    entity: CatalogEntity,
    stored: StoredRecord,
    proposal: Proposal,
    owned: Mapping[str, tuple[ChildRow, ...]],
) -> Difference:
    """Return what really changes; notes in the proposal what is wrong with its lists."""
    stored_links = {}
    if proposal.links:
        targets = links_of(wish.list for wish in proposal.links.values())
        stored_links = await load_links(connection, sight, stored.id, targets)
    proposal.faults.extend(list_faults(proposal.links.values(), stored_links))
    links = all_changed_links(proposal.links.values(), stored_links)
    children = changed_children(entity, proposal.children, owned)
    return Difference(changed_values(proposal.values, stored.values), links, children)
