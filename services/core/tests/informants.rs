//! 保护检举控告人: what leaves of an accusation, to whom, and what of it whoever oversees it learns (信访工作条例第30条第3款).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    agency::AgencyId,
    command::{Command, Refer},
    decide::{Act, Asker, Draft},
    dossier::{DisputeLink, Entry, Sorting},
    letter::{Body, body},
    petition::{Sort, Way},
    purpose::{Overseen, Purpose, Supervision},
    referral::Side,
    refusal::Refusal,
    rules::{Mediates, Offer, Rules, Sends},
    terms_common,
};
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    petitions::{housing, passing, sorted, sorting, transfer, two, write},
    sample::{agency, bureau, text},
    steps,
};

const INFORMANT: &str = "《信访工作条例》第30条第3款";

fn discipline() -> AgencyId {
    agency("320102.discipline")
}

fn oversight() -> AgencyId {
    agency("320102.centre")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (String, String) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.basis.unwrap_or_default())
}

fn accused_agency() -> (String, String) {
    ("ACCUSED_AGENCY".to_owned(), INFORMANT.to_owned())
}

fn protected() -> (String, String) {
    ("ACCUSATION_PROTECTED".to_owned(), INFORMANT.to_owned())
}

fn accusing(accused: AgencyId) -> Entry {
    Entry::Sorting(Sorting { accused: vec![accused], accused_in_words: None, ..sorting(Sort::Accusation) })
}

fn supervising(of: AgencyId, receiver: AgencyId) -> Refer {
    let supervision =
        Supervision { agency: of, about: None, missed: None, demand: text("请说明"), of: Overseen::Dispute };
    Refer { referral: "supervision-1".parse().unwrap(), receiver, ..steps::supervise_with(supervision) }
}

/// A petitions office and discipline inspection, which oversight supervises.
fn office_and_inspection() -> TwoDesks {
    let rules = |role, sends, offers| Rules {
        role,
        sends,
        offers,
        terms: terms_common::all(),
        forms: Vec::new(),
        mediates: Mediates::No,
    };
    let sends = || vec![Sends::accusation(), Sends::transfer(), Sends::supervision()];
    let mut desks = TwoDesks::of(
        Desk::new(agency("320102.petitions"), rules("petitions", sends(), Vec::new()), "matter-1"),
        Desk::new(discipline(), rules("discipline", sends(), vec![Offer::accusation()]), "matter-2"),
    );
    for desk in [&mut desks.sender, &mut desks.receiver] {
        desk.supervisors = [(discipline(), oversight())].into();
    }
    desks
}

/// Discipline inspection has an accusation against the housing office.
fn inspected() -> TwoDesks {
    let mut desks = office_and_inspection();
    write(&mut desks.sender, accusing(housing())).unwrap();
    desks.refer(passing("accusation", discipline(), None)).unwrap();
    desks.settle();
    desks
}

fn opened(acts: &[Act]) -> &body::Refer {
    let [Act::Send(Draft { body: Body::Refer(refer), .. })] = acts else { panic!("{acts:?}") };
    refer
}

#[test]
fn an_accusation_leaves_only_to_discipline_inspection_and_never_to_who_is_accused() {
    for to in ["petition", "transfer", "assignment", "civil-alone"] {
        assert_eq!(refused(sorted(Sort::Accusation).refer(passing(to, bureau(), None))), protected(), "{to}");
    }
    let mut desks = sorted(Sort::Accusation);
    let acts = desks.refer(passing("accusation", discipline(), None)).unwrap();
    opened(&acts);
    let said = refused(sorted(Sort::Suggestion).refer(passing("accusation", discipline(), None)));
    assert_eq!(said, ("NO_ACCUSATION".to_owned(), "《信访工作条例》第22条".to_owned()));
    for receiver in [discipline(), housing()] {
        let mut desks = two();
        write(&mut desks.sender, accusing(receiver.clone())).unwrap();
        let handed = passing("accusation", receiver.clone(), None);
        for refer in [handed, supervising(receiver.clone(), receiver.clone())] {
            assert_eq!(refused(desks.refer(refer)), accused_agency());
        }
    }
}

#[test]
fn whom_it_accuses_goes_with_it_so_that_discipline_inspection_does_not_tell_them_either() {
    let mut desks = inspected();
    let matter = desks.receiver.matter.clone().unwrap();
    assert_eq!(matter.accused().into_iter().collect::<Vec<_>>(), [&housing()]);
    assert!(matter.is_accusation());
    let command = |refer: Refer| Command::Refer(Box::new(Refer { matter: matter.id.clone(), ..refer }));
    let order = command(supervising(housing(), housing()));
    assert_eq!(refused(desks.receiver.command(order)), accused_agency());
    let another = command(supervising(bureau(), bureau()));
    assert_eq!(refused(desks.receiver.command(another)), protected(), "nor anyone who does not have it");
}

