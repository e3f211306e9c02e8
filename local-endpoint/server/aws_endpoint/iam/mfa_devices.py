"""Virtual MFA devices that check codes (RFC 6238): MiniStack enables them, and accepts sessions, with any code."""
import base64
import hashlib
import hmac
import os
import struct
import time

from ..framework.patching import internal, wrap_iam_action

_STEP_SECONDS = 30
_DEVICES_PER_USER = 8

_devices = internal("services.iam", "_mfa_devices")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")


def device_of(user_name: str, serial: str) -> dict | None:
    device = _devices.get(serial)
    return device if device and device.get("User") == user_name else None


def _code_at(device: dict, step: int) -> str:
    seed = device["Base32StringSeed"]
    key = base64.b32decode(seed + "=" * (-len(seed) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def _steps() -> range:
    now = int(time.time()) // _STEP_SECONDS
    return range(now - 1, now + 2)


def code_matches(device: dict, code: str) -> bool:
    return any(hmac.compare_digest(_code_at(device, step), code) for step in _steps())


def _consecutive(device: dict, first: str, second: str) -> bool:
    return any(_code_at(device, step) == first and _code_at(device, step + 1) == second for step in _steps())


def _refusal(device: dict | None, params: dict):
    first, second = _param(params, "AuthenticationCode1"), _param(params, "AuthenticationCode2")
    if device is not None and not _consecutive(device, first, second):
        return _error(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.")
    return None


def install() -> None:
    def with_real_seed(create):
        def created(params):
            answer = create(params)
            if answer[0] >= 400:
                return answer
            serial = answer[2].decode().split("<SerialNumber>")[1].split("<")[0]
            old = _devices[serial]["Base32StringSeed"]
            new = _devices[serial]["Base32StringSeed"] = base64.b32encode(os.urandom(40)).decode()
            encoded = [base64.b64encode(seed.encode()) for seed in (old, new)]
            return answer[0], answer[1], answer[2].replace(*encoded)
        return created

    def with_two_codes(enable):
        def enabled(params):
            device = _devices.get(_param(params, "SerialNumber"))
            if device is not None and device.get("User") is None:
                user = _param(params, "UserName")
                if sum(other.get("User") == user for other in _devices.values()) >= _DEVICES_PER_USER:
                    return _error(409, "LimitExceeded", f"Cannot exceed quota for MFADevicesPerUser: {_DEVICES_PER_USER}")
                refusal = _refusal(device, params)
                if refusal:
                    return refusal
            return enable(params)
        return enabled

    def resynchronized_by_codes(resync):
        def synchronized(params):
            return _refusal(device_of(_param(params, "UserName"), _param(params, "SerialNumber")), params) or resync(params)
        return synchronized

    wrap_iam_action("CreateVirtualMFADevice", with_real_seed)
    wrap_iam_action("EnableMFADevice", with_two_codes)
    wrap_iam_action("ResyncMFADevice", resynchronized_by_codes)
