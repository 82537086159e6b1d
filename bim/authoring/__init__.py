"""Models of our own: a school, a hospital wing, a bridge: from their dimensions, the same bytes every time.

They are what a designer would send: IFC with types, openings, quantities, a programme and a bill. Nothing is
committed; ``models.write`` draws a file when it is wanted.
"""
