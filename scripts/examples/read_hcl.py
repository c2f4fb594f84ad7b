"""Prints the blocks of all .tf files of a folder as one JSON object: by kind of block, a list of bodies."""

import json
import sys
from pathlib import Path

import hcl2

blocks: dict[str, list] = {}
for path in sorted(Path(sys.argv[1]).glob("*.tf")):
    with path.open() as file:
        for kind, bodies in hcl2.load(file).items():
            if not kind.startswith("__"):
                blocks.setdefault(kind, []).extend(bodies)
print(json.dumps(blocks))
