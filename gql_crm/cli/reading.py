"""Files that commands are given by name."""

import sys
from pathlib import Path
from typing import Final

from gql_crm.cli.failures import CommandFailure

STDIN: Final = "-"


def read_bytes(source: str) -> bytes:
    """Return what is in a file, or in the input for "-"."""
    if source == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as problem:
        raise CommandFailure(f'The file "{source}" cannot be read: {problem.strerror}.') from None
