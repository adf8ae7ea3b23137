//! Referrals beside the dispute's own: supervision and judicial confirmation.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer, Step},
    decide::Act,
    dossier::{Entry, Sorting},
    ids::Digest,
    letter::Body,
    outcome::{ConfirmationDecision, ConfirmationRuling, DeclineCode, Outcome, OutcomeResult, RejectionGround},
    petition::Sort,
    purpose::{Agent, Application, Missed, Overseen, Property, Purpose, Supervision},
    referral::{Duty, Side, Stage},
    refusal::Refusal,
    rules::Handed,
    subject::Material,
    time::Date,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{agency, beijing, bureau, kind, material, other_bureau, police, text},
    steps::{apply_for_confirmation, referral, supervise},
};

fn apply(desks: &mut TwoDesks, applicants: &[&str], effective_on: Date) -> Result<Vec<Act>, Refusal> {
    let applicants = applicants.iter().map(|name| text(name)).collect();
    let referral = "confirmation-1".parse().unwrap();
    let application = Refer { referral, ..apply_for_confirmation(applicants, effective_on) };
    desks.receiver.command(Command::Refer(Box::new(application)))
}

#[test]
fn all_parties_apply_for_confirmation_of_what_mediation_led_to() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    let acts = apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2)).unwrap();
    let [Act::Send(draft)] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!((draft.to.clone(), draft.body.name()), (police(), "request_confirmation"));
    let Body::Refer(refer) = &draft.body else { panic!("{draft:?}") };
    let Purpose::Confirmation(application) = &refer.purpose else { panic!("{refer:?}") };
    assert_eq!(application.from_referral, Some(referral()));
    assert_eq!((refer.path.clone(), refer.parent.clone()), (vec![bureau()], None));
    assert_eq!(code(apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2))), "ALREADY_APPLIED");
}

#[test]
fn one_party_alone_does_not_apply() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    assert_eq!(code(apply(&mut desks, &["甲"], Date::constant(2026, 3, 2))), "APPLICANTS_INCOMPLETE");
    assert_eq!(code(apply(&mut desks, &["甲", "乙", "丙"], Date::constant(2026, 3, 2))), "APPLICANTS_INCOMPLETE");
}

#[test]
fn without_an_agreement_there_is_nothing_to_confirm() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    assert_eq!(code(apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2))), "NO_AGREEMENT_REACHED");
}

#[test]
fn the_window_is_thirty_days_from_the_agreements_effect() {
    // In effect on 2 March: the thirtieth day is Wednesday 1 April.
    let last = beijing(2026, 4, 2, 0).minus(std::time::Duration::from_micros(1));
    let at = |now| {
        let mut desks = TwoDesks::at(Stage::Concluded);
        desks.clock(now);
        apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2)).map_err(|refusal| refusal.code)
    };
    assert!(at(last).is_ok());
    assert_eq!(at(beijing(2026, 4, 2, 0)), Err("CONFIRMATION_LATE".to_owned()));
    let mut desks = TwoDesks::at(Stage::Concluded);
    assert_eq!(code(apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 3))), "NOT_IN_EFFECT");
}

#[test]
fn a_supervision_runs_beside_the_referral_it_is_about() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let supervision = Supervision {
        agency: bureau(),
        about: Some(referral()),
        missed: None,
        demand: text("请说明办理情况"),
        of: Overseen::Dispute,
    };
    let order = |receiver| Refer {
        referral: "supervision-1".parse().unwrap(),
        purpose: Purpose::Supervision(supervision.clone()),
        receiver,
        ..supervise()
    };
    desks.refer(order(bureau())).unwrap();
    assert_eq!(code(desks.refer(order(bureau()))), "ALREADY_SUPERVISED");
    desks.refer(Refer { referral: "supervision-2".parse().unwrap(), ..order(other_bureau()) }).unwrap();
    desks.settle();
    assert_eq!(desks.sender.referral().stage, Stage::Accepted, "the referral itself goes on");
    assert_eq!(desks.desk(Side::Sender).matter.as_ref().unwrap().referrals.len(), 3);
}

#[test]
fn a_letter_whose_body_does_not_fit_its_kind_is_refused() {
    let mut desks = TwoDesks::new();
    desks.refer(supervise()).unwrap();
    let Body::Refer(sent) = &mut desks.sender.sent[0].body else { panic!("no referral") };
    sent.kind = kind("police");
    desks.settle();
    desks.agree_on(Stage::Declined);
}

