"""Writes the AWS-managed policies that the proof evaluates into aws-managed-policies/, as AWS publishes them today.

    python3 -m venv /tmp/moto && /tmp/moto/bin/pip install --no-deps moto
    /tmp/moto/bin/python proof/data/refresh-aws-managed-policies.py [name ...]

Without names every policy that is already there is refreshed. moto carries a copy of all of them; a change by AWS then shows
as a difference in this folder, and as a failing proof where it matters. With `--all FILE` all of them are written to one file, from
which tools/aws-policy-table.ts makes the table that the library ships.
"""
import ast
import json
import pathlib
import sysconfig
import sys

FOLDER = pathlib.Path(__file__).parent / "aws-managed-policies"


def published():
    # Read as text: importing moto would need all of its dependencies.
    source = pathlib.Path(sysconfig.get_paths()["purelib"], "moto/iam/aws_managed_policies.py").read_text()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "aws_managed_policies_data":
            return json.loads(ast.literal_eval(statement.value))
    raise SystemExit("moto no longer keeps the policies where this script looks")


def main(names):
    policies = published()
    if names[:1] == ["--all"]:
        every = [
            {"name": policy["Path"][1:] + name, "updated": policy["UpdateDate"][:10], "document": policy["Document"]}
            for name, policy in sorted(policies.items())
        ]
        pathlib.Path(names[1]).write_text(json.dumps(every))
        return
    for name in names or sorted(path.stem for path in FOLDER.glob("*.json")):
        policy = policies[name]
        held = {
            "name": policy["Path"][1:] + name,
            "version": policy["DefaultVersionId"],
            "updated": policy["UpdateDate"][:10],
            "document": policy["Document"],
        }
        (FOLDER / f"{name}.json").write_text(json.dumps(held, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
