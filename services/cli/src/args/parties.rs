//! Parties and digests as people type them.

use std::path::PathBuf;

use duijie_proto::v1::{Party, PartyKind, PartyPosition};

use super::tokens::token;

/// 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestBytes(pub Vec<u8>);

/// `<position>:<name>[@org][:<contact>]`, with the position as 申请人, 被申请人, 第三人 or their English words.
///
/// # Errors
/// What was expected instead.
pub fn party(text: &str) -> Result<Party, String> {
    let shape = "write a party as `申请人:张三` or `被申请人:某某公司@org:0123-4567890`";
    let text = text.replace('：', ":");
    let mut parts = text.splitn(3, ':');
    let (Some(position), Some(name)) = (parts.next(), parts.next()) else { return Err(shape.to_owned()) };
    let position = match position {
        "申请人" | "原告" | "信访人" => PartyPosition::Applicant,
        "被申请人" | "被告" => PartyPosition::Respondent,
        "第三人" => PartyPosition::ThirdParty,
        other => token(other).map_err(|words| format!("{shape}; {words}"))?,
    };
    let (name, kind) = match name.strip_suffix("@org") {
        Some(name) => (name, PartyKind::Organisation),
        None => (name, PartyKind::Person),
    };
    let contact = parts.next().unwrap_or_default().to_owned();
    Ok(Party { kind: kind.into(), position: position.into(), name: name.to_owned(), contact })
}

/// `<name>` or `<name>=<file>`: a party that agrees to mediation, with the paper that says so if there is one.
///
/// # Errors
/// What was expected instead.
pub fn agreeing(text: &str) -> Result<(String, Option<PathBuf>), String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
    if name.is_empty() || file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) {
        return Err("write who agrees as `张三` or `张三=同意调解书.pdf`".to_owned());
    }
    Ok((name.to_owned(), file))
}

/// A SHA-256 digest in hex.
///
/// # Errors
/// What was expected instead.
pub fn digest(text: &str) -> Result<DigestBytes, String> {
    let bytes = hex::decode(text).ok().filter(|bytes| bytes.len() == 32);
    bytes.map(DigestBytes).ok_or_else(|| "write 64 hexadecimal digits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_has_a_position_a_name_and_perhaps_a_contact() {
        let party = party("被申请人：云渡某某物业公司@org:0999-1234567").unwrap();
        assert_eq!(party.position(), PartyPosition::Respondent);
        assert_eq!(party.kind(), PartyKind::Organisation);
        assert_eq!((party.name.as_str(), party.contact.as_str()), ("云渡某某物业公司", "0999-1234567"));
    }

    #[test]
    fn who_agrees_is_a_name_and_perhaps_a_paper() {
        assert_eq!(agreeing("张三").unwrap(), ("张三".to_owned(), None));
        assert_eq!(agreeing("张三=同意书.pdf").unwrap(), ("张三".to_owned(), Some("同意书.pdf".into())));
        assert!(agreeing("张三=").unwrap_err().contains("同意调解书.pdf"));
    }

    #[test]
    fn what_is_no_party_is_answered_with_an_example() {
        assert!(party("张三").unwrap_err().contains("申请人:张三"));
        assert!(party("somebody:张三").unwrap_err().contains("applicant"));
    }
}
