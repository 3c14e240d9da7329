#!/usr/bin/env python3
"""Sets Rounds up on a fresh machine and starts it: the app, the tests, or any command.

    python3 start.py               the app (where there is no display: the demo day, headless)
    python3 start.py test          the tests
    python3 start.py COMMAND ...   any command of Rounds; see: python3 start.py --help

    --wheels DIR   install from a folder of wheels instead of a registry
    --proxy URL    reach the registry through a proxy

Standard library only, Python 3.8 or newer. What it runs, it runs as a child.
"""

import contextlib
import glob
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
READY = os.path.join(VENV, "rounds-ready.json")
SUPPORTED = ((3, 13), (3, 12), (3, 14))
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}  # the wheels of PySide6 6.12
OLDEST_MACOS = (14, 0)  # the wheels of pyvalhalla and PySide6 6.12
# Where no compiled modules may be kept, each child process (there are many) compiles numba anew: 1.3 s each time.
NOT_FOR_CHILDREN = ("PYTHONHOME", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE")
APP_LOCK, TEST_LOCK, UV_LOCK = "requirements.lock", "requirements-test.lock", "requirements-uv.lock"


class CannotStart(Exception):
    """Said in one or two lines; there is no traceback."""


def main(arguments):
    options, arguments = own_options(arguments)
    command = first_word(arguments)
    try:
        refuse_unsupported_machine()
        with one_at_a_time():
            set_up(testing=command == "test", options=options)
    except CannotStart as reason:
        say(str(reason))
        return 2
    except OSError as error:
        say("Rounds could not be set up in %s: %s. Check its rights and its room." % (ROOT, error.strerror))
        return 2
    except KeyboardInterrupt:
        say("Stopped as you asked. The next start begins the set-up again.")
        return 130
    return run(child_command(command, arguments), child_environment(testing=command == "test"))


def own_options(arguments):
    """`--wheels` and `--proxy`, and what is left."""
    options, rest, left = {}, [], list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name in ("--wheels", "--proxy") and (equals or left):
            options[name[2:]] = value if equals else left.pop(0)
        else:
            rest.append(name + equals + value)
    return options, rest


def first_word(arguments):
    """The command, if there is one; ``--help`` counts."""
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word in ("--data-dir", "--lang"):
            left = left[1:]
        elif not word.startswith("-") or word in ("-h", "--help", "--version"):
            return word
    return None


def child_command(command, arguments):
    if command == "test":
        # Half of all for each, and who is done takes over half of what the other has left: no long file is last.
        every = ["-q", "-n", "2", "--dist", "worksteal", os.path.join(ROOT, "tests")]
        chosen = [word for word in arguments if word != "test"] or every
        return [PYTHON, "-P", "-m", "pytest", "-c", os.path.join(ROOT, "pyproject.toml"), "--rootdir", ROOT, *chosen]
    if command is None and has_display():
        return [PYTHON, "-P", "-m", "ui", *arguments]
    if command is None:
        say("There is no display: planning and issuing the demo day without a window.")
        arguments = [*arguments, "demo", "--out", os.path.join(os.getcwd(), "rounds-output")]
    return [PYTHON, "-P", "-m", "planner.cli", *arguments]


def child_environment(testing):
    own = {"PYTHONWARNDEFAULTENCODING": "1", "QT_QPA_PLATFORM": "offscreen"} if testing else {"PYTHONUTF8": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_CHILDREN}
    return dict(kept, PYTHONPATH=ROOT, **own)


def has_display():
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def refuse_unsupported_machine():
    if sys.platform == "darwin":
        if platform.machine() == "x86_64":
            raise CannotStart("Rounds needs a Mac with Apple silicon and an arm64 Python: no road engine for Intel.")
        if numbers(platform.mac_ver()[0] or "99") < OLDEST_MACOS:
            raise CannotStart("Rounds needs macOS 14 or newer; this is %s." % platform.mac_ver()[0])
    if sys.platform.startswith("linux"):
        name, version = platform.libc_ver()
        oldest = OLDEST_GLIBC.get(platform.machine(), (2, 34))
        if name != "glibc" or numbers(version) < oldest:
            told = "Rounds needs Linux with glibc %d.%d or newer (such as Debian 12 on x86_64); this has %s %s."
            raise CannotStart(told % ((*oldest, name or "another C library", version)))


def numbers(version):
    return tuple(int(part) for part in version.split(".")[:2])


def set_up(testing, options):
    """Make what is missing, and nothing else. `READY` is written last: without it nothing is believed."""
    ready = read_ready()
    lock = TEST_LOCK if testing or ready.get("lock") == TEST_LOCK else APP_LOCK
    with open(os.path.join(ROOT, lock), "rb") as file:
        wanted = {"lock": lock, "sha256": hashlib.sha256(file.read()).hexdigest(), "python": python_version()}
    if not ready or ready != wanted:
        began = time.time()
        install(lock, options, keep=bool(ready) and os.path.exists(PYTHON))
        finish()
        with open(READY, "w", encoding="utf-8") as file:
            json.dump(dict(wanted, python=python_version()), file)
        say("Ready after %d s." % (time.time() - began))
    elif catalogs_are_old():
        finish("--catalogs")


def finish(*what):
    """What only the project's own code can do: catalogs, and what the system lacks."""
    if subprocess.call([PYTHON, "-P", "-m", "planner.system", *what], env=child_environment(False)) != 0:
        raise CannotStart("The set-up of this machine failed; what went wrong stands above.")


def read_ready():
    try:
        with open(READY, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def python_version():
    # A system that replaced the Python below the venv has broken it: seen in pyvenv.cfg without starting anything.
    home = {}
    with contextlib.suppress(OSError), open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
        home = dict(line.strip().split(" = ", 1) for line in file if " = " in line)
    return home.get("version") if os.path.isdir(home.get("home", "")) and os.path.exists(PYTHON) else None


def catalogs_are_old():
    made = [(po, po[:-3] + ".mo") for po in glob.glob(os.path.join(ROOT, "resources/locale/*/LC_MESSAGES/*.po"))]
    return any(not os.path.exists(mo) or os.path.getmtime(mo) < os.path.getmtime(po) for po, mo in made)


def install(lock, options, keep):
    with contextlib.suppress(OSError):
        os.remove(READY)  # first of all: whatever is half-made or half-removed from here on is not believed
    if not keep:
        python = find_python()
        say("Setting up Rounds with %s ..." % python)
        if os.path.isdir(VENV):
            shutil.rmtree(VENV)
        if subprocess.call([python, "-m", "venv", VENV]) != 0:
            raise CannotStart("%s cannot make a virtual environment.\nOn Debian: apt install python3-venv" % python)
    # The system's certificates: an office's proxy signs with its own, which only the system knows.
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", VIRTUAL_ENV=VENV, UV_SYSTEM_CERTS="1")
    if options.get("proxy"):
        environment.update(dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), options["proxy"]))
    source = ["--no-index", "--find-links", os.path.abspath(options["wheels"])] if options.get("wheels") else []
    say("Installing what Rounds stands on (about 400 MB, once) ...")
    if not any(installer(lock, source, environment) for installer in (install_with_uv, install_with_pip)):
        raise CannotStart(
            "The packages could not be installed; what went wrong stands above.\n"
            "Check the connection, or give --proxy URL, or --wheels DIR with the wheels of %s." % lock
        )