#[test]
fn oversight_is_told_that_there_is_an_accusation_and_not_what_it_says_nor_of_whom() {
    let mut desks = inspected();
    let acts = desks.sender.command(Command::Refer(Box::new(supervising(discipline(), oversight())))).unwrap();
    let report = opened(&acts);
    assert_eq!((report.subject.title.as_str(), report.subject.category.as_str()), ("检举控告事项", "检举控告"));
    assert!(report.subject.parties.is_empty() && report.subject.own_number.is_none());
    let Purpose::Supervision(told) = &report.purpose else { panic!("{report:?}") };
    assert_eq!(told.of, Overseen::Accusation);
}

#[test]
fn oversight_orders_who_has_an_accusation_and_nobody_else() {
    let mut desks = office_and_inspection();
    write(&mut desks.sender, accusing(housing())).unwrap();
    let report = Command::Refer(Box::new(supervising(discipline(), oversight())));
    assert_eq!(refused(desks.sender.command(report.clone())), protected(), "nobody has it whom oversight supervises");
    desks.refer(passing("accusation", discipline(), None)).unwrap();
    desks.sender.command(report).unwrap();

    let rules = Rules { role: "centre", offers: vec![Offer::supervision()], ..desks.sender.rules.clone() };
    let mut centre = Desk::new(oversight(), rules, "matter-3");
    let to = oversight();
    let letter = desks.sender.letters_to(&to).next_back().unwrap();
    centre.receive(letter);
    let order = |receiver: AgencyId| {
        let matter = "matter-3".parse().unwrap();
        let referral = "supervision-2".parse().unwrap();
        Command::Refer(Box::new(Refer { matter, referral, ..supervising(receiver.clone(), receiver) }))
    };
    assert_eq!(refused(centre.command(order(housing()))), protected());
    let acts = centre.command(order(discipline())).unwrap();
    let Purpose::Supervision(told) = &opened(&acts).purpose else { panic!("{acts:?}") };
    assert_eq!(told.of, Overseen::Accusation, "it goes on as what it is");
}

#[test]
fn an_accusation_is_sorted_again_by_a_leader_who_says_why_and_its_accused_stay_so() {
    let mut desks = two();
    write(&mut desks.sender, accusing(housing())).unwrap();
    let again = Sorting { text: Some(text("经核实为拖欠工资")), ..sorting(Sort::Claim(Way::Handling)) };
    let said = refused(write(&mut desks.sender, Entry::Sorting(again.clone())));
    assert_eq!(said, ("LEADER_NEEDED".to_owned(), INFORMANT.to_owned()));
    desks.sender.asker = Asker::Leader;
    let silent = Sorting { text: None, ..again.clone() };
    assert_eq!(refused(write(&mut desks.sender, Entry::Sorting(silent))).0, "REASON_MISSING");
    write(&mut desks.sender, Entry::Sorting(again)).unwrap();
    assert_eq!(refused(desks.refer(transfer())), accused_agency());
    desks.refer(passing("transfer", agency("320102.courts"), None)).unwrap();
}

#[test]
fn an_accusation_says_who_is_accused() {
    let mut desks = two();
    let nobody = Sorting { accused_in_words: None, ..sorting(Sort::Accusation) };
    let refusal = write(&mut desks.sender, Entry::Sorting(nobody.clone())).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.fields[0].path.as_str()), ("ACCUSED_MISSING", "entry.sorting.accused"));
    write(&mut desks.sender, Entry::Sorting(Sorting { accused_in_words: Some(text("不明")), ..nobody })).unwrap();
    let claim = Sorting { accused_in_words: Some(text("某人")), ..sorting(Sort::Claim(Way::Handling)) };
    assert_eq!(code(write(&mut two().sender, Entry::Sorting(claim))), "ACCUSED_NOT_APPLICABLE");
}

#[test]
fn an_accusation_shares_its_dispute_code_with_nothing_else() {
    let mut desks = sorted(Sort::Accusation);
    let link = DisputeLink { dispute: "DJ-9".parse().unwrap(), reason: text("同一争议"), former: None };
    desks.sender.asker = Asker::Leader;
    assert_eq!(refused(write(&mut desks.sender, Entry::Linked(link))), protected());
}

#[test]
fn materials_of_what_turns_out_to_be_an_accusation_do_not_follow() {
    let mut desks = sorted(Sort::Claim(Way::Handling));
    desks.refer(transfer()).unwrap();
    desks.settle();
    desks.receiver(steps::acknowledge()).unwrap();
    desks.receiver(steps::request_supplement()).unwrap();
    desks.settle();
    write(&mut desks.sender, Entry::Sorting(sorting(Sort::Accusation))).unwrap();
    assert_eq!(refused(desks.step(Side::Sender, steps::supply())), protected());
}
