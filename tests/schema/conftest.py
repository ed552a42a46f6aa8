from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
import structlog

from gql_crm.testing import Crm, Template, open_crm
from tests.schema.garage import GARAGE
from tests.story import own_story, story_template

__all__ = ["own_story", "story_template"]

CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { code } } }
"""


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[Any]]:
    """What the server logs meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest_asyncio.fixture(scope="session")
async def garage_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([GARAGE])


@pytest_asyncio.fixture
async def garage(garage_template: Template) -> AsyncIterator[Crm]:
    """A CRM with the module of garage.py, whose cars and contacts have a custom field `plate`."""
    async with open_crm(garage_template) as crm:
        fields = [{"entity": name, "key": "plate", "kind": "TEXT"} for name in ("Car", "Contact")]
        made = await crm.data(CREATE_FIELDS, inputs=fields)
        assert made["createFields"]["userErrors"] == []
        crm.statements.clear()
        yield crm
