//! A Bloom filter in memory, and how keys become positions.

use crate::contract::Spec;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// In smaller filters, the number of bits that are set varies too much.
const LEAST_WORDS: u64 = 8;
const LOCKS: usize = 256;

/// m bits, of which a key sets k.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub bits: u64,
    pub hashes: u32,
}

impl Shape {
    pub fn of(spec: &Spec) -> Shape {
        let words = (spec.optimum() / 64.0).ceil() as u64;
        Shape {
            bits: words.max(LEAST_WORDS) * 64,
            hashes: (-spec.rate.log2()).round().max(1.0) as u32,
        }
    }

    /// The positions of a key, each derived from its whole hash.
    pub fn positions(self, key: &str) -> impl Iterator<Item = u64> {
        let hash = hash(key.as_bytes());
        (0..u64::from(self.hashes)).map(move |i| {
            let drawn = mix(hash.wrapping_add(i.wrapping_mul(GOLDEN)));
            // The upper half of the product: a remainder without a division.
            ((u128::from(drawn) * u128::from(self.bits)) >> 64) as u64
        })
    }
}

/// Every byte counts; each step is a bijection of the previous words.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = (bytes.len() as u64).wrapping_mul(GOLDEN);
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash ^= hash >> 32;
    }
    mix(hash)
}

/// The finaliser of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

pub struct PlainFilter {
    pub spec: Spec,
    pub shape: Shape,
    words: Vec<AtomicU64>,
    /// Adds of one key take turns, so that at most one of them finds a bit of it that is 0.
    locks: Vec<Mutex<()>>,
}

impl PlainFilter {
    pub fn new(spec: Spec, shape: Shape) -> PlainFilter {
        let words = vec![0; shape.bits.div_ceil(64) as usize];
        PlainFilter::with_words(spec, shape, words)
    }

    pub fn with_words(spec: Spec, shape: Shape, words: Vec<u64>) -> PlainFilter {
        PlainFilter {
            spec,
            shape,
            words: words.into_iter().map(AtomicU64::new).collect(),
            locks: (0..LOCKS).map(|_| Mutex::new(())).collect(),
        }
    }

    /// Adds a key, and says whether it is new.
    pub fn add(&self, key: &str) -> bool {
        let lock = &self.locks[hash(key.as_bytes()) as usize % LOCKS];
        let _turn = lock.lock().expect("nobody panics while holding it");
        let mut new = false;
        for position in self.shape.positions(key) {
            let bit = 1 << (position % 64);
            new |= self.words[(position / 64) as usize].fetch_or(bit, Relaxed) & bit == 0;
        }
        new
    }

    pub fn contains(&self, key: &str) -> bool {
        self.shape.positions(key).all(|position| {
            self.words[(position / 64) as usize].load(Relaxed) & (1 << (position % 64)) != 0
        })
    }

    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().map(|word| word.load(Relaxed))
    }

    /// Sets every bit that is set in the other filter, which has the same shape.
    pub fn unite(&self, other: &PlainFilter) {
        for (mine, theirs) in self.words.iter().zip(other.words()) {
            mine.fetch_or(theirs, Relaxed);
        }
    }
}
