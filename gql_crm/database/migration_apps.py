"""Tortoise as the keeper of models and migrations, without the state that it keeps for a whole process."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tortoise.context import TortoiseContext
from tortoise.models import Model


@dataclass(frozen=True)
class MigrationApp:
    """The models and migrations of one module; `label` is the name of the module."""

    label: str
    models_module: str
    migrations_module: str


KERNEL = MigrationApp("kernel", "gql_crm.database.kernel.models", "gql_crm.database.kernel.migrations")
"""The tables that every module builds on; always the first app."""


def apps_config(apps: Sequence[MigrationApp]) -> dict[str, dict[str, object]]:
    """Return the apps as Tortoise is configured with them."""
    return {
        app.label: {
            "models": [app.models_module],
            "migrations": app.migrations_module,
            "default_connection": "default",
        }
        for app in apps
    }


@asynccontextmanager
async def tortoise_context(apps: Sequence[MigrationApp]) -> AsyncIterator[TortoiseContext]:
    """Enter a context of Tortoise that ends with the block and connects to nothing."""
    connection = {"engine": "tortoise.backends.asyncpg", "credentials": {}}
    config = {"connections": {"default": connection}, "apps": apps_config(apps)}
    environment = {name: os.environ.get(name) for name in ("USE_TZ", "TIMEZONE")}
    async with TortoiseContext() as context:
        try:
            await context.init(config=config, init_connections=False)
            yield context
        finally:
            _restore(environment)  # Tortoise tells itself about time zones through these


def _restore(environment: dict[str, str | None]) -> None:
    for name, value in environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@asynccontextmanager
async def declared_models(apps: Sequence[MigrationApp]) -> AsyncIterator[list[type[Model]]]:
    """Enter a context in which the models of `apps` know their relations."""
    async with tortoise_context(apps) as context:
        assert context.apps is not None  # noqa: S101 (init has just made them)
        yield [model for app in apps for model in context.apps[app.label].values()]
