//! The program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    let mut open = rapporteur::term::Open::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keys" => open.keys = arguments.next(),
            "--print" => open.print = true,
            "--size" => {
                open.size = arguments.next().and_then(|s| {
                    let (a, b) = s.split_once('x')?;
                    Some((a.parse().ok()?, b.parse().ok()?))
                });
            }
            _ => open.dir = Some(argument.into()),
        }
    }
    rapporteur::term::open(&open)
}
