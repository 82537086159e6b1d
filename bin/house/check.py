"""``bin/test``: set up from nothing, run every check, say how each went."""

import argparse
import shutil
import time
from collections import Counter
from pathlib import Path

from house import browser, django, laying, node, outcome, pythonenv, signals, state
from house.checks import all_checks
from house.console import Step, Steps, be_plain, complain, say
from house.ground import ROOT, Ground
from house.laying import Laying
from house.options import database_url
from house.outcome import FAILED, SKIPPED, Outcome
from house.trouble import INTERRUPTED, Stopped, Trouble, from_os_error


def main(arguments: list[str]) -> int:
    """Set up, check, sum up; status 0 only when nothing failed."""
    be_plain()
    signals.raise_stopped()
    parser = argparse.ArgumentParser(prog="bin/test", description="Set up and check everything 全部检查")
    parser.add_argument("--fast", action="store_true", help="without the browser 不含浏览器测试")
    fast = parser.parse_args(arguments).fast
    ground = Ground(data=ROOT / "var" / "test")
    try:
        return _test(ground, fast=fast)
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    except OSError as error:
        complain(from_os_error(error, ground.data))
        return 1
    except (Stopped, KeyboardInterrupt):
        say("\n已中止 Stopped.")
        return INTERRUPTED


def _test(ground: Ground, *, fast: bool) -> int:
    started = time.monotonic()
    ground.make_folders()
    held = state.take_lock(ground)
    if held is None:
        raise Trouble(f"Another bin/test is at work in {ground.root}. Wait for it.",
                      f"另一个 bin/test 正在 {ground.root} 中运行，请等它完成。")
    url = database_url()
    cluster = None if url else laying.private_cluster(ground, lasting=False)
    try:
        if cluster:
            _sweep(ground)
        work = Laying(
            ground=ground, runner=laying.open_log(ground, "test.log"), cluster=cluster, database_url=url,
            scope=pythonenv.DEV, extra_packages=[] if fast else browser.needed_packages(),
        )
        found = work.run(Steps(total=laying.STEPS))
        outcomes = _check(ground, work, found, fast=fast)
    finally:
        if cluster:
            cluster.stop()
    return _sum_up(outcomes, time.monotonic() - started)


def _sweep(ground: Ground) -> None:
    """Throw away the cluster of the last run: it was kept without safety against a crash."""
    old = laying.private_cluster(ground, lasting=False)
    if old.exists():
        old.stop()
    shutil.rmtree(old.home, ignore_errors=True)


def _check(ground: Ground, work: Laying, url: str, *, fast: bool) -> list[Outcome]:
    found = node.find(ground, work.runner, Step("", "Node.js"))
    env = {**found.env, **django.environment(ground, url=url), "PATH": found.env["PATH"]}
    if program := browser.find():
        env[browser.SETTING] = program
    outcomes = []
    checks = all_checks(ground, node=found.node, fast=fast)
    for number, check in enumerate(checks, start=1):
        say(f"\n── [{number}/{len(checks)}] {check.name}")
        outcomes.append(outcome.run(check, env=env, cwd=Path(ground.root)))
    if fast:
        say("\nSKIPPED 跳过: pytest in the browser: --fast")
    return outcomes


def _sum_up(outcomes: list[Outcome], seconds: float) -> int:
    say(f"\n── 小结 Summary, {seconds:.0f} s")
    for one in outcomes:
        say(f"  {one.state:<8} {one.seconds:7.1f} s  {one.check.name:<24} {one.line}".rstrip())
    if skipped := [one.check.name for one in outcomes if one.state == SKIPPED]:
        say(f"  Nothing to run yet in 尚无内容: {', '.join(skipped)}")
    failed = [one.check.name for one in outcomes if one.state == FAILED]
    say(f"  ✗ FAILED 未通过: {', '.join(failed)}" if failed else "  ✓ 全部通过 All green")
    tests = sum((one.tests for one in outcomes), Counter[str]())
    tests["failed"] += sum(1 for one in outcomes if one.state == FAILED and not one.tests["failed"])
    say(f"{tests['passed']} passed, {tests['failed']} failed, {tests['skipped']} skipped")
    return 1 if failed or not tests["passed"] else 0
