"""Pages of issues of the walk: asked for, and tried to be written, by everybody."""

from collections.abc import Callable
from typing import Any

PAGE = "projects/<str:code>/issues/"
ONE = f"{PAGE}<uuid:issue_id>/"
SAID, WORDS, STEP = f"{ONE}comments/", f"{ONE}words/", f"{ONE}actions/<slug:action>/"
FORM = "/projects/{code}/issues/{issue}/"
WRITE = {
    SAID: ("form", f"{FORM}comments/", lambda land: {"text": "看"}),
    WORDS: ("form", f"{FORM}words/", lambda land: {"version": 1, "title": "改"}),
    STEP: ("form", f"{FORM}actions/resolve/", lambda land: {"reason": "已按图修改"}),
}


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(code=land.projects[n].code, issue=land.issues[n].pk) for n in land.tried
    ]


READ = {
    PAGE: lambda land: [
        *_of("/projects/{code}/issues/")(land), *_of("/projects/{code}/issues/?state=open")(land),
    ],
    f"{PAGE}<int:number>/": _of("/projects/{code}/issues/1/"),
    ONE: _of("/projects/{code}/issues/{issue}/"),
    SAID: _of("/projects/{code}/issues/{issue}/comments/"),
    WORDS: _of("/projects/{code}/issues/{issue}/words/"),
    STEP: _of("/projects/{code}/issues/{issue}/actions/start/"),
}  # fmt: skip
