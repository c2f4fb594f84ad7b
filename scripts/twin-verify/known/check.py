from collections.abc import Callable
from dataclasses import dataclass

from known.side import Side


@dataclass
class Check:
    """One error of moto: `find` gives `aws` at the twin, as at AWS, and `moto` at moto."""

    what: str
    find: Callable[[Side], object]
    aws: object
    moto: object
