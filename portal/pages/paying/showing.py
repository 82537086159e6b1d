"""What the page of one payment shows: its steps, why not more, its checks with evidence, the bank's word."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.ids import new_id
from portal.payments import deciding, gathering, names, selectors
from portal.payments.models import Application, Decision
from portal.payments.rules import life

PATH = (
    life.DRAFT, life.SUBMITTED, life.CERTIFIED, life.OWNER, life.DEPT, life.TREASURY, life.INSTRUCTED,
    life.PAID, life.RECONCILED,
)  # fmt: skip
GONE = frozenset({life.INSTRUCTED, life.FAILED, life.REVERSED, life.REJECTED, *life.SPENT})
ASKS_REASON = frozenset({"return", "reject", "withdraw", "reconcile"})


def content(*, actor: Actor, application: Application, on: date) -> dict[str, Any]:
    """Return all the page of an application reads."""
    rooms, found = _rooms(application, on), _found(application, on)
    return {
        "application": application, "project": application.project, "contract": application.contract,
        "state": names.word(names.STATES, application.state),
        "kind": names.word(names.KINDS, application.kind), "path": _path(application),
        "actions": _actions(actor, application, _warned(found)), "request_id": str(new_id()), **rooms,
        "checks": [check for check in found if check["level"] != "ok"],
        "passed": [check for check in found if check["level"] == "ok"],
        "lines": application.lines.select_related("item", "item__feature").order_by("item__code"),
        "invoices": application.invoices.order_by("number"), "evidence": _evidence(application),
        "steps": _steps(application), "instructions": _instructions(application),
        "decisions": [_decision(row) for row in application.decisions.order_by("-id")],
        "may_amend": "submit" in selectors.allowed_actions(actor=actor, application=application),
        "may_prove": application.state in {*life.EDITABLE, life.SUBMITTED},
        "age": (on - clock.day_of(application.state_since)).days,
        "late": application.due_on is not None and application.due_on < on,
    }  # fmt: skip


def told_rooms(rooms: Iterable[Mapping[str, Any]], asked: Decimal) -> list[dict[str, Any]]:
    """Return headrooms as a reader takes them: name, terms with names, what is left and what lacks."""
    widest = max([asked, *(Decimal(room["room_yuan"]) for room in rooms)]) or Decimal(1)
    return [
        {
            "code": room["code"], "name": names.word(names.ROOMS, room["code"]), "short": room["short"],
            "room": Decimal(room["room_yuan"]), "missing": Decimal(room["missing_yuan"]),
            "share": int(max(Decimal(0), Decimal(room["room_yuan"])) * 100 / widest),
            "terms": [
                {"name": names.word(names.TERMS, name), "yuan": Decimal(yuan),
                 "of": names.share_line(dict(room)) if name == names.SHARED and room.get("share") else ""}
                for name, yuan in room["terms"] if Decimal(yuan) or len(room["terms"]) == 1
            ],
        }
        for room in rooms
    ]  # fmt: skip


def _rooms(application: Application, on: date) -> dict[str, Any]:
    """Return the arithmetic now while it is to be decided, afterwards as it was decided."""
    kept = application.decisions.filter(action="approve").order_by("-id").first()
    open_states = {*life.EDITABLE, life.SUBMITTED, life.CERTIFIED}
    if kept is not None and application.state not in open_states:
        rooms, when = kept.rooms, _("as decided on {day}").format(day=clock.day_of(kept.at).isoformat())
    else:
        rooms, when = deciding.decide(application, on=on).written(), _("as of now")
    told = told_rooms(rooms, application.amount_yuan)
    return {"rooms": told, "rooms_when": when, "tight": min(told, key=lambda room: room["room"])}


def _path(application: Application) -> list[dict[str, Any]]:
    at = PATH.index(application.state) if application.state in PATH else -1
    return [
        {"name": names.word(names.STATES, state), "done": n < at, "here": n == at}
        for n, state in enumerate(PATH)
    ]


def _actions(actor: Actor, application: Application, warned: bool) -> list[dict[str, Any]]:
    actions = selectors.allowed_actions(actor=actor, application=application)
    return [
        {
            "code": action, "name": names.word(names.VERBS, action), "good": action not in ASKS_REASON,
            "reason": action in ASKS_REASON or (action, application.state) == ("instruct", life.FAILED)
            or (action == "approve" and warned),
            "percent": action == "certify" and application.kind == life.PROGRESS,
        }
        for action in actions
    ]  # fmt: skip


def _found(application: Application, on: date) -> list[dict[str, Any]]:
    """Return the checks as they stand; of what has left the house, as they stood when it did."""
    last = application.decisions.order_by("-id").first()
    if last is not None and application.state in GONE:
        return _checks(last.checks)
    return _checks(gathering.judge(application, on=on))


def _warned(checks: Iterable[Mapping[str, Any]]) -> bool:
    return any(check["level"] == "warn" for check in checks)


def _checks(found: Iterable[Any]) -> list[dict[str, Any]]:
    order = {"block": 0, "warn": 1, "alert": 2, "ok": 3}
    rows = [_check(one if isinstance(one, dict) else one.written()) for one in found]
    return sorted(rows, key=lambda row: order[row["level"]])


def _check(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": one["code"], "name": names.word(names.CHECKS, one["code"]), "level": one["level"],
        "level_name": names.word(names.LEVELS, one["level"]), "basis": one["basis"],
        "facts": names.facts_line(one["facts"]),
    }  # fmt: skip


def _evidence(application: Application) -> list[dict[str, Any]]:
    rows = application.evidence.select_related("file", "place").order_by("pk")
    return [{"row": row, "kind": names.word(names.EVIDENCE, row.kind)} for row in rows]


def _steps(application: Application) -> list[dict[str, Any]]:
    rows = application.steps.order_by("-id")
    return [
        {"row": row, "action": names.word(names.VERBS, row.action),
         "target": names.word(names.STATES, row.target)}
        for row in rows
    ]  # fmt: skip


def _instructions(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "row": row, "state": names.word(names.INSTRUCTIONS, row.state),
            "reason": names.word(names.REASONS, row.reason),
            "waits": names.unreached(row.last_error) if row.last_error else "",
            "receipts": [
                {"row": one, "standing": names.word(names.STANDINGS, one.standing),
                 "outcome": names.word(names.INSTRUCTIONS, one.outcome), "at": _moment(one.bank_at)}
                for one in row.receipts.order_by("number")
            ],
        }
        for row in application.instructions.order_by("attempt")
    ]  # fmt: skip


def _moment(text: str) -> datetime | str:
    """Return the bank's time as a moment; a bank that writes it some other way is quoted."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo else text


def _decision(row: Decision) -> dict[str, Any]:
    told = [_check(one) for one in row.checks]
    return {
        "row": row, "action": names.word(names.VERBS, row.action),
        "open": [check for check in told if check["level"] != "ok"], "passed": len(told),
    }  # fmt: skip
