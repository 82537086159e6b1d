"""A web connection that somebody else goes on with."""


class HandedOver(OSError):
    """Raised out of an answer whose connection was taken: the web server lets go of it and says nothing."""
