"""The services' behaviour, and their generated methods."""
