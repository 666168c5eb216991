//! How inputs are worked through: a bounded pipeline that can be interrupted and resumed.
