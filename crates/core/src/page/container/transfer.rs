//! Undoes the transfer encodings of mail parts, as far as damaged ones can be undone.

/// Decodes the body of a part by the name of its transfer encoding.
pub(super) fn decode(bytes: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(bytes),
        "base64" => base64(bytes),
        _ => bytes.to_vec(),
    }
}

/// What is no escape stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // Blanks at the end of a line were added on the way.
        let line = line.trim_ascii_end();
        let (line, soft) = match line.strip_suffix(b"=") {
            Some(line) => (line, true),
            None => (line, false),
        };
        let mut rest = line;
        while let Some((&byte, tail)) = rest.split_first() {
            let escaped = match (byte, tail) {
                (b'=', [high, low, ..]) => digit(*high).zip(digit(*low)),
                _ => None,
            };
            match escaped {
                Some((high, low)) => {
                    out.push(high << 4 | low);
                    rest = &tail[2..];
                }
                None => {
                    out.push(byte);
                    rest = tail;
                }
            }
        }
        if !soft {
            out.push(b'\n');
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Bytes that are not of the alphabet are passed over; an incomplete end is dropped.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_encodings_are_read_as_far_as_they_go() {
        let text = |bytes: &str, encoding| {
            String::from_utf8_lossy(&decode(bytes.as_bytes(), encoding)).into_owned()
        };
        assert_eq!(
            text("caf=C3=A9 =\r\nbar \r\n5 = five =ZZ", "Quoted-Printable"),
            "café bar\n5 = five =ZZ\n"
        );
        assert_eq!(text("QmFr\r\nZXI*h", "BASE64"), "Baker!");
        assert_eq!(text("a=20b", "8bit"), "a=20b");
    }
}
