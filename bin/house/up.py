"""``bin/up``: install what is missing, bring everything up, say where it is."""

from house import accounts, django, laying, ports, serving, signals, state
from house.console import Step, Steps, be_plain, complain, say, say_both
from house.ground import Ground
from house.laying import Laying
from house.options import Options, command, command_down, for_up
from house.process import wait_until
from house.stamp import Stamp
from house.supervisor import Supervisor
from house.trouble import FAILED, INTERRUPTED, Stopped, Trouble, from_os_error

STEPS = laying.STEPS + 3
PATIENCE_SECONDS = 20


def main(arguments: list[str]) -> int:
    """Bring everything up; return the exit status."""
    be_plain()
    signals.raise_stopped()
    options = for_up(arguments)
    try:
        return _up(options, arguments)
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    except OSError as error:
        complain(from_os_error(error, options.ground.data))
        return FAILED
    except (Stopped, KeyboardInterrupt):
        say_both("Stopped half-way. Nothing is left running; run bin/up again to go on.",
                 "\n已中止，没有留下任何运行中的程序；再次运行 bin/up 即可继续。")
        return INTERRUPTED


def _up(options: Options, arguments: list[str]) -> int:
    ground = options.ground
    ground.make_folders()
    held = state.take_lock(ground)
    if held is None:
        return _already(options)
    state.end_leftovers(ground)
    state.State(address=options.address).save(ground)
    try:
        ports.require_usable(options)
        steps = Steps(total=STEPS)
        _lay(options, steps)
        if options.detach:
            _serve_apart(options, arguments, held.fd, steps)
        else:
            _serve_here(options, steps)
    except BaseException:
        _leave_nothing(options)
        raise
    if options.detach:
        _announce(ground, options.address)
        say_both("bin/down stops it.", "\n运行 bin/down 停止。")
    return 0


def _lay(options: Options, steps: Steps) -> None:
    ground, runner = options.ground, laying.open_log(options.ground, "up.log")
    cluster = None if options.database_url else laying.private_cluster(ground)
    url = Laying(ground=ground, runner=runner, cluster=cluster, database_url=options.database_url).run(steps)
    env = django.environment(ground, url=url, host=options.host, address=options.address)
    stamp = Stamp(cluster.home / "migrated") if cluster else None
    steps.run("Tables", "数据表", lambda step: django.migrate(ground, runner, step, env, stamp=stamp))

    def demo(step: Step) -> str:
        return django.seed(ground, runner, step, env, size=options.size) if options.demo else "--no-demo"

    steps.run("Demo province", "演示省", demo)


def _serve_here(options: Options, steps: Steps) -> None:
    keeper = serving.supervisor(options)
    try:
        steps.run("Web server and worker", "网页服务与后台任务",
                  lambda step: serving.start_here(keeper, step))
        _announce(options.ground, options.address)
        say_both("Ctrl-C stops it.", "\n按 Ctrl-C 停止。")
        _watch(keeper)
    finally:
        keeper.stop()
    say_both("Stopped.", "已停止。")


def _watch(keeper: Supervisor) -> None:
    try:
        keeper.watch()
    except (Stopped, KeyboardInterrupt):
        say_both("Stopping …", "\n正在停止 …")


def _serve_apart(options: Options, arguments: list[str], lock_fd: int, steps: Steps) -> None:
    steps.run("Web server and worker", "网页服务与后台任务",
              lambda step: serving.start_apart(options, arguments, lock_fd, step))


def _announce(ground: Ground, address: str) -> None:
    say()
    say_both(f"Gongtu is ready at {address}", f"工图已就绪：{address}")
    say(f"日志 logs: {ground.log}")
    accounts.show(ground)


def _already(options: Options) -> int:
    """Say where the running server is; a set-up under way is waited for a moment, then named."""
    ground = options.ground
    wait_until(lambda: (state.read(ground) or state.State()).phase == state.SERVING, 2)
    running = state.read(ground)
    if running is None or running.phase != state.SERVING:
        raise Trouble(
            f"Another bin/up is at work in {ground.data}. Wait for it, or stop it with bin/down.",
            f"另一个 bin/up 正在 {ground.data} 中运行。请等它完成，或用 bin/down 停止。",
        )
    if options.asked and running.address != options.address:
        raise _elsewhere(options, running.address)
    say_both("Gongtu is already running; bin/down stops it.", "工图已在运行；用 bin/down 可停止。")
    _announce(ground, running.address)
    return 0


def _elsewhere(options: Options, address: str) -> Trouble:
    """Say that one ground serves at one address, and how to move it."""
    move = f"{command_down(options)} && {command(options)}"
    return Trouble(
        f"Gongtu is already running at {address}, not at {options.address}. To move it, run: {move}",
        f"工图已在 {address} 运行，而不是 {options.address}。要换地址，请运行： {move}",
    )


def _leave_nothing(options: Options) -> None:
    """Stop the private cluster and forget the state, whatever went wrong."""
    if not options.database_url:
        cluster = laying.private_cluster(options.ground)
        if cluster.exists():
            cluster.stop()
    state.clear(options.ground)
