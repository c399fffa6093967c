//! The shell around the interface: the terminal, the disk, the clock, the editor.
//!
//! What it is for: it turns key presses, file changes and answers of the worker into [`Msg`]s, hands them to
//! [`crate::app::update`], draws when something changed, and carries out the [`Effect`]s that come back.
//!
//! What it never does: decide anything about a text or a position. All that is below.
//!
//! Where to start: [`open`], then `run.rs` for a terminal and `headless.rs` without one.
//!
//! [`Msg`]: crate::app::Msg
//! [`Effect`]: crate::app::Effect

mod headless;
mod input;
mod line;
mod run;
mod seeking;
mod session;
mod wire;
mod worker;
mod world;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use crate::app::{App, Effect, Key, Msg, Options, ThemeName};
use crate::cli::{OpenArgs, PresentStart};
use crate::edit::{Access, Actor};
use crate::store::Store;

use run::Start;

/// Opens the interface, or plays keys without a terminal. Exit code 0, or 2 with a message on stderr.
pub fn open(asked: &OpenArgs) -> ExitCode {
    match try_open(asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _closed = writeln!(std::io::stderr(), "rapporteur: {message}");
            ExitCode::from(2)
        }
    }
}

fn try_open(asked: &OpenArgs) -> Result<(), String> {
    let root = match &asked.dir {
        Some(dir) => Some(Store::find(dir).filter(|found| same_folder(found, dir)).ok_or_else(|| {
            format!(
                "{}: no workspace here (no workspace.yaml). Make one with `rapporteur new {} --title …`",
                dir.display(),
                dir.display()
            )
        })?),
        None => std::env::current_dir().ok().and_then(|here| Store::find(&here)),
    };
    let keys = asked
        .keys
        .as_deref()
        .map(Key::sequence)
        .transpose()
        .map_err(|e| e.to_string())?;
    let options = options(asked)?;
    let user = world::user(asked.user.as_deref());
    let start = root.map_or(Start::Picker, Start::Workspace);
    let access = asked
        .delegation
        .map_or(Access::Secretariat, Access::Delegate);
    if asked.print || keys.is_some() {
        let size = (asked.size.columns, asked.size.rows);
        // A frame of text has no colours: what they would say must stand in it.
        let options = Options {
            no_color: true,
            ..options
        };
        let frame = headless::play(
            options,
            start,
            &user,
            access,
            &keys.unwrap_or_default(),
            size,
        )?;
        print(&frame);
        return Ok(());
    }
    if !is_at_terminal() {
        return Err("the interface needs a terminal. Use `rapporteur show`, `status` or another command, or \
                    `--keys … --print` to play keys without one"
            .to_owned());
    }
    run::run(options, start, &user, access)
}

/// Opens the room's screen of a workspace, or prints what it would show. Exit code 0, or 2 with a message on stderr.
pub fn present(asked: &PresentStart) -> ExitCode {
    match try_present(asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _closed = writeln!(std::io::stderr(), "rapporteur: {message}");
            ExitCode::from(2)
        }
    }
}

fn try_present(asked: &PresentStart) -> Result<(), String> {
    let theme = theme(asked.theme.as_deref(), ThemeName::Contrast)?;
    let options = Options {
        theme,
        no_color: no_color() || asked.print,
        ..Options::default()
    };
    let start = Start::Room(asked.root.clone());
    // Nobody acts here.
    let (nobody, access) = ("", Access::Viewer);
    if asked.print {
        let size = (asked.size.columns, asked.size.rows);
        let keys = asked.keys.as_deref().map(Key::sequence).transpose();
        let keys = keys.map_err(|e| e.to_string())?.unwrap_or_default();
        print(&headless::play(
            options, start, nobody, access, &keys, size,
        )?);
        return Ok(());
    }
    if !is_at_terminal() {
        return Err(
            "the room’s screen needs a terminal. `--print` prints what it shows".to_owned(),
        );
    }
    run::run(options, start, nobody, access)
}

fn is_at_terminal() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !dumb && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn print(frame: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = out.write_all(frame.as_bytes()).and_then(|()| out.flush());
}

/// A folder that was named must be a workspace itself, not lie in one.
fn same_folder(found: &std::path::Path, asked: &std::path::Path) -> bool {
    match (std::path::absolute(found), std::path::absolute(asked)) {
        (Ok(found), Ok(asked)) => {
            found.components().eq(asked.components())
                || found.canonicalize().ok() == asked.canonicalize().ok()
        }
        _ => false,
    }
}

/// The theme asked for, and none of its colours when `NO_COLOR` is set to anything.
fn options(asked: &OpenArgs) -> Result<Options, String> {
    Ok(Options {
        theme: theme(asked.theme.as_deref(), ThemeName::default())?,
        no_color: no_color(),
        language: asked.language,
        ..Options::default()
    })
}

fn theme(asked: Option<&str>, else_: ThemeName) -> Result<ThemeName, String> {
    let set = std::env::var("RAPPORTEUR_THEME")
        .ok()
        .filter(|name| !name.is_empty());
    let named = asked.map(str::to_owned).or(set);
    named.map_or(Ok(else_), |name| name.parse())
}

fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// A new interface, with the time and something random to make ids from.
fn new_app(options: Options, user: &str, access: Access, size: (u16, u16)) -> App {
    let mut app = App::new(options);
    app.set_actor(Actor {
        name: user.into(),
        access,
    });
    app.set_now(world::now());
    app.feed_randomness(world::random());
    let none: Vec<Effect> = crate::app::update(&mut app, Msg::Resize(size.0, size.1));
    debug_assert!(none.is_empty(), "a size asks for nothing");
    app
}
