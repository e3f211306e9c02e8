"""Serve the local AWS endpoint until stdin closes or a signal arrives: ``python serve.py --port 4566``."""
import argparse
import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
# Started with -I, Python does not look beside the script by itself.
sys.path.insert(0, ROOT)


def main() -> None:
    parser = argparse.ArgumentParser(description="Local AWS endpoint: MiniStack, with IAM enforced.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--account", default="111122223333", help="the id of the account that it serves")
    options = parser.parse_args()

    from aws_endpoint.framework.environment import prepare

    # Before anything of MiniStack is imported: it reads its settings when it is.
    prepare(options.port, options.account, os.path.join(os.path.dirname(os.path.dirname(ROOT)), "node_modules"))
    from aws_endpoint import install_all
    from aws_endpoint.framework.lifetime import end_with_parent

    install_all()
    end_with_parent()
    sys.argv = [sys.argv[0]]
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
