"""Schedules as other programs write them, read into one neutral form. Pure: no database, no models.

Start at ``reading.read_schedule``. One module for each format (``mspdi``, ``xer``, ``pmxml``, ``table``),
one for what every file must satisfy (``checking``), the arithmetic of work time (``worktime``), the critical
path (``critical``) and its agreement with the file's own (``agreeing``), two revisions compared
(``comparing``), and the way out (``mspdi_writer``). Times are the schedule's own local clock; lengths are
minutes of work.
"""
