"""``manage.py import_regions FILE``: the operator's own official boundaries."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actor import system_actor
from portal.core.errors import DomainError
from spatial.intake.model import Choice
from spatial.regions.importing import Source, import_regions


class Command(BaseCommand):
    """Save boundaries with their document, checksum and first day."""

    help = "Import official region boundaries (shapefile, GeoPackage, GeoJSON ...), whole or not at all."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", required=True, help="title of the source document")
        parser.add_argument("--authority", required=True, help="who approved the boundaries")
        parser.add_argument("--document-no", default="", help="number of the document or map review")
        parser.add_argument("--published-on", type=date.fromisoformat)
        parser.add_argument("--valid-from", type=date.fromisoformat, required=True)
        parser.add_argument("--code-column")
        parser.add_argument("--name-column")
        parser.add_argument("--layer", default="")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--srid", type=int, default=0)

    def handle(self, *, file, **given):
        """Import, or say why not."""
        if not file.exists():
            raise CommandError(f"There is no file {file}.")
        columns = {role: given[f"{role}_column"] for role in ("code", "name") if given[f"{role}_column"]}
        source = Source(
            title=given["title"], authority=given["authority"], document_no=given["document_no"],
            published_on=given["published_on"],
        )  # fmt: skip
        choice = Choice(layer=given["layer"], encoding=given["encoding"], srid=given["srid"])
        try:
            done = import_regions(
                actor=system_actor("import_regions"), path=file, source=source,
                valid_from=given["valid_from"],
                choice=choice, columns=columns,
            )  # fmt: skip
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done.added} regions saved, {done.replaced} of them follow a former boundary.")
        if done.orphans:
            self.stdout.write(f"No region above: {', '.join(done.orphans)}")
