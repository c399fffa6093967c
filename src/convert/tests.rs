//! Tests of whole imports.
use super::*;
