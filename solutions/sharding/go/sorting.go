package main

import (
	"cmp"
	"fmt"
	"strings"
)

// Sorting is a sort order.
type Sorting struct {
	By         string `json:"by"`
	Descending bool   `json:"descending"`
	EmptyFirst bool   `json:"emptyFirst"`
}

// byCoupon compares code points: in UTF-8, they sort as the bytes do, which Go compares.
func byCoupon(one, other *string, descending, emptyFirst bool) int {
	switch {
	case one == nil && other == nil:
		return 0
	case one == nil || other == nil:
		if (one == nil) == emptyFirst {
			return -1
		}
		return 1
	case descending:
		return strings.Compare(*other, *one)
	default:
		return strings.Compare(*one, *other)
	}
}

func (s Sorting) compare(one, other Order) int {
	by := 0
	switch {
	case s.By == "COUPON":
		by = byCoupon(one.Coupon, other.Coupon, s.Descending, s.EmptyFirst)
	case s.Descending:
		by = cmp.Compare(other.Cents, one.Cents)
	default:
		by = cmp.Compare(one.Cents, other.Cents)
	}
	return cmp.Or(by, cmp.Compare(one.ID, other.ID))
}

// sql is the query for a page after a given row, and its parameters.
func (s Sorting) sql(after *Order, limit int) (string, []any) {
	column, value := "cents", any(nil)
	if s.By == "COUPON" {
		column = "coupon"
	}
	direction, beyond, nulls := "ASC", ">", "NULLS LAST"
	if s.Descending {
		direction, beyond = "DESC", "<"
	}
	if s.EmptyFirst {
		nulls = "NULLS FIRST"
	}
	where, values := "true", []any{limit}
	switch {
	case after == nil:
	case column == "coupon" && after.Coupon == nil:
		where, values = "(coupon IS NULL AND id > $2)", []any{limit, after.ID}
		if s.EmptyFirst {
			where += " OR coupon IS NOT NULL"
		}
	default:
		if value = any(after.Cents); column == "coupon" {
			value = *after.Coupon
		}
		where = fmt.Sprintf("%s %s $2 OR (%s = $2 AND id > $3)", column, beyond, column)
		values = []any{limit, value, after.ID}
		if !s.EmptyFirst {
			where += " OR " + column + " IS NULL"
		}
	}
	return fmt.Sprintf("SELECT id, customer, coupon, cents FROM orders WHERE %s ORDER BY %s %s %s, id LIMIT $1",
		where, column, direction, nulls), values
}
