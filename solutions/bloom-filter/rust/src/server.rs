//! Redis, with timeouts that a caller can bear.

use crate::failure::{Failure, Outcome};
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, RedisError, Value};
use std::time::Duration;
use tokio::sync::Mutex;

const TIMEOUT: Duration = Duration::from_millis(600);

/// One connection for all callers: their commands are in flight at the same time.
pub struct Server {
    client: Client,
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl Server {
    pub fn new(url: &str) -> Outcome<Server> {
        let client = Client::open(url).map_err(unexpected)?;
        Ok(Server {
            client,
            connection: Mutex::new(None),
        })
    }

    /// Runs a command; retries once if the connection turned out to be broken, never after a timeout.
    pub async fn ask(&self, command: &Cmd) -> Outcome<Value> {
        match self.try_once(command).await {
            Err(error) if error.is_io_error() && !error.is_timeout() => {
                self.connection.lock().await.take();
                self.try_once(command).await.map_err(failure)
            }
            other => other.map_err(failure),
        }
    }

    async fn try_once(&self, command: &Cmd) -> Result<Value, RedisError> {
        let mut connection = self.connect().await?;
        command.query_async(&mut connection).await
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let mut shared = self.connection.lock().await;
        if let Some(connection) = shared.as_ref() {
            return Ok(connection.clone());
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT));
        let fresh = self
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        Ok(shared.insert(fresh).clone())
    }
}

fn failure(error: RedisError) -> Failure {
    if error.is_io_error() || error.is_connection_dropped() || error.is_unrecoverable_error() {
        return Failure::Unavailable(format!("Redis does not answer: {error}"));
    }
    unexpected(error)
}

fn unexpected(error: RedisError) -> Failure {
    Failure::Unexpected(error.to_string())
}
