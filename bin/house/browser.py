"""Find a Chromium for the browser tests."""

import os
import platform
import shutil

from house.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SETTING = "GONGTU_CHROMIUM"


def find() -> str | None:
    """Return the browser's program: the one that ``GONGTU_CHROMIUM`` names, or the first installed."""
    given = os.environ.get(SETTING)
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def needed_packages() -> list[str]:
    """Return the system package that brings a browser, none when one is there."""
    if find():
        return []
    if platform.freedesktop_os_release().get("ID") == "ubuntu":
        raise Trouble(
            f"Ubuntu offers Chromium only as a snap. Install one and name its program in {SETTING},"
            " or run bin/test --fast.",
            f"Ubuntu 只以 snap 提供 Chromium。请自行安装浏览器并用 {SETTING} 指明其程序，"
            "或运行 bin/test --fast。",
        )
    return ["chromium"]
