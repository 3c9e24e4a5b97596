"""What users of Couler and of the Argo Python DSL have, written with `hera.workflows`."""
