"""Many contracts from one workbook: read, judged cell by cell, shown, and saved whole once confirmed.

``columns`` says what a list holds, ``cells`` what one cell says, ``rows`` what one row says, ``template`` is
the workbook to fill in; ``portal.contracts.services.bringing`` shows and saves.
"""
