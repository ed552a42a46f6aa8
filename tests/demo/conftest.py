from collections.abc import AsyncIterator

import pytest_asyncio

from gql_crm.demo import load
from gql_crm.testing import Crm, Template, open_crm


def quietly(_text: str) -> None:
    """Take no notice of progress."""


@pytest_asyncio.fixture(scope="session")
async def agency(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM with the demo data, for tests that only read."""
    async with open_crm(crm_template) as crm:
        await load(crm.workspace, quietly)
        yield crm
