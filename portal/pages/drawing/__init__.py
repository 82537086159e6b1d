"""Maps as SVG on a Gauss-Krüger plane: for the printed sheet and for the small drawing on a record page."""
