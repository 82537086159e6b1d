"""The way from a line into the twin: its elements, chosen, on the day."""

from datetime import date
from urllib.parse import quote

from bim.disputes.voices import ModelSays


def link_to_twin(model: ModelSays, on: date) -> str:
    """Return the address, without a host, that opens a task's elements on a day, coloured by progress."""
    chosen = ",".join(quote(one, safe="$") for one in model.global_ids)
    return f"/twin/{model.model_id}/#el={chosen}&side=progress&on={on}&schedule={model.schedule_id}"
