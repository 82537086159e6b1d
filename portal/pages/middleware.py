"""Nothing is ever loaded from another host: the browser is told so with every answer."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Compiling WebAssembly is allowed, evaluating text is not: a compiled decoder unpacks the models' geometry.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
OWN_POLICY = "Content-Security-Policy"


class ContentSecurityPolicy:
    """Add the policy with a fresh nonce, unless the answer brings its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and guard the answer."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault(OWN_POLICY, POLICY.format(nonce=nonce))
        return response
