"""Public keys of nobody for every variable of nats/accounts.conf, a `NAME=key` per line; their seeds are thrown away."""

import os
import pathlib
import re

import nkeys

NATS = pathlib.Path(__file__).resolve().parent.parent / "nats"

for name in sorted(set(re.findall(r"\$(DUIJIE_NKEY_\w+)", (NATS / "accounts.conf").read_text(encoding="utf-8")))):
    seed = nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)
    print(f"{name}={nkeys.from_seed(seed).public_key.decode()}")
