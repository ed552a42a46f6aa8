from collections.abc import AsyncIterator

import pytest_asyncio

from gql_crm.testing import Crm, Template, open_crm
from tests.customization.checks import shape
from tests.customization.test_validation_rules import FIELDS, make
from tests.records.fixtures import world, world_template

__all__ = ["world", "world_template"]


@pytest_asyncio.fixture(scope="session")
async def refusing(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM with conditions, for tests whose changes are all refused."""
    fields = (
        {"key": "budget", "kind": "DECIMAL"},
        {"key": "vatCode", "kind": "TEXT"},
        {"key": "approvedBy", "kind": "TEXT", "requiredWhen": "budget > 10000"},
    )
    async with open_crm(crm_template) as crm:
        assert await shape(crm, *fields) == []
        yield crm


@pytest_asyncio.fixture(scope="session")
async def ruled_for_refusals(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM with a rule, for tests whose changes are all refused."""
    async with open_crm(crm_template) as crm:
        assert await shape(crm, *FIELDS) == []
        assert await make(crm) == []
        yield crm
