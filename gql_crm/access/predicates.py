"""Row scopes as SQL. Entities' tables and the spine have `owner_id` and `team_id`: one form serves both."""

from gql_crm import sql
from gql_crm.access.shares import is_shared
from gql_crm.access.viewer import Viewer
from gql_crm.plugins.permissions import Reach, RowScope


def row_predicate(reach: Reach, alias: str, viewer: Viewer) -> sql.Node:
    """Return the condition that an action reaches a row: for single rows and relations."""
    within = scope_predicate(reach.scope, alias, viewer)
    if reach.share is None or not reach.is_shared:
        return within
    return sql.any_of(within, is_shared(alias, viewer, reach.share))


def scope_predicate(scope: RowScope, alias: str, viewer: Viewer) -> sql.Node:
    """Return the condition that a row lies in the scope, whatever is shared: of the row's owner and team."""
    if scope is RowScope.ALL:
        return sql.TRUE
    if scope is RowScope.NONE:
        return sql.FALSE
    own = own_row(alias, viewer)
    if scope is RowScope.OWN:
        return own
    of_team = sql.AnyOf(sql.Column(alias, "team_id"), viewer.teams())
    if scope is RowScope.TEAM:
        return sql.any_of(own, of_team)
    return sql.any_of(own, of_team, _published(alias))


def own_row(alias: str, viewer: Viewer) -> sql.Node:
    """Return the condition that the viewer owns a row."""
    return sql.equal(sql.Column(alias, "owner_id"), viewer.user())


def _published(alias: str) -> sql.Node:
    """The spine alone knows: it is asked for rows of entities' tables and for its own alike."""
    same = sql.equal(sql.Column("pub", "id"), sql.Column(alias, "id"))
    one = (sql.Item(sql.Constant(1), "one"),)
    source = sql.Table("record", "pub")
    return sql.Exists(sql.Select(one, source, where=sql.all_of(same, sql.Column("pub", "public"))))
