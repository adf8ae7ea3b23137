"""Proves nats/accounts.conf and nats/streams/*.json against a real bus server.

Starts its own server on loopback with keys made for this run, and tries as each agency what it must be able to do and
what it must not. Needs nats-py, nkeys, and a nats-server: DUIJIE_NATS_SERVER names it, else the one on PATH is taken.
DUIJIE_NATS_PORT sets the client port; by default the system chooses one. Nothing is read or written outside a temporary
directory. Prints one line per check and `N passed, N failed`; the exit code is 1 when one failed, 2 when none could run.
"""

import asyncio
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import nats
import nkeys

NATS = pathlib.Path(__file__).resolve().parent.parent / "nats"
DIVISION = "320102"
# Every agency that the file has an account for.
ROLES = re.findall(rf"^  # {DIVISION}\.([a-z-]+)$", (NATS / "accounts.conf").read_text(encoding="utf-8"), re.M)
LETTERS, STATEMENTS = "DUIJIE_LETTERS", "DUIJIE_STATEMENTS"
API = "$JS.API"
START_SECONDS = 20
REPLY_SECONDS = 3
# How long silence is listened to before it counts as "nothing came". Everything is on loopback and flushed before.
SILENCE_SECONDS = 0.3

passed = failed = 0


def check(what, holds, seen=""):
    """Counts one check and prints it."""
    global passed, failed
    if holds:
        passed += 1
        print(f"ok      {what}")
    else:
        failed += 1
        print(f"FAILED  {what}" + (f": {seen}" if seen else ""))


def user():
    """A new bus user: (seed, public key)."""
    seed = nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)
    return seed.decode(), nkeys.from_seed(seed).public_key.decode()


def variable(name):
    return "DUIJIE_NKEY_" + name.upper().replace("-", "_")


def own(role):
    return f"{DIVISION}.{role}"


def desk(role):
    return f"desk_{DIVISION}_{role}"


def letter(to, sender):
    return f"duijie.v1.letter.{own(to)}.{own(sender)}"


def statement(to, sender):
    return f"duijie.v1.statement.{own(to)}.{own(sender)}"


def create_subject(role, filter_of=None, name=None, stream=LETTERS, kind="letter"):
    return f"{API}.CONSUMER.CREATE.{stream}.{name or desk(role)}.duijie.v1.{kind}.{own(filter_of or role)}.>"


def consumer(role, **changes):
    """The body of the request that makes the desk's consumer."""
    config = {
        "name": desk(role),
        "durable_name": desk(role),
        "filter_subject": f"duijie.v1.letter.{own(role)}.>",
        "deliver_policy": "all",
        "ack_policy": "all",
        "ack_wait": 30_000_000_000,
        "max_deliver": -1,
        "replay_policy": "instant",
    }
    config.update(changes)
    config = {key: value for key, value in config.items() if value is not None}
    return {"stream_name": LETTERS, "config": config, "action": ""}


