"""``manage.py work``: take background jobs until stopped."""

import asyncio

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app


class Command(BaseCommand):
    """Run one worker process. SIGINT or SIGTERM lets the present job finish."""

    help = "Take background jobs until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=2, help="Jobs at a time.")
        parser.add_argument("--once", action="store_true", help="Do what is waiting, then stop.")

    def handle(self, *, concurrency, once, **options):
        """Start the worker with its own connection beside Django's."""
        asyncio.run(_work(concurrency=concurrency, wait=not once))


async def _work(*, concurrency: int, wait: bool) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(concurrency=concurrency, wait=wait, delete_jobs="successful")
