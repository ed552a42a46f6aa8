"""What is asked: pages of timelines, each beside a plain one that it may cost hardly more than."""

from typing import Any

import httpx

from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.promises import Pair
from benchmarks.reads.dataset.population import BROAD
from benchmarks.timeline.loading import LOGGED
from benchmarks.timeline.streams import PAGE, Stream, Streams

TIMES = 1.2

_EVENTS = """
      nodes {
        id kind occurredAt note
        actor { name }
        subject { id displayName }
        ... on LoggedEvent { title }
        ... on RecordUpdatedEvent { changes { field oldValue newValue } }
      }
      pageInfo { hasNextPage endCursor }
"""
OWN = f"""
query ($id: ID!, $after: String) {{
  contact(id: $id) {{
    timeline(order: NEWEST_FIRST, first: {PAGE}, after: $after) {{{_EVENTS}    }}
  }}
}}
"""
ROLLED_UP = f"""
query ($id: ID!, $kinds: [EventKind!]) {{
  organization(id: $id) {{
    timeline(order: NEWEST_FIRST, first: {PAGE}, kinds: $kinds) {{{_EVENTS}    }}
  }}
}}
"""
_CURSORS = """
query ($id: ID!, $after: String) {
  contact(id: $id) {
    timeline(order: NEWEST_FIRST, first: 200, after: $after) { edges { cursor } }
  }
}
"""
_VARIANTS = 8
_AS_BROAD = "as a member"


def own_streams(streams: Streams) -> list[Pair]:
    """Return the first page of a million events, beside that of a thousand."""
    plain = _own("stream", f"{PAGE} events of a contact with {streams.short.events:,}", streams.short)
    long = [{"id": str(streams.long.contact(0))}]
    told = f"of {streams.long.events:,} events instead of {streams.short.events:,}"
    return [
        Pair.of(plain, "long", told, TIMES, variables=long),
        Pair.of(
            plain.varied(f"as {BROAD}", f"{plain.title}, {_AS_BROAD}", actor=BROAD),
            "long",
            told,
            TIMES,
            variables=long,
        ),
    ]


def far_streams(streams: Streams, cursors: list[str]) -> list[Pair]:
    """Return a far page of a million events, beside the first page of a thousand."""
    id_ = str(streams.long.contact(0))
    far = [{"id": id_, "after": cursor} for cursor in cursors]
    told = f"page {streams.far_page:,} of {streams.long.events:,} events"
    return [Pair.of(pair.plain, "far", told, TIMES, variables=far) for pair in own_streams(streams)]


def rolled_up(streams: Streams) -> list[Pair]:
    """Return timelines that tell the events of 10,000 records, beside those of 300."""
    few = f"{PAGE} events of one kind of {streams.few.contacts:,} records, long ago"
    plain = Case("roll-up", few, ROLLED_UP, [_of(streams.few)])
    found = []
    for case in (plain, plain.varied(f"as {BROAD}", f"{plain.title}, {_AS_BROAD}", actor=BROAD)):
        count = f"of {streams.many.contacts:,} records"
        found += [
            Pair.of(case, "many", count, TIMES, variables=[_of(streams.many)]),
            Pair.of(case, "many old", f"{count}, long ago", None, variables=[_of(streams.many_old)]),
        ]
    return found


async def far_cursors(address: str, token: str, streams: Streams) -> list[str]:
    """Return the cursors that a far page and those after it begin behind, asked for as a client gets them."""
    cursors: list[str] = []
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        while len(cursors) < (streams.far_page + _VARIANTS - 1) * PAGE:
            given = {"id": str(streams.long.contact(0)), "after": cursors[-1] if cursors else None}
            response = await client.post("/graphql", json={"query": _CURSORS, "variables": given})
            answer: dict[str, Any] = response.json()
            assert "errors" not in answer, answer
            edges = answer["data"]["contact"]["timeline"]["edges"]
            cursors.extend(edge["cursor"] for edge in edges)
            if not edges:
                break
    return cursors[(streams.far_page - 1) * PAGE - 1 :: PAGE][:_VARIANTS]


def _own(name: str, title: str, stream: Stream) -> Case:
    return Case(name, title, OWN, [{"id": str(stream.contact(0))}])


def _of(stream: Stream) -> dict[str, Any]:
    return {"id": str(stream.patron), "kinds": [LOGGED]}
