//! The table of formats: what a file is, by its content first and its name second.
//!
//! One row a format. A row whose `read` is `Later` names a format that is recognised and reported;
//! its reader becomes one file beside this one and one changed row here.

/// One row of the table.
pub(super) struct Format {
    /// Short name, as in the output.
    pub(super) name: &'static str,
    /// What a message calls it.
    pub(super) says: &'static str,
    /// Endings of its file names, lower case.
    extensions: &'static [&'static str],
    /// How its content is recognised.
    sign: Sign,
    /// What is done with it.
    pub(super) read: Read,
}

/// How content gives a format away.
enum Sign {
    /// Not at all.
    None,
    /// The first bytes.
    Bytes(&'static [&'static [u8]]),
    /// Bytes at a place further on.
    At(usize, &'static [u8]),
    /// A ZIP archive that holds a part of that name.
    Zip(&'static [u8]),
    /// The first words of the decoded text, lower case, white space before them left out.
    Opening(fn(&str) -> bool),
}

/// What is done with a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// Read as it stands.
    Text,
    /// Recognised, no reader yet.
    Later,
    /// Holds no note; no loss.
    NotANote,
    /// Holds no text.
    Binary,
}

const fn row(
    name: &'static str,
    says: &'static str,
    extensions: &'static [&'static str],
    sign: Sign,
    read: Read,
) -> Format {
    Format {
        name,
        says,
        extensions,
        sign,
        read,
    }
}

/// All formats; of several that fit, the first counts.
static FORMATS: &[Format] = &[
    row(
        "text",
        "a text file",
        &["txt", "text", "log"],
        Sign::None,
        Read::Text,
    ),
    row(
        "markdown",
        "a Markdown file",
        &["md", "markdown"],
        Sign::None,
        Read::Text,
    ),
    row(
        "rtf",
        "an RTF file",
        &["rtf"],
        Sign::Bytes(&[b"{\\rtf"]),
        Read::Later,
    ),
    row(
        "pdf",
        "a PDF file",
        &["pdf"],
        Sign::Bytes(&[b"%PDF-"]),
        Read::Later,
    ),
    row(
        "docx",
        "a Word file",
        &["docx", "docm", "dotx"],
        Sign::Zip(b"word/"),
        Read::Later,
    ),
    row(
        "odt",
        "an OpenDocument file",
        &["odt"],
        Sign::Zip(b"opendocument.text"),
        Read::Later,
    ),
    row(
        "xlsx",
        "a spreadsheet",
        &["xlsx", "xlsm"],
        Sign::Zip(b"xl/"),
        Read::NotANote,
    ),
    row(
        "ods",
        "a spreadsheet",
        &["ods"],
        Sign::Zip(b"opendocument.spreadsheet"),
        Read::NotANote,
    ),
    row(
        "pptx",
        "a slide show",
        &["pptx"],
        Sign::Zip(b"ppt/"),
        Read::NotANote,
    ),
    row(
        "doc",
        "an old or protected Office file",
        &["doc", "xls", "msg"],
        OLE,
        Read::Later,
    ),
    row(
        "html",
        "a web page",
        &["html", "htm", "xhtml", "mht"],
        Sign::Opening(is_html),
        Read::Later,
    ),
    row(
        "xml",
        "an XML file",
        &["xml", "ccda", "ccd", "cda"],
        Sign::Opening(is_xml),
        Read::Later,
    ),
    row(
        "json",
        "a JSON file",
        &["json", "ndjson", "jsonl"],
        Sign::Opening(is_json),
        Read::Later,
    ),
    row(
        "hl7",
        "an HL7 message",
        &["hl7"],
        Sign::Opening(|text| text.starts_with("msh|")),
        Read::Later,
    ),
    row("email", "an e-mail", &["eml"], Sign::None, Read::Later),
    row(
        "837",
        "a claim or remittance file",
        &["837", "837p", "837i", "835", "edi", "x12"],
        X12,
        Read::NotANote,
    ),
    row(
        "csv",
        "a table",
        &["csv", "tsv"],
        Sign::None,
        Read::NotANote,
    ),
    row(
        "zip",
        "an archive",
        &["zip"],
        Sign::Bytes(&[b"PK\x03\x04", b"PK\x05\x06"]),
        Read::Binary,
    ),
    row(
        "archive",
        "an archive",
        &["7z", "rar", "gz", "xz", "bz2"],
        ARCHIVE,
        Read::Binary,
    ),
    row(
        "tar",
        "an archive",
        &["tar"],
        Sign::At(257, b"ustar"),
        Read::Binary,
    ),
    row(
        "image",
        "a picture",
        &["jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp"],
        IMAGE,
        Read::Binary,
    ),
    row(
        "media",
        "a sound or video recording",
        &["mp3", "wav", "ogg", "wma"],
        SOUND,
        Read::Binary,
    ),
    row(
        "media",
        "a picture or recording",
        &["mp4", "m4a", "mov", "heic"],
        Sign::At(4, b"ftyp"),
        Read::Binary,
    ),
    row(
        "database",
        "a database",
        &["sqlite", "db"],
        Sign::Bytes(&[b"SQLite format 3\0"]),
        Read::Binary,
    ),
    row(
        "program",
        "a program",
        &["exe", "dll", "so"],
        Sign::Bytes(&[b"MZ\x90", b"\x7fELF"]),
        Read::Binary,
    ),
];

