//! Between real services nothing of an accusation comes to who is accused (信访工作条例第30条第3款), whoever is asked for it.

use duijie_cli::fleet::agencies::{FleetOptions, OVERSEER, SEATS, Seat};
use duijie_proto::v1::{
    AddEntryRequest, DossierEntry, ListMattersRequest, PetitionSort, ReferRequest, ReferralState,
    RegisterMatterRequest, Sorting, SuperviseRequest, dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, done},
        requests::{self, new_id},
        town::{Town, id_of},
    },
};

const MONDAY: &str = "2026-03-02T09:00:00+08:00";
const DISCIPLINE: Seat = Seat::of_county("discipline", "青河县纪委监委");
/// Who is accused.
const ACCUSED: &str = "public-security";
/// Nothing that says this may be at the accused.
const TITLE: &str = "反映派出所收费问题";

fn accusing(accused: &str, why: &str) -> Sorting {
    Sorting {
        sort: PetitionSort::Accusation as i32,
        accused: vec![accused.to_owned()],
        text: why.to_owned(),
        ..Sorting::default()
    }
}

fn sort(matter: &str, sorting: Sorting) -> AddEntryRequest {
    let entry = Some(DossierEntry { entry: Some(Entry::Sorting(sorting)) });
    AddEntryRequest { request_id: new_id(), matter_id: matter.to_owned(), entry, validate_only: false }
}

fn supervise(matter: &str, receiver: &str, agency: &str) -> SuperviseRequest {
    SuperviseRequest {
        request_id: new_id(),
        matter_id: matter.to_owned(),
        receiver: receiver.to_owned(),
        agency: agency.to_owned(),
        demand: "请书面说明".to_owned(),
        ..SuperviseRequest::default()
    }
}

async fn told_nothing(accused: &Clerk) {
    let matters = done(accused, ListMattersRequest::default()).await.matters;
    assert!(matters.is_empty(), "{matters:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_accused_is_told_nothing_by_the_office_by_discipline_inspection_or_by_oversight() {
    let seats = SEATS.into_iter().chain([DISCIPLINE, OVERSEER]).collect();
    let town = Town::open(FleetOptions { seats, sandbox: Some(MONDAY.to_owned()), ..FleetOptions::default() }).await;
    let (office, discipline) = (town.clerk("petitions"), town.clerk(DISCIPLINE.role));
    let (overseer, accused, bureau) = (town.clerk(OVERSEER.role), town.clerk(ACCUSED), id_of("judicial-bureau"));

    // Registered as what it is; a mistyped agency is not taken for one.
    let register =
        |accused: &str| RegisterMatterRequest { sorting: Some(accusing(accused, "")), ..requests::register(TITLE) };
    assert_eq!(reason(&office.insist(register("320102.police")).await.unwrap_err()), "UNKNOWN_AGENCY");
    let matter = done(&office, register(accused.agency())).await.matter.unwrap().matter_id;
    for (kind, to) in [("transfer", accused.agency()), ("petition", bureau.as_str())] {
        let refused = office.insist(requests::refer(&matter, kind, to)).await.unwrap_err();
        assert!(["ACCUSED_AGENCY", "ACCUSATION_PROTECTED"].contains(&reason(&refused).as_str()), "{kind}: {refused}");
    }

    // A clerk cannot sort it away; after a leader did the accused is still told nothing.
    let claim = || Sorting { text: "经核实属求决".to_owned(), ..requests::register("").sorting.unwrap() };
    assert!(office.insist(sort(&matter, claim())).await.is_err());
    done(&office.leader("信访局长"), sort(&matter, claim())).await;
    let transfer = requests::refer(&matter, "transfer", accused.agency());
    assert_eq!(reason(&office.insist(transfer).await.unwrap_err()), "ACCUSED_AGENCY");
    done(&office.leader("信访局长"), sort(&matter, accusing(accused.agency(), "原甄别正确"))).await;

    // Discipline inspection has it, and neither asks the accused nor hands it to mediation.
    let refer = ReferRequest { opinion: String::new(), ..requests::refer(&matter, "accusation", discipline.agency()) };
    let id = done(&office, refer).await.referral.unwrap().referral_id;
    let case = Handoff { sender: office.clone(), receiver: discipline.clone(), matter_id: matter.clone(), id };
    case.both(ReferralState::Arrived).await;
    done(&discipline, step!(AcknowledgeRequest, case.id)).await;
    let there = discipline.referral(&case.id).await.unwrap().matter_id;
    let order = supervise(&there, accused.agency(), discipline.agency());
    assert_eq!(reason(&discipline.insist(order).await.unwrap_err()), "ACCUSED_AGENCY");
    let mediated = requests::refer(&there, "discipline", &bureau);
    assert_eq!(reason(&discipline.insist(mediated).await.unwrap_err()), "ACCUSATION_PROTECTED");

    // Oversight is asked to step in: it learns neither what it is nor whom, and orders only who has it.
    let asked = done(&office, supervise(&matter, overseer.agency(), discipline.agency())).await;
    let asked = Handoff {
        sender: office,
        receiver: overseer.clone(),
        matter_id: matter,
        id: asked.referral.unwrap().referral_id,
    };
    asked.both(ReferralState::Arrived).await;
    let outline = done(&overseer, ListMattersRequest::default()).await.matters.pop().unwrap();
    assert!(!outline.title.contains("派出所") && outline.parties.is_empty(), "{outline:?}");
    let order = supervise(&outline.matter_id, accused.agency(), accused.agency());
    assert!(overseer.insist(order).await.is_err());

    town.all_delivered().await;
    told_nothing(&accused).await;
}
