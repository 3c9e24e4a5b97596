"""Tests on the real Argo, which `make argo` builds and `make e2e` starts."""
