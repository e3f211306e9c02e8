"""Server certificates of IAM as far as watching them goes: they are listed, made by a control call and deleted."""
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal

_handlers = internal("services.iam", "_IAM_HANDLERS")
_account_id = internal("core.responses", "get_account_id")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_xml = internal("services.iam", "_xml")

# By name: when it expires.
_certificates = {}


def _arn(name: str) -> str:
    return f"arn:aws:iam::{_account_id()}:server-certificate/{name}"


def _member(name: str, expires: str) -> str:
    return (f"<member><Path>/</Path><ServerCertificateName>{name}</ServerCertificateName>"
            f"<ServerCertificateId>ASCA{abs(hash(name)):016x}</ServerCertificateId><Arn>{_arn(name)}</Arn>"
            f"<UploadDate>2020-01-01T00:00:00Z</UploadDate><Expiration>{expires}</Expiration></member>")


def _list(_params: dict):
    members = "".join(_member(name, expires) for name, expires in sorted(_certificates.items()))
    return _xml(200, "ListServerCertificatesResponse",
                f"<ListServerCertificatesResult><ServerCertificateMetadataList>{members}</ServerCertificateMetadataList>"
                f"<IsTruncated>false</IsTruncated></ListServerCertificatesResult>")


def _delete(params: dict):
    name = _param(params, "ServerCertificateName")
    if name not in _certificates:
        return _error(404, "NoSuchEntity", f"The Server Certificate with name {name} cannot be found.")
    del _certificates[name]
    return _xml(200, "DeleteServerCertificateResponse", "")


def install() -> None:
    @control_call("server-certificate")
    def server_certificate(body: dict) -> dict:
        """``name``, ``expires`` (both required, the second in ISO 8601): IAM holds a certificate."""
        require(body, name=str, expires=str)
        if not body.get("name") or not body.get("expires"):
            raise Refused("'name' and 'expires' are required")
        _certificates[body["name"]] = body["expires"]
        return {"arn": _arn(body["name"])}

    _handlers.setdefault("ListServerCertificates", _list)
    _handlers.setdefault("DeleteServerCertificate", _delete)
