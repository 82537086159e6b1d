"""Read a stranger's table or map file into neutral rows, safely. Pure: no database, no Django models.

Start at ``sandbox``: ``survey_file`` tells what a file holds, ``read_file`` gives its rows; both work in a
child process with memory and time limits. Inside the child the stages are ``sniff``, ``archives``,
``encoding``, the readers, ``crs`` and ``geometry``; ``stages`` puts them in order. Everything found on the
way is a typed ``Problem``; nothing is guessed in silence.
"""
