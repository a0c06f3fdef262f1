//! The few things done to files here: private folders and files, one synced write, the lock.
//!
//! Folders are made 0700 and files 0600, so that state is readable by its owner only.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Makes `dir` and the folders above it that are missing, private, each synced into its parent.
pub(super) fn make_folder(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dir.parent().filter(|parent| *parent != Path::new("")) {
        make_folder(parent)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(dir) {
        // Somebody else made it in between.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_parent(dir),
    }
}

/// Makes the name of `path` last: a new file's name is not on disk until its folder is.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path
        .parent()
        .filter(|parent| *parent != Path::new(""))
        .unwrap_or(Path::new("."));
    // Only Unix lets a folder be opened for syncing; elsewhere the file system does it alone.
    if cfg!(unix) {
        File::open(parent)?.sync_all()
    } else {
        Ok(())
    }
}

/// Opens `path` for reading and adding at the end, made when missing, private.
pub(super) fn open_private(path: &Path, only_new: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    if only_new {
        options.create_new(true)
    } else {
        options.create(true)
    };
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    close_to_others(&file);
    Ok(file)
}

/// Takes the rights of others away from a file that came here with them. A file of another owner
/// keeps its rights: it can still be written, and its owner wanted them.
fn close_to_others(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file
            .metadata()
            .is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
        {
            let _ = file.set_permissions(fs::Permissions::from_mode(0o600));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// What became of the wish for the lock.
pub(super) enum Locked {
    /// Ours until the file is closed, also when the program is killed.
    Ours(File),
    /// Another program has it; who, when it said so.
    Taken(Option<String>),
    /// The file system knows no locks.
    Unknown(File),
}

/// Asks for the lock at `path` without waiting and notes who has it.
pub(super) fn lock(path: &Path) -> io::Result<Locked> {
    let mut file = open_private(path, false)?;
    match file.try_lock() {
        Ok(()) => {
            // The note is for people only; without it the lock holds all the same.
            let _ = file
                .set_len(0)
                .and_then(|()| writeln!(file, "process {}", std::process::id()));
            Ok(Locked::Ours(file))
        }
        Err(TryLockError::WouldBlock) => {
            let mut note = String::new();
            let _ = file.take(200).read_to_string(&mut note);
            let note = note.trim();
            Ok(Locked::Taken(
                note.strip_prefix("process ").map(|_| note.to_owned()),
            ))
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Locked::Unknown(file))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The bytes of the file at `path`, or `None` when there is no such file.
pub(super) fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Adds `bytes` behind the first `len` bytes of `file` and syncs. When that fails, the file is cut
/// back to `len`, so that a half-written line does not stand in it.
pub(super) fn add(file: &mut File, len: u64, bytes: &[u8]) -> io::Result<()> {
    let done = file.write_all(bytes).and_then(|()| file.sync_data());
    if done.is_err() {
        // Should this fail too, the line stays torn, and whoever comes next cuts it off.
        let _ = cut(file, len);
    }
    done
}

/// Cuts `file` off behind its first `len` bytes and syncs.
pub(super) fn cut(file: &File, len: u64) -> io::Result<()> {
    file.set_len(len)?;
    file.sync_all()
}

/// The first `len` bytes of `file`.
pub(super) fn read_from(file: &mut File, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(len).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == len {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Keeps `bytes` in a new file beside `path`: `<path>.torn-<n>` with the first free number.
pub(super) fn keep_torn(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut n = 1_u64;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".torn-{n}"));
        let kept = PathBuf::from(name);
        match open_private(&kept, true) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => n += 1,
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                sync_parent(&kept)?;
                return Ok(kept);
            }
        }
    }
}

/// True when `path` still names the open `file` (it may have been deleted or replaced meanwhile).
pub(super) fn still_names(path: &Path, file: &File) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (fs::metadata(path), file.metadata()) {
            (Ok(named), Ok(open)) => named.dev() == open.dev() && named.ino() == open.ino(),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}
