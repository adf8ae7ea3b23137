//! What happens to own deadlines, in a sentence of each language.

use super::{step, told};
use duijie_core::{
    due::display_due,
    event::OwnEvent,
    ids::{OwnId, ReferralId},
    matter::own::EndedBy,
};

/// Name of what happened, and both sentences.
pub(super) fn words(id: &OwnId, what: &OwnEvent) -> (&'static str, String, String) {
    match what {
        OwnEvent::Started { due, follows, .. } => {
            let (rule, from, ends) = (due.rule, due.started_at.beijing_date(), display_due(due.due));
            let (zh, en) = follows
                .as_ref()
                .map_or_else(Default::default, |before| (format!("，接续 {before}"), format!(", following {before}")));
            let zh = format!("自有期限 {id}（{rule}）自 {from} 起算，至 {ends}{zh}");
            ("own_started", zh, format!("own deadline {id} ({rule}) began on {from} and is due before {ends}{en}"))
        }
        OwnEvent::Ended { at, by, text, .. } => {
            let at = at.beijing_date();
            let said = text.as_ref().map_or_else(String::new, |text| format!("：{}", text.as_str()));
            let said_en = text.as_ref().map_or_else(String::new, |text| format!(": {}", text.as_str()));
            match by {
                EndedBy::Word(ending) => (
                    "own_ended",
                    format!("自有期限 {id} 于 {at} {}{said}", ending.zh()),
                    format!("own deadline {id} ended as {} on {at}{said_en}", ending.as_str()),
                ),
                EndedBy::Successor => (
                    "own_replaced",
                    format!("自有期限 {id} 于 {at} 由后续期限代替"),
                    format!("another deadline took the place of {id} on {at}"),
                ),
            }
        }
        OwnEvent::Suspended { reason, .. } => {
            let words = reason.words();
            let en = format!("own deadline {id} stands still for {}", words.en);
            ("own_suspended", format!("自有期限 {id} 停表（{}）", words.zh), en)
        }
        OwnEvent::Resumed { due, .. } => {
            let ends = display_due(due.due);
            let en = format!("own deadline {id} runs again and is due before {ends}");
            ("own_resumed", format!("自有期限 {id} 恢复计算，至 {ends}"), en)
        }
        OwnEvent::Extended { due, .. } => {
            let (length, unit, ends) = (due.length, due.unit.words(), display_due(due.due));
            let zh = format!("自有期限 {id} 延长 {length} {}，至 {ends}", unit.zh);
            (
                "own_extended",
                zh,
                format!("own deadline {id} was extended by {length} {} and is due before {ends}", unit.en),
            )
        }
        OwnEvent::Excluded { from, until, referral, due } => {
            let (from, until, ends) = (from.beijing_date(), until.beijing_date(), display_due(due.due));
            let zh =
                format!("对接 {referral} 的调解经当事人同意延长，{from} 至 {until} 不计入自有期限 {id}，至 {ends}");
            let en = format!(
                "the parties extended the mediation of {referral}: {from} to {until} is not counted in own deadline {id}, \
                 which is due before {ends}"
            );
            ("own_excluded", zh, en)
        }
        OwnEvent::Fired { due, climbed } => {
            let (ends, (told_zh, told_en)) = (display_due(*due), told(climbed));
            let en = format!("own deadline {id} was not met by {ends}{told_en}");
            ("own_fired", format!("自有期限 {id} 已过（{ends}）{told_zh}"), en)
        }
        OwnEvent::Climbed(climbed) => {
            let ((zh, en), at, (told_zh, told_en)) = (step(climbed.stage), display_due(climbed.at), told(climbed));
            let en = format!("own deadline {id}: {en} ({at}){told_en}");
            ("own_climbed", format!("自有期限 {id} {zh}（{at}）{told_zh}"), en)
        }
        OwnEvent::Recounted { told, due } => {
            let (was, is, by) = (display_due(*told), display_due(due.due), &due.calendar_version);
            let en = format!("own deadline {id} was counted again by calendar {by}: from {was} to {is}");
            ("own_recounted", format!("自有期限 {id} 按日历 {by} 重新计算：由 {was} 改为 {is}"), en)
        }
    }
}

/// The statute and article of a term that is told.
pub(super) fn basis(what: &OwnEvent) -> String {
    match what {
        OwnEvent::Started { due, .. }
        | OwnEvent::Resumed { due, .. }
        | OwnEvent::Recounted { due, .. }
        | OwnEvent::Extended { due, .. }
        | OwnEvent::Excluded { due, .. } => due.basis.as_ref().to_owned(),
        OwnEvent::Ended { .. } | OwnEvent::Suspended { .. } | OwnEvent::Fired { .. } | OwnEvent::Climbed(_) => {
            String::new()
        }
    }
}

/// The referral that made it happen, if one did.
pub(super) fn referral(what: &OwnEvent) -> Option<&ReferralId> {
    match what {
        OwnEvent::Excluded { referral, .. } => Some(referral),
        OwnEvent::Started { .. }
        | OwnEvent::Ended { .. }
        | OwnEvent::Suspended { .. }
        | OwnEvent::Resumed { .. }
        | OwnEvent::Climbed(_)
        | OwnEvent::Recounted { .. }
        | OwnEvent::Extended { .. }
        | OwnEvent::Fired { .. } => None,
    }
}
