//! The socket of the service, and its graceful end.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use tracing::warn;

use crate::Shutdown;

/// How long to wait for descriptors to become free when none is left.
const PAUSE: Duration = Duration::from_millis(200);

/// A socket that listens; nobody is answered before [`Server::run`].
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// Why the service cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Other machines would be let in unknown.
    #[error("refusing to listen on {address}: without authentication only loopback addresses are served, such as 127.0.0.1:{}", address.port())]
    NotLoopback {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// Another program listens there.
    #[error(
        "cannot listen on {address}: the port is in use; stop the other program, or choose another port with --listen"
    )]
    Occupied {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// Any other failure.
    #[error("cannot listen on {address}")]
    Other {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

impl Server {
    /// Listens on a loopback `address`; port 0 takes any free one.
    ///
    /// # Errors
    ///
    /// Another address, or one that cannot be had.
    pub async fn bind(address: SocketAddr) -> Result<Self, BindError> {
        if !address.ip().is_loopback() {
            return Err(BindError::NotLoopback { address });
        }
        let failure = |cause: io::Error| match cause.kind() {
            ErrorKind::AddrInUse => BindError::Occupied { address },
            _ => BindError::Other { address, cause },
        };
        let listener = TcpListener::bind(address).await.map_err(failure)?;
        let address = listener.local_addr().map_err(failure)?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests with `endpoint` until `shutdown`; then takes no more connections,
    /// and gives running requests `grace` to end.
    ///
    /// # Errors
    ///
    /// The socket fails.
    pub async fn run<E>(self, endpoint: E, shutdown: Shutdown, grace: Duration) -> io::Result<()>
    where
        E: Endpoint<Output = Response> + 'static,
    {
        poem::Server::new_with_acceptor(self)
            .run_with_graceful_shutdown(endpoint, shutdown.asked(), Some(grace))
            .await
    }
}

impl Acceptor for Server {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        vec![LocalAddr(self.address.into())]
    }

    /// Waits out a lack of descriptors, and sends answers without waiting for more to send.
    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        let local = LocalAddr(self.address.into());
        loop {
            match self.listener.accept().await {
                Ok((stream, remote)) => {
                    stream.set_nodelay(true)?;
                    return Ok((stream, local, RemoteAddr(remote.into()), Scheme::HTTP));
                }
                Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    warn!(%error, "cannot accept a connection");
                    sleep(PAUSE).await;
                }
            }
        }
    }
}
