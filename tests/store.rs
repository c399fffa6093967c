//! The store, from outside: files in, changes, files out.

mod hands;
mod hostile;
mod kept;
mod many;
mod round;
mod scene;
