#!/usr/bin/env python3
"""A third party who has nothing but the four addresses: finds the interface by reflection and hands one dispute over.

Usage: third_party.py <courts address> <judicial bureau address>. Prints what went wrong and exits with 1, or prints `ok`.
"""

import sys
import uuid

import grpc
from google.protobuf import descriptor_pool, json_format, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status
from google.rpc import error_details_pb2

OFFICER = (("x-duijie-officer", "third-party; role=clerk"),)
ANSWER_SECONDS = 60
PACKAGE = "duijie.v1."


class Agency:
    """One service, known only by what it says about itself."""

    def __init__(self, address):
        self.channel = grpc.insecure_channel(address)
        self.database = ProtoReflectionDescriptorDatabase(self.channel)
        self.pool = descriptor_pool.DescriptorPool(self.database)

    def services(self):
        return set(self.database.get_services())

    def _prepared(self, method, fields):
        service, name = method.split("/")
        rpc = self.pool.FindServiceByName(PACKAGE + service).FindMethodByName(name)
        request = message_factory.GetMessageClass(rpc.input_type)
        answer = message_factory.GetMessageClass(rpc.output_type)
        return json_format.ParseDict(fields, request(), descriptor_pool=self.pool), answer

    def call(self, method, fields, officer=OFFICER):
        request, answer = self._prepared(method, fields)
        path = f"/{PACKAGE}{method}"
        rpc = self.channel.unary_unary(path, request_serializer=lambda m: m.SerializeToString(), response_deserializer=answer.FromString)
        return rpc(request, metadata=officer, timeout=ANSWER_SECONDS)

    def watch(self, method, fields):
        request, answer = self._prepared(method, fields)
        path = f"/{PACKAGE}{method}"
        rpc = self.channel.unary_stream(path, request_serializer=lambda m: m.SerializeToString(), response_deserializer=answer.FromString)
        return rpc(request, metadata=OFFICER, timeout=ANSWER_SECONDS)

    def health(self, service=""):
        stub = health_pb2_grpc.HealthStub(self.channel)
        return stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=ANSWER_SECONDS).status


def check(what, holds, shown=""):
    if not holds:
        sys.exit(f"does not hold: {what} {shown}")


def new_id():
    return str(uuid.uuid4())


def matter():
    return {
        "requestId": new_id(),
        "title": "第三方系统接入",
        "category": "合同纠纷",
        "placeCode": "320102",
        "summary": "由第三方客户端登记",
        "parties": [
            {"kind": "PARTY_KIND_PERSON", "position": "PARTY_POSITION_APPLICANT", "name": "李丁"},
            {"kind": "PARTY_KIND_ORGANISATION", "position": "PARTY_POSITION_RESPONDENT", "name": "某某公司"},
        ],
    }


def interfaces(courts, bureau):
    """Each agency lists what it serves, and nothing else."""
    common = {PACKAGE + name + "Service" for name in ("Matter", "Referral", "Deadline", "Peer", "Operator")}
    check("the courts serve what all serve", common <= courts.services(), courts.services())
    check("the courts send", PACKAGE + "SendingService" in courts.services())
    check("the courts receive and rule", {PACKAGE + "ReceivingService", PACKAGE + "AdjudicationService"} <= courts.services())
    check("the courts mediate nothing", PACKAGE + "MediationService" not in courts.services())
    check("the bureau receives and mediates", {PACKAGE + "ReceivingService", PACKAGE + "MediationService"} <= bureau.services())
    check("the bureau rules on nothing", PACKAGE + "AdjudicationService" not in bureau.services())
    check("health is there", "grpc.health.v1.Health" in courts.services(), courts.services())
    for agency in (courts, bureau):
        check("the whole is healthy", agency.health() == health_pb2.HealthCheckResponse.SERVING)
        for service in agency.services() & common:
            check(f"{service} is healthy", agency.health(service) == health_pb2.HealthCheckResponse.SERVING)


