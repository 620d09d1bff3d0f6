package main

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// NewOrder is what a customer orders.
type NewOrder struct {
	Customer string  `json:"customer"`
	Coupon   *string `json:"coupon"`
	Cents    int64   `json:"cents"`
}

// Order is one that was placed.
type Order struct {
	ID       int64   `json:"id"`
	Customer string  `json:"customer"`
	Coupon   *string `json:"coupon"`
	Cents    int64   `json:"cents"`
}

// Orders stores each order where the map says: stage 3.
type Orders struct {
	Maps
	generator *Generator
	clock     func() time.Time
}

func (o *Orders) Place(orders []NewOrder) ([]int64, error) {
	if err := checkSize(len(orders)); err != nil {
		return nil, err
	}
	for _, order := range orders {
		err := first(checkKey(order.Customer), between("cents", order.Cents, 0, mostCents))
		if err == nil && order.Coupon != nil {
			err = checkKey(*order.Coupon)
		}
		if err != nil {
			return nil, err
		}
	}
	now, err := o.Map()
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(orders))
	parts := make(map[int][][]any)
	for i, order := range orders {
		if ids[i], err = o.generator.Next(o.clock()); err != nil {
			return nil, err
		}
		bucket := shardOf(order.Customer, buckets)
		shard := int(now.Shards[bucket])
		parts[shard] = append(parts[shard], []any{ids[i], order.Customer, bucket, order.Coupon, order.Cents})
	}
	for shard, rows := range parts {
		err := o.databases.in(shard, func(ctx context.Context, tx pgx.Tx) error {
			columns := []string{"id", "customer", "bucket", "coupon", "cents"}
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"orders"}, columns, pgx.CopyFromRows(rows))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func (o *Orders) Find(customer string, id int64) (*Order, error) {
	if err := checkKey(customer); err != nil {
		return nil, err
	}
	now, err := o.Map()
	if err != nil {
		return nil, err
	}
	var found Order
	err = o.databases.in(int(now.Shards[shardOf(customer, buckets)]), func(ctx context.Context, tx pgx.Tx) error {
		return tx.QueryRow(ctx,
			"SELECT id, customer, coupon, cents FROM orders WHERE id = $1 AND customer = $2", id, customer).
			Scan(&found.ID, &found.Customer, &found.Coupon, &found.Cents)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &found, nil
}
