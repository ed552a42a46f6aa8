"""Where a far page begins: its cursors are asked for page by page, as a client gets them."""

from typing import Any

import httpx

_CURSORS = """
query ($after: String) {
  contacts(orderBy: [{loyaltyPoints: DESC}], first: 200, after: $after) {
    edges { cursor }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_ROWS = 50
_FARTHEST = 1_000
_VARIANTS = 8


def far_page(contacts: int) -> int:
    """Return the number of a page in the middle, 1,000 where there are so many."""
    return min(_FARTHEST, contacts // _ROWS // 2)


async def far_cursors(address: str, token: str, page: int) -> list[str]:
    """Return the cursors that a page and those after it begin behind."""
    cursors: list[str] = []
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        after = None
        while len(cursors) < (page + _VARIANTS - 1) * _ROWS:
            body = {"query": _CURSORS, "variables": {"after": after}}
            answer: dict[str, Any] = (await client.post("/graphql", json=body)).json()
            assert "errors" not in answer, answer
            found = answer["data"]["contacts"]
            cursors.extend(edge["cursor"] for edge in found["edges"])
            after = found["pageInfo"]["endCursor"]
            if not found["pageInfo"]["hasNextPage"]:
                break
    return cursors[(page - 1) * _ROWS - 1 :: _ROWS][:_VARIANTS]
