"""What the facade's classes do; their fields are generated, in the modules above."""
