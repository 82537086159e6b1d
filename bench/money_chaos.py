"""Is money lost or paid twice when things die? ``python bench/money_chaos.py [--json] [--tries 50]``

Brings the product up in a folder of its own, puts approved-to-be payments into it, and lets several people
take each through approval, check, clearance and instruction over HTTP, with the same request id until it is
answered. Meanwhile web server, worker, sandbox treasury and PostgreSQL are killed with SIGKILL, in turn.

lost: steps that were answered 2xx and are not on record afterwards, and payments that never arrive.
doubled: payments that moved more than once, at the treasury or in either ledger.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

STEPS = (("approve", "approve"), ("check", "check"), ("clear", "clear"), ("instruct", "instruct"))
VICTIMS = ("web", "treasury", "worker", "postgres")
PAUSE_S, FIRST_S = 16.0, 4.0
PATIENCE_S = 300.0
TOKEN = "a" * 32
REASON = "资料齐全，经核对无误，同意办理本期支付"


@dataclass
class Told:
    """What was answered: steps that got a 2xx, by application."""

    answered: dict[str, list[str]] = field(default_factory=dict)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, application: str, action: str) -> None:
        """Keep that a step was answered 2xx."""
        with self.lock:
            self.answered.setdefault(application, []).append(action)

    def again(self) -> None:
        """Keep that a question came without an answer."""
        with self.lock:
            self.retries += 1


def main() -> int:
    """Run, tell, and return 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the result alone, last")
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--kills", type=int, default=5)
    said = parser.parse_args()
    product.in_venv(tests=True)
    product.DATA = product.ROOT / "var" / "chaos"
    shutil.rmtree(product.DATA, ignore_errors=True)
    with product.running("S", demo=False) as running:
        result = _run(running, said.tries, said.kills)
    print(json.dumps(result))
    return 1 if result["lost"] or result["doubled"] else 0


def _run(running: product.Product, tries: int, kills: int) -> dict[str, int]:
    from money_world import build

    world = build(tries)
    told, dead = Told(), Counter[str]()
    done = threading.Event()
    killer = threading.Thread(target=_kill, args=(running, kills, dead, done), daemon=True)
    killer.start()
    with ThreadPoolExecutor(max_workers=6) as people:
        list(people.map(lambda row: _take_through(running, world, row, told), world["applications"]))
    done.wait(PATIENCE_S)
    states = _settled(running, world)
    print(f"killed: {dict(dead)}; asked again: {told.retries}; at the end: {states}", file=sys.stderr)
    lost, doubled = _audit(running, world, told)
    return {"tries": tries, "kills": sum(dead.values()), "lost": lost, "doubled": doubled}


def _take_through(
    running: product.Product, world: dict[str, Any], row: dict[str, Any], told: Told
) -> None:
    """Take one application through its steps; what is not answered is asked again, by the same id."""
    version = row["version"]
    for action, hand in STEPS:
        body = {"version": version, "request_id": f"{row['number']}-{action}", "reason": REASON}
        path = f"/api/v1/payments/{row['id']}/actions/{action}/"
        answer = _insist(running, world["sessions"][hand], path, body, told)
        told.note(row["id"], action)
        version = answer["version"]


def _insist(
    running: product.Product, session: str, path: str, body: dict[str, Any], told: Told
) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        status, answer = _ask(running, session, "POST", path, body)
        if 200 <= status < 300:
            return answer
        if 400 <= status < 500:
            raise SystemExit(f"{path} was refused: {status} {answer}")
        told.again()
        time.sleep(0.5)
    raise SystemExit(f"{path} was not answered within {PATIENCE_S:.0f} s.")


def _ask(
    running: product.Product, session: str, verb: str, path: str, body: dict[str, Any] | None = None
) -> tuple[int, dict[str, Any]]:
    """Return status and body; 0 where no whole answer came."""
    head = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Content-Type": "application/json"}  # fmt: skip
    link = http.client.HTTPConnection(*running.host, timeout=60)
    try:
        link.request(verb, path, json.dumps(body) if body else None, head)
        response = link.getresponse()
        text = response.read()
        return response.status, json.loads(text) if response.status < 500 else {}
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        link.close()


