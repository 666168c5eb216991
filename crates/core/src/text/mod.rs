//! Text: cleaning, folding, tokens, sentences, numbers.

pub(crate) mod fold;
pub(crate) mod numbers;
pub(crate) mod sentences;
pub(crate) mod tokens;
