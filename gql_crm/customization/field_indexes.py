"""The indexes of custom fields: what a field's are, and whether the database has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from gql_crm import sql
from gql_crm.database.field_indexes import IndexDefinition, found_indexes
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError
from gql_crm.fields.derived import derived_storage
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.fields.storage import CustomStorage, FormulaStorage
from gql_crm.jobs import Job, JobState, enqueue, load_job
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.indexed_formulas import hindrance, indexed_value
from gql_crm.plugins.merge import CustomField
from gql_crm.records.statements import fetch, run

INDEX_JOB = "field.index"
"""Makes the indexes of a custom field what its definition says: builds what is missing, drops the rest."""
MOST_INDEXED = 20
"""Most indexed custom fields of one entity: each index costs every write."""
_SCOPES = (None, "owner_id", "team_id")
"""Members read their page from what is theirs and from what is each team's, in the field's order, too."""
_TABLE = "field_index"
_LOST = "The index is missing or broken, although it was built once. Set indexed to true again to rebuild it."


class FieldIndexState(StrEnum):
    """Whether an index serves."""

    BUILDING = "BUILDING"
    READY = "READY"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class FieldIndex:
    """How far the index of a field is; `job` is the one that builds it, or could not."""

    state: FieldIndexState
    job: Job | None = None

    @property
    def progress(self) -> float | None:
        """The part that is built, from 0 to 1; None where that says nothing."""
        return self.job.progress if self.job and self.state is FieldIndexState.BUILDING else None

    @property
    def error(self) -> str | None:
        """Why it could not be built, for a person."""
        if self.state is not FieldIndexState.FAILED:
            return None
        return (self.job.error if self.job else None) or _LOST


def field_number(storage_key: str) -> int:
    """Return the number of a custom field, which its storage key `custom:<n>` ends with."""
    return int(storage_key.rpartition(":")[2])


def definitions_of(entity: CatalogEntity, field: CatalogField) -> tuple[IndexDefinition, ...]:
    """Return the indexes that a custom field of this entity has, if it is to have any."""
    stored = _indexed(entity, field)
    if stored is None:
        return ()
    return tuple(
        IndexDefinition(
            entity.table,
            field_number(field.field_id),
            index.purpose,
            tuple(sql.compile_statement(expression).text for expression in index.expressions),
            scope,
        )
        for index in field.kind.indexes(stored)
        for scope in (_SCOPES if index.purpose == "order" else (None,))
    )


def _indexed(entity: CatalogEntity, field: CatalogField) -> Stored | None:
    storage = field.storage
    if isinstance(storage, CustomStorage):
        return storage.stored(entity.table) if storage.indexed else None
    return indexed_value(entity, field, entity.table)


def formula_faults(entity: CatalogEntity, field: Field, kind: FieldKind) -> list[UserError]:
    """Return the fault of a formula that is to have an index and cannot."""
    storage = derived_storage(field, kind)
    if not field.indexed or field.result is None or not isinstance(storage, FormulaStorage):
        return []
    reason = hindrance(entity, storage)
    if reason is None:
        return []
    return [UserError("VALIDATION", ("indexed",), f'"indexed" does not apply to this formula. {reason}')]


def index_faults(
    custom_fields: Iterable[CustomField], entity: CatalogEntity, adding: int = 1
) -> list[UserError]:
    """Return the fault of a field that would be one too many; `adding` counts it and those before it."""
    own = (custom for custom in custom_fields if custom.entity == entity.stored_as)
    if sum(custom.field.indexed for custom in own) + adding <= MOST_INDEXED:
        return []
    text = (
        f"{entity.name} would have more than {MOST_INDEXED} indexed custom fields, the most that there may "
        "be; switch indexed off for one that no longer needs it."
    )
    return [UserError("VALIDATION", ("indexed",), text)]


async def ask_for_index(
    connection: Connection, custom: CustomField, actor_id: UUID | None, now: datetime
) -> UUID:
    """Ask for the job that makes the indexes of a field what its definition says then; return its id."""
    arguments = {"entity": custom.entity, "key": custom.field.key, "field": custom.id}
    job_id = await enqueue(connection, INDEX_JOB, arguments, actor_id=actor_id, now=now)
    number = sql.Parameter(custom.id, "bigint")
    await run(connection, sql.Delete(_TABLE, "i", sql.equal(sql.Column("i", "field_id"), number)))
    row = (number, sql.Parameter(job_id, "uuid"))
    await run(connection, sql.Insert(_TABLE, ("field_id", "job_id"), rows=(row,)))
    return job_id


async def load_index(connection: Connection, entity: CatalogEntity, field: CatalogField) -> FieldIndex | None:
    """Return how far the index of one field is; None when it is not to have any."""
    found = await load_indexes(connection, [(entity, field)])
    return found.get(field.field_id)


async def load_indexes(
    connection: Connection, fields: Iterable[tuple[CatalogEntity, CatalogField]]
) -> Mapping[str, FieldIndex]:
    """Return how far the indexes of fields are, by field id; fields that are not to have any are left out."""
    wanted = {field.field_id: definitions_of(entity, field) for entity, field in fields}
    whole = {index.name for index in await found_indexes(connection) if index.valid}
    jobs = await _jobs(connection)
    found = {}
    for field_id, definitions in wanted.items():
        if not definitions:
            continue
        job_id = jobs.get(field_number(field_id))
        if all(definition.name in whole for definition in definitions):
            found[field_id] = FieldIndex(FieldIndexState.READY)
        else:
            found[field_id] = _unfinished(await load_job(connection, job_id) if job_id else None)
    return found


def _unfinished(job: Job | None) -> FieldIndex:
    under_way = job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}
    return FieldIndex(FieldIndexState.BUILDING if under_way else FieldIndexState.FAILED, job)


async def _jobs(connection: Connection) -> dict[int, UUID]:
    items = tuple(sql.Item(sql.Column("i", column), column) for column in ("field_id", "job_id"))
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "i")))
    return {row["field_id"]: row["job_id"] for row in rows}
