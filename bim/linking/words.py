"""A rule read back in words, in the reader's language."""

from django.utils.translation import gettext as _

from bim.elements.asking import QuestionInvalid, Term, parse
from bim.linking.rules import ITEM, TASK


def said(question: str, name: str, kind: str = TASK) -> str:
    """Return a rule as a sentence: “All IfcColumn on storey L2 → task A1230”."""
    sentence = _("{elements} → bill item {name}") if kind == ITEM else _("{elements} → task {name}")
    return sentence.format(elements=elements_said(question), name=name)


def elements_said(question: str) -> str:
    """Return which elements a question means; the question itself where it cannot be read any more."""
    try:
        choices = parse(question)
    except QuestionInvalid:
        return question
    return _("; and ").join(map(_choice, choices))


def _choice(terms: tuple[Term, ...]) -> str:
    kinds = [term for term in terms if _plain(term, "class")]
    storeys = [term for term in terms if _plain(term, "storey")]
    rest = [term for term in terms if term not in (*kinds[:1], *storeys[:1])]
    head = _head(_any(kinds[0]) if kinds else "", _any(storeys[0]) if storeys else "")
    if not rest:
        return head
    return _("{head} with {conditions}").format(head=head, conditions=_(" and ").join(map(_term, rest)))


def _head(what: str, storey: str) -> str:
    if storey:
        words = _("all {what} on storey {storey}") if what else _("all elements on storey {storey}")
    else:
        words = _("all {what}") if what else _("all elements")
    return words.format(what=what, storey=storey)


def _plain(term: Term, name: str) -> bool:
    return term.kind == "field" and term.name == name and term.op == "=" and not term.negated


def _any(term: Term) -> str:
    return _(" or ").join(map(_value, term.values))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _term(term: Term) -> str:
    said_of = _positive(term)
    return _("not ({condition})").format(condition=said_of) if term.negated else said_of


def _positive(term: Term) -> str:
    if term.kind == "word":
        return _("“{word}” in the name, type, tag or id").format(word=term.name)
    name = f"{term.set}.{term.name}".lstrip(".") if term.kind == "property" else _field(term.name)
    if not term.op:
        return _("a value of {name}").format(name=name)
    values = _any(term)
    if term.op == "~":
        return _("{name} that holds “{values}”").format(name=name, values=values)
    return f"{name} {term.op.replace('!=', '≠').replace('>=', '≥').replace('<=', '≤')} {values}"


def _field(name: str) -> str:
    return {
        "class": _("class"), "name": _("name"), "type": _("type"), "storey": _("storey"), "tag": _("tag"),
        "id": "GlobalId", "predefined": _("predefined type"), "material": _("material"),
        "classification": _("classification"), "volume": _("volume (m³)"),
    }.get(name, name)  # fmt: skip
