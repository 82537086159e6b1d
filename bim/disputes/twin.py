"""The way from a line into the twin: all its elements, chosen, on the day."""

from datetime import date
from urllib.parse import quote

from bim.disputes.voices import ModelSays


def link_to_twin(model: ModelSays, task: str, on: date) -> str:
    """Return the address, without a host, that opens a task's elements on a day, coloured by progress.

    It names the task and not its elements: those may be many, and they are found when it is opened.
    """
    named = quote(task, safe="")
    return f"/twin/{model.model_id}/#side=progress&on={on}&schedule={model.schedule_id}&task={named}"
