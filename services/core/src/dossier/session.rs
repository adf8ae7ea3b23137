//! 调解会 as they were held, and 会诊 of several mediation bodies.

use super::Entry;
use crate::{confidential::Confidential, matter::Matter, subject::Material, text::Text, time::Timestamp};

/// After how many unexcused absences in sessions that a party was provably invited to it is suggested to end the mediation.
pub const NO_SHOWS_SUGGEST: usize = 2;

/// 调解会
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// When.
    pub held_at: Timestamp,
    /// Where.
    pub place: Text,
    /// Who was invited and who came.
    pub attendance: Vec<Attendance>,
    /// What was said.
    pub note: Option<Confidential<Text>>,
}

/// A party invited to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// Which.
    pub party: Text,
    /// Whether it came.
    pub presence: Presence,
    /// Proof of the invitation.
    pub invitation: Option<Material>,
}

/// Whether an invited party came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// 到场
    Came,
    /// 有正当理由未到
    Excused,
    /// 无正当理由未到
    Absent,
}

/// 会诊
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointPanel {
    /// 牵头
    pub lead: Text,
    /// 协助
    pub assisting: Vec<Text>,
    /// When.
    pub held_at: Timestamp,
    /// What it advises.
    pub opinion: Confidential<Text>,
}

impl Matter {
    /// How often a party stayed away without reason.
    #[must_use]
    pub fn no_shows(&self, party: &Text) -> usize {
        let absent = |entry: &Entry| {
            let Entry::Session(session) = entry else { return false };
            session.attendance.iter().any(|it| it.party == *party && it.presence == Presence::Absent)
        };
        self.dossier.iter().filter(|entered| absent(&entered.entry)).count()
    }

    /// Parties that stayed away so often that the mediator may want to end the mediation, which only an officer does.
    pub fn staying_away(&self) -> impl Iterator<Item = (&Text, usize)> {
        let all = self.subject.parties.iter().map(|party| (&party.name, self.no_shows(&party.name)));
        all.filter(|(_, times)| *times >= NO_SHOWS_SUGGEST)
    }
}
