"""``bin/test``: set up from nothing, run every check, say how each went."""

import argparse
import shutil
import time
from collections import Counter
from pathlib import Path

from house import apt, browser, django, laying, node, outcome, pythonenv, signals, state
from house.checks import Check, all_checks, of_clients, of_peers
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
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--fast", action="store_true", help="without the browser 不含浏览器测试")
    what.add_argument("--clients", action="store_true",
                      help="install GDAL and QGIS, run their tests alone 安装 GDAL、QGIS 并只跑它们的测试")
    what.add_argument("--peers", action="store_true",
                      help="install pygeoapi and tipg, try the suite on them 安装同类服务并核对测试套件")
    said = parser.parse_args(arguments)
    ground = Ground(data=ROOT / "var" / "test")
    try:
        return _test(ground, said)
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    except OSError as error:
        complain(from_os_error(error, ground.data))
        return 1
    except (Stopped, KeyboardInterrupt):
        say("\n已中止 Stopped.")
        return INTERRUPTED


def _test(ground: Ground, said: argparse.Namespace) -> int:
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
            scope=pythonenv.DEV, extra_packages=_packages(said),
        )
        found = work.run(Steps(total=laying.STEPS))
        outcomes = _check(ground, work, found, said)
    finally:
        if cluster:
            cluster.stop()
    return _sum_up(outcomes, time.monotonic() - started)


def _packages(said: argparse.Namespace) -> list[str]:
    """Return the system packages that what is asked for needs besides."""
    if said.clients:
        return apt.missing(apt.CLIENTS)
    return [] if said.fast or said.peers else browser.needed_packages()


def _sweep(ground: Ground) -> None:
    """Throw away the cluster of the last run: it was kept without safety against a crash."""
    old = laying.private_cluster(ground, lasting=False)
    if old.exists():
        old.stop()
    shutil.rmtree(old.home, ignore_errors=True)


def _check(ground: Ground, work: Laying, url: str, said: argparse.Namespace) -> list[Outcome]:
    found = node.find(ground, work.runner, Step("", "Node.js"))
    env = {**found.env, **django.environment(ground, url=url), "PATH": found.env["PATH"]}
    if program := browser.find():
        env[browser.SETTING] = program
    outcomes = []
    checks = _chosen(ground, work, found.node, said)
    for number, check in enumerate(checks, start=1):
        say(f"\n── [{number}/{len(checks)}] {check.name}")
        outcomes.append(outcome.run(check, env=env, cwd=Path(ground.root)))
    if said.fast:
        say("\nSKIPPED 跳过: pytest in the browser: --fast")
    return outcomes


def _chosen(ground: Ground, work: Laying, node: Path, said: argparse.Namespace) -> list[Check]:
    if said.clients:
        return [of_clients(ground)]
    if said.peers:
        with Step("", "pygeoapi, tipg") as step:
            pythonenv.lay_peers(ground, work.runner, step)
        return [of_peers(ground)]
    return all_checks(ground, node=node, fast=said.fast)


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
