"""``python -m ui`` opens the window."""

import sys

if __name__ == "__main__":
    from ui.app import main

    sys.exit(main(sys.argv[1:]))
