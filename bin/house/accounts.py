"""Show the demo accounts: one sign-in per role."""

import json

from house.console import say, say_both
from house.ground import Ground


def show(ground: Ground) -> None:
    """Print the accounts that ``manage.py demo_accounts`` wrote, if it did."""
    if not ground.accounts.exists():
        return
    rows = json.loads(ground.accounts.read_text(encoding="utf-8"))
    say()
    say_both(f"Sign-ins of the demo province (also in {ground.accounts}):",
             f"演示账号（亦见 {ground.accounts}）：")
    for row in rows:
        say(f"  {row['username']:<22} {row['password']:<22} {row['role']}")
