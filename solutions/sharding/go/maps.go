package main

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"
)

const catalogue = 0

// ShardMap says which shard has which bucket.
type ShardMap struct {
	Epoch  int64   `json:"epoch"`
	Shards []int32 `json:"shards"`
}

// Move is a bucket that goes to another shard.
type Move struct {
	Bucket int `json:"bucket"`
	Shard  int `json:"shard"`
}

// Maps keeps the map in the first database, in one row: stage 3.
type Maps struct {
	databases *Databases
}

func (m *Maps) CreateMap(shards int) error {
	if err := between("the number of shards", int64(shards), 1, int64(m.databases.count())); err != nil {
		return err
	}
	made := make([]int32, buckets)
	for bucket := range made {
		made[bucket] = int32(bucket % shards)
	}
	return m.databases.in(catalogue, func(ctx context.Context, tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, "INSERT INTO shard_map (epoch, shards) VALUES (1, $1) ON CONFLICT DO NOTHING", made)
		if err == nil && tag.RowsAffected() == 0 {
			return illegalState("there is a map already")
		}
		return err
	})
}

func (m *Maps) Map() (ShardMap, error) {
	var found ShardMap
	err := m.databases.in(catalogue, func(ctx context.Context, tx pgx.Tx) (err error) {
		found, err = read(ctx, tx, "")
		return err
	})
	return found, err
}

func read(ctx context.Context, tx pgx.Tx, lock string) (ShardMap, error) {
	var found ShardMap
	err := tx.QueryRow(ctx, "SELECT epoch, shards FROM shard_map"+lock).Scan(&found.Epoch, &found.Shards)
	if errors.Is(err, pgx.ErrNoRows) {
		return found, illegalState("there is no map yet")
	}
	return found, err
}

// Assign changes the map in one step: with the row locked, nothing can happen between check and change.
func (m *Maps) Assign(epoch int64, moves []Move) (ShardMap, error) {
	err := first(between("the epoch", epoch, 1, 1<<62+(1<<62-1)), m.checkMoves(moves))
	if err != nil {
		return ShardMap{}, err
	}
	var changed ShardMap
	err = m.databases.in(catalogue, func(ctx context.Context, tx pgx.Tx) error {
		now, err := read(ctx, tx, " FOR UPDATE")
		if err != nil {
			return err
		}
		if now.Epoch != epoch {
			return &ContractError{"StaleEpochException", "the map has changed"}
		}
		for _, move := range moves {
			now.Shards[move.Bucket] = int32(move.Shard)
		}
		changed = ShardMap{epoch + 1, now.Shards}
		_, err = tx.Exec(ctx, "UPDATE shard_map SET epoch = $1, shards = $2", changed.Epoch, changed.Shards)
		return err
	})
	return changed, err
}

func (m *Maps) checkMoves(moves []Move) error {
	if err := between("the number of moves", int64(len(moves)), 1, buckets); err != nil {
		return err
	}
	seen := make(map[int]bool)
	for _, move := range moves {
		err := first(
			between("a bucket", int64(move.Bucket), 0, buckets-1),
			between("a shard", int64(move.Shard), 0, int64(m.databases.count())-1))
		if err != nil {
			return err
		}
		if seen[move.Bucket] {
			return illegal("bucket %d is moved twice", move.Bucket)
		}
		seen[move.Bucket] = true
	}
	return nil
}

// Plan gives the shares that are rounded up to the shards that have the most: each saves a move.
func Plan(now ShardMap, shards int) ([]Move, error) {
	err := first(
		checkShards(shards),
		between("the map's epoch", now.Epoch, 1, 1<<62+(1<<62-1)),
		between("the number of buckets", int64(len(now.Shards)), buckets, buckets))
	if err != nil {
		return nil, err
	}
	surplus := make([]int, mostShards)
	for _, shard := range now.Shards {
		if err := checkShard(int(shard)); err != nil {
			return nil, err
		}
		surplus[shard]++
	}
	fullest := make([]int, shards)
	for shard := range fullest {
		fullest[shard] = shard
	}
	slices.SortStableFunc(fullest, func(one, other int) int { return surplus[other] - surplus[one] })
	for i, shard := range fullest {
		surplus[shard] -= buckets / shards
		if i < buckets%shards {
			surplus[shard]--
		}
	}
	moves := []Move{}
	wanting := 0
	for bucket, shard := range now.Shards {
		if surplus[shard] <= 0 {
			continue
		}
		for surplus[wanting] >= 0 {
			wanting++
		}
		surplus[shard]--
		surplus[wanting]++
		moves = append(moves, Move{bucket, wanting})
	}
	return moves, nil
}
