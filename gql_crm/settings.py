"""Settings come from the environment, one variable each. docs/settings.md is generated from this module."""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from gql_crm.setting_values import Mailbox, Names, Origins, PostgresUrl, SecretKey

PREFIX: Final = "GQL_CRM_"


class SettingsError(ValueError):
    """A setting has a value that it cannot take. The text names variable and value, and what was expected."""


class Settings(BaseSettings):
    """Everything that an operator may choose. Immutable; `Settings.load()` reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_alias=True,
        validate_by_name=True,
        validate_default=False,
    )

    # --- Database ---
    database_url: PostgresUrl | None = Field(
        None,
        validation_alias="DATABASE_URL",
        description="The PostgreSQL database (15 to 18). Unset: an embedded one in the data folder.",
    )
    direct_url: PostgresUrl | None = Field(
        None,
        description="The same database without a transaction pooler in between, for migrations, index builds "
        "and LISTEN; it may name the role that owns the tables, DATABASE_URL one that may only use them.",
    )
    database_schema: str = Field(
        "public",
        validation_alias="GQL_CRM_SCHEMA",
        pattern=r"^[a-z_][a-z0-9_]{0,62}$",
        description="The schema inside the database that holds the tables.",
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("gql-crm", appauthor=False),
        description="The data folder: the embedded PostgreSQL, its log, the secret key.",
    )

    # --- Server ---
    host: str = Field(
        "127.0.0.1", description="The address to listen on. `0.0.0.0` is every IPv4 address of the machine."
    )
    port: int = Field(8000, ge=0, le=65535, description="The TCP port to listen on. 0 takes any free port.")
    workers: int = Field(1, ge=1, le=64, description="Worker processes. One a processor is a good start.")
    serve_jobs: bool = Field(
        True,
        description="Whether processes that serve work on jobs, too; `false` leaves all to `gql-crm worker`.",
    )
    environment: Literal["production", "development"] = Field(
        "production",
        description="`development` adds the header `X-GQL-CRM-Worker` to answers and logs for the eye. "
        "`gql-crm demo` runs in `development`.",
    )
    modules: Names | None = Field(
        None,
        description="Modules of plugins to use, separated by commas: they are enabled at the start unless an "
        "administrator has disabled them, others are as if not installed. Unset: all that are installed; in "
        "a workspace that is not new, later ones wait for `enableModule`. Built-in modules are always there.",
    )
    secret_key: SecretKey | None = Field(
        None,
        description="Signs session cookies; at least 32 characters, the same for every server of a database. "
        "Unset: made once and kept in the data folder in `secret-key`.",
    )
    allowed_origins: Origins = Field(
        (),
        description="Origins of web applications that may call the API from a browser (CORS), separated by "
        "commas, such as `https://app.example.com`. They authenticate by token, never by cookie.",
    )
    documents: Literal["allow-all", "log", "only-persisted"] = Field(
        "allow-all",
        description="Which GraphQL documents are carried out. `log` writes to the log which come as text, "
        "each once; `only-persisted` refuses those, and carries out what was imported and is named by its "
        "identifier.",
    )
    documents_dir: Path | None = Field(
        None,
        description="A folder of manifests of persisted documents, which `serve` and `demo` import at their "
        "start, each for the client that its file is named after, such as `web.json`.",
    )
    trusted_proxies: Names = Field(
        (),
        description="Addresses or networks of reverse proxies whose `X-Forwarded-For` and `-Proto` "
        "are believed, separated by commas.",
    )
    shutdown_seconds: int = Field(
        15, ge=1, le=600, description="How long a stopping server waits for requests under way, in seconds."
    )

    # --- E-mail ---
    smtp_host: str | None = Field(
        None,
        description="The mail server that e-mail is handed to. Unset: this server sends no e-mail.",
    )
    smtp_from: Mailbox | None = Field(
        None,
        description="Whom e-mail is from: `crm@example.com` or `Example CRM <crm@example.com>`. Without it, "
        "no e-mail is sent either.",
    )
    smtp_port: int | None = Field(
        None, ge=1, le=65535, description="The mail server's TCP port. Unset: 587, `tls` 465, `none` 25."
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How what goes to the mail server is encrypted: from `STARTTLS` on, from the first byte "
        "on, or not at all, passwords included.",
    )
    smtp_ca_file: Path | None = Field(
        None,
        description="A file with the certificates of authorities (PEM) that the mail server's certificate is "
        "checked by. Unset: those that the system trusts.",
    )
    smtp_user: str | None = Field(None, description="The user's name at the mail server. Unset: none.")
    smtp_password: SecretStr | None = Field(None, description="The user's password at the mail server.")
    smtp_connect_seconds: float = Field(
        10, gt=0, le=300, description="How long the mail server may take to take a connection, in seconds."
    )
    smtp_seconds: float = Field(
        60, gt=0, le=600, description="How long it may take to hand over one e-mail in all, in seconds."
    )

    # --- Log ---
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least severe messages that are written."
    )
    log_format: Literal["console", "json"] | None = Field(
        None,
        description="`json` writes an object a line. Unset: `json` in production, `console` in development.",
    )

    # --- Limits ---
    limit_body_bytes: int = Field(
        1_000_000,
        ge=1_000,
        le=100_000_000,
        description="Largest request body, in bytes. Beyond it: HTTP 413.",
    )
    limit_body_seconds: int = Field(
        30,
        ge=1,
        le=600,
        description="How long a client may take to send its request, in seconds. Beyond it: HTTP 408.",
    )
    limit_document_tokens: int = Field(
        2_000, ge=100, le=100_000, description="Most tokens in a GraphQL document."
    )
    limit_depth: int = Field(
        15, ge=1, le=100, description="Deepest nesting of fields in an operation, introspection apart."
    )
    limit_aliases: int = Field(30, ge=0, le=10_000, description="Most aliases in an operation.")
    limit_root_fields: int = Field(20, ge=1, le=1_000, description="Most fields at the root of an operation.")
    limit_directives: int = Field(
        50, ge=0, le=10_000, description="Most uses of directives, such as `@include`, in a GraphQL document."
    )
    limit_cost: int = Field(5_000, ge=100, le=1_000_000_000_000, description="Highest cost of an operation.")
    limit_operation_seconds: float = Field(
        10, gt=0, le=3600, description="Longest time that an operation may take, in seconds."
    )
    limit_plugin_seconds: float = Field(
        2,
        gt=0,
        le=3600,
        description="Longest time that a plugin may take to compute a field, in seconds. Beyond it the "
        "field is null, with the error PLUGIN_ERROR.",
    )
    limit_page_rows: int = Field(
        200, ge=20, le=10_000, description="Most rows a page: the greatest `first` and `last`."
    )
    limit_sockets: int = Field(
        1_000,
        ge=1,
        le=100_000,
        description="Most WebSockets that one process keeps open. Beyond it: HTTP 503.",
    )
    limit_subscriptions: int = Field(
        100, ge=1, le=10_000, description="Most operations that run at a time over one WebSocket."
    )
    limit_send_seconds: float = Field(
        10,
        gt=0,
        le=600,
        description="How long a client may leave unread what waits for it on a WebSocket, in seconds. "
        "Beyond it the socket is closed; a subscription goes on by its last cursor.",
    )
    limit_list_elements: int = Field(250, ge=1, le=100_000, description="Most elements in an input list.")

    @classmethod
    def load(cls, **chosen: Any) -> Self:
        """Read the environment; what was `chosen` on the command line and is not None goes before it.

        Raises SettingsError.
        """
        try:
            return cls(**{name: value for name, value in chosen.items() if value is not None})
        except ValidationError as error:
            raise SettingsError(_explain(error, chosen)) from None

    @property
    def in_production(self) -> bool:
        return self.environment == "production"

    @cached_property
    def unset_for_email(self) -> tuple[str, ...]:
        """The variables without which no e-mail is sent, those that are unset."""
        return tuple(variable_of(name) for name in ("smtp_host", "smtp_from") if not getattr(self, name))


def variable_of(name: str) -> str:
    """Return the environment variable of a field of `Settings`."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else PREFIX + name.upper()


def is_secret(name: str) -> bool:
    """Tell whether the value must not be shown."""
    return name in {"database_url", "direct_url", "secret_key", "smtp_password"}


def unknown_variables(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return variables that begin as ours do, but that nothing reads: most often a slip of the pen."""
    known = {variable_of(name) for name in Settings.model_fields}
    return tuple(
        sorted(
            name for name in environ if name.startswith(PREFIX) and name not in known and "_TEST_" not in name
        )
    )


def _explain(error: ValidationError, chosen: Mapping[str, Any]) -> str:
    sentences = []
    for fault in error.errors(include_url=False, include_context=False):
        name = _field_at(str(fault["loc"][0]))
        given = chosen.get(name)
        value = os.environ.get(variable_of(name), "") if given is None else given
        shown = "" if is_secret(name) else f' is "{value}"'
        expected = fault["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
        sentences.append(f"{variable_of(name)}{shown}: {expected[0].lower()}{expected[1:]}.")
    return " ".join(sentences)


def _field_at(location: str) -> str:
    names = {variable_of(name): name for name in Settings.model_fields}
    return names.get(location, location)
