"""An invented province, the same bytes every time: what a new user sees, and what tests and benches stand on."""
