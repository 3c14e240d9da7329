"""``start.py`` finds a Python that works, believes no half-made set-up, and hands commands on unchanged."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def start(tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT = str(tmp_path)
    module.VENV = str(tmp_path / ".venv")
    module.READY = str(tmp_path / ".venv" / "rounds-ready.json")
    return module


def program(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text("#!/bin/sh\n" + text + "\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def test_it_runs_under_an_old_python() -> None:
    import ast

    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_options_of_its_own_are_taken_out_and_the_rest_is_left(start: ModuleType) -> None:
    options, rest = start.own_options(["--wheels", "w", "--proxy=http://p", "plan", "--lang=zh"])
    assert options == {"wheels": "w", "proxy": "http://p"}
    assert rest == ["plan", "--lang=zh"]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], None),
        (["--demo"], None),
        (["--data-dir", "plan", "--demo"], None),
        (["--lang", "zh", "plan"], "plan"),
        (["--help"], "--help"),
    ],
)
def test_the_command_is_the_first_word_that_is_no_option(
    start: ModuleType, arguments: list[str], command: str | None
) -> None:
    assert start.first_word(arguments) == command


def test_this_python_is_supported(start: ModuleType) -> None:
    assert start.is_supported(sys.executable)


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for Pythons")
@pytest.mark.parametrize(
    "script",
    [
        "echo 'pyenv: python3.12: command not found' >&2; exit 127",
        "echo 3 15 cpython True True",
        "echo 3 13 cpython True False",
        "echo 3 12 pypy True True",
    ],
)
def test_a_shim_a_newer_a_free_threaded_and_a_foreign_python_are_passed_over(
    start: ModuleType, tmp_path: Path, script: str
) -> None:
    assert not start.is_supported(program(tmp_path, "python", script))


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for Pythons")
def test_a_python_in_the_versions_folder_of_pyenv_is_found(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("3.9.1", "3.12.4"):
        (tmp_path / "versions" / version / "bin").mkdir(parents=True)
    found = program(tmp_path / "versions" / "3.12.4" / "bin", "python", "echo 3 12 cpython True True")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", program(tmp_path, "python", "echo 3 11 cpython True True"))
    assert start.find_python() == found


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for Pythons")
def test_without_any_python_it_says_what_to_install_in_two_lines(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", program(tmp_path, "python", "echo 3 11 cpython True True"))
    with pytest.raises(start.CannotStart) as said:
        start.find_python()
    assert len(str(said.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("system", "libc", "word"), [("linux", ("glibc", "2.31"), "2.34"), ("linux", ("", ""), "another C library")]
)
def test_an_old_system_is_told_so_in_one_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, system: str, libc: tuple[str, str], word: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(start.platform, "libc_ver", lambda: libc)
    with pytest.raises(start.CannotStart, match=word):
        start.refuse_unsupported_machine()


def test_an_intel_mac_is_told_so_in_one_sentence(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(start.platform, "machine", lambda: "x86_64")
    with pytest.raises(start.CannotStart, match="Apple silicon"):
        start.refuse_unsupported_machine()


def test_an_interrupted_set_up_is_not_believed(start: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    assert start.read_ready() == {}
    (tmp_path / ".venv" / "rounds-ready.json").write_text('{"lock": "requi', encoding="utf-8")
    assert start.read_ready() == {}


def test_the_locks_have_hashes_and_name_no_host() -> None:
    for lock in ("requirements.lock", "requirements-test.lock", "requirements-uv.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index-url" not in text


def test_help_is_short_and_comes_from_the_real_command() -> None:
    told = subprocess.run(
        [sys.executable, "-P", "-m", "planner.cli", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    for command in ("template", "import", "geocode", "plan", "check", "issue", "region", "demo", "bench", "doctor"):
        assert command in told.stdout


def test_a_mark_of_readiness_goes_before_anything_is_removed_or_installed(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "rounds-ready.json").write_text("{}", encoding="utf-8")

    def interrupted(_folder: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "find_python", lambda: sys.executable)
    monkeypatch.setattr(start.shutil, "rmtree", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start.install("requirements.lock", {}, keep=False)
    assert not (tmp_path / ".venv" / "rounds-ready.json").exists()


def test_a_set_up_that_is_stopped_or_cannot_write_says_so_in_one_line(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for error, code in ((KeyboardInterrupt(), 130), (PermissionError(13, "Permission denied"), 2)):

        def broken(error: BaseException = error, **_options: object) -> None:
            raise error

        monkeypatch.setattr(start, "set_up", broken)
        assert start.main(["doctor"]) == code
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals end no process there")
def test_a_command_that_a_signal_ended_is_told_as_shells_tell_it(start: ModuleType) -> None:
    killed = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    assert start.run(killed, dict(os.environ)) == 128 + 15
