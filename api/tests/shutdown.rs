//! The graceful end, request by request.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use poem::endpoint::make;
use poem::{Endpoint, Response};
use relata::http::Server;
use relata::{Shutdown, Trigger};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, yield_now};

#[tokio::test]
async fn running_requests_end_and_new_ones_are_not_taken() {
    let app = App::start(Duration::from_mins(1)).await;
    let request = tokio::spawn(get(app.address));
    app.wait_until_begun().await;

    app.trigger.stop();
    while TcpStream::connect(app.address).await.is_ok() {
        yield_now().await;
    }
    app.may_end.add_permits(1);

    assert!(request.await.unwrap().starts_with("HTTP/1.1 200"));
    app.running.await.unwrap();
}

#[tokio::test]
async fn requests_that_outlast_the_grace_are_cut() {
    let app = App::start(Duration::from_millis(50)).await;
    let request = tokio::spawn(get(app.address));
    app.wait_until_begun().await;

    app.trigger.stop();

    app.running.await.unwrap();
    assert_eq!(request.await.unwrap(), "");
}

/// A service whose one request ends when it may.
struct App {
    address: SocketAddr,
    trigger: Trigger,
    begun: Arc<Semaphore>,
    may_end: Arc<Semaphore>,
    running: JoinHandle<()>,
}

impl App {
    async fn start(grace: Duration) -> Self {
        let (begun, may_end) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let endpoint = slow(begun.clone(), may_end.clone());
        let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await;
        let server = server.unwrap();
        let (trigger, shutdown) = Shutdown::manual();
        Self {
            address: server.address(),
            trigger,
            begun,
            may_end,
            running: tokio::spawn(async move {
                server.run(endpoint, shutdown, grace).await.unwrap();
            }),
        }
    }

    async fn wait_until_begun(&self) {
        self.begun.acquire().await.unwrap().forget();
    }
}

fn slow(begun: Arc<Semaphore>, may_end: Arc<Semaphore>) -> impl Endpoint<Output = Response> {
    make(move |_| {
        let (begun, may_end) = (begun.clone(), may_end.clone());
        async move {
            begun.add_permits(1);
            may_end.acquire().await.unwrap().forget();
            Response::default()
        }
    })
}

async fn get(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
