"""The process environment in which MiniStack starts."""
import os


def prepare(port: int, account: str, node_modules: str) -> None:
    """Set the variables that MiniStack reads, and remove the caller's own AWS settings, which would change its behavior."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "MINISTACK_", "LOCALSTACK_", "LAMBDA_"))]:
        del os.environ[name]
    os.environ.update({
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": account,
        "MINISTACK_REGION": "us-east-1",
        "AUTH": "true",
        "CLOUDTRAIL_RECORDING": "1",
        # Functions run on this machine's node: the SDK clients that Lambda provides come from the project's modules.
        "NODE_PATH": node_modules,
        "LAMBDA_EXECUTOR": "local",
        "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
    })
    for name in ("PERSIST_STATE", "S3_PERSIST", "USE_SSL", "SERVICES", "DOCKER_HOST"):
        os.environ.pop(name, None)
