"""The standards of Security Hub CSPM, and some of their controls."""
import re

from ..framework.patching import internal
from .model import Hub

_account_id = internal("core.responses", "get_account_id")

CONTROL_ID = re.compile(r"[A-Z][A-Za-z0-9]*\.[1-9]\d*")
_FSBP, CIS_1_2 = "aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/1.2.0"
_CIS_1_4, _CIS_3, _CIS_5 = (f"cis-aws-foundations-benchmark/v/{version}" for version in ("1.4.0", "3.0.0", "5.0.0"))
_PCI_3, _NIST_53, _NIST_171, _TAGS = "pci-dss/v/3.2.1", "nist-800-53/v/5.0.0", "nist-800-171/v/2.0.0", "aws-resource-tagging-standard/v/1.0.0"
# As they end in an ARN.
STANDARDS = (_FSBP, _CIS_1_4, _CIS_3, _CIS_5, _NIST_53, _NIST_171, _PCI_3, "pci-dss/v/4.0.1", _TAGS)
# The first version of the benchmark of CIS is a rule set, which is in no region.
RULE_SET = f"arn:aws:securityhub:::ruleset/{CIS_1_2}"
# What AWS enables with the hub, unless it is asked not to.
DEFAULT = (CIS_1_2, _FSBP)

# Some controls, by their security control, with the id that each standard has for them.
CONTROLS = {
    "CloudTrail.2": {_FSBP: "CloudTrail.2", _CIS_1_4: "3.7", _NIST_53: "CloudTrail.2", _NIST_171: "CloudTrail.2", _PCI_3: "PCI.CloudTrail.1"},
    "Config.1": {_FSBP: "Config.1", CIS_1_2: "2.5", _CIS_1_4: "3.5", _CIS_3: "3.3", _NIST_53: "Config.1", _PCI_3: "PCI.Config.1"},
    "EC2.7": {_FSBP: "EC2.7", _CIS_3: "2.2.1", _CIS_5: "5.1.1", _NIST_53: "EC2.7"},
    "EC2.10": {_FSBP: "EC2.10", _NIST_53: "EC2.10"},
    "EC2.35": {_TAGS: "EC2.35"},
    "IAM.7": {_FSBP: "IAM.7", _NIST_53: "IAM.7", _PCI_3: "PCI.IAM.8"},
    "Macie.1": {_FSBP: "Macie.1", _NIST_53: "Macie.1"},
    "S3.20": {_CIS_1_4: "2.1.3", _CIS_3: "2.1.2", _NIST_53: "S3.20"},
}


def is_disabled(hub: Hub, control: str) -> bool:
    """Whether the account has disabled the control in every standard of the hub that has it, as far as the control is one of these."""
    having = {name: own for name, own in CONTROLS.get(control, {}).items() if name in hub.standards}
    return bool(having) and all(own in hub.disabled_in.get(name, {}) for name, own in having.items())


def standard_arn(name: str, region: str) -> str:
    return RULE_SET if name == CIS_1_2 else f"arn:aws:securityhub:{region}::standards/{name}"


def subscription(name: str, region: str) -> dict:
    return {"StandardsSubscriptionArn": f"arn:aws:securityhub:{region}:{_account_id()}:subscription/{name}", "StandardsArn": standard_arn(name, region),
            "StandardsInput": {}, "StandardsStatus": "READY"}
