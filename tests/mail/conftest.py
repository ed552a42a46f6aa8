from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import structlog

from gql_crm.testing import Crm, Template, open_crm
from tests.mail.mailbox import Mailbox, mail_server


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[Any]]:
    """What the server logs meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as box:
        yield box


@pytest.fixture
async def crm(crm_template: Template, mailbox: Mailbox) -> AsyncIterator[Crm]:
    """A CRM whose e-mail goes to `mailbox`."""
    async with open_crm(crm_template, **mailbox.settings) as opened:
        yield opened
