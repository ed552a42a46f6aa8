"""The data of the server: made at the first start, refused when another major version wrote them."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from gql_crm.database.supervisor.account import Account
from gql_crm.database.supervisor.folder import APP_ROLE, DATABASE, OWNER_ROLE, Failure, Folder

BUILTIN_LOCALES_SINCE = 17
FIRST_STATEMENTS = f"""\
CREATE ROLE {OWNER_ROLE} LOGIN;
CREATE ROLE {APP_ROLE} LOGIN;
CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE};
"""


def major_version(binaries: Path) -> int:
    answer = subprocess.run([binaries / "postgres", "-V"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"\) (\d+)", answer)
    if found is None:
        raise Failure(f'"{binaries / "postgres"}" says "{answer.strip()}" when asked for its version.')
    return int(found[1])


def locale_options(major: int, locale: str) -> list[str]:
    options = [f"--locale={locale}"]
    return (
        [*options, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if major >= BUILTIN_LOCALES_SINCE
        else options
    )


class Cluster:
    """The data folder of the server."""

    def __init__(self, folder: Folder, binaries: Path, account: Account) -> None:
        self._folder = folder
        self._binaries = binaries
        self._account = account
        self.major = major_version(binaries)

    def prepare(self, report: Callable[[str], None]) -> None:
        """Make the cluster if there is none; refuse one of another major version."""
        if not self._folder.data.exists():
            report(f'Making a new database in "{self._folder.path}".')
            self._make()
        found = (self._folder.data / "PG_VERSION").read_text().strip()
        if found != str(self.major):
            raise Failure(
                f'The data folder "{self._folder.data}" was written by PostgreSQL {found}, but this '
                f"installation carries PostgreSQL {self.major}, which cannot read it. Either dump the data "
                f"with the old installation (`pg_dumpall` of PostgreSQL {found}) and load them into a new "
                f"folder, or let a PostgreSQL {found} server run on that folder and name it in DATABASE_URL, "
                "or choose a new folder."
            )

    def _make(self) -> None:
        # In a folder of its own, renamed at the end: a half-made cluster is never taken for a whole one.
        fresh = self._folder.fresh
        locales = (
            ["C.UTF-8", "en_US.UTF-8", "C"]
            if self.major >= BUILTIN_LOCALES_SINCE
            else ["C.UTF-8", "en_US.UTF-8"]
        )
        for locale in locales:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(mode=0o700)
            self._account.give(fresh)
            if self._run_initdb(locale):
                break
        else:
            raise Failure(
                f"The database could not be made. PostgreSQL says:\n{self._folder.last_log_lines()}\n"
                "Alternatively let DATABASE_URL name a PostgreSQL server."
            )
        self._run(["postgres", "--single", "-D", str(fresh), "postgres"], FIRST_STATEMENTS)
        fresh.rename(self._folder.data)
        descriptor = os.open(self._folder.path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    def _run_initdb(self, locale: str) -> bool:
        options = ["--username=postgres", "--encoding=UTF8", "--auth-local=trust", "--auth-host=reject"]
        command = ["initdb", "-D", str(self._folder.fresh), *options, *locale_options(self.major, locale)]
        try:
            self._run([*command, "--no-instructions"])
        except Failure:
            return False
        return True

    def _run(self, command: list[str], given: str = "") -> None:
        program = str(self._binaries / command[0])
        with self._folder.log.open("ab") as log:
            process = self._account.start(
                [program, *command[1:]], stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
            )
            process.communicate(given.encode())
        if process.returncode != 0:
            raise Failure(f'"{command[0]}" failed. It says:\n{self._folder.last_log_lines()}')
