//! One referral from registering to its end, as the clerks of both sides play it. How many at once, the tests say.

use super::{asking::Ask, clerk::Clerk, requests, town::Town, waiting::until};
use crate::step;
use duijie_proto::v1::{
    AddEntryRequest, Answer, Approval, Card, CardAnother, DossierEntry, Referral, ReferralState, approval, card,
    dossier_entry::Entry,
};

/// Which way a referral goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// To an agreement that the sender signs for.
    Agreement,
    /// To no agreement, with a suspension on the way.
    SuspendedAndFailed,
    /// To an agreement, with a supplement and a mediator on the way.
    Supplemented,
    /// Declined.
    Declined,
    /// Taken back before it is accepted.
    Recalled,
    /// Withdrawn by a party after acceptance, recorded by the sender.
    Withdrawn,
}

impl Course {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Agreement,
        Self::SuspendedAndFailed,
        Self::Supplemented,
        Self::Declined,
        Self::Recalled,
        Self::Withdrawn,
    ];

    /// How it ends.
    #[must_use]
    pub const fn end(self) -> ReferralState {
        match self {
            Self::Agreement | Self::SuspendedAndFailed | Self::Supplemented => ReferralState::Confirmed,
            Self::Declined => ReferralState::Declined,
            Self::Recalled => ReferralState::Recalled,
            Self::Withdrawn => ReferralState::Withdrawn,
        }
    }
}

/// A kind and the role that sends it. The receiver is always the judicial bureau.
pub const KINDS: [(&str, &str); 3] =
    [("police", "public-security"), ("litigation", "courts"), ("petition", "petitions")];

/// The role that receives.
pub const RECEIVER: &str = "judicial-bureau";

/// A referral in play.
#[derive(Clone, Debug)]
pub struct Handoff {
    /// The officer who handed it over.
    pub sender: Clerk,
    /// The officer who has it now.
    pub receiver: Clerk,
    /// Its matter at the sender.
    pub matter_id: String,
    /// Its id at both.
    pub id: String,
}

impl Handoff {
    /// Registers a matter and hands it over.
    pub async fn begin(town: &Town, kind: &str, title: &str) -> Self {
        let (_, role) = KINDS.into_iter().find(|(known, _)| *known == kind).expect("a kind that somebody sends");
        Self::between(town.clerk(role), town.clerk(RECEIVER), kind, title).await
    }

    /// The same, by these officers.
    pub async fn between(sender: Clerk, receiver: Clerk, kind: &str, title: &str) -> Self {
        let registered = done(&sender, requests::register(title)).await;
        let matter_id = registered.matter.expect("the matter is in the answer").matter_id;
        if kind == "police" {
            approved(&sender, &matter_id).await;
        }
        let referred = done(&sender, requests::refer(&matter_id, kind, receiver.agency())).await;
        let id = referred.referral.expect("the referral is in the answer").referral_id;
        Self { sender, receiver, matter_id, id }
    }

    /// Begins one and waits until the receiver's desk has it.
    pub async fn arrived(town: &Town, kind: &str, title: &str) -> Self {
        let handoff = Self::begin(town, kind, title).await;
        handoff.both(ReferralState::Arrived).await;
        handoff
    }

    /// Plays it to its end, each step by the side whose turn it is, as soon as that side can see that it is.
    pub async fn play(&self, course: Course) {
        let Self { sender, receiver, id, .. } = self;
        if course == Course::Recalled {
            // Before D the receiver's desk grants it; a clerk who was quicker would make it an officer's affair.
            done(sender, requests::recall(id)).await;
            return;
        }
        receiver.sees(id, ReferralState::Arrived).await;
        done(receiver, step!(AcknowledgeRequest, id)).await;
        if course == Course::Declined {
            done(receiver, requests::decline(id)).await;
            return;
        }
        done(receiver, step!(AcceptRequest, id)).await;
        match course {
            Course::Agreement => {
                done(receiver, requests::conclude_with_agreement(id)).await;
            }
            Course::SuspendedAndFailed => {
                done(receiver, requests::suspend(id)).await;
                done(receiver, step!(ResumeRequest, id)).await;
                done(receiver, requests::conclude_without_agreement(id)).await;
            }
            Course::Supplemented => self.supplement().await,
            Course::Withdrawn => {
                sender.sees(id, ReferralState::Accepted).await;
                done(sender, requests::withdraw(id)).await;
                return;
            }
            Course::Declined | Course::Recalled => {}
        }
        sender.sees(id, ReferralState::Concluded).await;
        done(sender, step!(ConfirmOutcomeRequest, id)).await;
    }

    async fn supplement(&self) {
        let Self { sender, receiver, id, .. } = self;
        done(receiver, step!(AssignBodyRequest, id, body: "青河县人民调解委员会".to_owned())).await;
        done(receiver, step!(AssignMediatorRequest, id, mediator: "孙丙".to_owned())).await;
        done(receiver, requests::request_supplement(id)).await;
        until("the sender is asked for a supplement", || async {
            sender.referral(id).await.filter(|referral| !referral.supplement_items.is_empty())
        })
        .await;
        done(sender, requests::supply(id)).await;
        until("the supplement arrives", || async {
            receiver.referral(id).await.filter(|referral| referral.supplement_items.is_empty())
        })
        .await;
        done(receiver, step!(ReportProgressRequest, id, text: "已进行一次调解".to_owned())).await;
        done(receiver, requests::conclude_with_agreement(id)).await;
    }

    /// Waits until both sides see this state, by the same letter.
    pub async fn both(&self, state: ReferralState) -> (Referral, Referral) {
        let what = format!("both sides see `{}` as {}", self.id, state.as_str_name());
        until(&what, || async {
            let (ours, theirs) = (self.sender.referral(&self.id).await?, self.receiver.referral(&self.id).await?);
            (ours.state() == state && theirs.state() == state && ours.reference == theirs.reference)
                .then_some((ours, theirs))
        })
        .await
    }
}

/// Insists, and fails the test on a refusal.
pub async fn done<A: Ask>(clerk: &Clerk, request: A) -> A::Answer {
    let name = std::any::type_name::<A>();
    clerk.insist(request).await.unwrap_or_else(|status| {
        let lines = duijie_cli::exit::lines(&status).join("; ");
        panic!("`{}` refused `{name}`: {lines}", clerk.agency())
    })
}

/// 移交卡 by the officer and the word of the leader on duty: 公调 goes with both.
pub async fn approved(clerk: &Clerk, matter: &str) {
    let another = CardAnother {
        to: "驻所人民调解室".to_owned(), opinion: "属民间纠纷，双方愿意调解。".to_owned()
    };
    let card = written(clerk, matter, Entry::Card(Card { card: Some(card::Card::Another(another)) })).await;
    let of = Some(approval::Of::Card(card));
    let approval = Approval { of, answer: Answer::Grant as i32, ..Approval::default() };
    written(&clerk.leader("值班领导"), matter, Entry::Approval(approval)).await;
}

async fn written(clerk: &Clerk, matter: &str, entry: Entry) -> u64 {
    let entry = Some(DossierEntry { entry: Some(entry) });
    let request =
        AddEntryRequest { request_id: requests::new_id(), matter_id: matter.to_owned(), entry, validate_only: false };
    done(clerk, request).await.item.expect("the entry is in the answer").position
}
