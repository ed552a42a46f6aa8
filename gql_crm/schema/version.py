"""One version of the live schema, with everything that hangs on it and goes when it goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import finalize

from graphql import GraphQLSchema

from gql_crm import sql
from gql_crm.access import AccessProfile, profile_of
from gql_crm.database import Connection
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.reads.kept import KeptStatements, ReadStatement
from gql_crm.schema.documents import DocumentCache
from gql_crm.schema.generated_schema import GeneratedSchema
from gql_crm.schema.made_once import MadeOnce
from gql_crm.schema.packed import Packed
from gql_crm.schema.schema_text import schema_text

_MOST_PROFILES = 8
_MOST_TEXT_BYTES = 2_000_000
_SDL = b"sdl"


def _texts() -> MadeOnce[bytes, Packed]:
    return MadeOnce(_MOST_TEXT_BYTES, lambda key, text: len(key) + len(text.gzip))


@dataclass(slots=True, eq=False, weakref_slot=True)
class SchemaVersion:
    """A catalog and its schema, as one set of roles may see them, and the `whole` catalog behind it.

    Records are written and read by the whole catalog and the actor's profile: what a role cannot see
    still holds.
    """

    catalog: Catalog
    schema: GraphQLSchema
    whole: Catalog
    documents: DocumentCache[Any] = field(default_factory=DocumentCache)
    readers: dict[str, Any] = field(default_factory=dict)
    """Readers of variables by the names of their types; see `variable_readers`."""
    texts: MadeOnce[bytes, Packed] = field(default_factory=_texts)
    """Answers that tell of the schema itself, by what was asked."""
    same_schema: "SchemaVersion | None" = None
    """The version that owns the schema, where it is not this one: while it lives, the schema is whole."""

    def keep(self, prepared: Any, profile: AccessProfile, trace: sql.Trace, statement: ReadStatement) -> None:
        """Keep a statement with its operation, for requests of its shape."""
        self.keep_in(prepared.reads.setdefault(profile.key, KeptStatements()), prepared, trace, statement)

    def keep_in(
        self, kept: KeptStatements, prepared: Any, trace: sql.Trace, statement: ReadStatement
    ) -> None:
        """Keep a statement among others of its operation."""
        before = kept.size
        kept.keep(trace, statement)
        self.documents.grow(prepared.key, kept.size - before)

    async def sdl(self) -> Packed:
        """Return the schema's text."""
        return await self.texts.get(_SDL, lambda: Packed.of(schema_text(self.schema).encode()))

    @staticmethod
    async def read_current(connection: Connection) -> int:
        """Return the catalog's version in the database."""
        select = sql.Select(
            (sql.Item(sql.Column("cs", "version"), "version"),), sql.Table("catalog_state", "cs")
        )
        version: int = await connection.fetchval(sql.compile_statement(select).text)
        return version


class Versions:
    """One catalog version's schemas: the whole one, and one for each set of roles that sees less."""

    def __init__(
        self,
        catalog: Catalog,
        build: Callable[[Catalog], GraphQLSchema],
        restrict: Callable[[Catalog, AccessProfile], Catalog],
        same_schema: SchemaVersion | None = None,
    ) -> None:
        self.catalog = catalog
        self._build = build
        self._restrict = restrict
        self._whole = (
            SchemaVersion(catalog, same_schema.schema, catalog, same_schema=same_schema)
            if same_schema
            else self._built(catalog)
        )
        self._profiles: dict[tuple[str, ...], AccessProfile] = {}
        self._by_profile: MadeOnce[tuple[str, ...], SchemaVersion] = MadeOnce(_MOST_PROFILES)

    def with_problem(self, problem: CatalogProblem) -> "Versions":
        """Return the same schemas, whose catalog tells of a problem."""
        catalog = replace(self.catalog, problems=(*self.catalog.problems, problem))
        return Versions(catalog, self._build, self._restrict, self._whole)

    @property
    def unrestricted(self) -> SchemaVersion:
        """The schema as somebody sees it who may see everything."""
        return self._whole

    def made_as(self, earlier: "Versions") -> None:
        """Have the whole schema ready for the roles that had an earlier one ready, and still see it."""
        for key, version in earlier._by_profile.values():  # noqa: SLF001 (of its own class)
            sees_all = self._restrict(self.catalog, self.profile(key)) is self.catalog
            if sees_all and version is earlier.unrestricted:
                self._by_profile.keep(key, self._whole)

    def profile(self, role_keys: Iterable[str]) -> AccessProfile:
        """Return what a set of roles may do in this version."""
        key = tuple(role_keys)
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = profile_of(key, self.catalog.permissions)
        return profile

    def made_for(self, profile: AccessProfile) -> SchemaVersion | None:
        """Return the schema as the profile sees it, if it has been made."""
        return self._by_profile.made(profile.key)

    async def for_profile(self, profile: AccessProfile) -> SchemaVersion:
        """Return the schema as the profile sees it; what a role cannot read does not exist in it."""
        return await self._by_profile.get(profile.key, lambda: self._restricted(profile))

    def _restricted(self, profile: AccessProfile) -> SchemaVersion:
        restricted = self._restrict(self.catalog, profile)
        if restricted is self.catalog:
            return self._whole
        return self._built(restricted)

    def _built(self, catalog: Catalog) -> SchemaVersion:
        """Build a schema that is taken apart when its last request has let go of it."""
        schema = self._build(catalog)
        version = SchemaVersion(catalog, schema, self.catalog)
        if isinstance(schema, GeneratedSchema):
            finalize(version, schema.take_apart).atexit = False
        return version
