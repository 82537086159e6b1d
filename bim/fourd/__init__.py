"""Time in a model: schedules kept as IfcTask, read into and written from the neutral form of ``progress``.

Start at ``sandbox.read_any``: any schedule, IFC or not, read in a child process with limits.
"""
