"""``python -m hera`` is the command ``hera``."""

from hera._cli.main import main

if __name__ == "__main__":
    main()
