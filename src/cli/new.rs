//! `new`: a workspace that opens.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::Made;
use super::suggest::did_you_mean;
use crate::model::{Code, Delegation, Header, Kind, Profile, Rule, Workspace};
use crate::store::Store;
use crate::text::{Language, clean_paragraph};

/// Make a workspace
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur new ashgabat --title \"Final Document\" --language ru \\
      --delegation AZE=Azerbaijan --delegation KAZ=Kazakhstan --observer OSCE
  rapporteur import draft.txt --into ashgabat

Codes: ISO 3166 alpha-3 for States, the usual letters for organizations.
Profiles: narrative, resolution, outcome, treaty.
Rules: consensus, consensus_minus_one, unanimity, majority, two_thirds, sc (nine of fifteen, and no
permanent member against: those have `permanent: true` in workspace.yaml).
")]
pub(super) struct NewArgs {
    /// The folder to make it in
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Title of the text
    #[arg(long, value_name = "TITLE")]
    title: String,
    /// Which conventions the text follows
    #[arg(long, value_name = "PROFILE", default_value = "narrative", value_parser = profile_named)]
    profile: Profile,
    /// Language of the original, on which positions are taken
    #[arg(long, value_name = "LANG", default_value = "en")]
    language: Language,
    /// By which rule the text is decided
    #[arg(long, value_name = "RULE", default_value = "consensus", value_parser = rule_named)]
    rule: Rule,
    /// A delegation that takes part in the decision; may be repeated
    #[arg(long, value_name = "CODE[=NAME]", value_parser = delegation_named)]
    delegation: Vec<(Code, String)>,
    /// An observer; may be repeated
    #[arg(long, value_name = "CODE[=NAME]", value_parser = delegation_named)]
    observer: Vec<(Code, String)>,
}

pub(super) fn profile_named(said: &str) -> Result<Profile, String> {
    Profile::from_word(&said.to_lowercase()).ok_or_else(|| {
        let words = Profile::ALL.map(|(_, word)| word);
        did_you_mean(said, &words).unwrap_or_default()
    })
}

fn rule_named(said: &str) -> Result<Rule, String> {
    Rule::from_word(said).ok_or_else(|| {
        let words = Rule::ALL.map(|(_, word)| word);
        did_you_mean(said, &words).unwrap_or_default()
    })
}

/// `KAZ` or `KAZ=Kazakhstan`.
fn delegation_named(said: &str) -> Result<(Code, String), String> {
    let (code, name) = said.split_once('=').unwrap_or((said, ""));
    let code: Code = code.trim().parse().map_err(|e| format!("{e}"))?;
    let name = clean_paragraph(name);
    let name = if name.is_empty() {
        code.to_string()
    } else {
        name
    };
    Ok((code, name))
}

pub(super) fn run(args: &NewArgs, context: &mut Context) -> Result<Exit, Failure> {
    let title = clean_paragraph(&args.title);
    if title.is_empty() {
        return Err(Failure::new(
            "a workspace has a title: give one with `--title`",
        ));
    }
    let mut header = Header::new(&title, args.language);
    header.profile = args.profile;
    header.rule = args.rule;
    let members = args.delegation.iter().map(|d| (d, Kind::Member));
    let observers = args.observer.iter().map(|d| (d, Kind::Observer));
    for ((code, name), kind) in members.chain(observers) {
        let same = |d: &Delegation| d.code.as_str().eq_ignore_ascii_case(code.as_str());
        if header.delegations.iter().any(same) {
            return Err(Failure::new(format!("the code {code} is given twice")));
        }
        let delegation = Delegation::member(*code, name);
        header.delegations.push(Delegation { kind, ..delegation });
    }
    let id = context.new_id(&Workspace::new(header.clone()));
    header.id = Some(id);
    Store::create(&args.dir, &header, &context.stamp()?)?;
    let dir = args.dir.display().to_string();
    if context.is_json() {
        context.out.json(&Made {
            workspace: dir,
            id: id.to_string(),
            title,
        });
        return Ok(Exit::Done);
    }
    let count = header.delegations.len();
    let delegations = format!("{count} delegation{}", if count == 1 { "" } else { "s" });
    let line = format!("{dir}: {title} · {} · {delegations}", args.language.name());
    context.out.line(&line);
    context.out.line(&format!(
        "next: `rapporteur import FILE --into {dir}`, or `rapporteur add {dir} --first --text …`"
    ));
    Ok(Exit::Done)
}
