"""Templates in YAML are parsed in C, eight times as fast as in Python, which MiniStack does; the CDK CLI sends YAML."""
import yaml

from ..framework.patching import internal, wrap


def install() -> None:
    def parsed_in_c(loader):
        # PyYAML that was built without a C compiler has only Python.
        in_c = getattr(yaml, "CSafeLoader", None)
        return type(loader.__name__, (in_c,), {"yaml_constructors": loader.yaml_constructors}) if in_c else loader

    internal("services.cloudformation.engine", "_parse_template")
    wrap("services.cloudformation.engine", "CfnLoader", parsed_in_c)
