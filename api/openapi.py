"""What the schema generator cannot see by itself."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class SessionScheme(OpenApiAuthenticationExtension):
    """The session cookie."""

    target_class = "api.authentication.Session"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Return the cookie's name."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
