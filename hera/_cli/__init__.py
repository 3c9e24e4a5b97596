"""The command ``hera``; see :mod:`hera._cli.commands`."""
