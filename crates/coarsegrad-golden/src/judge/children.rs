//! The processes of backends: each leads a group of its own, and the whole group is killed.
//!
//! A group is killed before its leader is waited for: until then no other process can have its number. What a backend
//! has put into a group or session of its own is out of reach.

use std::process::{Child, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The leaders of the groups that live.
static LIVE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn live() -> MutexGuard<'static, Vec<u32>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Kills every backend of this process, with its children. For a program that is about to end itself.
pub fn kill_backends() {
    for leader in live().iter() {
        kill_group(*leader);
    }
}

#[cfg(unix)]
fn kill_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    if let Ok(leader) = i32::try_from(leader) {
        // It may have ended by itself.
        let _ = killpg(Pid::from_raw(leader), Signal::SIGKILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_leader: u32) {}

/// A process that leads a group, killed when dropped.
#[derive(Debug)]
pub(crate) struct Leader {
    child: Child,
    status: Option<ExitStatus>,
}

/// How long a killed process may take to go.
const GONE: Duration = Duration::from_secs(5);

/// How often it is looked whether a process has ended.
const PAUSE: Duration = Duration::from_millis(2);

impl Leader {
    /// The process, which must have been started in a group of its own.
    pub(crate) fn new(child: Child) -> Self {
        live().push(child.id());
        Leader {
            child,
            status: None,
        }
    }

    /// Gives the process time to end by itself.
    pub(crate) fn linger(&self, limit: Duration) {
        let start = Instant::now();
        while self.status.is_none() && !self.has_ended() && start.elapsed() < limit {
            thread::sleep(PAUSE);
        }
    }

    /// Whether the process has ended, without waiting for it. Elsewhere than on Linux it is taken not to have.
    #[cfg(target_os = "linux")]
    pub(crate) fn has_ended(&self) -> bool {
        use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
        use nix::unistd::Pid;
        let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
        let Ok(id) = i32::try_from(self.child.id()) else {
            return true;
        };
        !matches!(
            waitid(Id::Pid(Pid::from_raw(id)), flags),
            Ok(WaitStatus::StillAlive)
        )
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn has_ended(&self) -> bool {
        false
    }

    /// Kills the group and answers how the process ended.
    pub(crate) fn kill(&mut self) -> String {
        if self.status.is_none() {
            kill_group(self.child.id());
            let _ = self.child.kill();
            let start = Instant::now();
            while !self.reaped() && start.elapsed() < GONE {
                thread::sleep(PAUSE);
            }
        }
        match self.status {
            Some(status) => status.to_string(),
            None => "killed".to_owned(),
        }
    }
}

impl Leader {
    /// Whether the process is gone. Its number leaves the list before another process can have it.
    fn reaped(&mut self) -> bool {
        let mut list = live();
        self.status = self.child.try_wait().unwrap_or(None);
        if self.status.is_some() {
            let id = self.child.id();
            list.retain(|leader| *leader != id);
        }
        self.status.is_some()
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
