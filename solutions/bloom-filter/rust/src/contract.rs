//! The contract's values and bounds.

use crate::failure::{Outcome, illegal_argument};
use serde::{Deserialize, Serialize};

const LONGEST_NAME: usize = 100;
const LONGEST_KEY: usize = 1_000;
const MOST_KEYS: i64 = 1_000_000_000;
const MOST_BITS: f64 = 2_800_000_000.0;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    Plain,
    Shared,
    Scalable,
    Counting,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct Spec {
    pub kind: Kind,
    pub keys: i64,
    pub rate: f64,
}

impl Spec {
    /// keys × log2(1 / rate) / ln 2
    pub fn optimum(&self) -> f64 {
        -(self.keys as f64) * self.rate.ln() / std::f64::consts::LN_2.powi(2)
    }

    pub fn check(&self) -> Outcome<()> {
        if !(1..=MOST_KEYS).contains(&self.keys) {
            return illegal_argument(format!("keys: {}; 1 to {MOST_KEYS}", self.keys));
        }
        if !(1e-9..=0.5).contains(&self.rate) {
            return illegal_argument(format!("rate: {}; 1e-9 to 0.5", self.rate));
        }
        if self.optimum() > MOST_BITS {
            return illegal_argument(format!("{:.0} bits; at most {MOST_BITS}", self.optimum()));
        }
        Ok(())
    }
}

/// Keys before + (first + i × step) + after; the sum wraps as Java's does.
#[derive(Deserialize)]
pub struct KeyRange {
    before: String,
    first: i64,
    step: i64,
    count: i64,
    after: String,
}

impl KeyRange {
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.count).map(|i| {
            let number = self.first.wrapping_add(i.wrapping_mul(self.step));
            format!("{}{number}{}", self.before, self.after)
        })
    }
}

pub fn check_name(name: &str) -> Outcome<()> {
    check_length("a filter's name", name, LONGEST_NAME)
}

pub fn check_keys(keys: &[String]) -> Outcome<()> {
    keys.iter()
        .try_for_each(|key| check_length("a key", key, LONGEST_KEY))
}

/// Lengths are those of Java's strings: UTF-16 code units.
fn check_length(what: &str, text: &str, longest: usize) -> Outcome<()> {
    let length = text.encode_utf16().count();
    if (1..=longest).contains(&length) {
        return Ok(());
    }
    illegal_argument(format!("{what} has {length} characters; 1 to {longest}"))
}
