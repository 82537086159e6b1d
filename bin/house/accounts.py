"""Show the demo accounts: one sign-in per role."""

import json
import shlex

from house.console import say, say_both
from house.ground import ROOT, Ground


def prefix(ground: Ground) -> str:
    """Return what stands before ``bin/manage`` so that it finds a ground elsewhere."""
    return "" if ground.data == ROOT / "var" else f"GONGTU_DATA={shlex.quote(str(ground.data))} "


def show(ground: Ground) -> None:
    """Print the accounts that ``manage.py demo_accounts`` wrote, if it did."""
    if not ground.accounts.exists():
        manage = f"{prefix(ground)}bin/manage"
        account = f"{manage} make_account NAME --role plan --organisation OFFICE --region CODE"
        say_both(f"To make a sign-in (--help names the roles): {account}",
                 f"建立登录账号（--help 列出角色）： {account}")
        say_both(f"Your boundaries: {manage} import_regions --help",
                 f"导入区划边界： {manage} import_regions --help")
        return
    rows = json.loads(ground.accounts.read_text(encoding="utf-8"))
    say()
    say_both(f"Sign-ins of the demo province (also in {ground.accounts}):",
             f"演示账号（亦见 {ground.accounts}）：")
    for row in rows:
        say(f"  {row['username']:<22} {row['password']:<22} {row['role']}")