class Desk:
    """One connection, with the permission errors it was sent."""

    def __init__(self, name, inbox):
        self.name, self.inbox, self.errors = name, inbox, []

    async def connect(self, url, seed):
        async def note(error):
            self.errors.append(str(error).lower())

        self.bus = await nats.connect(
            url,
            nkeys_seed_str=seed,
            inbox_prefix=self.inbox.encode(),
            error_cb=note,
            allow_reconnect=False,
            skip_subject_validation=True,
        )
        return self

    async def refused(self):
        """Whether the server has refused something since the last question. A refusal comes before the answer to a ping."""
        await self.bus.flush()
        await asyncio.sleep(0.02)
        seen, self.errors = self.errors, []
        return any("permissions violation" in error for error in seen)

    async def ask(self, subject, body=None):
        """The answer to a request, or None."""
        payload = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            return await self.bus.request(subject, payload, timeout=REPLY_SECONDS)
        except (nats.errors.TimeoutError, nats.errors.NoRespondersError):
            return None

    async def api(self, subject, body=None):
        """The decoded answer of a JetStream request, or {}."""
        answer = await self.ask(subject, body)
        return json.loads(answer.data) if answer else {}

    async def may(self, what, subject, body=None):
        answer = await self.api(subject, body)
        good = bool(answer) and "error" not in answer
        check(f"{self.name} {what}", good and not await self.refused(), f"{subject} → {answer.get('error', answer or 'no answer')}")
        return answer

    async def may_not_send(self, what, subject, body=b"{}"):
        """The operator is refused by its permissions; an agency has nobody in its account who would hear it."""
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            answer = await self.bus.request(subject, payload, timeout=REPLY_SECONDS if self.name != "operator" else SILENCE_SECONDS)
            check(f"{self.name} cannot {what}", False, f"{subject} → {answer.data!r}")
        except nats.errors.NoRespondersError:
            check(f"{self.name} cannot {what}", True)
        except nats.errors.TimeoutError:
            check(f"{self.name} cannot {what}", await self.refused(), f"{subject} was let through")

    async def may_not_hear(self, what, subject):
        heard = await self.bus.subscribe(subject)
        check(f"{self.name} cannot {what}", await self.refused(), f"{subject} was let through")
        await heard.unsubscribe()
        await self.refused()

    async def fetch(self, role, batch=10):
        """What the desk's consumer holds now, as (subject, data) with acknowledgement subjects."""
        inbox = self.bus.new_inbox()
        box = await self.bus.subscribe(inbox)
        request = {"batch": batch, "no_wait": True}
        await self.bus.publish(f"{API}.CONSUMER.MSG.NEXT.{LETTERS}.{desk(role)}", json.dumps(request).encode(), reply=inbox)
        got = []
        while True:
            try:
                message = await box.next_msg(timeout=REPLY_SECONDS)
            except nats.errors.TimeoutError:
                break
            if message.headers and "Status" in message.headers:
                break
            got.append(message)
        await box.unsubscribe()
        return got


async def streams(operator, courts):
    """Only the operator makes streams, and what it makes is what the files say."""
    for name in (LETTERS, STATEMENTS):
        wanted = json.loads((NATS / "streams" / f"{name}.json").read_text(encoding="utf-8"))
        await courts.may_not_send(f"create {name}", f"{API}.STREAM.CREATE.{name}", wanted)
        answer = await operator.may(f"creates {name}", f"{API}.STREAM.CREATE.{name}", wanted)
        again = await operator.may(f"creates {name} a second time without effect", f"{API}.STREAM.CREATE.{name}", wanted)
        check(f"creating {name} again changes nothing", again.get("created") == answer.get("created"))
        made = (await operator.api(f"{API}.STREAM.INFO.{name}")).get("config", {})
        differ = {key: made.get(key) for key, value in wanted.items() if made.get(key, 0 if value in (0, False) else None) != value}
        check(f"{name} is as its file says", not differ, str(differ))
        changed = dict(wanted, max_age=3_600_000_000_000)
        answer = await operator.api(f"{API}.STREAM.CREATE.{name}", changed)
        check(f"creating {name} with another length is an error, not a change", answer.get("error", {}).get("err_code") == 10058, str(answer))
    await operator.may_not_send("create another stream", f"{API}.STREAM.CREATE.OTHER", {"name": "OTHER", "subjects": ["other"]})
    await operator.may_not_send("delete the letters", f"{API}.STREAM.DELETE.{LETTERS}")
    await operator.may_not_send("send a letter", letter("courts", "petitions"), b"x")
    await operator.may_not_send("read a stored letter", f"{API}.STREAM.MSG.GET.{LETTERS}", {"seq": 1})
    await operator.may_not_send("make a consumer", create_subject("courts", name="spy"), consumer("courts", name="spy"))
    await operator.may_not_hear("listen to letters", "duijie.v1.letter.>")


