"""Every sentence of code and templates has its Chinese; renew with ``python manage.py catalogue``."""

import re

from django.utils.translation import override

from portal.core.errors import DomainError
from portal.pages import catalogue
from portal.projects import names, rules

SCRIPT_WORDS = catalogue.settings.BASE_DIR / "static" / "app" / "i18n"


def _keys(messages) -> set[tuple]:
    return {(m.context, str(m.id)) for m in messages if m.id}


def test_every_sentence_has_its_chinese():
    gathered, kept = catalogue.gathered(), catalogue.kept()
    assert _keys(gathered) - _keys(kept) == set(), "run: python manage.py catalogue"
    assert catalogue.untranslated(kept) == []


def test_no_sentence_is_kept_that_nobody_says():
    assert _keys(catalogue.kept()) - _keys(catalogue.gathered()) == set()


def test_the_chinese_names_the_same_facts():
    assert catalogue.mismatched(catalogue.kept()) == []


def test_the_compiled_catalogue_is_the_written_one():
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.kept())


def test_every_refusal_speaks_the_readers_language():
    silent = [kind.__qualname__ for kind in _kinds(DomainError) if isinstance(kind.message, str)]
    assert silent == []


def test_steps_are_called_alike_on_the_map_and_on_pages():
    for language, file in (("zh-hans", "zh.js"), ("en", "en.js")):
        said = dict(re.findall(r"^  action_(\w+): '([^']+)'", (SCRIPT_WORDS / file).read_text(), re.M))
        with override(language):
            ours = {step.action: names.verb(step.action) for step in rules.LIFECYCLE.steps}
        assert {action: said[action] for action in ours} == ours


def _kinds(kind: type) -> list[type]:
    below = kind.__subclasses__()
    return below + [deeper for child in below for deeper in _kinds(child)]


def test_a_word_given_for_a_sentence_with_a_plural_is_its_one_form(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "PO", tmp_path / "django.po")
    monkeypatch.setattr(catalogue, "MO", tmp_path / "django.mo")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    renewed = catalogue.renew({"%(n)s payment": "%(n)s 笔支付", "Number": "编号"})
    plural = [one for one in renewed if one.id == ("%(n)s payment", "%(n)s payments")]
    assert [one.string for one in plural] == [("%(n)s 笔支付",)]
    assert {one.string for one in renewed if one.id == "Number"} == {"编号"}
