//! Special fields (专业领域) of mediation, and by which words of a category a dispute belongs to one.

use crate::term::{Words, words};

/// A field with mediation bodies of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speciality {
    /// 医疗
    Medical,
    /// 劳动
    Labour,
    /// 交通
    Traffic,
    /// 消费
    Consumer,
    /// 环境
    Environment,
    /// 土地、山林
    Land,
    /// 物业
    Property,
    /// 婚姻家庭
    Family,
    /// 邻里
    Neighbours,
    /// 金融、保险
    Finance,
    /// 知识产权
    IntellectualProperty,
    /// 建设工程
    Construction,
    /// 商事
    Commercial,
    /// 校园
    School,
}

impl Speciality {
    /// Every field, the more special before the more general: the first that a category speaks of is its field.
    pub const ALL: [Self; 14] = [
        Self::Medical,
        Self::Labour,
        Self::Traffic,
        Self::Consumer,
        Self::Environment,
        Self::Land,
        Self::Property,
        Self::School,
        Self::IntellectualProperty,
        Self::Construction,
        Self::Finance,
        Self::Family,
        Self::Neighbours,
        Self::Commercial,
    ];

    /// Token in files and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Labour => "labour",
            Self::Traffic => "traffic",
            Self::Consumer => "consumer",
            Self::Environment => "environment",
            Self::Land => "land",
            Self::Property => "property",
            Self::Family => "family",
            Self::Neighbours => "neighbours",
            Self::Finance => "finance",
            Self::IntellectualProperty => "intellectual_property",
            Self::Construction => "construction",
            Self::Commercial => "commercial",
            Self::School => "school",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Medical => words("医疗", "medical"),
            Self::Labour => words("劳动", "labour"),
            Self::Traffic => words("交通", "traffic"),
            Self::Consumer => words("消费", "consumer"),
            Self::Environment => words("环境", "environment"),
            Self::Land => words("土地、山林", "land"),
            Self::Property => words("物业", "property management"),
            Self::Family => words("婚姻家庭", "family"),
            Self::Neighbours => words("邻里", "neighbours"),
            Self::Finance => words("金融、保险", "finance"),
            Self::IntellectualProperty => words("知识产权", "intellectual property"),
            Self::Construction => words("建设工程", "construction"),
            Self::Commercial => words("商事", "commercial"),
            Self::School => words("校园", "school"),
        }
    }

    /// The field that a category (纠纷类别) in words speaks of.
    #[must_use]
    pub fn of_category(category: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.spoken_of().iter().any(|word| category.contains(word)))
    }

    const fn spoken_of(self) -> &'static [&'static str] {
        match self {
            Self::Medical => &["医疗", "医患", "医调"],
            Self::Labour => &["劳动", "劳资", "劳务", "工资", "工伤", "欠薪"],
            Self::Traffic => &["交通", "道路"],
            Self::Consumer => &["消费"],
            Self::Environment => &["环境", "环保", "污染", "噪声"],
            Self::Land => &["土地", "征地", "宅基地", "承包", "山林", "林权"],
            Self::Property => &["物业"],
            Self::Family => &["婚姻", "家庭", "继承", "赡养", "抚养"],
            Self::Neighbours => &["邻里", "相邻"],
            Self::Finance => &["金融", "借贷", "保险", "借款"],
            Self::IntellectualProperty => &["知识产权", "专利", "商标", "著作权"],
            Self::Construction => &["建设工程", "施工"],
            Self::Commercial => &["商事", "买卖合同", "股权"],
            Self::School => &["校园", "学校", "学生"],
        }
    }
}
