"""Small programs on `hera.workflows`, each with its manifest in `golden/`."""
