"""Is money told and decided fast? ``python bench/money.py [--json]`` brings the product up and prints p95.

The list: 100,000 payments, filtered and totalled, asked of the web server by somebody signed in. The
decision: twenty applicants in processes of their own, each with a pause between, put an application against
all six headrooms of one indicator, with the locks held.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

SQL = Path(__file__).resolve().parent / "sql"
PAYMENTS = 100_000
APPLICANTS, DECISIONS, PAUSE_S = 20, 15, 1.0
LIST_LIMIT_MS, DECISION_LIMIT_MS = 300.0, 50.0
QUESTIONS = (
    "/api/v1/payments/totals/", "/api/v1/payments/totals/?state=paid,reconciled&year={year}",
    "/api/v1/payments/totals/?amount_min=5000&amount_max=9000", "/api/v1/payments/totals/?region=970101",
    "/api/v1/payments/?state=reconciled", "/api/v1/payments/?sort=-amount_yuan&amount_min=5000",
    "/payments/?state=reconciled&order=largest", "/payments/?q=HT-2026&order=newest",
    "/api/v1/payments/totals/?q=%E7%AC%AC12345%E6%9C%9F", "/api/v1/payments/?q=PB00001",
)  # fmt: skip
ROUNDS = 8


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, last")
    said = parser.parse_args()
    product.in_venv(tests=True)
    product.DATA = product.ROOT / "var" / "money"
    shutil.rmtree(product.DATA, ignore_errors=True)
    with product.running("S", demo=False) as running:
        figures = _measure(running)
    told = {"list_p95_ms": figures["list"], "decision_p95_ms": figures["decision"]}
    print(f"\n{os.cpu_count()} cores; {PAYMENTS:,} payments; {APPLICANTS} applicants, {PAUSE_S:.0f} s apart")
    print(f"list filtered and totalled, p95  {figures['list']:8.1f} ms   limit {LIST_LIMIT_MS:.0f}")
    print(f"headroom decision, p95           {figures['decision']:8.1f} ms   limit {DECISION_LIMIT_MS:.0f}")
    if said.json:
        print(json.dumps(told))
    return int(figures["list"] > LIST_LIMIT_MS or figures["decision"] > DECISION_LIMIT_MS)


def _measure(running: product.Product) -> dict[str, float]:
    from money_world import build

    from portal.core.sql import execute

    world = build(APPLICANTS)
    decision = _decisions([row["id"] for row in world["applications"]])
    execute(SQL / "put_aside.sql")
    execute(SQL / "many_payments.sql", count=PAYMENTS)
    execute(SQL / "put_back.sql")
    return {"list": _list(running, world), "decision": decision}


def _list(running: product.Product, world: dict[str, Any]) -> float:
    from portal.core import clock

    link = http.client.HTTPConnection(*running.host, timeout=120)
    head = {"Cookie": f"sessionid={world['sessions']['approve']}"}
    taken: list[float] = []
    for number in range(ROUNDS + 1):
        for question in QUESTIONS:
            began = time.perf_counter()
            link.request("GET", question.format(year=clock.today().year), headers=head)
            answer = link.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{question} was answered {answer.status}.")
            if number:
                taken.append((time.perf_counter() - began) * 1000)
    return _p95(taken)


def _decisions(ids: list[str]) -> float:
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    told = context.Queue()
    children = [context.Process(target=_applicant, args=(pk, told)) for pk in ids]
    for child in children:
        child.start()
    taken = [ms for _child in children for ms in told.get(timeout=600)]
    for child in children:
        child.join()
    return _p95(taken)


def _applicant(pk: str, told: Any) -> None:
    from django.db import transaction

    from portal.core import clock
    from portal.payments import deciding
    from portal.payments.models import Application
    from portal.payments.selectors import RELATED

    row = Application.objects.select_related(*RELATED).get(pk=pk)
    chance, taken = random.Random(pk), []
    for _decision in range(DECISIONS + 1):
        time.sleep(PAUSE_S * (0.5 + chance.random()))
        began = time.perf_counter()
        with transaction.atomic():
            held = deciding.lock_money(row)
            decision = deciding.decide(row, on=clock.today(), held=held)
        taken.append((time.perf_counter() - began) * 1000)
        if not decision.passes:
            raise SystemExit("The decision refused what there is room for.")
    told.put(taken[1:])


def _p95(taken: list[float]) -> float:
    return round(sorted(taken)[int(len(taken) * 0.95)], 1)


if __name__ == "__main__":
    sys.exit(main())
