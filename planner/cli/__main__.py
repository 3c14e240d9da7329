"""``python -m planner.cli`` is the command ``rounds``."""

import sys

if __name__ == "__main__":
    try:
        from planner.cli import main

        code = main()
    except KeyboardInterrupt:  # before there was a word to say
        code = 130
    sys.exit(code)
