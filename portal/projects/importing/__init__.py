"""Bring many projects in from a stranger's file: understood, shown, and saved only when a person says so.

``fields`` and ``terms`` know the words offices use; ``mapping`` guesses which column is what and says why;
``values`` reads cells; ``reading`` turns a file into rows; ``judging`` holds each row against the library;
``writing`` saves; ``services`` are the verbs.
"""
