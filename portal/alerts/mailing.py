"""Mail about alerts: one text a person and occasion, in the language the person reads."""

from collections.abc import Sequence
from email.header import Header
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, TypedDict

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.alerts import names
from portal.alerts.models import AlertAct, Message
from portal.alerts.rules.conditions import SEVERITIES
from portal.alerts.telling import address_of

LISTED = 100


class _Mail(EmailMessage):
    """A mail whose subject begins on the line of its name.

    Django breaks a subject into lines without room for the name, so that the first, which is then too long,
    goes under an empty one; readers show a blank before it, and some no subject at all.
    """

    def message(self) -> Any:  # type: ignore[override]
        """Return the message with its subject folded anew; plain ASCII stays as it is."""
        message: Any = super().message()
        subject = str(self.subject)
        if not subject.isascii():
            message.replace_header("Subject", Header(subject, "utf-8", header_name="Subject"))
        return message


class NotDelivered(Exception):
    """It did not arrive, or nobody knows; trying again may help."""


class NeverDelivered(Exception):
    """It will not arrive however often it is tried."""


class Letter(TypedDict):
    """A mail's subject and text."""

    subject: str
    text: str
    language: str


def body_of(acts: Sequence[AlertAct], *, language: str) -> Letter:
    """Return a mail about all these, the gravest first, in a language."""
    ordered = sorted(acts, key=lambda act: (-SEVERITIES.index(act.severity), act.alert.project.code))
    with translation.override(language):
        parts = [_greeting(len(acts)), *(_paragraph(act) for act in ordered[:LISTED])]
        if len(acts) > LISTED:
            parts.append(_("{count} more are on the list.").format(count=len(acts) - LISTED))
        parts.append(_("All that waits for you: {address}").format(address=f"{settings.SITE_URL}/my-work/"))
        return Letter(subject=_subject(ordered), text="\n\n".join(parts) + "\n", language=language)


def send(row: Message) -> None:
    """Send one mail. Raises ``NotDelivered`` or ``NeverDelivered``. The same key is the same Message-ID."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = _Mail(
        subject=row.body["subject"], body=row.body["text"], to=[row.address],
        headers={"Message-ID": f"<{row.key}@{domain}>", "Auto-Submitted": "auto-generated",
                 "Content-Language": "en" if row.body["language"].startswith("en") else "zh-CN"},
    )  # fmt: skip
    try:
        mail.send(fail_silently=False)
    except SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise _fault(codes[0] if codes else 0, "recipient refused") from error
    except SMTPResponseException as error:
        raise _fault(error.smtp_code, type(error).__name__) from error
    except ValueError as error:  # a header with a line break, an address that is none
        raise NeverDelivered(type(error).__name__) from error
    except (SMTPException, OSError) as error:
        raise NotDelivered(type(error).__name__) from error


def _fault(code: int, what: str) -> Exception:
    return (NeverDelivered if 500 <= code < 600 else NotDelivered)(f"{what} {code}")


def _greeting(count: int) -> str:
    return ngettext(
        "{count} alert of public works has news for you.",
        "{count} alerts of public works have news for you.", count,
    ).format(count=count)  # fmt: skip


def _subject(acts: Sequence[AlertAct]) -> str:
    first = acts[0]
    what = _("{severity}: {rule}, {project}").format(
        severity=names.word(names.SEVERITIES, first.severity), rule=names.word(names.RULES, first.alert.rule),
        project=names.project(first.alert.project),
    )  # fmt: skip
    more = len(acts) - 1
    return (
        what
        if not more
        else ngettext("{what} and {more} more", "{what} and {more} more", more).format(what=what, more=more)
    )


def _paragraph(act: AlertAct) -> str:
    alert = act.alert
    head = _("[{severity}] {rule} · {project} ({code})").format(
        severity=names.word(names.SEVERITIES, act.severity), rule=names.word(names.RULES, alert.rule),
        project=names.project(alert.project), code=alert.project.code,
    )  # fmt: skip
    return "\n".join([
        head, names.sentence(alert.rule, alert.subject, alert.facts), _what(act), address_of(alert)
    ])  # fmt: skip


def _what(act: AlertAct) -> str:
    """Return why the reader hears of it now."""
    if act.action == "escalate":
        return _("Nobody has acknowledged it since {day}; it now stands with: {level}.").format(
            day=act.alert.raised_on.isoformat(), level=names.level(act.level)
        )
    if act.action == "assign":
        due = act.facts.get("due_on")
        given = _("{person} gave it to you.").format(person=act.actor_name)
        return given if not due else f"{given} {_('Last day: {day}.').format(day=due)}"
    said = {
        "raise": _("Raised on {day}; please acknowledge it."), "worsen": _("It grew graver."),
        "reopen": _("It was sent back: {reason}"),
    }[act.action]  # fmt: skip
    return said.format(day=act.alert.raised_on.isoformat(), reason=names.reason(act.reason))
