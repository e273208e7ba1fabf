//! The way to a graceful end: the first signal asks for it, the second ends at once.

use std::future::pending;
use std::{io, process};

use tokio::sync::watch;

/// The exit code after a second signal.
const IMPATIENT: i32 = 130;

/// Tells whether the process was asked to stop. Clones see the same.
#[derive(Clone, Debug)]
pub struct Shutdown(watch::Receiver<bool>);

/// Asks for the stop that its [`Shutdown`] tells of.
#[derive(Debug)]
pub struct Trigger(watch::Sender<bool>);

impl Shutdown {
    /// A stop that comes when [`Trigger::stop`] is called.
    pub fn manual() -> (Trigger, Self) {
        let (sender, receiver) = watch::channel(false);
        (Trigger(sender), Self(receiver))
    }

    /// A stop that comes with SIGTERM or SIGINT. From here on the first of them no longer
    /// ends the process by itself; the second does, with code 130.
    ///
    /// # Errors
    ///
    /// The system refuses to deliver signals.
    pub fn on_signal() -> io::Result<Self> {
        let (trigger, shutdown) = Self::manual();
        let mut signals = Signals::listen()?;
        tokio::spawn(async move {
            signals.next().await;
            trigger.stop();
            signals.next().await;
            process::exit(IMPATIENT);
        });
        Ok(shutdown)
    }

    /// Whether the stop was asked for.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the stop is asked for.
    pub async fn asked(mut self) {
        if self.0.wait_for(|stop| *stop).await.is_err() {
            // The trigger is gone: the stop can never be asked for.
            pending::<()>().await;
        }
    }
}

impl Trigger {
    /// Asks for the stop; asking again changes nothing.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
