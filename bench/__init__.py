"""How long the library takes, beside Hera 7.1 and datamodel-codegen, in one run: `make bench`."""
