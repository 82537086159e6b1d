"""Bring many projects in from a stranger's file: understood, shown, and saved only when a person says so.

``fields`` and ``terms`` know the words offices use; ``mapping`` guesses which column is what and says why;
``values`` reads cells; ``understanding`` turns a row into facts; ``reading`` turns a file into such rows.
``identity``, ``owners``, ``sites`` and ``comparing`` hold a row against the library, ``judging`` puts them
together; ``batches`` keeps the outcome beside the library, ``writing`` saves it; ``services`` are the verbs.
``template`` is the list to fill in, ``rows`` the bad ones to take away, ``console`` what the command prints.
"""
