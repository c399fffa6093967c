//! rapporteur: a terminal workbench for the final document of an international conference.

pub mod app;
pub mod check;
pub mod cli;
pub mod compare;
pub mod convert;
pub mod edit;
pub mod model;
pub mod precedent;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
