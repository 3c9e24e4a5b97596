"""What the generated modules share at run time."""
