//! The program on a pseudo-terminal, with the screen as an emulator shows it.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A number of rows or columns as the emulator wants it.
pub(crate) fn cells(n: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(n).expect("more than none")
}

/// The program on a terminal of its own.
pub(crate) struct Program {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) screen: Arc<Mutex<vt100::Parser>>,
    keys: Option<Box<dyn Write + Send>>,
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
}

impl Program {
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_chartpull"));
        command.args(args);
        command.arg(folder);
        command.args(["--reviewer", "kim"]);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env_remove("NO_COLOR");
        Self::run(command)
    }

    pub(crate) fn run(command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 30,
            cols: 110,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let keys = pair.master.take_writer().expect("the keyboard's end");
        let mut output = pair.master.try_clone_reader().expect("the screen's end");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(30), cells(110), 0)));
        let parser = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n_bytes) = output.read(&mut bytes) {
                if n_bytes == 0 {
                    return;
                }
                parser
                    .lock()
                    .expect("no thread panics with it")
                    .process(&bytes[..n_bytes]);
            }
        });
        Self {
            child,
            screen,
            keys: Some(keys),
            master: Some(pair.master),
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let end = self.keys.as_mut().expect("the terminal is open");
        end.write_all(keys.as_bytes())
            .expect("the program reads keys");
        end.flush().expect("the program reads keys");
    }

    pub(crate) fn text(&self) -> String {
        self.screen
            .lock()
            .expect("no thread panics with it")
            .screen()
            .contents()
    }

    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(words, |text| text.contains(words));
    }

    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, test: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !test(&self.text()) {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "no `{what}`:\n{}",
                self.text()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for its end; true when it ended well.
    pub(crate) fn end(&mut self) -> bool {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status.success();
            }
            assert!(start.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// True when the second screen and the mouse are left and the cursor is back.
    pub(crate) fn is_restored(&self) -> bool {
        let parser = self.screen.lock().expect("no thread panics with it");
        let screen = parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    /// Closes the terminal while the program runs.
    pub(crate) fn hang_up(&mut self) {
        self.keys = None;
        self.master = None;
        // The thread that reads the screen holds an end too; what it reads wakes and ends it.
        let id = self.child.process_id().expect("it runs");
        let sent = std::process::Command::new("kill")
            .args(["-HUP", &id.to_string()])
            .status();
        assert!(sent.expect("kill is there").success());
    }
}

impl Drop for Program {
    /// No program outlives its test.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
