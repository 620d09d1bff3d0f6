//! Serves the Bloom filters by the subject protocol, version 1; see docs/subject-protocol.md.

mod contract;
mod failure;
mod filters;
mod plain;
mod saved;
mod server;
mod shared;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::{KeyRange, Spec};
use failure::{Failure, Outcome, illegal_argument};
use filters::{Filters, to_do};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

/// The arguments of all methods; each takes some of them.
#[derive(Deserialize)]
struct Arguments {
    filter: Option<String>,
    spec: Option<Spec>,
    keys: Option<Vec<String>>,
    range: Option<KeyRange>,
    saved: Option<String>,
}

fn need<T>(argument: Option<T>, name: &str) -> Outcome<T> {
    argument.ok_or_else(|| Failure::Unexpected(format!("the argument {name} is missing")))
}

async fn call(filters: &Filters, method: &str, given: Arguments) -> Outcome<Value> {
    match method {
        "remove" => return to_do(7, "take keys out of a counting filter"),
        "watch" | "watched" | "rebuild" => return to_do(8, "a filter in front of a table"),
        _ => {}
    }
    let filter = need(given.filter, "filter")?;
    match method {
        "create" => {
            let spec = need(given.spec, "spec")?;
            Ok(json!(filters.create(&filter, spec).await?))
        }
        "bits" => Ok(json!(filters.bits(&filter).await?)),
        "add" => {
            let keys = need(given.keys, "keys")?;
            Ok(json!(filters.add(&filter, &keys).await?))
        }
        "contains" => {
            let keys = need(given.keys, "keys")?;
            Ok(json!(filters.contains(&filter, &keys).await?))
        }
        "addRange" => {
            let range = need(given.range, "range")?;
            Ok(json!(filters.add_range(&filter, &range).await?))
        }
        "countRange" => {
            let range = need(given.range, "range")?;
            Ok(json!(filters.count_range(&filter, &range).await?))
        }
        "save" => Ok(json!(STANDARD.encode(filters.save(&filter)?))),
        "load" => match STANDARD.decode(need(given.saved, "saved")?) {
            Ok(bytes) => Ok(json!(filters.load(&filter, &bytes)?)),
            Err(error) => illegal_argument(error.to_string()),
        },
        _ => Err(Failure::Unexpected(format!("no method {method}"))),
    }
}

async fn serve(
    State(filters): State<Arc<Filters>>,
    Path(method): Path<String>,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    // Millions of keys keep a thread busy: do not use one that serves the network.
    let answer = tokio::task::spawn_blocking(move || {
        let given = serde_json::from_slice(&body).map_err(|e| Failure::Unexpected(e.to_string()))?;
        tokio::runtime::Handle::current().block_on(call(&filters, &method, given))
    })
    .await
    .unwrap_or_else(|error| Err(Failure::Unexpected(error.to_string())));
    match answer {
        Ok(result) => (StatusCode::OK, Json(result)),
        Err(failure) => problem(failure),
    }
}

fn problem(failure: Failure) -> (StatusCode, Json<Value>) {
    let declared = StatusCode::UNPROCESSABLE_ENTITY;
    let (status, error, message) = match failure {
        Failure::IllegalArgument(message) => (declared, "IllegalArgumentException", message),
        Failure::IllegalState(message) => (declared, "IllegalStateException", message),
        Failure::Unavailable(message) => (declared, "UnavailableException", message),
        Failure::Unexpected(message) => {
            eprintln!("{message}");
            (StatusCode::INTERNAL_SERVER_ERROR, "Unexpected", message)
        }
        Failure::NotImplemented { stage, message } => {
            let body = json!({"error": "NotImplemented", "message": message, "stage": stage});
            return (StatusCode::NOT_IMPLEMENTED, Json(body));
        }
    };
    (status, Json(json!({"error": error, "message": message})))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port: u16 = std::env::var("PORT")?.parse()?;
    let mut terminated = signal(SignalKind::terminate())?;
    let routes = Router::new()
        .route("/health", get(|| async { "ready" }))
        .route("/{method}", post(serve))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(Filters::default()));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, routes)
        .with_graceful_shutdown(async move {
            terminated.recv().await;
        })
        .await?;
    Ok(())
}
