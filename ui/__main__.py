"""``python -m ui`` opens the window."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # what a start makes stays: to look for garbage in it takes a tenth of it; `ui.collector` goes on
    import planner.regions  # noqa: F401 - before Qt, which looks into the source of all that is imported after it
    from ui.app import main

    sys.exit(main(sys.argv[1:]))
