//! Visits that repeat an earlier one: fingerprints, comparison, and what follows for the verdict.
