"""A conformance suite of our own, from the published abstract tests; each check carries its requirement's id.

A check asks a ``Served`` and asserts; it knows no product, so that it can be run against any server.
"""
