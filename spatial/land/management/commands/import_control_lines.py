"""``manage.py import_control_lines FILE``: the operator's own control lines of one kind."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from portal.accounts.actor import system_actor
from portal.accounts.models import Organisation
from portal.core.errors import DomainError
from spatial.intake.model import Choice
from spatial.land.importing import USUAL, ControlImport, Source, import_control_lines


class Command(BaseCommand):
    """Save control lines with their document, checksum and first day, or preview what would be saved."""

    help = "Import control lines of one kind (shapefile, GeoPackage, GeoJSON ...), whole or not at all."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, help="farmland, ecology, urban, forest ...")
        parser.add_argument("--source", required=True, help="title of the source document")
        parser.add_argument("--authority", required=True, help="who approved the lines")
        parser.add_argument("--owner", required=True, help="name or USCC of the body the lines belong to")
        parser.add_argument("--valid-from", type=date.fromisoformat, required=True)
        parser.add_argument("--document-no", default="")
        for role in USUAL:
            parser.add_argument(f"--{role.replace('_', '-')}-column", default="")
        parser.add_argument("--layer", default="")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--srid", type=int, default=0)
        parser.add_argument("--dry-run", action="store_true", help="read and compare, save nothing")

    def handle(self, *, file, **given):
        """Import, or say why not."""
        if not file.exists():
            raise CommandError(f"There is no file {file}.")
        chosen = tuple((role, given[f"{role}_column"]) for role in USUAL if given[f"{role}_column"])
        source = Source(
            kind=given["kind"], title=given["source"], authority=given["authority"],
            owner=_owner(given["owner"]), document_no=given["document_no"], columns=chosen,
            choice=Choice(layer=given["layer"], encoding=given["encoding"], srid=given["srid"]),
        )  # fmt: skip
        try:
            done = import_control_lines(
                actor=system_actor("import_control_lines"), path=file, source=source,
                valid_from=given["valid_from"], dry_run=given["dry_run"],
            )  # fmt: skip
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_report(done))


def _owner(name: str) -> Organisation:
    found = list(Organisation.objects.filter(Q(name=name) | (Q(uscc=name) & ~Q(uscc="")))[:2])
    if len(found) != 1:
        raise CommandError(f"{len(found)} organisations are called {name}.")
    return found[0]


def _report(done: ControlImport) -> str:
    verb = "saved" if done.saved else "not saved"
    return (
        f"{done.added} new lines, {done.replaced} follow a former one, {done.unchanged} unchanged; "
        f"{done.area_sqm / 10_000:.4f} ha in {', '.join(done.regions) or 'no region'}; "
        f"SHA-256 {done.sha256[:16]}; {verb}."
    )
