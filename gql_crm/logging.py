"""What the server writes to its log: structlog, for the eye or as JSON, uvicorn's lines among it."""

import logging
import logging.config
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

from gql_crm.settings import Settings

_SECRET_KEYS: Final = frozenset(
    {"authorization", "cookie", "dsn", "password", "secret", "set-cookie", "ticket", "token"}
)


def configure_logging(settings: Settings) -> None:
    """Send the messages of structlog and of the standard library to standard error."""
    as_json = (settings.log_format or ("json" if settings.in_production else "console")) == "json"
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=as_json),
        mask_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.config.dictConfig(_standard_library(settings, shared, _renderer(as_json=as_json)))


def mask_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace values whose key says that they are secret."""
    for key in event.keys() & _SECRET_KEYS:
        event[key] = "***"
    return event


def _renderer(*, as_json: bool) -> list[structlog.typing.Processor]:
    if as_json:
        # Without local variables: passwords would be among them.
        frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [structlog.processors.ExceptionRenderer(frames), structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]


def _standard_library(
    settings: Settings, shared: list[structlog.typing.Processor], renderer: list[structlog.typing.Processor]
) -> dict[str, Any]:
    level = settings.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structlog": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structlog"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its notes about itself repeat what the commands say; its faults count.
            "uvicorn": {"handlers": [], "level": "WARNING" if level == "INFO" else level, "propagate": True},
            "uvicorn.access": {"handlers": [], "propagate": False},
            "asyncio": {"level": "WARNING"},
        },
    }
