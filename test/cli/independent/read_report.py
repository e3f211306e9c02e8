"""Reads a report of the command from the standard input with software of others, and prints what is wrong with it as a list in JSON."""
import csv
import io
import json
import re
import sys


def asff(text):
    """The findings against the model of Security Hub in botocore: structure, types, lengths, patterns and values."""
    import botocore.session
    from botocore.validate import ParamValidator

    model = botocore.session.get_session().get_service_model("securityhub")
    shape = model.operation_model("BatchImportFindings").input_shape
    request = {"Findings": json.loads(text)}
    report = ParamValidator().validate(request, shape)
    return [report.generate_report()] * report.has_errors() + list(beyond(shape, request, "Findings"))


def beyond(shape, value, path):
    """What the model says and the validator of botocore leaves to the service."""
    limits = shape.metadata
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, member in value.items():
            if name in shape.members:
                yield from beyond(shape.members[name], member, f"{path}.{name}")
    elif shape.type_name == "list" and isinstance(value, list):
        if "max" in limits and len(value) > limits["max"]:
            yield f"{path} has {len(value)} entries"
        for index, member in enumerate(value):
            yield from beyond(shape.member, member, f"{path}[{index}]")
    elif shape.type_name == "string" and isinstance(value, str):
        if shape.enum and value not in shape.enum:
            yield f"{path} is {value}, not one of {', '.join(shape.enum)}"
        if "pattern" in limits and not re.fullmatch(limits["pattern"], value, re.DOTALL):
            yield f"{path} is {value}, which does not match {limits['pattern']}"
        if "max" in limits and len(value) > limits["max"]:
            yield f"{path} has {len(value)} characters"


# Attributes of a compliance in OCSF 1.7.0 that the models leave out.
NOT_MODELED = ["status", "status_details"]


def ocsf(text):
    """The events against the models of OCSF that Prowler uses."""
    from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
    from py_ocsf_models.objects.cloud import Cloud
    from pydantic import ValidationError

    class CloudComplianceFinding(ComplianceFinding):
        """The models have the profile cloud for other classes only."""

        cloud: Cloud

    for index, event in enumerate(json.loads(text)):
        for name in NOT_MODELED:
            event.get("compliance", {}).pop(name, None)
        try:
            read = json.loads(CloudComplianceFinding.model_validate(event).model_dump_json(exclude_unset=True))
        except ValidationError as error:
            yield from (f"[{index}].{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
            continue
        yield from lost(event, read, f"[{index}]")


def lost(written, read, path):
    """Values that the models do not know, and values that they read as others."""
    if isinstance(written, dict) and isinstance(read, dict):
        for name, value in written.items():
            if name in read:
                yield from lost(value, read[name], f"{path}.{name}")
            else:
                yield f"{path}.{name} is not known"
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        for index, (value, other) in enumerate(zip(written, read)):
            yield from lost(value, other, f"{path}[{index}]")
    elif written != read:
        yield f"{path} is {json.dumps(written)}, read as {json.dumps(read)}"


def junit(text):
    """The suites, read by junitparser, whose counts must be those that it counts itself."""
    from junitparser import JUnitXml, TestSuite

    read = JUnitXml.fromstring(text.encode())
    suites = [read] if isinstance(read, TestSuite) else list(read)
    for suite in suites:
        written = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()
        counted = (suite.tests, suite.failures, suite.errors)
        if written != counted:
            yield f"{suite.name}: {written} is written, {counted} is counted"
        for case in suite:
            if not case.name or not case.classname:
                yield f"{suite.name}: a case has no name or no class"
    if not suites:
        yield "there is no suite"


def table(text):
    """The rows, read by the module csv of Python, each with as many fields as the header."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return [f"row {index + 1} has {len(row)} fields" for index, row in enumerate(rows) if len(row) != len(rows[0])] if len(rows) > 1 else ["there is no row"]


def html(text):
    """The page, read by html5lib by the algorithm of the HTML standard, which counts each deviation."""
    import html5lib

    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"line {line}, column {column}: {code} {data}" for (line, column), code, data in parser.errors]


if __name__ == "__main__":
    text = sys.stdin.buffer.read().decode("utf-8", "strict")
    print(json.dumps(list({"asff": asff, "ocsf": ocsf, "junit": junit, "csv": table, "html": html}[sys.argv[1]](text))))
