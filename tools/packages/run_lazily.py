"""run_lazily.py <program> <folder>...: runs programs for which a module of aws_cdk is loaded when something of it is first asked for.

What a program synthesizes into CDK_OUTDIR is moved to the folder that follows it. One process loads aws_cdk for all of them.
`import aws_cdk` loads every module of it, which in a new virtual environment takes longer than all the rest of the check.
"""

import os
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
arguments = sys.argv[1:]
for program, folder in zip(arguments[::2], arguments[1::2], strict=True):
    sys.argv = [program]
    runpy.run_path(program, run_name="__main__")
    os.rename(os.environ["CDK_OUTDIR"], folder)
