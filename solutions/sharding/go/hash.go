package main

import "hash/fnv"

// hash is FNV-1a over the key's bytes, mixed: FNV alone keeps keys that differ in their last byte
// close together.
func hash(key string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(key))
	return mix(sum.Sum64())
}

// mix is SplitMix64's finalizer.
func mix(hash uint64) uint64 {
	hash = (hash ^ hash>>30) * 0xbf58476d1ce4e5b9
	hash = (hash ^ hash>>27) * 0x94d049bb133111eb
	return hash ^ hash>>31
}

func shardOf(key string, shards int) int { return int(hash(key) % uint64(shards)) }
