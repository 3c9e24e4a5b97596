"""The HTTP library of the client: the one place that names it.

Everything else takes it from here (``from ._http import http``). Only what httpx and its
continuation httpx2 both offer in public may be used, so that this line alone decides between them.
"""

import httpx as http

__all__ = ["http"]
