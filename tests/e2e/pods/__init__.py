"""The client against workflows whose pods really run."""
