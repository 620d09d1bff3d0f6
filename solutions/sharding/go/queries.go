package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
)

const mostLimit = 1_000

// Totals are sums over orders.
type Totals struct {
	Orders  int64  `json:"orders"`
	Cents   int64  `json:"cents"`
	Average *int64 `json:"average"`
	Coupons int64  `json:"coupons"`
	Missing []int  `json:"missing"`
}

// Sale is the sum of all orders with one coupon.
type Sale struct {
	Coupon *string `json:"coupon"`
	Cents  int64   `json:"cents"`
}

func checkLimit(limit int) error { return between("the limit", int64(limit), 1, mostLimit) }

// List merges the first rows of each database into the first rows overall: stage 4.
func (o *Orders) List(sorting Sorting, after *Order, limit int) ([]Order, error) {
	if err := checkLimit(limit); err != nil {
		return nil, err
	}
	sql, values := sorting.sql(after, limit)
	pages, err := onAll(o.databases, func(shard int) ([]Order, error) {
		return rows[Order](o.databases, shard, sql, values...)
	})
	if err != nil {
		return nil, err
	}
	merged := slices.Concat(pages...)
	slices.SortFunc(merged, sorting.compare)
	return notNil(merged[:min(limit, len(merged))]), nil
}

func rows[T any](d *Databases, shard int, sql string, values ...any) ([]T, error) {
	var found []T
	err := d.in(shard, func(ctx context.Context, tx pgx.Tx) error {
		answer, err := tx.Query(ctx, sql, values...)
		if err != nil {
			return err
		}
		found, err = pgx.CollectRows(answer, pgx.RowToStructByPos[T])
		return err
	})
	return found, err
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// part is what can be added up, from one database.
type part struct {
	orders, cents int64
	coupons       []string
	missing       bool
}

func (o *Orders) Totals(partial bool) (Totals, error) {
	parts, err := onAll(o.databases, func(shard int) (part, error) {
		found, err := o.part(shard)
		if partial && unavailable(err) {
			return part{missing: true}, nil
		}
		return found, err
	})
	if err != nil {
		return Totals{}, err
	}
	totals := Totals{Missing: []int{}}
	coupons := make(map[string]bool)
	for shard, part := range parts {
		if part.missing {
			totals.Missing = append(totals.Missing, shard)
		}
		totals.Orders += part.orders
		totals.Cents += part.cents
		for _, coupon := range part.coupons {
			coupons[coupon] = true
		}
	}
	totals.Coupons = int64(len(coupons))
	if totals.Orders > 0 {
		average, rest := totals.Cents/totals.Orders, totals.Cents%totals.Orders
		if rest >= totals.Orders-rest {
			average++
		}
		totals.Average = &average
	}
	return totals, nil
}

func (o *Orders) part(shard int) (found part, err error) {
	err = o.databases.in(shard, func(ctx context.Context, tx pgx.Tx) error {
		answer, err := tx.Query(ctx, "SELECT DISTINCT coupon FROM orders WHERE coupon IS NOT NULL")
		if err != nil {
			return err
		}
		if found.coupons, err = pgx.CollectRows(answer, pgx.RowTo[string]); err != nil {
			return err
		}
		return tx.QueryRow(ctx, "SELECT count(*), coalesce(sum(cents), 0)::bigint FROM orders").
			Scan(&found.orders, &found.cents)
	})
	return found, err
}

// BestCoupons merges every group before it cuts.
func (o *Orders) BestCoupons(limit int) ([]Sale, error) {
	if err := checkLimit(limit); err != nil {
		return nil, err
	}
	groups, err := onAll(o.databases, func(shard int) ([]Sale, error) {
		return rows[Sale](o.databases, shard, "SELECT coupon, sum(cents)::bigint FROM orders GROUP BY coupon")
	})
	if err != nil {
		return nil, err
	}
	places := make(map[string]int)
	empty := -1
	var merged []Sale
	for _, sale := range slices.Concat(groups...) {
		place, known := empty, empty >= 0
		if sale.Coupon != nil {
			place, known = places[*sale.Coupon]
		}
		switch {
		case known:
			merged[place].Cents += sale.Cents
			continue
		case sale.Coupon == nil:
			empty = len(merged)
		default:
			places[*sale.Coupon] = len(merged)
		}
		merged = append(merged, sale)
	}
	slices.SortFunc(merged, func(one, other Sale) int {
		return cmp.Or(cmp.Compare(other.Cents, one.Cents), byCoupon(one.Coupon, other.Coupon, false, false))
	})
	return notNil(merged[:min(limit, len(merged))]), nil
}
