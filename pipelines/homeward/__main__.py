"""`python -m homeward`: the command line, wherever its script is not on the path."""

from homeward.cli import main

if __name__ == "__main__":
    main()
