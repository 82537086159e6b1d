"""Start one of the commands: ``python bin/house COMMAND ARGUMENTS``."""

import importlib
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
COMMANDS = ("up", "down", "manage", "check", "relock", "attend", "vendor", "hosts")


def main() -> int:
    """Hand over to ``house.<command>.main(arguments)``; its answer is the exit status."""
    command, *arguments = sys.argv[1:] or [""]
    if command not in COMMANDS:
        print(f"usage: house {{{','.join(COMMANDS)}}} ...", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"house.{command}").main(arguments))


if __name__ == "__main__":
    sys.exit(main())
