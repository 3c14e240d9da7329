"""What this machine lacks to show windows and Chinese text, found by looking; and how to get it.

Run once at set-up (``python -m planner.system``), where it also makes the gettext catalogs and compiles the solver, and
again by the doctor.
Python packages are the business of ``start.py``.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FONT_PACKAGE = "fonts-noto-cjk"
FONT_NAMES = ("cjk", "wqy", "sourcehan", "source-han", "droidsansfallback", "uming", "ukai", "simsun", "msyh")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
QT_PROGRAMS = (
    "Qt/lib/libQt6WebEngineCore.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "Qt/libexec/QtWebEngineProcess",
)
ODD_PACKAGES = {
    "libglib-2.0": "libglib2.0-0",
    "libgobject-2.0": "libglib2.0-0",
    "libgio-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libnssutil3": "libnss3",
    "libsmime3": "libnss3",
    "libssl3": "libnss3",
    "libplc4": "libnspr4",
    "libplds4": "libnspr4",
}
"""Libraries whose Debian package does not follow from their name."""


def missing_libraries() -> tuple[str, ...]:
    """File names of shared libraries that Qt and its web engine ask for and the system does not have."""
    spec = importlib.util.find_spec("PySide6")
    if not sys.platform.startswith("linux") or spec is None or not spec.origin or not shutil.which("ldd"):
        return ()
    folder = Path(spec.origin).parent
    found: set[str] = set()
    for program in QT_PROGRAMS:
        if (folder / program).exists():
            told = subprocess.run(
                ["ldd", str(folder / program)], capture_output=True, text=True, encoding="utf-8", check=False
            )
            found |= {line.split()[0] for line in told.stdout.splitlines() if line.rstrip().endswith("not found")}
    return tuple(sorted(name for name in found if not name.startswith(("libQt6", "libpyside", "libshiboken"))))


def has_cjk_font() -> bool:
    """Whether Chinese text has a font. Windows and macOS bring one."""
    if not sys.platform.startswith("linux"):
        return True
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(
        _looks_chinese(file) for folder in folders if folder.is_dir() for file in folder.rglob("*.tt[cf]")
    ) or any(
        _looks_chinese(file)
        for folder in map(Path, FONT_FOLDERS[:1])
        if folder.is_dir()
        for file in folder.rglob("*.otf")
    )


def _looks_chinese(file: Path) -> bool:
    return any(part in file.name.lower() for part in FONT_NAMES)


def package_of(library: str) -> str:
    """The Debian package of a shared library, by Debian's naming rule: ``libX11.so.6`` lies in ``libx11-6``."""
    stem, _, number = library.partition(".so")
    if stem in ODD_PACKAGES:
        return ODD_PACKAGES[stem]
    number = number.lstrip(".").split(".")[0]
    name = stem.lower().replace("_", "-")
    return f"{name}-{number}" if number and name[-1].isdigit() else f"{name}{number}"


def missing_packages() -> tuple[str, ...]:
    """Debian packages that would bring what is missing."""
    packages = {package_of(library) for library in missing_libraries()}
    if not has_cjk_font():
        packages.add(FONT_PACKAGE)
    return tuple(sorted(packages))


def install_command(packages: Iterable[str]) -> str:
    """The command a person would type as root."""
    return "apt-get install -y --no-install-recommends " + " ".join(packages)


def bring_in_what_is_missing() -> bool:
    """As root on Debian install it; otherwise say the exact command. True when nothing is missing any more."""
    packages = missing_packages()
    if not packages:
        return True
    if not shutil.which("apt-get"):
        _say("This system lacks libraries for the window: " + ", ".join(missing_libraries() or packages))
        return False
    if os.name == "nt" or os.geteuid() != 0:
        _say("Libraries for the window or a Chinese font are missing. Run:\n  sudo " + install_command(packages))
        return False
    _say("Installing system packages: " + " ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL, check=False)
    names = [_existing(package) for package in packages]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if left := missing_packages():
        _say("Some could not be installed. Run:\n  " + install_command(left))
    return not left


def _existing(package: str) -> str:
    # Debian 13 and Ubuntu 24.04 renamed some for 64-bit time.
    known = subprocess.run(["apt-cache", "show", "--no-all-versions", package], capture_output=True, check=False)
    return package if known.returncode == 0 and known.stdout.strip() else package + "t64"


def make_catalogs() -> None:
    """Compile every ``.po`` of the project into the ``.mo`` beside it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    import resources

    for source in (Path(resources.__file__).parent / "locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        made = source.with_suffix(".mo.part")
        with made.open("wb") as file:
            write_mo(file, catalog)
        made.replace(source.with_suffix(".mo"))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def compile_solver() -> None:
    """Compile what the solver runs, so that nobody waits for it at the first plan."""
    from routing.solvers import prepare

    prepare(report=lambda _: _say("Compiling the solver, once: about a minute."))


if __name__ == "__main__":
    make_catalogs()
    if "--catalogs" not in sys.argv:
        bring_in_what_is_missing()
        compile_solver()
