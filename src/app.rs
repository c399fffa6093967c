//! The state of the interface, and what each message makes of it.

mod key;
mod msg;

pub use key::{Code, Key, KeyError};
pub use msg::{
    Compared, EditTarget, Effect, Event, Failure, Mouse, MouseAct, Msg, Offer, Opened, Saved, Side,
};
