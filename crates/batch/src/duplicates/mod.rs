//! Postings that say the same: the same job on two boards, and reposts.
