//! Flat tables say what the records say.
