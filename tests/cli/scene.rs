//! A folder with a workspace that the commands themselves made, and the program run in it: with a fixed clock, fixed
//! chance, an empty home and nothing else of the environment.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of its own, gone when the test is over.
pub(super) struct Scene {
    folder: tempfile::TempDir,
}

/// What the program said, and how it ended.
pub(super) struct Said {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) code: i32,
}

/// The workspace of most tests: three members and an observer, a title, a preambular and two operative paragraphs, an
/// item; three positions, an agreement, a version, and an edit since.
const BEGUN: [&str; 12] = [
    "new ws --title 'Final Document' --profile resolution --delegation KAZ=Kazakhstan --delegation UZB=Uzbekistan \
     --delegation IRN=Iran --observer OSCE",
    "add --first --role title --text 'Final Document'",
    "add --last --role preambular --text 'Recalling the Charter,'",
    "add --last --role operative --label 1 --text 'Calls upon all States [to consider - KAZ; UZB delete] [, as \
     appropriate,] to sign;'",
    "add --last --label '1 bis' --text 'Decides to remain seized of the matter;'",
    "add --last --role item --label '(a)' --text 'Of water;'",
    "position 1 KAZ agree",
    "position 1 Uzbekistan reserve --note 'awaiting instructions'",
    "position '1 bis' IRN agree_if --needs 1",
    "agree '1 bis' --level ad_ref --except IRN",
    "freeze rev-1",
    "edit '1 bis' --text 'Decides to remain actively seized of the matter;'",
];

impl Scene {
    /// A folder with nothing in it.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// A folder with the workspace [`BEGUN`].
    pub(super) fn begun() -> Self {
        let scene = Self::empty();
        for line in BEGUN {
            let said = scene.run(line);
            assert_eq!(said.code, 0, "{line}: {}", said.err);
        }
        scene
    }

    /// Where the program runs: the workspace, once there is one.
    pub(super) fn here(&self) -> PathBuf {
        let workspace = self.folder.path().join("ws");
        if workspace.is_dir() {
            workspace
        } else {
            self.folder.path().to_owned()
        }
    }

    /// The home of whoever runs the program.
    pub(super) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A file in the workspace.
    pub(super) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.here().join(name), text).unwrap();
    }

    /// What stands in a file of the workspace.
    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.here().join(name)).unwrap()
    }

    /// The program with these arguments.
    pub(super) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command
            .args(shlex::split(line).unwrap())
            .current_dir(self.here())
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("RAPPORTEUR_NOW", "2010-06-23T15:04:05+05:00")
            .env("RAPPORTEUR_SEED", "seed")
            .env("RAPPORTEUR_USER", "rapporteur")
            .stdin(Stdio::null());
        command
    }

    /// Runs a line of commands.
    pub(super) fn run(&self, line: &str) -> Said {
        Said::of(&self.command(line).output().unwrap())
    }

    /// Runs a line and reads the JSON that it gives.
    pub(super) fn json(&self, line: &str) -> Value {
        let said = self.run(&format!("{line} --format json"));
        serde_json::from_str(&said.out).unwrap_or_else(|error| {
            panic!("{line}: {error}\n{}{}", said.out, said.err);
        })
    }

    /// Runs lines, and gives all that was said as one text.
    pub(super) fn transcript(&self, lines: &[&str]) -> String {
        let mut all = String::new();
        for line in lines {
            let said = self.run(line);
            writeln!(all, "$ rapporteur {line}").unwrap();
            all.push_str(&said.out);
            for line in said.err.lines() {
                writeln!(all, "! {line}").unwrap();
            }
            if said.code != 0 {
                writeln!(all, "exit {}", said.code).unwrap();
            }
            all.push('\n');
        }
        all.replace(&*self.folder.path().to_string_lossy(), "FOLDER")
    }
}

impl Said {
    pub(super) fn of(output: &Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}
