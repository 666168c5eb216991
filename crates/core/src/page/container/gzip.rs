//! Takes gzip compression off a file.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::bufread::GzDecoder;

use crate::error::Error;

/// A file compressed more often than this is not read.
const MAX_LAYERS: usize = 3;
/// The first bytes of a compressed file.
const MAGIC: &[u8] = b"\x1f\x8b";

/// A file without its compression.
#[derive(Debug)]
pub(in crate::page) struct Unpacked<'a> {
    pub(in crate::page) bytes: Cow<'a, [u8]>,
    /// What is missing of it.
    pub(in crate::page) truncated: Option<String>,
    /// What stood in the file beside the compressed data.
    pub(in crate::page) note: Option<String>,
}

/// Decompresses a file to at most `limit` bytes; one that is not compressed stays as it is.
///
/// # Errors
/// When it grows beyond the limit, or nothing can be decompressed.
pub(in crate::page) fn unpack(bytes: &[u8], limit: usize) -> Result<Unpacked<'_>, Error> {
    let mut unpacked = Unpacked {
        bytes: Cow::Borrowed(bytes),
        truncated: None,
        note: None,
    };
    for _ in 0..MAX_LAYERS {
        if !unpacked.bytes.starts_with(MAGIC) {
            break;
        }
        let (out, damage, rest) = members(&unpacked.bytes, limit)?;
        unpacked.truncated = unpacked.truncated.or(damage);
        unpacked.note = (rest > 0)
            .then(|| format!("{rest} bytes behind the compressed data were passed over"))
            .or(unpacked.note);
        unpacked.bytes = Cow::Owned(out);
    }
    Ok(unpacked)
}

/// Decompresses the members of a file, one after the other: their bytes, what is missing, and the
/// number of bytes behind them that are no member.
fn members(bytes: &[u8], limit: usize) -> Result<(Vec<u8>, Option<String>, usize), Error> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(MAGIC) {
        let mut decoder = GzDecoder::new(rest);
        let most = (limit - out.len()) as u64 + 1;
        let result = decoder.by_ref().take(most).read_to_end(&mut out);
        if out.len() > limit {
            return Err(Error::too_large_unpacked(limit));
        }
        match result {
            Ok(_) => rest = decoder.into_inner(),
            Err(error) if out.is_empty() => {
                return Err(Error::damaged("gzip-compressed data", error));
            }
            Err(_) => {
                let damage = format!(
                    "what follows the first {} decompressed bytes: the compressed data is damaged \
                     or ends early",
                    out.len()
                );
                return Ok((out, Some(damage), 0));
            }
        }
    }
    // Tapes and block devices fill up with zeros.
    let padded = rest.iter().all(|byte| *byte == 0);
    Ok((out, None, if padded { 0 } else { rest.len() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn varied(len: u32) -> Vec<u8> {
        (0..len)
            .map(|n| (n.wrapping_mul(n ^ 0x9e37).wrapping_mul(2_654_435_761) >> 21) as u8)
            .collect()
    }

    #[test]
    fn members_and_layers_are_unpacked() {
        let mut two = gzip(b"Night ");
        two.extend(gzip(b"baker"));
        assert_eq!(&*unpack(&gzip(&two), 100).unwrap().bytes, b"Night baker");
        assert_eq!(&*unpack(b"plain", 100).unwrap().bytes, b"plain");
    }

    #[test]
    fn a_bomb_ends_at_the_limit() {
        let bomb = gzip(&vec![b' '; 5_000_000]);
        assert!(bomb.len() < 10_000);
        assert!(unpack(&bomb, 1_000_000).unwrap_err().is_too_large());
        assert_eq!(unpack(&bomb, 5_000_000).unwrap().bytes.len(), 5_000_000);
    }

    #[test]
    fn what_is_missing_or_too_much_is_said() {
        let mut whole = gzip(&varied(50_000));
        let cut = unpack(&whole[..30_000], 100_000).unwrap();
        assert!(cut.truncated.is_some() && cut.bytes.len() > 10_000);
        whole.extend(b"tail");
        let noted = unpack(&whole, 100_000).unwrap();
        assert!(noted.truncated.is_none() && noted.note.unwrap().starts_with("4 bytes"));
        assert!(unpack(&whole[..12], 100).unwrap_err().is_unreadable());
    }
}
