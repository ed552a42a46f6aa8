"""Memory over many changes: old schemas must go, however the collector is set."""

import os
import weakref
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from benchmarks.catalog.ground import Ground, ground
from benchmarks.catalog.sizes import Size
from benchmarks.figures import Figure
from gql_crm.http.server import spare_the_collector
from gql_crm.schema.version import SchemaVersion

CHANGES = 1_000
WARM_UP = 100
GROWTH_BUDGET_MB = 20
SCHEMAS_BUDGET = 2
"""The newest, and one that a request still uses."""
_MEGABYTE = 1_000_000
_LAST = 10


async def measure(size: Size, changes: int = CHANGES, warm_up: int = WARM_UP) -> list[Figure]:
    """Create fields, then rename, retire and restore one of them; each version serves a request."""
    schemas: weakref.WeakSet[SchemaVersion] = weakref.WeakSet()
    sizes: list[float] = []
    most = 0
    async with ground(size) as place:
        spare_the_collector()
        for mutation in islice(_mutations(warm_up), changes):
            changed = await place.crm.data(
                f"mutation {{ change: {mutation} {{ userErrors {{ message }} }} }}"
            )
            assert changed["change"]["userErrors"] == [], changed
            await place.crm.data("{ contacts(first: 1) { nodes { id displayName } } }")
            schemas.add(await _version(place))
            most = max(most, len(schemas))
            sizes.append(_resident_mb())
    before, after = max(sizes[:warm_up]), max(sizes[-_LAST:])
    subject = f"{size.name}: {changes:,} changes"
    return [
        Figure(subject, "schemas alive at once, at most", most, "", SCHEMAS_BUDGET),
        Figure(subject, f"memory after {warm_up} changes", before, "MB"),
        Figure(subject, "growth from there to the end", after - before, "MB", GROWTH_BUDGET_MB),
        Figure(subject, "growth a change", (after - before) * 1_000 / (changes - warm_up), "kB"),
    ]


def _mutations(created: int) -> Iterator[str]:
    """Create some fields, so that the catalog's size is settled; then change one of them for ever."""
    for number in range(created):
        yield f'createField(input: {{entity: "Contact", key: "early{number}", kind: TEXT}})'
    key = "early0"
    for number in count():
        new = f"turned{number}"
        yield f'renameField(entity: "Contact", key: "{key}", newKey: "{new}")'
        key = new
        yield f'retireField(entity: "Contact", key: "{key}")'
        yield f'restoreField(entity: "Contact", key: "{key}")'


async def _version(place: Ground) -> SchemaVersion:
    versions = place.crm.workspace.live.versions
    return await versions.for_profile(versions.profile(place.crm.admin.role_keys))


def _resident_mb() -> float:
    """Return the process's memory that lies in RAM (Linux: proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE
