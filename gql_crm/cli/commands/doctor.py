"""`gql-crm doctor`."""

from typing import TYPE_CHECKING

import typer

from gql_crm.cli.options import DataDir

if TYPE_CHECKING:
    from gql_crm.cli.findings import Finding
    from gql_crm.settings import Settings


def doctor(data_dir: DataDir = None) -> None:
    """Check settings, data folder and database; say how to cure what is wrong. Exit code 1 for errors."""
    import asyncio

    from gql_crm.settings import Settings

    settings = Settings.load(data_dir=data_dir)
    findings = asyncio.run(_examine(settings))
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


async def _examine(settings: "Settings") -> "list[Finding]":
    from gql_crm.cli.checks.collations import check_collations
    from gql_crm.cli.checks.database import check_database
    from gql_crm.cli.checks.environment import check_environment
    from gql_crm.cli.checks.indexes import check_indexes
    from gql_crm.cli.checks.jobs import check_jobs
    from gql_crm.cli.checks.leftovers import check_leftovers
    from gql_crm.cli.checks.mail import check_mail
    from gql_crm.cli.database import database
    from gql_crm.cli.findings import error, warning
    from gql_crm.database.errors import DatabaseError

    findings = [_told(finding) for finding in check_environment(settings)]
    findings.append(_told(await check_mail(settings)))
    if settings.database_url is None and not (settings.data_dir / "postgres").exists():
        text = "There is none yet in the data folder."
        return [*findings, _told(warning("database", text, "gql-crm migrate, serve or demo makes it."))]
    try:
        with database(settings, lambda _text: None) as address:
            findings += [_told(finding) async for finding in check_database(settings, address)]
            if not any(finding.level == "error" for finding in findings):
                for check in (check_collations, check_indexes, check_leftovers, check_jobs):
                    findings += [_told(finding) async for finding in check(settings, address)]
    except DatabaseError as problem:
        findings.append(_told(error("database", str(problem), "See the text above.")))
    return findings


def _told(finding: "Finding") -> "Finding":
    mark = {"ok": "ok     ", "warning": "WARNING", "error": "ERROR  "}[finding.level]
    print(f"{mark}  {finding.subject}: {finding.text}", flush=True)
    if finding.cure:
        print(f"         → {finding.cure}", flush=True)
    return finding
