//! A plain filter as bytes: magic, version, keys, rate, bits, hashes, words, checksum; big-endian.

use crate::contract::{Kind, Spec};
use crate::failure::{Outcome, illegal_argument};
use crate::plain::{PlainFilter, Shape};

const START: &[u8] = b"BLOOM\x00\x01";
const HEADER: usize = START.len() + 8 + 8 + 8 + 4;
const CHECKSUM: usize = 4;

pub fn write(filter: &PlainFilter) -> Vec<u8> {
    let mut out = START.to_vec();
    out.extend(filter.spec.keys.to_be_bytes());
    out.extend(filter.spec.rate.to_be_bytes());
    out.extend(filter.shape.bits.to_be_bytes());
    out.extend(filter.shape.hashes.to_be_bytes());
    for word in filter.words() {
        out.extend(word.to_be_bytes());
    }
    let checksum = crc32fast::hash(&out);
    out.extend(checksum.to_be_bytes());
    out
}

pub fn read(saved: &[u8]) -> Outcome<PlainFilter> {
    if saved.len() < HEADER + CHECKSUM || !saved.starts_with(START) {
        return illegal_argument("not a filter of this version");
    }
    let (body, checksum) = saved.split_at(saved.len() - CHECKSUM);
    if crc32fast::hash(body).to_be_bytes() != checksum {
        return illegal_argument("the checksum does not match");
    }
    let (header, words) = body.split_at(HEADER);
    let mut fields = header[START.len()..].chunks(8).map(number);
    let mut next = || fields.next().expect("the header has its length");
    let spec = Spec {
        kind: Kind::Plain,
        keys: next() as i64,
        rate: f64::from_bits(next()),
    };
    let shape = Shape {
        bits: next(),
        hashes: next() as u32,
    };
    if words.len() as u64 != shape.bits.div_ceil(64) * 8 {
        return illegal_argument("more or fewer words than the header says");
    }
    Ok(PlainFilter::with_words(
        spec,
        shape,
        words.chunks(8).map(number).collect(),
    ))
}

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}