async def own_way(desks, role):
    """Everything a desk does in its life."""
    me = desks[role]
    for name in (LETTERS, STATEMENTS):
        await me.may(f"looks at {name}", f"{API}.STREAM.INFO.{name}")
    await me.may("makes its consumer", create_subject(role), consumer(role))
    await me.may("makes its consumer again", create_subject(role), consumer(role))
    await me.may("looks at its consumer", f"{API}.CONSUMER.INFO.{LETTERS}.{desk(role)}")
    heard = await me.bus.subscribe(f"duijie.v1.statement.{own(role)}.>")
    check(f"{me.name} listens to its statements", not await me.refused())
    for other in ROLES:
        if other != role:
            ack = await me.api(letter(other, role), f"letter {role} to {other}".encode())
            check(f"{me.name} sends a letter to {other}", ack.get("stream") == LETTERS, str(ack))
            for text in ("old", "new"):
                ack = await desks[other].api(statement(role, other), f"{text} statement of {other}".encode())
            check(f"{other} sends a statement to {me.name}", ack.get("stream") == STATEMENTS, str(ack))
    got = [(await heard.next_msg(timeout=REPLY_SECONDS)).subject for _ in range(2 * (len(ROLES) - 1))]
    check(f"{me.name} hears the statements sent to it", all(s.startswith(f"duijie.v1.statement.{own(role)}.") for s in got))
    await heard.unsubscribe()
    for other in ROLES:
        if other != role:
            answer = await me.ask(f"{API}.DIRECT.GET.{STATEMENTS}.{statement(role, other)}")
            data = answer.data if answer else None
            check(f"{me.name} reads the newest statement of {other}", data == f"new statement of {other}".encode(), str(data))
    answer = await me.ask(f"{API}.DIRECT.GET.{STATEMENTS}.duijie.v1.statement.{own(role)}.{DIVISION}.nobody")
    status = (answer.headers or {}).get("Status") if answer else None
    check(f"{me.name} is told when a peer never sent a statement", status == "404", str(status))


async def receiving(desks, role):
    """Letters come by the consumer, only its own, and acknowledgements count."""
    me = desks[role]
    got = await me.fetch(role)
    mine = all(m.subject.startswith(f"duijie.v1.letter.{own(role)}.") for m in got)
    check(f"{me.name} reads a letter of every other agency and no more", len(got) == len(ROLES) - 1 and mine, str([m.subject for m in got]))
    if not got:
        return
    answer = await me.ask(got[-1].reply, b"+ACK")
    check(f"{me.name} acknowledges and is confirmed", answer is not None and not await me.refused(), got[-1].reply)
    info = await me.api(f"{API}.CONSUMER.INFO.{LETTERS}.{desk(role)}")
    check(f"{me.name} has no letter left to acknowledge", info.get("num_ack_pending") == 0, str(info.get("num_ack_pending")))