const OLE: Sign = Sign::Bytes(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]);
const X12: Sign = Sign::Opening(is_x12);
const ARCHIVE: Sign = Sign::Bytes(&[
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a",
    b"\x1f\x8b",
    b"\xfd7zXZ",
    b"BZh",
]);
const IMAGE: Sign = Sign::Bytes(&[
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"BM\0\0",
]);
const SOUND: Sign = Sign::Bytes(&[
    b"ID3\x03",
    b"ID3\x04",
    b"RIFF",
    b"OggS",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
]);

/// A ZIP archive names its parts at its start and at its end.
const ZIP_ENDS: usize = 1 << 16;

/// The format that the first bytes give away.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| match format.sign {
        Sign::Bytes(starts) => starts.iter().any(|start| bytes.starts_with(start)),
        Sign::At(at, magic) => bytes.get(at..).is_some_and(|rest| rest.starts_with(magic)),
        Sign::Zip(part) => bytes.starts_with(b"PK\x03\x04") && holds_near_ends(bytes, part),
        Sign::None | Sign::Opening(_) => false,
    })
}

/// The format that the first words of the text give away.
pub(super) fn by_opening(text: &str) -> Option<&'static Format> {
    let opening: String = text
        .trim_start()
        .chars()
        .take(64)
        .collect::<String>()
        .to_lowercase();
    FORMATS
        .iter()
        .find(|format| matches!(format.sign, Sign::Opening(fits) if fits(&opening)))
}

/// What the name's ending says.
pub(super) enum Named {
    /// It has no ending, or what follows its last dot is none (`Alvarez 3.4.25`).
    Plain,
    /// A format of the table.
    Known(&'static Format),
    /// An ending that is in no row.
    Unknown(String),
}

/// The format of a file called `name`, going by the name.
pub(super) fn by_name(name: &str) -> Named {
    let Some((_, ending)) = name.rsplit_once('.') else {
        return Named::Plain;
    };
    let ending = ending.to_lowercase();
    let is_word =
        (1..=8).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    if let Some(format) = FORMATS
        .iter()
        .find(|format| format.extensions.contains(&ending.as_str()))
    {
        Named::Known(format)
    } else if is_word && ending.contains(|c: char| c.is_ascii_alphabetic()) {
        Named::Unknown(ending)
    } else {
        Named::Plain
    }
}

impl Format {
    /// True when a file of this format always starts in a certain way.
    pub(super) fn has_magic(&self) -> bool {
        matches!(self.sign, Sign::Bytes(_) | Sign::At(..) | Sign::Zip(_))
    }

    /// Plain text, for a file whose name says nothing.
    pub(super) fn text() -> &'static Format {
        &FORMATS[0]
    }
}

fn holds_near_ends(bytes: &[u8], part: &[u8]) -> bool {
    let first = &bytes[..bytes.len().min(ZIP_ENDS)];
    let last = &bytes[bytes.len().saturating_sub(ZIP_ENDS)..];
    [first, last]
        .iter()
        .any(|end| end.windows(part.len()).any(|window| window == part))
}

fn is_html(opening: &str) -> bool {
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|start| opening.starts_with(start))
}

fn is_xml(opening: &str) -> bool {
    ["<?xml", "<clinicaldocument", "<!doctype", "<bundle"]
        .iter()
        .any(|start| opening.starts_with(start))
}

/// A note may well open with `[x]` or `{Patient}`, never with a quoted key.
fn is_json(opening: &str) -> bool {
    let inner = opening.strip_prefix('[').unwrap_or(opening).trim_start();
    inner
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// An interchange, a group or a transaction of X12, whatever its separator.
fn is_x12(opening: &str) -> bool {
    let rest = ["isa", "gs", "st"]
        .iter()
        .find_map(|segment| opening.strip_prefix(segment));
    let mut chars = rest.unwrap_or_default().chars();
    let separator = chars
        .next()
        .filter(|c| c.is_ascii_punctuation() && !"-/.,:;()'\"".contains(*c));
    separator.is_some_and(|separator| chars.filter(|c| *c == separator).count() >= 2)
}
