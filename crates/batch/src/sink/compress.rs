//! Compression of rows in members (gzip) or frames (Zstandard), one complete behind the other.

use std::io::{self, Write as _};

use flate2::write::GzEncoder;

/// How an output is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip (`.gz`).
    Gzip,
    /// Zstandard (`.zst`).
    Zstd,
}

impl Compression {
    /// Its name in settings and messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// The level of Zstandard: its own default.
const ZSTD_LEVEL: i32 = 3;

/// Compresses what it is given; each member begins with the first bytes that are put into it.
pub(super) struct Compressor {
    compression: Compression,
    member: Option<Member>,
}

enum Member {
    Gzip(GzEncoder<Vec<u8>>),
    Zstd(zstd::Encoder<'static, Vec<u8>>),
}

impl Compressor {
    pub(super) fn new(compression: Compression) -> Self {
        Self {
            compression,
            member: None,
        }
    }

    /// Whether members end somewhere, so that the output cannot be cut anywhere else.
    pub(super) fn has_members(&self) -> bool {
        self.compression != Compression::None
    }

    /// Compresses some bytes, and puts what is ready behind `out`.
    pub(super) fn put(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        if self.compression == Compression::None {
            out.extend_from_slice(bytes);
            return Ok(());
        }
        match self.member()? {
            Member::Gzip(encoder) => {
                encoder.write_all(bytes)?;
                out.append(encoder.get_mut());
            }
            Member::Zstd(encoder) => {
                encoder.write_all(bytes)?;
                out.append(encoder.get_mut());
            }
        }
        Ok(())
    }

    fn member(&mut self) -> io::Result<&mut Member> {
        if self.member.is_none() {
            self.member = Some(if self.compression == Compression::Gzip {
                // It is given no name and no time: the same rows are the same bytes.
                Member::Gzip(GzEncoder::new(Vec::new(), flate2::Compression::default()))
            } else {
                Member::Zstd(zstd::Encoder::new(Vec::new(), ZSTD_LEVEL)?)
            });
        }
        self.member
            .as_mut()
            .ok_or_else(|| io::ErrorKind::Other.into())
    }

    /// Ends the member that is open.
    pub(super) fn end_member(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let mut rest = match self.member.take() {
            Some(Member::Gzip(encoder)) => encoder.finish()?,
            Some(Member::Zstd(encoder)) => encoder.finish()?,
            None => return Ok(()),
        };
        out.append(&mut rest);
        Ok(())
    }

    /// A member of nothing: what a compressed file without rows is.
    pub(super) fn empty_member(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if self.has_members() {
            self.member()?;
        }
        self.end_member(out)
    }
}