#[test]
fn a_supervision_about_a_referral_that_the_matter_does_not_have_finds_nothing() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let about = Some("referral-9".parse().unwrap());
    let supervision =
        Supervision {
            agency: bureau(), about, missed: None, demand: text("请说明办理情况"), of: Overseen::Dispute
        };
    let order =
        Refer { referral: "supervision-1".parse().unwrap(), purpose: Purpose::Supervision(supervision), ..supervise() };
    assert_eq!(code(desks.refer(order)), "NOT_FOUND");
}

/// The number under which an accusation was registered is often that of the informant's own letter.
#[test]
fn the_outline_of_what_informants_brought_bears_no_number_of_the_file() {
    let outlined = |handed: Handed, accused: bool| {
        let mut desks = TwoDesks::at(Stage::Accepted);
        let matter = desks.sender.matter.as_mut().unwrap();
        matter.subject.own_number = Some(text("来信〔2026〕1号"));
        let id = matter.id.clone();
        for sends in &mut desks.sender.rules.sends {
            sends.handed = handed;
        }
        if accused {
            let sorting = Sorting {
                sort: Sort::Accusation,
                accused: vec![agency("320102.courts")],
                accepted_at: None,
                text: None,
                accused_in_words: None,
            };
            let entry = Box::new(Entry::Sorting(sorting));
            desks.sender.command(Command::AddEntry { matter: id, entry }).unwrap();
        }
        desks.refer(supervise()).unwrap();
        let Body::Refer(refer) = &desks.sender.sent.last().unwrap().body else { panic!("no referral") };
        refer.subject.own_number.clone()
    };
    assert_eq!(outlined(Handed::Whole, false), Some(text("来信〔2026〕1号")));
    assert_eq!(outlined(Handed::Whole, true), None);
    assert_eq!(outlined(Handed::DisputeAlone, false), None);
}

/// What a supervision about the referral carries, sent when the month of handling has passed.
fn supervised_after_the_month(missed: Option<Missed>) -> Box<duijie_core::letter::body::Refer> {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 4, 20, 9));
    let supervision = Supervision {
        agency: bureau(),
        about: Some(referral()),
        missed,
        demand: text("请说明办理情况"),
        of: Overseen::Dispute,
    };
    let order =
        Refer { referral: "supervision-1".parse().unwrap(), purpose: Purpose::Supervision(supervision), ..supervise() };
    let acts = desks.sender.command(Command::Refer(Box::new(order))).unwrap();
    let [Act::Send(draft)] = acts.as_slice() else { panic!("{acts:?}") };
    let Body::Refer(refer) = &draft.body else { panic!("{draft:?}") };
    refer.clone()
}

#[test]
fn a_supervision_says_which_duty_was_missed_and_when_it_was_due() {
    let refer = supervised_after_the_month(None);
    let Purpose::Supervision(supervision) = &refer.purpose else { panic!("{refer:?}") };
    let missed = supervision.missed.clone().unwrap();
    assert_eq!((missed.duty, missed.rule.as_str()), (Duty::Handle, "RM01"));
    assert_eq!(missed.due, beijing(2026, 4, 3, 0), "a month from 2 March");
}

#[test]
fn what_the_desk_was_told_was_missed_stays_as_it_was_told() {
    let told =
        Missed { duty: Duty::Accept, rule: duijie_core::term::RuleId::literal("DS02"), due: beijing(2026, 3, 5, 0) };
    let refer = supervised_after_the_month(Some(told.clone()));
    let Purpose::Supervision(supervision) = &refer.purpose else { panic!("{refer:?}") };
    assert_eq!(supervision.missed, Some(told));
}

#[test]
fn a_supervision_carries_nothing_of_parties_summary_and_materials() {
    let refer = supervised_after_the_month(None);
    let (sent, own) = (&refer.subject, duijie_testkit::sample::subject());
    assert_eq!((&sent.title, &sent.category, &sent.place), (&own.title, &own.category, &own.place));
    assert_eq!((&sent.summary, sent.parties.len(), sent.materials.len()), (&None, 0, 0));
}

#[test]
fn a_matter_that_is_here_only_to_be_overseen_is_not_handed_on_for_handling() {
    let mut desks = TwoDesks::new();
    desks.refer(supervise()).unwrap();
    desks.settle();
    let onward =
        Refer { referral: "referral-2".parse().unwrap(), receiver: other_bureau(), ..duijie_testkit::steps::refer() };
    assert_eq!(code(desks.receiver.command(Command::Refer(Box::new(onward)))), "SUBJECT_INCOMPLETE");
}

