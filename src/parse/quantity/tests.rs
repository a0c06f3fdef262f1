//! Every written form of an amount, and every look-alike, read by the grammar alone.
