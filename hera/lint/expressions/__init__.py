"""The languages in which a manifest computes: that of expressions, and that of `when`."""
