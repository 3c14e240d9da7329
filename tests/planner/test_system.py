"""What the machine lacks is named by the package that brings it."""

from __future__ import annotations

import pytest

from planner import system


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libX11.so.6", "libx11-6"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libEGL.so.1", "libegl1"),
        ("libnss3.so", "libnss3"),
        ("libsmime3.so", "libnss3"),
        ("libgobject-2.0.so.0", "libglib2.0-0"),
        ("libasound.so.2", "libasound2"),
    ],
)
def test_a_library_is_traced_to_its_package(library: str, package: str) -> None:
    assert system.package_of(library) == package


def test_the_install_command_can_be_typed_as_it_stands() -> None:
    assert system.install_command(["a", "b"]) == "apt-get install -y --no-install-recommends a b"
