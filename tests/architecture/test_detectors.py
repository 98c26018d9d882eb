"""A detector that finds nothing anywhere would keep every gate green, so each must find and must spare."""

import ast

import pytest

from tests.architecture import detectors

FINDS = [
    (detectors.printing, "print('x')"),
    (detectors.printing, "from pprint import pprint as show\nshow(1)"),
    (detectors.printing, "import sys\nsys.stdout.write('x')"),
    (detectors.unsafe, "import pickle"),
    (detectors.unsafe, "from pickle import loads"),
    (detectors.unsafe, "def f():\n    import marshal as m"),
    (detectors.unsafe, "eval('1')"),
    (detectors.unsafe, "import builtins\nbuiltins.exec('1')"),
    (detectors.unseeded, "import random\nrandom.shuffle([])"),
    (detectors.unseeded, "import random\nrng = random.Random()"),
    (detectors.unseeded, "from random import Random\nrng = Random(None)"),
    (detectors.unseeded, "from random import choice\nchoice([1])"),
    (detectors.unseeded, "import random as r\nr.random()"),
    (detectors.unseeded, "import random\nrandom.SystemRandom(3)"),
    (detectors.unseeded, "import numpy as np\nnp.random.rand(3)"),
    (detectors.unseeded, "import numpy as np\nnp.random.default_rng()"),
    (detectors.unseeded, "from numpy.random import default_rng\ndefault_rng(seed=None)"),
    (detectors.set_order, "for x in {1, 2}: pass"),
    (detectors.set_order, "for x in set(y): pass"),
    (detectors.set_order, "for x in set(y) - {1}: pass"),
    (detectors.set_order, "for x in a.keys() & b.keys(): pass"),
    (detectors.set_order, "for x in set(y).union(z): pass"),
    (detectors.set_order, "for i, x in enumerate({a for a in b}): pass"),
    (detectors.set_order, "[x for x in {1, 2}]"),
    (detectors.set_order, "{x: 1 for x in frozenset(y)}"),
    (detectors.set_order, "f(x for x in set(y))"),
    (detectors.set_order, "list(set(y))"),
    (detectors.set_order, "', '.join({a for a in b})"),
    (detectors.set_order, "[*set(y)]"),
    (detectors.set_order, "dict.fromkeys(set(y))"),
]
SPARES = [
    (detectors.printing, "log.info('x')\nblueprint()"),
    (detectors.unsafe, "import json\nmodel.evaluate('1')\nre.compile('x')"),
    (detectors.unseeded, "import random\nrng = random.Random(7)\nrng.shuffle([])"),
    (detectors.unseeded, "import numpy as np\ndef f(rng: np.random.Generator): return rng.random()"),
    (detectors.unseeded, "import numpy as np\nnp.random.default_rng(seed)\nnp.random.default_rng(seed=1)"),
    (detectors.unseeded, "import numpy as np\nnp.random.Generator(np.random.PCG64(5))"),
    (detectors.set_order, "for x in sorted({1, 2}): pass"),
    (detectors.set_order, "for x in sorted(y for y in set(z)): pass"),
    (detectors.set_order, "sum(x for x in {1, 2})\nany(x for x in set(y))\nlen(set(y))"),
    (detectors.set_order, "{x for x in set(y)}"),
    (detectors.set_order, "for x in a.keys(): pass"),
    (detectors.set_order, "for x in a | b: pass\nx in {1, 2}"),
]


@pytest.mark.parametrize(("detector", "text"), FINDS)
def test_the_detector_finds(detector, text):
    assert len(list(detector(ast.parse(text)))) == 1


@pytest.mark.parametrize(("detector", "text"), SPARES)
def test_the_detector_spares(detector, text):
    assert list(detector(ast.parse(text))) == []