def refusals(courts):
    """Rich error details as any gRPC library reads them."""
    bad = dict(matter(), title=" ", placeCode="3201")
    try:
        courts.call("MatterService/RegisterMatter", bad)
        sys.exit("a blank title was taken")
    except grpc.RpcError as error:
        check("a bad field is INVALID_ARGUMENT", error.code() == grpc.StatusCode.INVALID_ARGUMENT, error)
        details = rpc_status.from_call(error).details
    found = {}
    locales = set()
    for detail in details:
        for kind in (error_details_pb2.ErrorInfo, error_details_pb2.BadRequest, error_details_pb2.LocalizedMessage):
            if detail.Is(kind.DESCRIPTOR):
                message = kind()
                detail.Unpack(message)
                found[kind.__name__] = message
                if kind is error_details_pb2.LocalizedMessage:
                    locales.add(message.locale)
    check("the reason has our domain", found["ErrorInfo"].domain == "duijie.v1", found)
    fields = {violation.field for violation in found["BadRequest"].field_violations}
    check("both bad fields are named", fields == {"title", "place_code"}, fields)
    check("both languages are there", locales == {"zh-CN", "en"}, locales)
    try:
        courts.call("MatterService/RegisterMatter", matter(), officer=())
        sys.exit("a command without an officer was taken")
    except grpc.RpcError as error:
        check("a command names its officer", error.code() == grpc.StatusCode.UNAUTHENTICATED, error)
    try:
        courts.call("ReferralService/GetReferral", {"referralId": "r-nobody"})
        sys.exit("a referral that is not there was found")
    except grpc.RpcError as error:
        check("what is not there is NOT_FOUND", error.code() == grpc.StatusCode.NOT_FOUND, error)


def wait_for(changes, referral, state, seen):
    for change in changes:
        if change.referral.referral_id != referral:
            continue
        seen.append((change.position, change.referral.state))
        if json_format.MessageToDict(change.referral)["state"] == state:
            return
    sys.exit(f"the watch ended before {state}")


def handing_over(courts, bureau):
    """Registers, refers, watches both sides, plays to the end."""
    registered = courts.call("MatterService/RegisterMatter", matter())
    ours = courts.watch("ReferralService/WatchReferrals", {"afterPosition": registered.receipt.position})
    theirs = bureau.watch("ReferralService/WatchReferrals", {})
    refer = {
        "requestId": new_id(),
        "matterId": registered.matter.matter_id,
        "kind": "litigation",
        "receiver": "320102.judicial-bureau",
        "procedure": "PROCEDURE_SUMMARY",
    }
    referred = courts.call("SendingService/Refer", refer)
    check("a repeated request gets the original answer", courts.call("SendingService/Refer", refer) == referred)
    referral = referred.referral.referral_id
    seen_there, seen_here = [], []
    wait_for(theirs, referral, "REFERRAL_STATE_ARRIVED", seen_there)
    step = lambda **more: {"requestId": new_id(), "referralId": referral, **more}
    bureau.call("ReceivingService/Acknowledge", step())
    bureau.call("ReceivingService/Accept", step())
    bureau.call("MediationService/AssignBody", step(body="青河县人民调解委员会"))
    agreement = {
        "document": {"name": "调解协议书.pdf", "digest": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "size": "10", "mediaType": "application/pdf"},
        "signedByParties": True,
        "signedByMediator": True,
        "sealedByOrganisation": True,
    }
    bureau.call("ReceivingService/Conclude", step(outcome={"code": "OUTCOME_CODE_AGREEMENT", "agreement": agreement}))
    wait_for(ours, referral, "REFERRAL_STATE_CONCLUDED", seen_here)
    courts.call("SendingService/ConfirmOutcome", step())
    wait_for(theirs, referral, "REFERRAL_STATE_CONFIRMED", seen_there)
    for seen in (seen_here, seen_there):
        positions = [position for position, _ in seen]
        check("changes come in order and once", positions == sorted(set(positions)), positions)
    here = courts.call("ReferralService/GetReferral", {"referralId": referral})
    there = bureau.call("ReferralService/GetReferral", {"referralId": referral})
    # Of two pools, so two classes: compared as what they say.
    ended = [(side.state, json_format.MessageToDict(side.reference)) for side in (here, there)]
    check("both sides end with the same letter", ended[0] == ended[1], ended)
    again = bureau.watch("ReferralService/WatchReferrals", {"afterPosition": seen_there[2][0]})
    resumed = []
    wait_for(again, referral, "REFERRAL_STATE_CONFIRMED", resumed)
    check("a watch taken up again has no gap and no repetition", resumed == seen_there[3:], f"{resumed} {seen_there}")
    for call in (ours, theirs, again):
        call.cancel()


def main():
    courts, bureau = (Agency(address) for address in sys.argv[1:3])
    interfaces(courts, bureau)
    refusals(courts)
    handing_over(courts, bureau)
    print("ok")


if __name__ == "__main__":
    main()
