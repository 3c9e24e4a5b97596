"""The same programs on this library and on Hera 7.1: their manifests must be equal."""