def _kill(running: product.Product, kills: int, dead: Counter[str], done: threading.Event) -> None:
    """Kill one after the other, with pauses in which the keeper brings them back."""
    time.sleep(FIRST_S)
    for number in range(kills):
        victim = VICTIMS[number % len(VICTIMS)]
        while not _shoot(running, victim):
            time.sleep(0.2)
        dead[victim] += 1
        print(f"killed {victim}", file=sys.stderr)
        time.sleep(PAUSE_S)
    done.set()


def _shoot(running: product.Product, victim: str) -> bool:
    try:
        if victim == "postgres":
            os.kill(_postmaster(running), signal.SIGKILL)
        else:
            state = json.loads((running.data / "run" / "state.json").read_text(encoding="utf-8"))
            os.killpg(int(state["children"][victim]["pid"]), signal.SIGKILL)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _postmaster(running: product.Product) -> int:
    note = running.data / "pg" / "data" / "postmaster.pid"
    return int(note.read_text(encoding="utf-8").splitlines()[0])


def _settled(running: product.Product, world: dict[str, Any]) -> dict[str, int]:
    """Wait until every payment is reconciled; return how many stand in each state."""
    end, found = time.monotonic() + PATIENCE_S, Counter[str]()
    while time.monotonic() < end:
        found, after = Counter[str](), ""
        while after is not None:
            path = f"/api/v1/payments/?limit=200{after}"
            status, answer = _ask(running, world["sessions"]["approve"], "GET", path)
            if status != 200:
                break
            found.update(row["state"] for row in answer["results"])
            after = f"&after={answer['next'].split('after=')[1].split('&')[0]}" if answer["next"] else None
        if found["reconciled"] == len(world["applications"]):
            break
        time.sleep(1)
    return dict(found)


def _audit(running: product.Product, world: dict[str, Any], told: Told) -> tuple[int, int]:
    """Hold what was answered against the record, the two ledgers and what moved at the treasury."""
    from django.db import connection

    from portal.budget.models import IndicatorEntry
    from portal.contracts.models import ContractPosting
    from portal.payments.models import Application, PaymentStep
    from portal.treasury.over_http import sandbox_in

    connection.close()
    connection.settings_dict["PORT"] = str(product.database_port())
    rows = {str(row.pk): row for row in Application.objects.all()}
    steps = Counter(PaymentStep.objects.values_list("application_id", "action"))
    lost = sum(row.state != "reconciled" for row in rows.values())
    lost += sum(
        not steps[(rows[pk].pk, action)] for pk, actions in told.answered.items() for action in actions
    )
    paid = Counter(IndicatorEntry.objects.filter(kind="paid").values_list("ref", flat=True))
    postings = ContractPosting.objects.filter(kind="progress", pledged=False)
    posted = Counter(postings.values_list("ref", flat=True))
    moved = sandbox_in(running.data / "treasury").health()["transfers"]
    doubled = sum(count > 1 for tally in (paid, posted, steps) for count in tally.values())
    doubled += max(0, moved - len(rows))
    lost += sum(not paid[row.number] or not posted[row.number] for row in rows.values())
    _sums_agree(world, rows)
    return lost, doubled


def _sums_agree(world: dict[str, Any], rows: dict[str, Any]) -> None:
    """Stop where a balance is not what its ledger and the payments say."""
    from portal.budget.models import Indicator
    from portal.contracts.models import ContractBalance

    done = sum((row.amount_yuan for row in rows.values() if row.state == "reconciled"), Decimal(0))
    held = Indicator.objects.get(pk=world["indicator"]).balance
    contract = ContractBalance.objects.get(contract_id=world["contract"])
    if (held.paid, contract.progress_yuan) != (done, done) or held.frozen:
        told = f"{held.paid}, {contract.progress_yuan}, {done}, frozen {held.frozen}"
        raise SystemExit(f"The books differ: {told}.")


if __name__ == "__main__":
    sys.exit(main())
