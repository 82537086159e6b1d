"""The keeper in the background: what ``bin/up --detach`` leaves running. Not called by hand."""

from house import signals
from house.console import be_plain, complain
from house.options import for_up
from house.serving import supervisor
from house.trouble import Stopped, Trouble


def main(arguments: list[str]) -> int:
    """Keep serving until told to stop. The ground's lock is inherited."""
    be_plain()
    signals.raise_stopped()
    keeper = supervisor(for_up(arguments))
    try:
        keeper.start()
        keeper.watch()
    except Stopped:
        return 0
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    finally:
        keeper.stop()
    return 0
