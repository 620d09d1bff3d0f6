//! A filter in one string in Redis: a header that describes it, then its bits.

use crate::contract::{Kind, Spec};
use crate::failure::{Failure, Outcome, illegal_state};
use crate::plain::Shape;
use crate::server::Server;
use redis::{Value, cmd};
use std::sync::{Arc, Mutex};

const HEADER: usize = 96;
const BATCH: usize = 1_000;
const TRIES: usize = 3;

/// Both scripts do nothing if the string's header is not the one that the caller knows.
const CHECK: &str = "
local header = redis.call('GETRANGE', KEYS[1], 0, 95)
if header ~= ARGV[1] then return header end
local hashes, answers = tonumber(ARGV[2]), {}
";

const ADD: &str = "
for first = 3, #ARGV, hashes do
  local new = 0
  for i = first, first + hashes - 1 do
    if redis.call('SETBIT', KEYS[1], ARGV[i], 1) == 0 then new = 1 end
  end
  answers[#answers + 1] = new
end
return answers";

const CONTAINS: &str = "
for first = 3, #ARGV, hashes do
  local there = 1
  for i = first, first + hashes - 1 do
    if redis.call('GETBIT', KEYS[1], ARGV[i]) == 0 then there = 0; break end
  end
  answers[#answers + 1] = there
end
return answers";

/// Everything in it determines positions, so it is compared as a whole.
fn header(spec: &Spec, shape: Shape) -> String {
    let text = format!("{} {:e} {} {}", spec.keys, spec.rate, shape.bits, shape.hashes);
    format!("{text:HEADER$}")
}

fn shape(header: &str) -> Shape {
    let fields: Vec<&str> = header.split_whitespace().collect();
    let field = |i: usize| fields.get(i).and_then(|text| text.parse().ok()).unwrap_or(0);
    Shape {
        bits: field(2),
        hashes: field(3) as u32,
    }
}

pub struct SharedFilter {
    server: Arc<Server>,
    key: String,
    /// The header as this process saw it last; empty if it saw none.
    known: Mutex<String>,
}

impl SharedFilter {
    pub fn new(server: Arc<Server>, name: &str) -> SharedFilter {
        SharedFilter {
            server,
            key: format!("filter:{name}"),
            known: Mutex::new(String::new()),
        }
    }

    /// The string appears whole or not at all.
    pub async fn create(&self, spec: &Spec) -> Outcome<bool> {
        debug_assert!(spec.kind == Kind::Shared);
        let mut command = cmd("SETNX");
        command.arg(&self.key).arg(header(spec, Shape::of(spec)));
        Ok(self.server.ask(&command).await? == Value::Int(1))
    }

    pub async fn bits(&self) -> Outcome<u64> {
        Ok(shape(&self.look().await?).bits)
    }

    pub async fn add(&self, keys: &[String]) -> Outcome<Vec<bool>> {
        self.in_batches(ADD, keys).await
    }

    pub async fn contains(&self, keys: &[String]) -> Outcome<Vec<bool>> {
        self.in_batches(CONTAINS, keys).await
    }

    async fn in_batches(&self, script: &str, keys: &[String]) -> Outcome<Vec<bool>> {
        let mut answers = Vec::with_capacity(keys.len());
        for batch in keys.chunks(BATCH) {
            answers.extend(self.run(script, batch).await?);
        }
        Ok(answers)
    }

    async fn run(&self, script: &str, keys: &[String]) -> Outcome<Vec<bool>> {
        for _ in 0..TRIES {
            let mut header = self.known.lock().expect("never poisoned").clone();
            if header.is_empty() {
                header = self.look().await?;
            }
            let shape = shape(&header);
            let mut command = cmd("EVAL");
            command.arg(format!("{CHECK}{script}")).arg(1).arg(&self.key);
            command.arg(&header).arg(shape.hashes);
            for key in keys {
                for position in shape.positions(key) {
                    command.arg(position + HEADER as u64 * 8);
                }
            }
            match self.server.ask(&command).await? {
                Value::Array(bits) => {
                    return Ok(bits.iter().map(|bit| *bit == Value::Int(1)).collect());
                }
                other => self.remember(other)?,
            };
        }
        Err(Failure::Unavailable(format!(
            "the filter {} is created anew all the time",
            self.key
        )))
    }

    /// The string's current header.
    async fn look(&self) -> Outcome<String> {
        let mut command = cmd("GETRANGE");
        command.arg(&self.key).arg(0).arg(HEADER - 1);
        let header = self.remember(self.server.ask(&command).await?)?;
        if header.is_empty() {
            return illegal_state(format!("there is no filter {}", self.key));
        }
        Ok(header)
    }

    fn remember(&self, answer: Value) -> Outcome<String> {
        let header: String =
            redis::from_redis_value(answer).map_err(|error| Failure::Unexpected(error.to_string()))?;
        *self.known.lock().expect("never poisoned") = header.clone();
        Ok(header)
    }
}
