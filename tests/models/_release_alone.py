"""Round-trip documents of every type of one release through the models on the path.

Run as ``python -m models._release_alone TAG`` with the generated models' directory on the path;
prints how many types there were.
"""

from __future__ import annotations

import importlib
import sys
from random import Random

from models._documents import Maker
from models._facts import models, schemas, site
from models._same import check_round_trips

import hera_models


def main(release: str) -> None:
    """Check every type of a release."""
    assert (release,) == hera_models.RELEASES, hera_models.RELEASES
    for definition in schemas(release):
        place = site(definition)
        assert hasattr(importlib.import_module(f"hera_models.{place.module}"), place.name), place
    count = 0
    maker = Maker(release, Random(release))
    for definition in models(release):
        place = site(definition)
        model = getattr(importlib.import_module(f"hera_models.{place.module}"), place.name)
        for share in (0.0, 0.5, 1.0):
            check_round_trips(model, maker.document(definition, share=share, depth=2))
        model.from_dict({"new": None}, lenient=True)
        count += 1
    print(len(schemas(release)), count)


if __name__ == "__main__":
    main(sys.argv[1])
