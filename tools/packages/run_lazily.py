"""run_lazily.py <program>: runs a program for which a module of aws_cdk is loaded when something of it is first asked for.

`import aws_cdk` loads every module of it, which in a new virtual environment takes longer than all the rest of the check.
"""

import runpy
import sys
from importlib.machinery import PathFinder
from importlib.util import LazyLoader


class LazyModules:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith("aws_cdk.aws_"):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, LazyModules)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