async def foreign(desks, url):
    """What one agency tries on the others, with petitions as the curious one and courts as the victim."""
    me, them = desks["petitions"], "courts"
    body = consumer(them)
    for other in ("courts", "public-security"):
        await me.may_not_send(f"send a letter in the name of {other}", letter("judicial-bureau", other), b"x")
        await me.may_not_send(f"send a statement in the name of {other}", statement("judicial-bureau", other), b"x")
    await me.may_not_send("send a letter with nobody as sender", f"duijie.v1.letter.{own(them)}", b"x")
    await me.may_not_send("send for its role in another division", f"duijie.v1.letter.{own(them)}.320104.petitions", b"x")
    await me.may_not_send("send into another's inbox", "_INBOX.320102.courts.x.y", b"x")

    await me.may_not_send("make a consumer with a foreign filter", create_subject("petitions", filter_of=them), consumer("petitions", filter_subject=f"duijie.v1.letter.{own(them)}.>"))
    await me.may_not_send("make a consumer of all letters", f"{API}.CONSUMER.CREATE.{LETTERS}.{desk('petitions')}.duijie.v1.letter.>", body)
    await me.may_not_send("make a consumer without a filter", f"{API}.CONSUMER.CREATE.{LETTERS}.{desk('petitions')}", body)
    await me.may_not_send("make an unnamed consumer", f"{API}.CONSUMER.CREATE.{LETTERS}", body)
    await me.may_not_send("make a durable the old way", f"{API}.CONSUMER.DURABLE.CREATE.{LETTERS}.{desk('petitions')}", body)
    await me.may_not_send("make a consumer under another name", create_subject("petitions", name="spy"), body)
    await me.may_not_send("make a consumer of statements", create_subject("petitions", stream=STATEMENTS, kind="statement"), body)
    await me.may_not_send("make another's consumer", create_subject(them), body)
    lies = {
        "filter": consumer("petitions", filter_subject=f"duijie.v1.letter.{own(them)}.>"),
        "list of filters": consumer("petitions", filter_subject=None, filter_subjects=[f"duijie.v1.letter.{own(them)}.>"]),
        "filter and a list": consumer("petitions", filter_subjects=[f"duijie.v1.letter.{own(them)}.>"]),
        "missing filter": consumer("petitions", filter_subject=None),
        "name": consumer("petitions", name=desk(them), durable_name=desk(them)),
        "stream": dict(consumer("petitions"), stream_name=STATEMENTS),
    }
    for what, lie in lies.items():
        answer = await me.api(create_subject("petitions"), lie)
        check(f"petitions cannot make its consumer with another {what} in the body", "error" in answer, str(answer))
    await me.refused()

    await me.may_not_send("look at another's consumer", f"{API}.CONSUMER.INFO.{LETTERS}.{desk(them)}")
    await me.may_not_send("read another's consumer", f"{API}.CONSUMER.MSG.NEXT.{LETTERS}.{desk(them)}", {"batch": 10, "no_wait": True})
    await me.may_not_send("delete another's consumer", f"{API}.CONSUMER.DELETE.{LETTERS}.{desk(them)}")
    for verb in ("PAUSE", "UNPIN", "RESET"):
        await me.may_not_send(f"{verb.lower()} another's consumer", f"{API}.CONSUMER.{verb}.{LETTERS}.{desk(them)}")
    await me.may_not_send("acknowledge for another", f"$JS.ACK.{LETTERS}.{desk(them)}.1.1.1.1.0", b"+ACK")
    await me.may_not_send("count the consumers", f"{API}.CONSUMER.LIST.{LETTERS}")

    await me.may_not_send("read a statement to another", f"{API}.DIRECT.GET.{STATEMENTS}.{statement(them, 'petitions')}", b"")
    await me.may_not_send("read a statement by number", f"{API}.DIRECT.GET.{STATEMENTS}", {"seq": 1})
    await me.may_not_send("read many statements at once", f"{API}.DIRECT.GET.{STATEMENTS}", {"multi_last": ["duijie.v1.statement.>"]})
    await me.may_not_send("read a stored letter", f"{API}.STREAM.MSG.GET.{LETTERS}", {"seq": 1})
    await me.may_not_send("read a stored letter directly", f"{API}.DIRECT.GET.{LETTERS}.{letter(them, 'petitions')}", b"")
    # The subject is allowed, the body asks for more: the server must not listen to the body.
    for what, more in {"a number": {"seq": 1}, "all subjects": {"multi_last": ["duijie.v1.statement.>"]}, "another subject": {"last_by_subj": statement(them, "public-security")}}.items():
        answer = await me.ask(f"{API}.DIRECT.GET.{STATEMENTS}.{statement('petitions', 'courts')}", more)
        subject = (answer.headers or {}).get("Nats-Subject", "") if answer else ""
        check(f"petitions cannot ask for {what} in the body of an allowed read", not subject or subject == statement("petitions", "courts"), subject)
    await me.refused()

    for name in (LETTERS, STATEMENTS):
        for verb in ("PURGE", "DELETE", "UPDATE", "SNAPSHOT", "RESTORE", "MSG.DELETE"):
            await me.may_not_send(f"{verb.lower()} {name}", f"{API}.STREAM.{verb}.{name}", {"name": name, "seq": 1})
    await me.may_not_send("create a stream over the letters", f"{API}.STREAM.CREATE.SPY", {"name": "SPY", "subjects": ["duijie.>"]})
    await me.may_not_send("ask the system account", "$SYS.REQ.SERVER.PING")

    stranger, _ = user()
    for what, options in {"nobody": {}, "a stranger's key": {"nkeys_seed_str": stranger}, "a password": {"user": "admin", "password": "admin"}}.items():
        try:
            bus = await nats.connect(url, allow_reconnect=False, connect_timeout=REPLY_SECONDS, error_cb=quiet, **options)
            await bus.close()
            check(f"{what} cannot connect", False, "connected")
        except Exception as error:  # noqa: BLE001: any way of being refused will do
            check(f"{what} cannot connect", "authorization" in str(error).lower(), str(error))


async def quiet(_):
    """Errors of connections that are meant to fail."""


