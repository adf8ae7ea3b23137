"""What no deployment file may do, beyond what a schema can say: compose.yaml, the Dockerfile, the bus and the units.

Each rule is a function that yields what is wrong; one line per rule is printed, then `N passed, N failed`.
"""

import pathlib
import re
import sys
import tomllib

import yaml

DEPLOY = pathlib.Path(__file__).resolve().parent.parent
# Whoever has an account on the bus is an agency; compose.yaml must have them all.
ACCOUNTS = re.findall(r"^  ([A-Z0-9_]+) \{$", (DEPLOY / "nats/accounts.conf").read_text(encoding="utf-8"), re.M)
AGENCIES = {account.lower().replace("_", "-") for account in ACCOUNTS} - {"bus"}
# Nobody but loopback may reach what has no certificate yet.
LOOPBACK = ("127.0.0.1:", "[::1]:")


def no_container_has_more_rights_than_it_needs(services):
    for name, service in services.items():
        if service.get("privileged"):
            yield f"{name} is privileged"
        if service.get("cap_drop") != ["ALL"] or service.get("cap_add"):
            yield f"{name} keeps capabilities"
        if "no-new-privileges:true" not in service.get("security_opt", []):
            yield f"{name} may gain privileges"
        if service.get("read_only") is not True:
            yield f"{name} can write its root file system"
        if str(service.get("user", "0")).split(":")[0] in ("0", "root"):
            yield f"{name} runs as root"
        for key in ("network_mode", "pid", "ipc", "devices"):
            if key in service:
                yield f"{name} sets {key}"
        if any("docker.sock" in str(volume) for volume in service.get("volumes", [])):
            yield f"{name} reaches the container engine"


def no_port_is_open_to_other_machines(services):
    for name, service in services.items():
        for port in service.get("ports", []):
            host = port.get("host_ip", "") + ":" if isinstance(port, dict) else str(port)
            if not host.startswith(LOOPBACK):
                yield f"{name} publishes {port}"


def every_image_has_a_version(services):
    for name, service in services.items():
        image = service.get("image", "")
        if "@sha256:" not in image and not re.search(r":v?\d+\.\d+(\.\d+)?[\w.-]*$", image):
            yield f"{name}: `{image}`"
    for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("FROM ") and (":" not in line or ":latest" in line):
            yield f"Dockerfile: `{line}`"


def every_agency_is_alone_with_its_files(services):
    for name in AGENCIES ^ (set(services) - {"nats", "streams"}):
        yield f"{name} is in one of compose.yaml and accounts.conf only"
    seen = {}
    for name in AGENCIES & set(services):
        service = services[name]
        if "healthcheck" not in service or "/readyz" not in str(service["healthcheck"]):
            yield f"{name} is not checked on /readyz"
        if "--dev" in str(service.get("command", "")):
            yield f"{name} runs with --dev"
        for volume in service.get("volumes", []):
            source = str(volume).split(":")[0]
            if not source.startswith("."):
                if source in seen:
                    yield f"{name} and {seen[source]} share {source}"
                seen[source] = name
            elif not str(volume).endswith(":ro"):
                yield f"{name} can write {source}"
        if len([s for s in seen.values() if s == name]) < 2:
            yield f"{name} keeps database and watermark on one volume"


def nobody_reaches_the_bus_without_a_key(_):
    text = "\n".join(line.split("#")[0] for file in (DEPLOY / "nats").glob("*.conf") for line in file.read_text(encoding="utf-8").splitlines())
    for word in ("password", "token", "no_auth_user", "allow_anonymous", "anonymous", "system_account", "leafnodes", "websocket", "mqtt"):
        if re.search(rf"\b{word}\b", text):
            yield f"`{word}` in the bus configuration"
    users = len(re.findall(r"\bnkey:\s*\$DUIJIE_NKEY_[A-Z_]+", text))
    if users != len(AGENCIES) + 1 or len(re.findall(r"\busers\b", text)) != users:
        yield f"{users} users with keys for {len(AGENCIES)} agencies and the operator"
    if re.search(r"\b(SU|U)[A-Z2-7]{55}\b", text):
        yield "a key is written into the bus configuration"
    if re.search(r"^\s*(store_dir|http|https|listen|port|host)\b", (DEPLOY / "nats/accounts.conf").read_text(encoding="utf-8"), re.M):
        yield "accounts.conf names an address or a directory"


def units_do_not_restart_into_recovery(_):
    text = (DEPLOY / "systemd/duijie@.service").read_text(encoding="utf-8")
    for line in ("RestartPreventExitStatus=75 78", "NoNewPrivileges=yes", "ProtectSystem=strict", "Restart=on-failure"):
        if f"\n{line}\n" not in text:
            yield f"duijie@.service lacks {line}"
    if "--dev" in text or "--sandbox" in text:
        yield "duijie@.service runs for trial"


def data_files_are_toml(_):
    for file in sorted(DEPLOY.rglob("*.toml")):
        try:
            tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            yield f"{file.relative_to(DEPLOY)}: {error}"


def main():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    rules = [
        no_container_has_more_rights_than_it_needs,
        no_port_is_open_to_other_machines,
        every_image_has_a_version,
        every_agency_is_alone_with_its_files,
        nobody_reaches_the_bus_without_a_key,
        units_do_not_restart_into_recovery,
        data_files_are_toml,
    ]
    failed = 0
    for rule in rules:
        wrong = list(rule(services))
        failed += bool(wrong)
        print(("FAILED  " if wrong else "ok      ") + rule.__name__.replace("_", " "))
        for what in wrong:
            print(f"        {what}")
    print(f"{len(rules) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
