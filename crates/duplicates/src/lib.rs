//! Postings that say the same: the same job on two boards, and reposts.
//!
//! The words of what a posting says of the job (duties, requirements, what the role is about) are
//! cut into triples ("shingles"), and the share of triples that two postings have in common is estimated from a sketch of fixed size
//! (MinHash: Broder 1997, "On the resemblance and containment of documents"). Which sketches are
//! worth comparing is found by bands of their values (Leskovec, Rajaraman, Ullman, "Mining of
//! Massive Datasets", chapter 3).
//!
//! Text alone does not make a job: an employer uses the same sentences in every town. Two postings
//! are the same job when
//!
//! * their titles have the same words, in any order and spelling of case and accents;
//! * neither names a town, or a country, that the other contradicts: where both name towns, they
//!   share one; a posting that names none goes with any;
//! * the words of one employer's name are among those of the other's, or one names none;
//! * neither states a pay or a type of employment that the other contradicts;
//! * at least four fifths of their triples are the same, as estimated; without a title 95 % of the
//!   whole text.
//!
//! A posting whose words differ only in furniture, order of lines, dates or perks is found; one
//! that another team or shop of an employer wrote from the same text is another job.
//!
//! The first one seen is the original, and all later ones are held against it alone: a chain of
//! small changes does not drift away from it.

mod fingerprint;
mod hash;
mod index;
mod words;

#[cfg(test)]
mod tests;

pub use fingerprint::{BadFingerprint, Fingerprint};
pub use index::{Duplicate, Index, THRESHOLD, THRESHOLD_UNTITLED};
