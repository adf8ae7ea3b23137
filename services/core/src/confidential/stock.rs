//! Words that everybody writes about mediation, so that two texts which have them in common repeat nothing; and words by which
//! somebody concedes.

use crate::{
    outcome::{DeclineCode, FailureReason, SuspendReason},
    rules::Rules,
};

/// What is neither known of the parties nor said by them: procedure, kinds of damage and payment, and that somebody does not
/// agree, which is a reason of failure (特邀调解规定第26条). In turn: who; what is done; on what they differ; about what; that somebody
/// does not agree, or agrees to the procedure alone; laws. Of several that begin alike the longest counts.
const COMMON: &str = "
    双方当事人 各方当事人 当事人 双方 各方 一方 对方 另一方 申请人 被申请人 原告 被告 第三人 代理人
    调解员 调解组织 调解委员会 人民调解委员会 调委会 调解中心 司法局 司法所 人民法院 法院 公安局 派出所
    信访局 村委会 居委会 村民委员会 居民委员会 社区 街道 鉴定机构 保险公司 物业公司 业主 单位
    调解 再次调解 多次调解 现场调解 主持调解 组织调解 继续调解 参加调解 到场 未到场 到庭 通知 联系 告知
    释明 听取 陈述 意见 意愿 要求 主张 请求 诉求 协商 沟通 调查 核实 勘查 勘验 鉴定 评估 委托鉴定
    司法鉴定 登记 受理 办理 办结 移交 移送 退回 材料 证据 提交 补充 签收 起诉 诉讼 立案 申请 确认
    司法确认 延长 期限 期限届满 中止 终止 恢复 次调解不成 调解不成 调解成功 未达成一致 未达成协议
    未能达成协议 未能达成一致意见 未能达成一致 达成一致 达成协议 达成调解协议 达成 一致意见 一致 协议
    调解协议 协议书 调解协议书 方案 调解方案 履行 未履行 建议 依法 途径 按期 按时 正在 已经 目前 现将
    情况 结果 原因 情况说明 应当升级移交 升级移交
    分歧过大 分歧较大 存在分歧 存在较大分歧 分歧 争议 有争议 无争议 争议焦点 差距过大 差距较大 差距
    责任比例 责任划分 责任认定 责任 比例 金额 数额 赔偿数额 赔偿金额 标准 期限 方式 范围 因果关系
    赔偿责任 赔偿 补偿 支付 付款 给付 返还 修复 修缮 维修 拆除 恢复原状 停止侵害 损失 损害 费用
    医疗费用 医疗费 护理费 误工费 交通费 营养费 鉴定费 维修费 修复费用 检测费 精神损害抚慰金 抚养费
    赡养费 货款 工资 租金 押金 物业费 工程款 借款 本金 利息 违约金 定金
    纠纷 发生纠纷 邻里 邻里纠纷 婚姻家庭 合同 买卖合同 租赁 劳动 房屋 宅基地 土地 相邻 交通事故 事故
    伤害 受伤 漏水 渗水 噪声 经查 经了解 经核实 经调解 事实 基本事实
    不同意 均不同意 未同意 不愿意 不愿 不承认 不接受 不认可 均不认可 拒绝 拒不 明确表示 坚持 双方同意
    同意调解 同意继续调解 同意延长 同意鉴定 同意委托鉴定 同意由 愿意调解 愿意继续调解 愿意接受调解 接受调解
    同意接受调解 认可鉴定 无正当理由
    人民调解法 民事诉讼法 民法典 信访工作条例 治安管理处罚法 程序规定 特邀调解规定 在线调解规则 司法解释
    规定 条例 依照 根据 按照 第1款 第2款 第3款
";

/// Words by which somebody concedes, where they are no part of a longer one above: 妥协 and 认可 (特邀调解规定第22条).
pub(super) const CONCEDING: &str = "
    愿意 同意 承认 认可 自认 让步 退让 答应 接受 放弃 只要 道歉 认错 免除 减免 不再追究 不追究
    不再主张 自愿 妥协 松口 私下 谅解
";

/// What says nothing by itself.
pub(super) const FUNCTION: &str = "的了与和及因对在于向将就等其该为以并而或经后前时已由至从把被也都均称系是";

/// Every phrase that is stock, those of this agency's forms included.
pub(super) fn phrases(rules: &Rules) -> impl Iterator<Item = &str> {
    let forms = rules
        .forms
        .iter()
        .flat_map(|form| std::iter::once(form.name.zh).chain(form.fields.iter().map(|field| field.name)));
    let failing = FailureReason::ALL.map(FailureReason::zh).into_iter();
    let declining = DeclineCode::ALL.map(DeclineCode::zh).into_iter();
    let suspending = SuspendReason::ALL.map(|reason| reason.words().zh).into_iter();
    COMMON.split_whitespace().chain(failing).chain(declining).chain(suspending).chain(forms)
}
