"""``manage.py alert_webhooks list|add|end|try|again``: where alerts are sent, from the console."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actor import Actor
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.alerts import selectors, services
from portal.core import clock
from portal.core.errors import DomainError


class Command(BaseCommand):
    help = "List, add, end or try the webhooks of a person; each tells only what that person may see."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["list", "add", "end", "try", "again"])
        parser.add_argument("--as", dest="person", required=True, help="the user name whose eyes it has")
        parser.add_argument("--url", default="", help="add: where to")
        parser.add_argument("--name", default="", help="add: what it is called")
        parser.add_argument("--rules", default="", help="add: such as N1,N2; all by default")
        parser.add_argument("--id", type=UUID, help="end, try, again: which")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["person"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account {options['person']}.")
        if options["deed"] in {"end", "try", "again"} and options["id"] is None:
            raise CommandError("Name the webhook with --id.")
        try:
            answer = getattr(self, f"_{options['deed']}")(actor_of(user, on=clock.today()), options)
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _list(self, actor: Actor, options: dict[str, Any]) -> list[dict[str, Any]]:
        rows = selectors.list_webhooks(actor=actor)
        return [{"id": str(one.pk), "name": one.name, "url": one.url, "rules": one.rules} for one in rows]

    def _add(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        rules = [one.strip() for one in options["rules"].split(",") if one.strip()]
        made = services.add_webhook(
            actor=actor, name=options["name"], url=options["url"], rules=rules, at=clock.now()
        )
        return {"id": str(made.pk), "url": made.url, "secret": made.secret}

    def _end(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        services.end_webhook(actor=actor, webhook_id=options["id"], at=clock.now())
        return {"ended": str(options["id"])}

    def _try(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        made = services.try_webhook(actor=actor, webhook_id=options["id"], at=clock.now())
        return {"queued": made.key}

    def _again(self, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        return {"queued": services.send_again(actor=actor, webhook_id=options["id"], at=clock.now())}
