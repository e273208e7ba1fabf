//! Starts a throw-away server, which ends with this process.

use std::{
    io::{self, BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use crate::{
    Server,
    installed::{self, Programs},
};

/// A server that runs for as long as this value lives, or the process if it is never dropped.
pub(crate) struct Guardian {
    pub(crate) port: u16,
    /// It holds the pipe whose end the guardian waits for.
    #[expect(dead_code, reason = "held, not used")]
    process: Child,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot run a shell, or have a port")]
    Io(#[from] io::Error),
    #[error("the server says: {0}")]
    Refused(String),
}

impl Guardian {
    /// Starts a server on a free port of loopback, and waits until it takes connections.
    pub(crate) fn start(programs: &Programs) -> Result<Self, StartError> {
        loop {
            match Self::start_on(free_port()?, programs) {
                // Another program was faster.
                Err(StartError::Refused(why)) if why.contains("Address already in use") => {}
                result => return result,
            }
        }
    }

    fn start_on(port: u16, programs: &Programs) -> Result<Self, StartError> {
        let mut command = Command::new("sh");
        command.args(["-c", include_str!("guardian.sh"), "guardian"]);
        match programs {
            Programs::Postgres { folder } => {
                command.arg("postgres").arg(port.to_string()).arg(folder)
            }
            Programs::MySql { server, installer } => {
                let installer = installer.as_deref().unwrap_or("".as_ref());
                let command = command.arg("mysql").arg(port.to_string());
                command.arg(server).arg(installer)
            }
        };
        // Ctrl-C reaches the processes of a group.
        command.process_group(0).current_dir("/");
        if let Some(account) = installed::account(programs.server()) {
            command.uid(account.uid).gid(account.gid);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let output = process.stdout.take().expect("it is piped");
        let mut said = Vec::new();
        for line in BufReader::new(output).lines() {
            let line = line?;
            if line == "ready" {
                return Ok(Self { port, process });
            }
            said.push(line);
        }
        process.wait()?;
        Err(StartError::Refused(said.join("\n")))
    }
}

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}

impl Programs {
    fn server(&self) -> Server {
        match self {
            Self::Postgres { .. } => Server::Postgres,
            Self::MySql { .. } => Server::MySql,
        }
    }
}
