//! What must hold of due instants, whichever calendars came into force meanwhile.

use super::{must, referrals};
use crate::sim::world::World;
use duijie_core::{
    decide::{self, Asker, Context},
    due::Due,
    referral::{DeadlineStatus, Duty, Referral},
};

pub(super) fn agreed(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let Some(theirs) = theirs else { continue };
        // The receiver alone waits for its result to arrive.
        for duty in Duty::ALL.into_iter().filter(|duty| *duty != Duty::FeedBack) {
            let (here, there) = (running(ours, duty), running(theirs, duty));
            must(here == there, || {
                let (id, duty, me) = (&ours.id, duty.as_str(), &site.office.me);
                format!("{duty} of {id} of {me} is due {here:?} at its sender and {there:?} at its receiver")
            })?;
        }
    }
    for site in &world.sites {
        let data = site.office.data.get();
        let now = site.ledger.head.recorded_at;
        let ctx = Context {
            me: &site.office.me,
            now,
            rules: &data.rules,
            calendar: &data.calendar,
            supervisors: &site.office.supervisors,
            names: &site.office.documents.names,
            asker: Asker::Clerk,
            other: None,
        };
        for (_, referral) in site.ledger.referrals() {
            for duty in Duty::ALL {
                let left = decide::recount(ctx, referral, duty, site.delivered(&referral.peer));
                must(left.is_empty(), || {
                    format!("{} of {} was not counted again at {}", duty.as_str(), referral.id, site.office.me)
                })?;
            }
        }
    }
    Ok(())
}

fn running(referral: &Referral, duty: Duty) -> Option<&Due> {
    let deadline = referral.deadline(duty)?;
    matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended).then_some(&deadline.due)
}