def install_with_uv(lock, source, environment):
    sync = [PYTHON, "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", *source, os.path.join(ROOT, lock)]
    done = install_with_pip(UV_LOCK, source, environment) and subprocess.call(sync, env=environment) == 0
    return done or say("Going on with pip alone ...")


def install_with_pip(lock, source, environment):
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--require-hashes", *source]
    return subprocess.call([*pip, "-r", os.path.join(ROOT, lock)], env=environment) == 0


@contextlib.contextmanager
def one_at_a_time():
    """A second start waits while the first is setting up."""
    with open(os.path.join(ROOT, ".venv.lock"), "a+b") as file:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            locked = False
            while not locked:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    locked = True
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def find_python():
    found = next(filter(is_supported, python_candidates()), None)
    if not found and shutil.which("uv"):
        say("No Python 3.12, 3.13 or 3.14 found: asking uv for one ...")
        subprocess.call(["uv", "python", "install", "3.13"])
        found = next(filter(is_supported, uv_pythons()), None)
    if not found:
        raise CannotStart(
            "Rounds needs Python 3.12, 3.13 or 3.14, and none was found.\n"
            "Install one from python.org, or: pip install uv && uv python install 3.13"
        )
    return found


def python_candidates():
    yield sys.executable
    if os.name == "nt" and shutil.which("py"):
        for version in SUPPORTED:
            yield output(["py", "-%d.%d" % version, "-c", "import sys; print(sys.executable)"])
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    inside = ("python.exe",) if os.name == "nt" else ("bin", "python")
    for folder in (pyenv, os.path.join(pyenv, "pyenv-win"), pyenv_of_path() or pyenv):
        for version in SUPPORTED:
            for home in sorted(glob.glob(os.path.join(folder, "versions", "%d.%d*" % version)), reverse=True):
                yield os.path.join(home, *inside)
    yield from (shutil.which("python%d.%d" % version) for version in SUPPORTED)
    yield from uv_pythons()


def pyenv_of_path():
    # With another HOME the versions folder is still found beside the shims.
    shim = shutil.which("pyenv") or shutil.which("python3") or ""
    folder = os.path.dirname(os.path.dirname(shim))
    return folder if os.path.isdir(os.path.join(folder, "versions")) else None


def uv_pythons():
    if shutil.which("uv"):
        for version in SUPPORTED:
            yield output(["uv", "python", "find", "--no-project", "%d.%d" % version])


def is_supported(path):
    """A real CPython of a version the lock has, 64-bit and with its lock on: found by running it (shims may lie)."""
    if not path:
        return False
    asked = (
        "import sys, sysconfig as s; print(*sys.version_info[:2], sys.implementation.name, sys.maxsize > 2**32,"
        " not s.get_config_var('Py_GIL_DISABLED'))"
    )
    answer = (output([path, "-I", "-c", asked]) or "").split()
    return answer[2:] == ["cpython", "True", "True"] and numbers(".".join(answer[:2])) in SUPPORTED


def output(command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def run(command, environment):
    child, code = subprocess.Popen(command, env=environment), None
    while code is None:
        with contextlib.suppress(KeyboardInterrupt):  # the child got it too, and ends in its own way
            code = child.wait()
    return code if code >= 0 else 128 - code  # ended by a signal: as a shell says it


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