async def listening(desks):
    """Whatever an agency listens to, it hears no other's letters, statements, answers or acknowledgements."""
    me = desks["petitions"]
    ears = []
    for subject in (">", "duijie.>", "duijie.v1.letter.>", "duijie.v1.statement.>", "_INBOX.>", "_INBOX.320102.courts.>", "$JS.>", "$JS.ACK.>", "$JS.EVENT.>", "$SYS.>"):
        ears.append((subject, await me.bus.subscribe(subject)))
    await me.bus.flush()
    ack = await desks["courts"].api(letter("judicial-bureau", "courts"), b"not for petitions")
    check("the letter they must not hear is on the bus", ack.get("stream") == LETTERS, str(ack))
    await desks["public-security"].api(statement("courts", "public-security"), b"not for petitions")
    got = await desks["judicial-bureau"].fetch("judicial-bureau")
    check("the letter they must not hear is read", [m.data for m in got] == [b"not for petitions"], str(got))
    for message in got:
        await desks["judicial-bureau"].ask(message.reply, b"+ACK")
    await me.bus.flush()
    await asyncio.sleep(SILENCE_SECONDS)
    for subject, ear in ears:
        heard = [] if ear.pending_msgs == 0 else [(await ear.next_msg(timeout=SILENCE_SECONDS)).subject]
        check(f"petitions hears nothing of others on {subject}", not heard, str(heard))
        await ear.unsubscribe()


async def state(operator, name):
    """(messages, {subject: count}) of a stream, or None when it is gone."""
    answer = await operator.api(f"{API}.STREAM.INFO.{name}", {"subjects_filter": ">"})
    found = answer.get("state")
    return found and (found["messages"], found.get("subjects", {}))


async def deputies(operator, desks):
    """The server answers in its own name. No answer may be turned into an order to it or into someone else's letter.

    In one shared account each of the first two purged or deleted the stream of letters (2.15.1).
    """
    me = desks["petitions"]
    consumer_api = f"{API}.CONSUMER.MSG.NEXT.{LETTERS}.{desk('petitions')}"
    read = f"{API}.DIRECT.GET.{STATEMENTS}.{statement('petitions', 'petitions')}"
    orders = [f"{API}.STREAM.{verb}.{name}" for verb in ("PURGE", "DELETE") for name in (LETTERS, STATEMENTS)]
    orders += [f"{API}.CONSUMER.DELETE.{LETTERS}.{desk('courts')}", letter("courts", "public-security"), statement("courts", "public-security"), "_INBOX.320102.courts.deputy"]
    await me.fetch("petitions")
    await me.api(statement("petitions", "petitions"), b"")
    victims = [await desks["courts"].bus.subscribe(subject) for subject in ("duijie.>", "_INBOX.320102.courts.deputy", "$JS.>")]
    await desks["courts"].bus.flush()
    before = [await state(operator, name) for name in (LETTERS, STATEMENTS)]
    for order in orders:
        await me.bus.publish(consumer_api, b'{"batch":1,"no_wait":true}', reply=order)
        await me.bus.publish(read, b"", reply=order)
        await me.bus.publish(f"{API}.STREAM.INFO.{LETTERS}", b"", reply=order)
    await me.bus.flush()
    await asyncio.sleep(SILENCE_SECONDS)
    after = [await state(operator, name) for name in (LETTERS, STATEMENTS)]
    check("petitions cannot turn the answer to a read into a purge, a deletion or another's letter", before == after, f"{before} → {after}")
    names = (await operator.api(f"{API}.CONSUMER.NAMES.{LETTERS}")).get("consumers", [])
    check("petitions cannot delete another's consumer by an answer", desk("courts") in names, str(names))

    answer = await me.api(letter("petitions", "petitions"), b"")
    got = await me.fetch("petitions")
    check("petitions has a letter to acknowledge", bool(got))
    if not got:
        return
    before = [await state(operator, name) for name in (LETTERS, STATEMENTS)]
    for order in orders:
        await me.bus.publish(got[0].reply, b"+WPI", reply=order)
        await me.bus.publish(got[0].reply, b"+ACK", reply=order)
    await me.bus.flush()
    await asyncio.sleep(SILENCE_SECONDS)
    after = [await state(operator, name) for name in (LETTERS, STATEMENTS)]
    check("petitions cannot turn the answer to an acknowledgement into an order", before == after, f"{answer} {before} → {after}")

    before = (await state(operator, LETTERS), await state(operator, STATEMENTS))
    for order in orders:
        await me.api(f"{API}.CONSUMER.DELETE.{LETTERS}.{desk('petitions')}")
        push = consumer("petitions", deliver_subject=order, ack_policy="none", idle_heartbeat=100_000_000)
        await me.api(create_subject("petitions"), push)
        await asyncio.sleep(SILENCE_SECONDS)
    await me.api(f"{API}.CONSUMER.DELETE.{LETTERS}.{desk('petitions')}")
    after = (await state(operator, LETTERS), await state(operator, STATEMENTS))
    check("petitions cannot purge, delete or add letters by a pushing consumer", before[0] == after[0], f"{before[0]} → {after[0]}")
    added = {s for s in after[1][1] if s not in before[1][1]} if after[1] else {"the stream is gone"}
    kept = bool(after[1]) and all(after[1][1].get(s) == n for s, n in before[1][1].items())
    mine = all(s.startswith(f"duijie.v1.letter.{own('petitions')}.") for s in added)
    check("petitions cannot replace a statement by a pushing consumer", kept and mine, str(after[1]))
    heard = [(await victim.next_msg()).subject for victim in victims if victim.pending_msgs]
    check("courts was sent nothing by all this", not heard, str(heard))
    for victim in victims:
        await victim.unsubscribe()
    await me.may("has its consumer back", create_subject("petitions"), consumer("petitions"))


