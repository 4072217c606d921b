"""The embedded PostgreSQL: started, stopped, killed and brought back, always with its data and to its owner alone."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.embedded.errors import EmbeddedPostgresError
from adapters.embedded.server import EmbeddedPostgres
from tests.adapters.embedded.asking import ask

QUICK = {"fsync": "off"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for most tests here: what they try is starting and stopping, not what is inside."""
    return tmp_path_factory.mktemp("embedded") / "postgres"


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder, settings=QUICK)
    yield server
    server.kill()
    server.stop()


def gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def refusal(server: EmbeddedPostgres) -> str:
    with pytest.raises(EmbeddedPostgresError) as refused:
        server.start()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_starting_again_finds_the_data(server: EmbeddedPostgres) -> None:
    server.start()
    _ = ask(server, "CREATE TABLE word AS SELECT 'soup'")
    server.stop()
    assert server.pid is None

    server.start()

    assert ask(server, "TABLE word") == "soup"


def test_a_dropped_database_is_made_again(server: EmbeddedPostgres) -> None:
    server.start()
    drop = [str(server.bin_folder / "dropdb"), f"--maintenance-db={server.url('postgres')}", "orders"]
    _ = subprocess.run(drop, check=True)

    server.stop()
    server.start()

    assert ask(server, "SELECT current_database()") == "orders"


async def test_sqlalchemy_reads_its_url(server: EmbeddedPostgres) -> None:
    server.start()
    engine = create_async_engine(server.url().replace("postgresql://", "postgresql+asyncpg://"))

    async with engine.connect() as connection:
        assert await connection.scalar(sa.text("SELECT lower('ÅNGSTRÖM')")) == "ångström"
    await engine.dispose()


def test_it_listens_on_a_socket_that_only_its_owner_reaches(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()

    assert stat.S_IMODE((folder).stat().st_mode) == stat.S_IRWXU
    assert ask(server, "SHOW listen_addresses") == ""
    assert [file.name for file in (folder / "socket").iterdir() if file.is_socket()] == [".s.PGSQL.5432"]


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / ("long-" * 30), settings=QUICK) as server:
        folder = Path(ask(server, "SHOW unix_socket_directories"))

        assert not folder.is_relative_to(tmp_path)
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
    assert not folder.exists()


