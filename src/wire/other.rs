//! What a file is that is not a capture.

/// What a file is instead of a capture that can be read, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Nothing known.
    Unknown,
    /// It is empty.
    Empty,
    /// It begins with zeros.
    Zeros,
    /// Text.
    Text,
    /// A picture or a document, with the name of its format.
    Document(&'static str),
    /// Packed in a way that is not read, with the name of the packer.
    Packed(&'static str),
    /// A capture in a format that is not read, with its name.
    Capture(&'static str),
}

impl Other {
    /// The beginnings of files that are mistaken for captures.
    const KNOWN: [(&'static [u8], Self); 17] = [
        (b"\x89PNG", Self::Document("PNG")),
        (b"\xff\xd8\xff", Self::Document("JPEG")),
        (b"GIF8", Self::Document("GIF")),
        (b"%PDF", Self::Document("PDF")),
        (b"\x7fELF", Self::Document("ELF")),
        (b"\x1f\x8b", Self::Packed("gzip")),
        (b"\x28\xb5\x2f\xfd", Self::Packed("zstd")),
        (b"\xfd7zXZ", Self::Packed("xz")),
        (b"BZh", Self::Packed("bzip2")),
        (b"PK\x03\x04", Self::Packed("zip")),
        (b"\x04\x22\x4d\x18", Self::Packed("lz4")),
        (b"7z\xbc\xaf", Self::Packed("7z")),
        (b"snoop\0\0\0", Self::Capture("snoop")),
        (b"GMBU", Self::Capture("NetMon")),
        (b"RTSS", Self::Capture("NetMon")),
        (b"XCP\0", Self::Capture("NetXRay")),
        (b"TRSNIFF", Self::Capture("Sniffer")),
    ];

    /// A guess from the first bytes of a file.
    pub(super) fn guess(first: &[u8]) -> Self {
        if first.is_empty() {
            return Self::Empty;
        }
        if let Some((_, known)) = Self::KNOWN.iter().find(|(magic, _)| first.starts_with(magic)) {
            return *known;
        }
        let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..);
        match first {
            _ if first.iter().all(|byte| *byte == 0) => Self::Zeros,
            _ if first.iter().all(is_text) => Self::Text,
            _ => Self::Unknown,
        }
    }
}
