//! What many records say together.
