package main

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// silentFor bounds every transaction; the contract allows 8 s for two of them.
const silentFor = 3 * time.Second

// Databases are numbered from 0.
type Databases struct {
	pools []*pgxpool.Pool
}

func openDatabases(urls string) (*Databases, error) {
	databases := &Databases{}
	for _, url := range strings.Split(urls, ",") {
		if url == "" {
			continue
		}
		config, err := pgxpool.ParseConfig(url + "?sslmode=disable")
		if err != nil {
			return nil, err
		}
		config.MaxConns = 4
		pool, err := pgxpool.NewWithConfig(context.Background(), config)
		if err != nil {
			return nil, err
		}
		databases.pools = append(databases.pools, pool)
	}
	return databases, nil
}

func (d *Databases) count() int { return len(d.pools) }

// in runs one transaction in one database.
func (d *Databases) in(shard int, work func(ctx context.Context, tx pgx.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), silentFor)
	defer cancel()
	err := pgx.BeginFunc(ctx, d.pools[shard], func(tx pgx.Tx) error { return work(ctx, tx) })
	return databaseError(shard, err)
}

// onAll queries every database at the same time; it returns the first error, in their order.
func onAll[T any](d *Databases, question func(shard int) (T, error)) ([]T, error) {
	answers := make([]T, d.count())
	errors := make([]error, d.count())
	done := make(chan struct{})
	for shard := range d.count() {
		go func() {
			answers[shard], errors[shard] = question(shard)
			done <- struct{}{}
		}()
	}
	for range d.count() {
		<-done
	}
	return answers, first(errors...)
}
