"""The job `field.remove`: a deprecated field goes on its day, as if an administrator had deleted it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gql_crm import sql
from gql_crm.clock import Clock
from gql_crm.customization.deletions import deleted_field
from gql_crm.customization.deprecations import today_of
from gql_crm.customization.modules import Plugins
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.store import WorkspaceState, lock
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserErrors
from gql_crm.jobs import JobFailed, JobRun, enqueue
from gql_crm.plugins.merge import CustomField
from gql_crm.records.statements import fetch

REMOVE_JOB: Final = "field.remove"
_REMOVED: Final = "removeOn"


async def ask_for_removals(connection: Connection, now: datetime) -> None:
    """Ask for the removal of the fields whose day has come: once a field and day, whoever looks."""
    if not await _some_are_deprecated(connection):
        return
    async with connection.transaction():
        state = await lock(connection)
        for custom in _due(state, now):
            arguments = _arguments(custom)
            if not await _is_asked_for(connection, arguments):
                await enqueue(connection, REMOVE_JOB, arguments, actor_id=None, now=now)


@dataclass(frozen=True, slots=True)
class RemovalJob:
    """Deletes the field, unless its day was moved or taken back; what still needs it makes the job fail."""

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Delete; raises JobFailed with the reason for a person. Doing it again is safe."""
        now = self.clock()
        async with self.database.transaction() as connection:
            change = await CatalogChange.begin(connection, self.plugins.contributions, now)
            due = {custom.id: custom for custom in _due(change.state, now)}
            custom = due.get(int(run.job.arguments["field"]))
            if custom is None:
                return
            entity, key = _named(change, custom)
            try:
                await deleted_field(change, entity, key, key, run.job.actor_id)
            except UserErrors as refused:
                text = " ".join(error.message for error in refused.errors)
                raise JobFailed(f'"{key}" of {entity} was to be removed, and stays: {text}') from None


def _named(change: CatalogChange, custom: CustomField) -> tuple[str, str]:
    """Return what a field and its entity are called now; a clash may have given it another key."""
    for entity in change.catalog.entities.values():
        for field in entity.fields.values():
            if field.field_id == custom.storage_key:
                return entity.name, field.key
    name = f'"{custom.field.key}" of {change.named(custom).entity}'
    raise JobFailed(f"The module that {name} needs is switched off. Enable it, then try again.")


def _due(state: WorkspaceState, now: datetime) -> Iterable[CustomField]:
    today = today_of(state.settings, now)
    deprecated = ((custom, custom.field.deprecation) for custom in state.custom_fields)
    return [custom for custom, told in deprecated if told is not None and told.remove_on <= today]


def _arguments(custom: CustomField) -> dict[str, object]:
    told = custom.field.deprecation
    day = told.remove_on.isoformat() if told else None
    return {"entity": custom.entity, "key": custom.field.key, "field": custom.id, _REMOVED: day}


async def _some_are_deprecated(connection: Connection) -> bool:
    """Look without a lock, because nearly always there is nothing to do."""
    told = sql.json_part(sql.Column("f", "definition"), "deprecation")
    there = sql.all_of(sql.IsNull(sql.Column("f", "deleted_at")), sql.IsNull(told, negated=True))
    item = sql.Item(sql.Column("f", "id"), "id")
    return bool(
        await fetch(connection, sql.Select((item,), sql.Table("custom_field", "f"), where=there, limit=1))
    )


async def _is_asked_for(connection: Connection, arguments: dict[str, object]) -> bool:
    """Whether there is a job for the field and the day; one that failed can be tried again."""
    given = sql.Column("j", "arguments")
    same = sql.all_of(
        sql.equal(sql.Column("j", "kind"), sql.Constant(REMOVE_JOB)),
        sql.equal(sql.json_text(given, "field"), sql.Parameter(str(arguments["field"]), "text")),
        sql.equal(sql.json_text(given, _REMOVED), sql.Parameter(arguments[_REMOVED], "text")),
    )
    item = sql.Item(sql.Column("j", "id"), "id")
    return bool(await fetch(connection, sql.Select((item,), sql.Table("job", "j"), where=same, limit=1)))
