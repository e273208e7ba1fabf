//! Where this crate waits for servers: the runtime of a test ends with the test.

use std::{
    panic,
    sync::{OnceLock, mpsc},
};

use tokio::runtime::{Builder, Runtime};

/// Runs a future on a thread of this crate, and waits for it.
pub(crate) async fn run<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    match runtime().spawn(future).await {
        Ok(result) => result,
        Err(error) => panic::resume_unwind(error.into_panic()),
    }
}

/// As [`run`], where nothing can be awaited.
pub(crate) fn block_on<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    runtime().spawn(async move { sender.send(future.await) });
    receiver.recv().expect("the future does not panic")
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        let builder = builder
            .worker_threads(1)
            .thread_name("servers")
            .enable_all();
        builder.build().expect("a thread for a runtime")
    })
}
