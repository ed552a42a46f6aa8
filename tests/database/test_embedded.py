"""The life of the embedded server, with real processes that are really killed."""

import asyncio
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.errors import EmbeddedServerError

USER = """
import sys, time
from pathlib import Path
from gql_crm.database.embedded import EmbeddedServer
server = EmbeddedServer.start(Path(sys.argv[1]))
print(server.owner_dsn, flush=True)
time.sleep(float(sys.argv[2]))
"""


def pid_of_supervisor(folder: Path) -> int:
    return int(json.loads((folder / "running.json").read_text())["supervisor"])


def pid_of_server(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def runs(pid: int) -> bool:
    """Say whether the process is there and no zombie."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(true: Callable[[], bool], seconds: float) -> float:
    """Return after how many seconds it was true."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"not within {seconds} seconds"
        time.sleep(0.02)
    return time.monotonic() - begun


def shut_down(folder: Path) -> None:
    """Let the supervisor of the folder end at once, and wait for it."""
    with suppress(OSError):
        supervisor = pid_of_supervisor(folder)
        os.kill(supervisor, signal.SIGTERM)
        wait_until(lambda: not runs(supervisor), 10)


def ask(dsn: str, statement: str) -> object:
    async def run() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(run())


@contextmanager
def user(folder: Path, seconds: float = 60) -> Iterator["subprocess.Popen[str]"]:
    """Use the folder from another process, which has started or joined the server when the block begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://")
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a server that is down and a row in it."""
    folder = tmp_path_factory.mktemp("made") / "postgres"
    with EmbeddedServer.start(folder) as server:
        ask(server.owner_dsn, "CREATE TABLE kept AS SELECT 'a row' AS word")
    shut_down(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "postgres"
    shutil.copytree(made, copy)
    yield copy
    shut_down(copy)


def test_the_first_start_makes_roles_and_database_and_says_what_takes_long(tmp_path: Path) -> None:
    told: list[str] = []
    begun = time.monotonic()
    with EmbeddedServer.start(tmp_path / "new" / "postgres", progress=told.append) as server:
        assert time.monotonic() - begun < 10
        assert told == [f'Making a new database in "{tmp_path}/new/postgres".']
        assert (
            ask(server.owner_dsn, "SELECT current_user || ' ' || current_database()")
            == "gql_crm_owner gql_crm"
        )
        assert (
            ask(server.app_dsn, "SELECT current_user || ' ' || current_database()") == "gql_crm_app gql_crm"
        )
        assert ask(server.owner_dsn, "SELECT lower('ŽПЙ')") == "žпй"
        assert ask(server.owner_dsn, "SHOW fsync") == "on"
        assert ask(server.owner_dsn, "SHOW listen_addresses") == ""
        assert ask(server.owner_dsn, "SHOW statement_timeout") == "0"
    assert server.folder.stat().st_mode & 0o077 == 0
    shut_down(server.folder)


def test_a_restart_is_quick_and_keeps_the_rows(folder: Path) -> None:
    begun = time.monotonic()
    with EmbeddedServer.start(folder) as server:
        assert time.monotonic() - begun < 3
        assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"


def test_many_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    command = [sys.executable, "-c", USER, str(folder), "1"]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    servers = set()
    for starter in starters:
        assert starter.stdout is not None
        dsn = starter.stdout.readline().strip()
        servers.add((ask(dsn, "SELECT pg_postmaster_start_time()"), pid_of_server(folder)))
    assert len(servers) == 1
    for starter in starters:
        starter.communicate()
        assert starter.returncode == 0
    shut_down(folder)


def test_who_joins_keeps_the_server_when_who_started_it_has_gone(folder: Path) -> None:
    with user(folder) as first, EmbeddedServer.start(folder) as second:
        server = pid_of_server(folder)
        first.kill()
        first.wait()
        time.sleep(3.5)  # longer than an unused server lives
        assert pid_of_server(folder) == server
        assert ask(second.owner_dsn, "SELECT word FROM kept") == "a row"


def test_the_server_stops_within_five_seconds_after_its_last_user_closed(folder: Path) -> None:
    with EmbeddedServer.start(folder):
        server, supervisor = pid_of_server(folder), pid_of_supervisor(folder)
    assert wait_until(lambda: not runs(server) and not runs(supervisor), 5) > 1
    assert not (folder / "running.json").exists()


def test_the_server_stops_within_five_seconds_after_its_users_were_killed(folder: Path) -> None:
    with user(folder) as one, user(folder) as other:
        server, supervisor = pid_of_server(folder), pid_of_supervisor(folder)
        one.kill()
        other.kill()
        wait_until(lambda: not runs(server) and not runs(supervisor), 5)


def test_who_comes_while_the_server_stops_gets_a_new_one(folder: Path) -> None:
    for pause in (1.9, 2.0, 2.1, 2.2):
        EmbeddedServer.start(folder).close()
        time.sleep(pause)
        with EmbeddedServer.start(folder) as server:
            assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"


@pytest.mark.parametrize("victims", ["the server", "the supervisor", "both", "everybody"])
def test_after_kill_9_of_anybody_the_next_start_has_every_row(folder: Path, victims: str) -> None:
    with user(folder) as client, EmbeddedServer.start(folder) as server:
        ask(server.owner_dsn, "INSERT INTO kept VALUES ('written just before')")
        if victims == "everybody":
            client.kill()
        supervisor, postgres = pid_of_supervisor(folder), pid_of_server(folder)
        if victims != "the server":
            os.kill(supervisor, signal.SIGKILL)
        if victims != "the supervisor":
            os.kill(postgres, signal.SIGKILL)
        if victims != "the server":
            wait_until(lambda: not runs(supervisor), 5)  # until then it counts as there
    with EmbeddedServer.start(folder) as server:
        wait_until(lambda: _answers(server), 10)  # a killed server comes back under its supervisor
        assert ask(server.owner_dsn, "SELECT count(*) FROM kept") == 2


def _answers(server: EmbeddedServer) -> bool:
    with suppress(OSError, asyncpg.PostgresError):
        return ask(server.owner_dsn, "SELECT 1") == 1
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_the_server_does_not_outlive_its_supervisor(folder: Path) -> None:
    with EmbeddedServer.start(folder):
        server = pid_of_server(folder)
        os.kill(pid_of_supervisor(folder), signal.SIGKILL)
        wait_until(lambda: not runs(server), 5)


def test_a_server_that_lost_its_supervisor_can_be_started_again_by_its_users(folder: Path) -> None:
    with EmbeddedServer.start(folder) as server:
        server.ensure_running()
        supervisor = pid_of_supervisor(folder)
        os.kill(supervisor, signal.SIGKILL)
        wait_until(lambda: not runs(supervisor), 5)
        server.ensure_running()
        assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"


def test_a_record_that_names_a_process_of_somebody_else_is_no_obstacle(folder: Path) -> None:
    with EmbeddedServer.start(folder):
        record = (folder / "data" / "postmaster.pid").read_text()
        os.kill(pid_of_supervisor(folder), signal.SIGKILL)
        server = pid_of_server(folder)
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)
        wait_until(lambda: not runs(server), 5)
    stranger = subprocess.Popen(["sleep", "60"])
    (folder / "data" / "postmaster.pid").write_text(record.replace(str(server), str(stranger.pid), 1))
    with EmbeddedServer.start(folder) as again:
        assert ask(again.owner_dsn, "SELECT word FROM kept") == "a row"
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_server_whose_folder_is_removed_stops(folder: Path) -> None:
    with EmbeddedServer.start(folder):
        server = pid_of_server(folder)
        shutil.rmtree(folder, ignore_errors=True)  # the server writes meanwhile
        shutil.rmtree(folder, ignore_errors=True)
        wait_until(lambda: not runs(server), 15)


def test_a_first_start_that_was_killed_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    (folder / "data.new" / "base").mkdir(parents=True)
    (folder / "data.new" / "PG_VERSION").write_text("18\n")
    with EmbeddedServer.start(folder) as server:
        assert ask(server.owner_dsn, "SELECT 1") == 1
    assert not (folder / "data.new").exists()
    shut_down(folder)


def test_data_of_another_major_version_are_refused_with_the_ways_out(folder: Path) -> None:
    carried = (folder / "data" / "PG_VERSION").read_text().strip()
    (folder / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(EmbeddedServerError) as refused:
        EmbeddedServer.start(folder)
    for word in ("PostgreSQL 14", f"PostgreSQL {carried}", "pg_dumpall", "DATABASE_URL", "a new folder"):
        assert word in str(refused.value)


def test_a_server_that_does_not_start_is_quoted(folder: Path) -> None:
    (folder / "data" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedServerError, match=r"(?s)PostgreSQL does not start.*pg_control"):
        EmbeddedServer.start(folder)


@pytest.mark.parametrize("name", ["a" * 100, "with a space, a comma and ž", "100%?#&"])
def test_any_folder_will_do(made: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(made, folder)
    with EmbeddedServer.start(folder) as server:
        assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"
        socket_folder = server.socket_folder
        assert socket_folder.stat().st_mode & 0o077 == 0
        with EmbeddedServer.start(folder) as joined:
            assert joined.socket_folder == socket_folder
    shut_down(folder)
    assert not socket_folder.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedServerError, match="GQL_CRM_DATA_DIR"):
        EmbeddedServer.start(tmp_path / "file" / "postgres")


def test_closing_twice_is_harmless(folder: Path) -> None:
    server = EmbeddedServer.start(folder)
    server.close()
    server.close()


WITHOUT_NAMESPACES = """
import ctypes, os, subprocess, sys
to_parent, to_child = os.pipe(), os.pipe()
child = os.fork()
if child == 0:
    if ctypes.CDLL(None).unshare(0x10000000) != 0:
        os._exit(77)
    os.write(to_parent[1], b"x")
    os.read(to_child[0], 1)
    os.setgid(0)
    os.setuid(0)
    with open("/proc/sys/user/max_user_namespaces", "w") as limit:
        limit.write("0")
    os._exit(subprocess.run([sys.executable, "-c", *sys.argv[1:]]).returncode)
os.close(to_parent[1])
os.read(to_parent[0], 1)
for kind in "uid", "gid":
    try:
        with open(f"/proc/{child}/{kind}_map", "w") as map_of_ids:
            map_of_ids.write("0 0 65536")
    except OSError:
        sys.exit(77)
os.write(to_child[1], b"x")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give the folder to somebody else")
class TestAsRoot:
    """PostgreSQL refuses root; where user namespaces do not help, the owner of the data runs it."""

    @pytest.fixture
    def public_folder(self, made: Path) -> Iterator[Path]:
        place = Path(tempfile.mkdtemp(prefix="gql_crm-test-"))
        place.chmod(0o755)
        shutil.copytree(made, place / "postgres")
        yield place / "postgres"
        shut_down(place / "postgres")
        shutil.rmtree(place)

    def test_a_folder_of_another_account_is_served_by_that_account(self, public_folder: Path) -> None:
        nobody = pwd.getpwnam("nobody")
        for place in (public_folder, *public_folder.rglob("*")):
            os.chown(place, nobody.pw_uid, nobody.pw_gid)
        with EmbeddedServer.start(public_folder) as server:
            assert Path(f"/proc/{pid_of_server(public_folder)}").stat().st_uid == nobody.pw_uid
            assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"
            server_pid = pid_of_server(public_folder)
            os.kill(pid_of_supervisor(public_folder), signal.SIGKILL)
            wait_until(lambda: not runs(server_pid), 5)

    def test_where_namespaces_are_forbidden_nobody_runs_it(self, public_folder: Path) -> None:
        process = subprocess.run(
            [sys.executable, "-c", WITHOUT_NAMESPACES, USER, str(public_folder), "0"], check=False
        )
        if process.returncode == 77:
            pytest.skip("this machine lets nobody make the user namespace that the test needs")
        assert process.returncode == 0
        owner = pwd.getpwnam("nobody").pw_uid
        assert (public_folder / "data").stat().st_uid == owner
        with EmbeddedServer.start(public_folder) as server:
            assert ask(server.owner_dsn, "SELECT word FROM kept") == "a row"

    def test_an_account_that_cannot_reach_the_folder_is_told_the_ways_out(self, folder: Path) -> None:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder / "data", nobody.pw_uid, nobody.pw_gid)
        folder.parent.chmod(0o700)
        with pytest.raises(EmbeddedServerError, match=r"refuses to run as root.*DATABASE_URL"):
            EmbeddedServer.start(folder)
