//! Arguments about how a matter came here (登记来源).

use clap::Args;
use duijie_proto::v1::{ClaimWay, OwnNumberKind, PetitionSort, Source};
use prost_types::Timestamp;

use super::{times, tokens};

/// How it came here. Whatever is given of it needs `--source`.
#[derive(Debug, Default, Args)]
pub struct Intake {
    /// 来源：call_110 110接报、window 窗口、visit 来访、letter 来信、online 网上、transfer 转送、proxy 代收。Where it came from.
    #[arg(long, value_parser = tokens::token::<Source>)]
    pub source: Option<Source>,
    /// 发生时间。When it happened, such as 2026-05-01T21:30.
    #[arg(long, value_parser = times::instant, value_name = "TIME", requires = "source")]
    pub occurred_at: Option<Timestamp>,
    /// 接报时间。When it was received here.
    #[arg(long, value_parser = times::instant, value_name = "TIME", requires = "source")]
    pub received_at: Option<Timestamp>,
    /// 代收: for which agency it is taken in; with `--source proxy`.
    #[arg(long, value_name = "AGENCY", requires = "source")]
    pub on_behalf_of: Option<String>,
    /// 证件号码: `张三=11010519491231002X`, or `张三=@FILE` so that the number is not seen in the list of processes. A person's 公民身份号码,
    /// an organisation's 统一社会信用代码; only its end and a keyed digest are kept. Repeat for each party.
    #[arg(long = "identifier", value_parser = identifier, value_name = "PARTY=NUMBER", requires = "source")]
    pub identifiers: Vec<Identifier>,
    /// Which sort of number --own-number is: court_case 案号, police_case 受案号, petition 信访件编号, document 发文字号.
    #[arg(long, value_parser = tokens::token::<OwnNumberKind>, requires = "own_number")]
    pub own_number_kind: Option<OwnNumberKind>,
}

/// Of which sort a petition is (甄别).
#[derive(Debug, Args)]
pub struct Sorted {
    /// 信访事项甄别: suggestion 意见建议, accusation 检举控告 or claim 申诉求决.
    #[arg(long, value_parser = tokens::token::<PetitionSort>)]
    pub sort: Option<PetitionSort>,
    /// 求决途径（信访工作条例第31条各项）: judicial 涉法涉诉, arbitration 仲裁, party_appeal 党员申诉, administrative 行政程序, protection
    /// 查处违法、履行职责 or handling 调查处理; with `--sort claim`.
    #[arg(long, value_parser = tokens::token::<ClaimWay>, requires = "sort")]
    pub way: Option<ClaimWay>,
    /// 被检举控告的单位: nothing of the matter goes to it; with `--sort accusation`. Repeat for each.
    #[arg(long = "accused", value_name = "AGENCY", requires = "sort")]
    pub accused: Vec<String>,
    /// 被检举控告的个人或者名录外的单位; 不明 where nobody knows; with `--sort accusation`.
    #[arg(long, value_name = "TEXT", requires = "sort")]
    pub accused_in_words: Option<String>,
}

/// A party and its number, as typed. It has no `Debug` that shows it.
#[derive(Clone)]
pub struct Identifier {
    /// The party, as in `--party`.
    pub party: String,
    /// The number, or `@` and a file.
    pub number: String,
}

impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identifier")
    }
}

/// `<party>=<number>`.
///
/// # Errors
/// What was expected instead.
pub fn identifier(text: &str) -> Result<Identifier, String> {
    let (party, number) = text.split_once('=').ok_or("write `张三=11010519491231002X` or `张三=@FILE`")?;
    Ok(Identifier { party: party.to_owned(), number: number.to_owned() })
}
