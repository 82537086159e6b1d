"""``manage.py catalogue``: bring the Chinese catalogue up to what code and templates say."""

from pathlib import Path

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Gather the sentences, keep their Chinese, write and compile; name what is still English."""

    help = "Renew portal/locale from code and templates and name the sentences without Chinese."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--words", type=Path, help="a list of lines: English, a tab, Chinese")

    def handle(self, *, words, **options):
        """Renew and report."""
        from portal.pages import catalogue  # Babel is a development tool, absent where the product runs

        given = catalogue.listed(words) if words else None
        missing = catalogue.untranslated(catalogue.renew(given))
        for sentence in missing:
            self.stdout.write(f"  {sentence}")
        self.stdout.write(f"{catalogue.PO}: {len(missing)} without Chinese")