async def ending(desks):
    """A desk may delete its own consumer and begin again; no letter is lost by that."""
    me = desks["courts"]
    await me.may("deletes its own consumer", f"{API}.CONSUMER.DELETE.{LETTERS}.{desk('courts')}")
    since = consumer("courts", deliver_policy="by_start_time", opt_start_time="2020-01-01T00:00:00Z")
    await me.may("makes it again from a time", create_subject("courts"), since)
    got = await me.fetch("courts")
    check("courts reads its letters again", len(got) == len(ROLES) - 1, str(len(got)))


async def run(url, seeds):
    operator = await Desk("operator", "_INBOX.operator").connect(url, seeds["operator"])
    desks = {}
    for role in ROLES:
        inbox = f"_INBOX.{DIVISION}.{role.replace('-', '_')}"
        desks[role] = await Desk(role, inbox).connect(url, seeds[role])
    await streams(operator, desks["courts"])
    for role in ROLES:
        await own_way(desks, role)
    for role in ROLES:
        await receiving(desks, role)
    await foreign(desks, url)
    await listening(desks)
    await deputies(operator, desks)
    await ending(desks)
    for connection in [operator, *desks.values()]:
        await connection.bus.close()


def start(binary, directory, environment):
    """The server's process and client URL, when it is ready."""
    ports = directory / "ports"
    ports.mkdir()
    arguments = [binary, "--config", str(NATS / "accounts.conf"), "--addr", "127.0.0.1"]
    arguments += ["--port", os.environ.get("DUIJIE_NATS_PORT", "-1"), "--jetstream"]
    arguments += ["--store_dir", str(directory / "storage"), "--ports_file_dir", str(ports)]
    with open(directory / "nats.log", "wb") as log:
        server = subprocess.Popen(arguments, env=environment, stdout=log, stderr=log)
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        for file in ports.iterdir():
            try:
                return server, json.loads(file.read_text())["nats"][0]
            except (ValueError, KeyError):
                pass  # half written
        time.sleep(0.02)
    server.kill()
    print((directory / "nats.log").read_text(errors="replace")[-2000:])
    sys.exit("the bus server did not start")


def main():
    binary = os.environ.get("DUIJIE_NATS_SERVER") or shutil.which("nats-server")
    if not binary:
        print("no nats-server: name one in DUIJIE_NATS_SERVER or put one on PATH", file=sys.stderr)
        return 2
    seeds, environment = {}, dict(os.environ)
    for name in [*ROLES, "operator"]:
        seeds[name], environment[variable(name)] = user()
    with tempfile.TemporaryDirectory(prefix="duijie-permissions-") as directory:
        server, url = start(binary, pathlib.Path(directory), environment)
        try:
            asyncio.run(run(url, seeds))
        finally:
            server.terminate()
            server.wait()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
