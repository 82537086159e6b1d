"""Kept tiles that count no more are dropped every minute."""

from procrastinate.contrib.django import app

from spatial.tiles import kept


@app.periodic(cron="* * * * *")
@app.task(name="gongtu.sweep_tiles", queue="work", queueing_lock="sweep_tiles")
def sweep_tiles(timestamp: int) -> None:
    """Drop tiles an edit touched, notes of edits that are long over, and what is too old or too much."""
    kept.sweep()
