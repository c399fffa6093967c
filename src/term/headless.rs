//! The interface without a terminal: keys in, the last frame out as text. For tests, bug reports and documentation.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::run::Start;
use super::seeking::{Shelf, answer_now};
use super::worker::{Job, Worker};
use super::{new_app, world};
use crate::app::{self, App, Effect, Key, Msg, Options};
use crate::edit::Access;

/// Plays keys and gives the last frame, one line a row, without trailing spaces.
///
/// # Errors
/// The workspace cannot be opened.
pub(super) fn play(
    options: Options,
    start: Start,
    user: &str,
    access: Access,
    keys: &[Key],
    size: (u16, u16),
) -> Result<String, String> {
    let mut player = Player {
        app: new_app(options, user, access, size),
        worker: Worker::new(user, access),
        shelf: Shelf::default(),
        over: false,
    };
    player.carry_out(vec![start.effect()])?;
    for key in keys {
        if player.over {
            break;
        }
        player.app.set_now(world::now());
        player.tell(Msg::Key(*key))?;
    }
    let mut terminal =
        Terminal::new(TestBackend::new(size.0, size.1)).map_err(|e| e.to_string())?;
    terminal
        .draw(|frame| crate::ui::draw(&player.app, frame))
        .map_err(|e| e.to_string())?;
    Ok(lines(terminal.backend().buffer()))
}

struct Player {
    app: App,
    worker: Worker,
    shelf: Shelf,
    over: bool,
}

impl Player {
    fn tell(&mut self, msg: Msg) -> Result<(), String> {
        let effects = app::update(&mut self.app, msg);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), String> {
        for effect in effects {
            let answer = match effect {
                Effect::Quit => {
                    self.over = true;
                    None
                }
                Effect::Copy(_) => Some(Msg::Notice(
                    "There is no clipboard without a terminal.".to_owned(),
                )),
                Effect::OpenEditor { target, .. } => Some(Msg::Edited {
                    target,
                    text: None,
                    failed: Some("there is no terminal for an editor".to_owned()),
                }),
                opening @ (Effect::Load(_) | Effect::OpenRoom(_)) => {
                    let first = !matches!(opening, Effect::Load(None));
                    let answer = self.worker.run(Job::Effect(opening, world::now()));
                    if let (true, Some(Msg::LoadFailed(why))) = (first, &answer) {
                        return Err(why.clone());
                    }
                    answer
                }
                Effect::Seek {
                    ticket,
                    off,
                    question,
                } => self.app.workspace().and_then(|workspace| {
                    answer_now(&mut self.shelf, ticket, &off, &question, workspace)
                }),
                other => self.worker.run(Job::Effect(other, world::now())),
            };
            if let Some(msg) = answer {
                self.tell(msg)?;
            }
        }
        Ok(())
    }
}

/// A frame as text. A cell behind a wide character holds nothing and gives nothing.
fn lines(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut covered = 0_usize;
        for x in buffer.area.left()..buffer.area.right() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            covered = crate::text::cells(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
