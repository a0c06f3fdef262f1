//! Trap sentences of each kind.