fn ruled(desks: &mut TwoDesks, decision: ConfirmationDecision) {
    let application = desks.receiver.matter.as_mut().unwrap().referrals.last_mut().unwrap();
    let ruling = ConfirmationRuling { number: text("（2026）临0101民特12号"), decision, document: None };
    application.outcome = Some(Outcome::of(OutcomeResult::Ruled(ruling)));
    application.stage = Stage::Concluded;
}

#[test]
fn an_agreement_that_was_rejected_is_changed_before_it_is_applied_for_again() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2)).unwrap();
    ruled(&mut desks, ConfirmationDecision::Rejected(RejectionGround::Inadmissible));
    let refusal = apply(&mut desks, &["甲", "乙"], Date::constant(2026, 3, 2)).unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("AGREEMENT_REJECTED", Some("《民事诉讼法》第206条"))
    );
    let rewritten = Material { digest: Digest::new([8; 32]), ..material("人民调解协议书（变更）") };
    let again = applying(|application| application.agreement = rewritten);
    desks.receiver.command(Command::Refer(Box::new(again))).unwrap();
    let mut confirmed = TwoDesks::at(Stage::Concluded);
    apply(&mut confirmed, &["甲", "乙"], Date::constant(2026, 3, 2)).unwrap();
    ruled(&mut confirmed, ConfirmationDecision::Valid);
    assert_eq!(code(apply(&mut confirmed, &["甲", "乙"], Date::constant(2026, 3, 2))), "AGREEMENT_CONFIRMED");
}

fn applying(change: impl FnOnce(&mut Application)) -> Refer {
    let applicants = vec![text("甲"), text("乙")];
    let mut refer = Refer {
        referral: "confirmation-2".parse().unwrap(),
        ..apply_for_confirmation(applicants, Date::constant(2026, 3, 2))
    };
    let Purpose::Confirmation(application) = &mut refer.purpose else { panic!("{refer:?}") };
    change(application);
    refer
}

#[test]
fn each_material_that_an_application_needs_and_lacks_is_named() {
    let agent = |authorisation| Agent { party: text("甲"), name: text("丁"), authorisation };
    let refused = |change: &dyn Fn(&mut Application)| {
        let refusal =
            TwoDesks::at(Stage::Concluded).receiver.command(Command::Refer(Box::new(applying(change)))).unwrap_err();
        assert_eq!(
            (refusal.code.as_str(), refusal.basis.as_deref()),
            ("MATERIALS_MISSING", Some("《民事诉讼法解释》第354条"))
        );
        refusal.zh
    };
    let property = refused(&|it| it.property = Property::Concerned(Vec::new()));
    assert!(property.contains("财产权利证明") && !property.contains("授权委托书"), "{property}");
    let agents = refused(&|it| it.agents = vec![agent(None)]);
    assert!(agents.contains("“甲”对“丁”的授权委托书"), "{agents}");
    let whole = applying(|it| {
        it.property = Property::Concerned(vec![material("不动产权证书")]);
        it.agents = vec![agent(Some(material("授权委托书")))];
    });
    TwoDesks::at(Stage::Concluded).receiver.command(Command::Refer(Box::new(whole))).unwrap();
}

#[test]
fn a_court_names_the_article_by_which_it_does_not_take_an_application_and_nothing_else_is_declined_so() {
    for (reason, item) in [
        (DeclineCode::StatusConfirmation, "第3项"),
        (DeclineCode::OtherProcedure, "第4项"),
        (DeclineCode::TitleConfirmation, "第5项"),
    ] {
        let decline =
            || Step::Decline { code: reason, basis: None, text: text("不属于确认范围"), suggestion: None };
        let mut desks = TwoDesks::at(Stage::Arrived);
        assert_eq!(code(desks.receiver(decline())), "DECLINE_CODE_NOT_APPLICABLE", "{reason:?}");
        let application = desks.receiver.matter.as_mut().unwrap().referrals.last_mut().unwrap();
        application.purpose = applying(|_| {}).purpose;
        let acts = desks.receiver.command(Command::Step { referral: referral(), step: decline() }).unwrap();
        let [Act::Send(draft)] = acts.as_slice() else { panic!("{acts:?}") };
        let Body::Decline(decline) = &draft.body else { panic!("{draft:?}") };
        assert!(decline.basis.as_ref().unwrap().as_str().ends_with(&format!("第355条{item}")));
    }
}
