#!/bin/sh
# Checks everything under deploy/ without starting a service: schemas, style, policy, the bus configuration against a
# real bus server. Needs Python 3.11; fetches the pinned tools of requirements.txt into target/ once.
# DUIJIE_NATS_SERVER names another nats-server. Ends with `N passed, N failed`; what had to be left out is said.
# The functions are called by name through `check`.
# shellcheck disable=SC2329
set -u

checks=$(cd "$(dirname "$0")" && pwd)
deploy=$(dirname "$checks")
root=$(dirname "$deploy")
venv=$root/target/deploy-checks
bin=$venv/bin
passed=0
failed=0
skipped=0

check() { # what, command…
  what=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok      $what"
  else
    failed=$((failed + 1))
    echo "FAILED  $what"
    printf '%s\n' "$output" | grep -v '^ok ' | sed 's/^/        /'
  fi
}

skip() { # what, why
  skipped=$((skipped + 1))
  echo "skipped $1: $2"
}

finish() {
  echo "$passed passed, $failed failed"
  test "$failed" -eq 0
  exit
}

tools() {
  if ! cmp -s "$checks/requirements.txt" "$venv/requirements.txt"; then
    python3 -m venv "$venv" &&
      "$bin/python" -m pip install --quiet --disable-pip-version-check --prefer-binary -r "$checks/requirements.txt" &&
      cp "$checks/requirements.txt" "$venv/requirements.txt"
  fi
}

bus_server() {
  if [ -n "${DUIJIE_NATS_SERVER:-}" ]; then
    echo "$DUIJIE_NATS_SERVER"
  else
    echo "$bin/nats-server"
  fi
}

bus_configuration() { # file
  # Word by word: each line of keys.py is one assignment.
  # shellcheck disable=SC2046
  env DUIJIE_NATS_LISTEN=127.0.0.1:4222 DUIJIE_NATS_HTTP=127.0.0.1:8222 DUIJIE_NATS_STORE=/nonexistent \
    $("$bin/python" "$checks/keys.py") "$(bus_server)" -t -c "$1"
}

bus_without_a_key() {
  if output=$(env -u DUIJIE_NKEY_OPERATOR "$(bus_server)" -t -c "$deploy/nats/accounts.conf" 2>&1); then
    echo "a bus without keys was accepted"
    return 1
  fi
  case $output in *DUIJIE_NKEY_*) ;; *) echo "$output" && return 1 ;; esac
}

unit_is_sound() { # unit; the binaries of services are not installed here, which is the one complaint let through
  output=$(systemd-analyze verify "$1" 2>&1 | grep -v 'is not executable: No such file or directory')
  test -z "$output" || { echo "$output" && return 1; }
}

unit_is_confined() { # unit; 2.0 of 10 on systemd's scale of exposure, written as 20
  systemd-analyze security --offline=true --threshold=20 "$1"
}

check "tools are installed" tools
test "$failed" -eq 0 || finish

check "compose.yaml follows the compose specification" "$bin/check-jsonschema" --builtin-schema vendor.compose-spec "$deploy/compose.yaml"
check "yaml is tidy" "$bin/yamllint" --strict --config-file "$checks/yamllint.yaml" "$deploy"
check "shell scripts are sound" "$bin/shellcheck" "$checks/run.sh" "$deploy/nats/streams.sh"
check "words are spelt right" "$bin/typos" --config "$checks/typos.toml" "$deploy" "$root/README.md"
check "policy" "$bin/python" "$checks/policy.py"
check "the bus accepts nats.conf" bus_configuration "$deploy/nats/nats.conf"
check "the bus accepts accounts.conf alone" bus_configuration "$deploy/nats/accounts.conf"
check "the bus does not start without keys" bus_without_a_key
check "each agency can do on the bus what it must and nothing else" \
  env DUIJIE_NATS_SERVER="$(bus_server)" "$bin/python" "$checks/permissions.py"

for unit in "$deploy"/systemd/*.service; do
  name=$(basename "$unit")
  if ! command -v systemd-analyze >/dev/null 2>&1; then
    skip "$name" "there is no systemd-analyze on this machine"
    continue
  fi
  check "$name is a sound unit" unit_is_sound "$unit"
  check "$name is confined" unit_is_confined "$unit"
done

if [ "$skipped" -gt 0 ]; then
  echo "$skipped checks were left out (see above); they count neither way"
fi
finish
