#!/bin/sh
# Makes the two streams on the bus where they are absent; one that is there is left as it is, whatever it looks like.
# As the bus operator: streams.sh nats://127.0.0.1:4222 /etc/duijie-nats/operator.seed    (needs the `nats` command)
set -eu
server=${1:?the URL of the bus}
seed=${2:?the file with the seed of the operator}
here=$(cd "$(dirname "$0")" && pwd)
for name in DUIJIE_LETTERS DUIJIE_STATEMENTS; do
  answer=$(nats --server "$server" --nkey "$seed" --inbox-prefix _INBOX.operator --timeout 10s \
    request --raw "\$JS.API.STREAM.CREATE.$name" "$(cat "$here/streams/$name.json")")
  case $answer in
    *'"err_code":10058'*) echo "$name is there but differs from streams/$name.json; nothing was changed" >&2; exit 1 ;;
    *'"error"'*) echo "$name: $answer" >&2; exit 1 ;;
    *'"created"'*) echo "$name is there" ;;
    *) echo "$name: no answer" >&2; exit 1 ;;
  esac
done
