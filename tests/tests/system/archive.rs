//! A file of mediation is archived with what was issued and what was filed, between real services.

use duijie_cli::args::Role;
use duijie_proto::v1::{
    AddEntryRequest, Archive, CheckDossierRequest, DossierCheck, DossierEntry, FieldValue, FilePart,
    IssueDocumentRequest, Material, Part, PartCheck, ReferralState, VoidDocumentRequest, dossier_entry::Entry,
    part_proof::What,
};
use duijie_tests::{
    step,
    system::{
        clerk::reason,
        handoff::{Handoff, RECEIVER, done},
        requests::{self, new_id},
        town::Town,
    },
};
use tonic::Status;

const OPENING: &str = "2026-11-02T10:00:00+08:00";

/// The receiver's file of a matter.
struct File<'a> {
    handoff: &'a Handoff,
    matter: String,
}

impl File<'_> {
    fn entry(&self, entry: Entry) -> AddEntryRequest {
        let entry = Some(DossierEntry { entry: Some(entry) });
        AddEntryRequest { request_id: new_id(), matter_id: self.matter.clone(), entry, validate_only: false }
    }

    async fn file(&self, part: Part, name: &str) {
        let document = Material { name: name.to_owned(), digest: vec![7; 32], size: 7, media_type: String::new() };
        let part = FilePart { part: part as i32, document: Some(document) };
        done(&self.handoff.receiver, self.entry(Entry::FilePart(part))).await;
    }

    /// Issues a form, with these fields; gives where and under which number.
    async fn issue(&self, form: &str, fields: &[(&str, &str)]) -> (u64, String) {
        let field = |&(key, value): &(&str, &str)| FieldValue { key: key.to_owned(), value: value.to_owned() };
        let request = IssueDocumentRequest {
            request_id: new_id(),
            matter_id: self.matter.clone(),
            form_id: form.to_owned(),
            fields: fields.iter().map(field).collect(),
            ..IssueDocumentRequest::default()
        };
        let document = done(&self.handoff.receiver, request).await.document.unwrap();
        (document.document, document.content.unwrap().number)
    }

    async fn archive(&self) -> Result<(), Status> {
        let archive = Archive { number: "（2026）青河调委 人调卷字第1号".into(), keep_years: 10 };
        self.handoff.receiver.insist(self.entry(Entry::Archive(archive))).await.map(|_| ())
    }

    async fn check(&self) -> DossierCheck {
        let request = CheckDossierRequest { matter_id: self.matter.clone(), min_position: 0 };
        done(&self.handoff.receiver, request).await
    }
}

fn part(check: &DossierCheck, part: Part) -> &PartCheck {
    check.parts.iter().find(|it| it.part == part as i32).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_archives_a_file_without_typing_again_what_was_issued() {
    let town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "police", "楼上漏水").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    done(&handoff.receiver, requests::conclude_with_agreement(&handoff.id)).await;
    handoff.both(ReferralState::Concluded).await;
    done(&handoff.sender, step!(ConfirmOutcomeRequest, handoff.id)).await;
    handoff.both(ReferralState::Confirmed).await;
    let matter = handoff.receiver.referral(&handoff.id).await.unwrap().matter_id;
    let file = File { handoff: &handoff, matter };

    let refused = file.archive().await.unwrap_err();
    assert_eq!(reason(&refused), "ARCHIVE_INCOMPLETE");
    for said in
        ["受理登记表[mediation-application, mediation-registration]", "[rights-notice]", "身份证明、调解记录、封底"]
    {
        assert!(refused.message().contains(said), "{refused}");
    }
    let registration = [("parties", "赵甲；钱乙"), ("claims", "赔偿"), ("origin", "公安移交")];
    let (registered, number) = file.issue("mediation-registration", &registration).await;
    let (_, notice) = file.issue("rights-notice", &[("mediator", "丙")]).await;
    for (it, name) in [(Part::Identity, "身份证复印件"), (Part::Record, "调解记录"), (Part::BackCover, "封底")]
    {
        file.file(it, name).await;
    }
    let check = file.check().await;
    assert!(check.complete && !check.archived);
    let proof = &part(&check, Part::Application).by[0];
    assert!(proof.zh.contains(&number) && proof.zh.contains("签名后的文本可另行立卷"), "{}", proof.zh);
    assert!(matches!(&proof.what, Some(What::Issued(it)) if it.number == number && !it.signatures.is_empty()));
    assert!(part(&check, Part::Notice).by[0].zh.contains(&notice));
    assert!(matches!(&part(&check, Part::Record).by[0].what, Some(What::Filed(it)) if it.name == "调解记录"));
    assert_eq!(part(&check, Part::Agreement).by[0].zh, "办理结果中已有协议");

    let leader = town.officer(RECEIVER, "主任", Role::Leader);
    let (matter_id, reason_zh) = (file.matter.clone(), "登记人写错".to_owned());
    let void = VoidDocumentRequest {
        request_id: new_id(),
        matter_id,
        document: registered,
        reason: reason_zh,
        validate_only: false,
    };
    done(&leader, void).await;
    assert_eq!(reason(&file.archive().await.unwrap_err()), "ARCHIVE_INCOMPLETE");
    let (_, again) = file.issue("mediation-registration", &registration).await;
    let (_, agreement) = file.issue("mediation-agreement", AGREEMENT).await;
    file.file(Part::Agreement, "签名的调解协议书").await;
    file.archive().await.unwrap();
    let check = file.check().await;
    assert!(check.archived && part(&check, Part::Application).by[0].zh.contains(&again));
    let agreed: Vec<_> = part(&check, Part::Agreement).by.iter().map(|it| it.zh.as_str()).collect();
    assert!(agreed[1].contains(&agreement), "{agreed:?}");
    assert_eq!((agreed.len(), agreed[2]), (3, "已立卷《签名的调解协议书》"));
}

const AGREEMENT: &[(&str, &str)] = &[
    ("issues", "赔偿数额"),
    ("responsibility", "楼上一方负责"),
    ("content", "楼上一方赔偿修复费用"),
    ("perform_how", "转账"),
    ("perform_where", "青河县"),
    ("mediator", "丙"),
];
