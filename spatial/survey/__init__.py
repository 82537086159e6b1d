"""Read the boundaries surveyors send, say where they lie and what is wrong with them. Pure: no database.

Start at ``sandbox.read_survey``: it reads in a child process and returns a ``SurveyReading`` with the
system the numbers stand in, the parcels with both areas, and the defects. The stages inside are ``reading``
(the file becomes a ``Draft``: rings as written), ``verdict`` (where the numbers stand), ``building`` (rings
become polygons) and ``checks``. ``repair`` applies what a person accepted; ``report`` and ``export`` bring
it out again.
"""
