"""Service last accessed details: a control call sets when a service was used; only the principal that starts a job gets its result."""
from . import resources
from ..framework import request as requests
from ..framework.clock import days_ago
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap_iam_action

_jobs = internal("services.iam", "_sla_jobs")
_error = internal("services.iam", "_error")
_xml = internal("services.iam", "_xml")
_ENTITIES = [internal("services.iam", name) for name in ("_roles", "_users", "_groups")]

# By the ARN of an identity: the services that it may use, with the time of their last use or None.
_services = {}


@control_call("last-accessed")
def last_accessed(body: dict) -> dict:
    """``arn`` of a role, user or group; ``services``: how many days ago each was used, -1 for never; ``created``: how many days ago."""
    require(body, arn=str, services=dict, created=int)
    entity = next((one for store in _ENTITIES for one in store.values() if one["Arn"] == body.get("arn")), None)
    if entity is None:
        raise Refused(f"there is no role, user or group {body.get('arn')}")
    if "created" in body:
        entity["CreateDate"] = days_ago(body["created"])
    _services[body["arn"]] = {service: None if days < 0 else days_ago(days) for service, days in body.get("services", {}).items()}
    return body


def _caller() -> str:
    caller = requests.caller()
    return caller.principal_arn if caller else "root"


def _detail(service: str, used) -> str:
    seen = f"<LastAuthenticated>{used}</LastAuthenticated>" if used else ""
    return (f"<member><ServiceName>{service}</ServiceName><ServiceNamespace>{service}</ServiceNamespace>{seen}"
            f"<TotalAuthenticatedEntities>{int(bool(used))}</TotalAuthenticatedEntities></member>")


def install() -> None:
    def owned(generate):
        def started(params):
            known = set(_jobs)
            answer = generate(params)
            for job in set(_jobs) - known:
                _jobs[job].update(Owner=_caller(), Asked=0)
            return answer
        return started

    def detailed(_get):
        def details(params):
            job = _jobs.get((params.get("JobId") or [""])[0])
            if job is None or job["Owner"] != _caller():
                return _error(404, "NoSuchEntity", "The job does not exist, or another principal started it.", ns="iam")
            job["Asked"] += 1
            state = "IN_PROGRESS" if job["Asked"] == 1 else "COMPLETED"
            services = _services.get(job["Arn"], {}) if state == "COMPLETED" else {}
            return _xml(200, "GetServiceLastAccessedDetailsResponse",
                        f"<GetServiceLastAccessedDetailsResult><JobStatus>{state}</JobStatus><JobCreationDate>{job['JobCreationDate']}</JobCreationDate>"
                        f"<ServicesLastAccessed>{''.join(_detail(*item) for item in services.items())}</ServicesLastAccessed>"
                        "<IsTruncated>false</IsTruncated></GetServiceLastAccessedDetailsResult>", ns="iam")
        return details

    def of_the_identity(resource_of):
        def resource(action, param):
            return param("Arn") if action == "GenerateServiceLastAccessedDetails" else resource_of(action, param)
        return resource

    wrap_iam_action("GenerateServiceLastAccessedDetails", owned)
    wrap_iam_action("GetServiceLastAccessedDetails", detailed)
    resources.resource_of = of_the_identity(resources.resource_of)
