"""Shows that every wheel of the lock exists for Windows, macOS and Linux, on every supported Python.

    .venv/bin/python .ci/resolve_platforms.py

Installs nothing: `uv` resolves from wheels only, with hashes, for platforms other than this one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLATFORMS = ("x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-manylinux_2_34", "aarch64-manylinux_2_39")
PYTHONS = ("3.12", "3.13", "3.14")


def resolves(platform: str, python: str) -> str:
    """The complaint, or nothing."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--dry-run", "--target", target]
        command += ["--python-platform", platform, "--python-version", python]
        command += ["--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / "requirements.lock")]
        environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"}
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    return done.stderr.strip() if done.returncode else ""


if __name__ == "__main__":
    failed = False
    for platform in PLATFORMS:
        for python in PYTHONS:
            complaint = resolves(platform, python)
            failed |= bool(complaint)
            print(f"{platform:26} {python}  {complaint or 'all wheels'}")
    sys.exit(failed)
