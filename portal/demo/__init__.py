"""An invented province, the same bytes every time: what new users see, what tests and benches stand on."""
