"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

DataDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="The data folder (GQL_CRM_DATA_DIR).", file_okay=False, show_default=False
    ),
]
Host: TypeAlias = Annotated[
    str | None,
    typer.Option("--host", help="The address to listen on (GQL_CRM_HOST).", show_default="127.0.0.1"),
]
Port: TypeAlias = Annotated[
    int | None, typer.Option("--port", help="The port to listen on (GQL_CRM_PORT).", show_default="8000")
]
