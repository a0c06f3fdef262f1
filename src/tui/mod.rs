//! Stub room, filled next.
