//! The hash functions under fingerprints.
//!
//! Fingerprints are stored beside outputs and compared with those of later runs, so what is
//! computed here must never change: it is written out, and depends on no library.

/// The 64-bit finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of the input
/// moves every bit of the result.
pub(super) const fn mix(mut value: u64) -> u64 {
    value ^= value >> 33;
    value = value.wrapping_mul(0xff51_afd7_ed55_8ccd);
    value ^= value >> 33;
    value = value.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ (value >> 33)
}

/// The next value of a hash of several.
pub(super) const fn chain(hash: u64, value: u64) -> u64 {
    mix(hash.rotate_left(23) ^ value).wrapping_add(0x9e37_79b9_7f4a_7c15)
}

/// FNV-1a over the bytes of a word, mixed.
pub(super) fn word(text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mix(fnv)
}

/// The lowest bits of a hash; never zero, which stands for "nothing".
pub(super) const fn short(hash: u64) -> u16 {
    let low = hash as u16;
    if low == 0 { 1 } else { low }
}

/// The lower half of a hash; never zero, which stands for "nothing".
pub(super) const fn half(hash: u64) -> u32 {
    let low = hash as u32;
    if low == 0 { 1 } else { low }
}
