package main

import (
	"strings"
	"unicode/utf16"
)

// The contract's bounds.
const (
	longestKey = 200
	mostShards = 1_000
	most       = 50_000
	buckets    = 256
	mostCents  = 10_000_000_000_000_000
)

func between(what string, value, least, most int64) error {
	if value < least || value > most {
		return illegal("%s is %d; it must be %d to %d", what, value, least, most)
	}
	return nil
}

func checkShards(shards int) error {
	return between("the number of shards", int64(shards), 1, mostShards)
}

func checkShard(shard int) error { return between("a shard", int64(shard), 0, mostShards-1) }

func checkSize(size int) error { return between("the number of elements", int64(size), 0, most) }

// checkKey counts as Java does, in UTF-16: a letter beyond the BMP is two.
func checkKey(key string) error {
	length := 0
	for _, letter := range key {
		length += utf16.RuneLen(letter)
		if length > longestKey {
			break
		}
	}
	if err := between("a key's length", int64(length), 1, longestKey); err != nil {
		return err
	}
	if strings.ContainsRune(key, 0) {
		return illegal("a key holds U+0000, which PostgreSQL cannot store")
	}
	return nil
}

func checkKeys(keys []string) error {
	if err := checkSize(len(keys)); err != nil {
		return err
	}
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return err
		}
	}
	return nil
}

func first(errors ...error) error {
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}