def test_what_it_acknowledges_is_on_the_disk(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres") as server:
        shown = [ask(server, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")]

        assert shown == ["on", "on", "on"]
        assert ask(server, "SHOW data_checksums") == "on"


def test_a_test_may_ask_for_other_settings(tmp_path: Path) -> None:
    settings = {**QUICK, "synchronous_commit": "off", "log_line_prefix": "it's %m "}
    with EmbeddedPostgres(tmp_path / "postgres", settings=settings) as server:
        assert ask(server, "SHOW synchronous_commit") == "off"
        assert ask(server, "SHOW log_line_prefix") == "it's %m"


def test_committed_data_survives_kill(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "postgres")
    server.start()
    _ = ask(server, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('soup')")
    killed = server.pid

    server.kill()
    assert server.pid is None
    server.start()

    assert server.pid not in {None, killed}
    assert ask(server, "TABLE kept") == "soup"
    server.stop()


def test_only_who_started_it_stops_it(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()

    EmbeddedPostgres(folder).stop()

    assert ask(server, "SELECT 1") == "1"


def test_kill_leaves_no_process(server: EmbeddedPostgres) -> None:
    server.start()
    family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]

    server.kill()

    assert len(family) > 3
    assert all(gone(member) for member in family)


def test_a_killed_postmaster_whose_number_another_program_has_now_is_forgotten(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    server.kill()
    note = folder / "data" / "postmaster.pid"
    _ = note.write_text(note.read_text().replace(note.read_text().split("\n", 1)[0], str(os.getpid()), 1))

    server.start()

    assert ask(server, "SELECT 1") == "1"


def test_children_that_outlived_their_postmaster_are_ended(server: EmbeddedPostgres) -> None:
    server.start()
    assert server.pid is not None
    children = psutil.Process(server.pid).children()
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):  # some live for a moment only
            child.suspend()
    os.kill(server.pid, signal.SIGKILL)

    server.start()

    assert ask(server, "SELECT 1") == "1"
    assert all(gone(child) for child in children)


def test_a_second_launcher_is_refused_and_disturbs_nothing(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    running = server.pid

    said = refusal(EmbeddedPostgres(folder, settings=QUICK))

    assert said == f"{folder} is already in use by process {os.getpid()}"
    assert server.pid == running
    assert ask(server, "SELECT 1") == "1"


def test_what_a_killed_launcher_left_running_is_taken_over(server: EmbeddedPostgres, folder: Path) -> None:
    launch = (
        "import os, sys; from pathlib import Path; from adapters.embedded.server import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1]), settings={'fsync': 'off'}).start(); os._exit(9)"
    )
    _ = subprocess.run([sys.executable, "-c", launch, str(folder)], check=False)
    left = server.pid
    assert left is not None

    server.start()

    assert server.pid not in {None, left}
    assert ask(server, "SELECT 1") == "1"


def test_the_terminals_interrupt_does_not_reach_it(server: EmbeddedPostgres) -> None:
    server.start()

    assert server.pid is not None
    assert os.getsid(server.pid) != os.getsid(0)
    assert os.getpgid(server.pid) != os.getpgid(0)


def test_an_interrupted_first_start_is_made_again(tmp_path: Path) -> None:
    unfinished = tmp_path / "postgres" / "data.unfinished" / "base"
    unfinished.mkdir(parents=True)

    with EmbeddedPostgres(tmp_path / "postgres", settings=QUICK) as server:
        assert ask(server, "SELECT 1") == "1"
        assert not unfinished.exists()


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = refusal(EmbeddedPostgres(tmp_path / "file" / "postgres"))

    assert said == f"{tmp_path / 'file' / 'postgres'} cannot be used: Not a directory"


def test_data_of_another_version_is_refused_in_one_line(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True)
    _ = (data / "PG_VERSION").write_text("9\n")

    said = refusal(EmbeddedPostgres(tmp_path / "postgres"))

    assert said.startswith("PostgreSQL did not start: ")
    assert str(tmp_path / "postgres" / "log") in said


def test_after_a_refused_start_the_folder_is_free(server: EmbeddedPostgres, folder: Path) -> None:
    broken = EmbeddedPostgres(folder, settings={**QUICK, "shared_buffers": "none"})
    _ = refusal(broken)

    server.start()

    assert ask(server, "SELECT 1") == "1"


def test_stopping_twice_is_no_error(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    server.stop()

    assert server.pid is None


@contextlib.contextmanager
def held_up(folder: Path, name: str) -> Generator[None]:
    """Stop the first program of that name which works on the folder, as soon as there is one."""

    def hold() -> None:
        while True:
            for process in psutil.process_iter(["name", "cmdline"]):
                if process.info["name"] == name and str(folder) in " ".join(process.info["cmdline"] or ()):
                    process.suspend()
                    return

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        yield
        holding.result()


@pytest.mark.parametrize("program", ["initdb", "pg_ctl", "postgres"])
def test_a_start_that_gets_nowhere_is_given_up(tmp_path: Path, program: str) -> None:
    folder = tmp_path / "postgres"
    with EmbeddedPostgres(folder, settings=QUICK) if program == "postgres" else contextlib.nullcontext():
        """There is one to be started, so that no initdb starts one of that name first."""
    server = EmbeddedPostgres(folder, settings=QUICK)
    with ThreadPoolExecutor(1) as pool:
        with held_up(folder, program):
            starting = pool.submit(server.start)
        server.give_up()
        with pytest.raises(EmbeddedPostgresError):
            starting.result(5)
    assert not [
        each for each in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(each.info["cmdline"] or ())
    ]


def test_what_another_holds_is_not_given_up(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    EmbeddedPostgres(folder, settings=QUICK).give_up()

    assert ask(server, "SELECT 1") == "1"
