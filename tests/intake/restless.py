"""A module that starts a thread when it is imported, so nobody may fork from there."""

import threading
import time

from spatial.intake.child import main
from tests.intake.warmed import work as work

threading.Thread(target=time.sleep, args=(600,), daemon=True).start()

if __name__ == "__main__":
    main(work)
